"""Files from the command line: pictures and lists of the public records."""

import subprocess
import sys

import pytest

from knowledge.evidence import Language
from knowledge.files import FileError, written
from knowledge.settings import Settings
from knowledge.text.language import Script
from tests.directories import bundled, bundled_desk


@pytest.fixture(scope="module")
def settings() -> Settings:
    return bundled()


@pytest.mark.parametrize(
    ("kind", "suffix", "begins"),
    [
        ("map", "png", b"\x89PNG"),
        ("agreements", "xlsx", b"PK"),
        ("anniversaries", "csv", b"\xef\xbb\xbf"),
        ("anniversaries", "ics", b"BEGIN:VCALENDAR"),
        ("events", "xlsx", b"PK"),
        ("programmes", "csv", b"\xef\xbb\xbf"),
    ],
)
def test_each_file_is_of_its_format(kind: str, suffix: str, begins: bytes, settings: Settings) -> None:
    data = written(bundled_desk().index, settings, kind, suffix, language=Language.ZH, script=Script.HANS, year=2027)
    assert data.startswith(begins)


def test_one_home_city_is_listed_by_itself(settings: Settings) -> None:
    index = bundled_desk().index

    def listed(home: str | None) -> str:
        data = written(index, settings, "agreements", "csv", language=Language.EN, script=Script.HANS, home=home)
        return data.decode("utf-8-sig")

    everything, kunming = listed(None), listed("昆明")
    assert everything.count("\n") == 101
    assert kunming.count("\nKunming,") == 12 == kunming.count("\n") - 1


def test_a_city_that_is_no_home_city_is_named_with_those_that_are(settings: Settings) -> None:
    with pytest.raises(FileError, match="Guangzhou, Hangzhou, Kunming"):
        written(bundled_desk().index, settings, "map", "png", language=Language.ZH, script=Script.HANS, home="Lyon")


def test_a_list_that_is_no_calendar_does_not_come_as_one(settings: Settings) -> None:
    with pytest.raises(FileError, match="--format xlsx or csv"):
        written(bundled_desk().index, settings, "events", "ics", language=Language.ZH, script=Script.HANS)


@pytest.mark.parametrize("arguments", [["export", "everything"], ["chart", "pie"], ["export", "events", "--year", "0"]])
def test_a_file_that_is_not_made_is_refused_with_what_is(arguments: list[str]) -> None:
    asked = subprocess.run([sys.executable, "-m", "knowledge", *arguments], capture_output=True, text=True, check=False)
    assert asked.returncode == 2
    assert "usage:" in asked.stderr
