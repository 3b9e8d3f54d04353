"""Hostile files and workbooks, in the ingest and in the bot: none takes more than 5 s or 300 MB, and each has an end.

Run by `make test-faults`. Each is read in one process apart, as both read them, but with all that comes after.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

import bot.reading_tables
from bot.reading_tables import read_sent
from ingest.load import load, passages_of
from ingest.scan import FoundFile
from knowledge.apart import Apart, Limits
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import RecordBook
from knowledge.tables import read_workbook
from tests.faults.hostile import SEED, damaged, hostile_papers, hostile_sheets, hostile_workbooks
from tests.ingesting import gazetteer

# On a machine at rest; a busy one counts up to twice as many seconds for the same work.
MOST_SECONDS, MOST_MEGABYTES = 5.0 * 2, 300
LEAST_FILES = 250
# Over the goal, for what breaks it is to be named with what it took.
LIMITS = Limits(work_seconds=15, silent_seconds=300, megabytes=2048)


class Took(NamedTuple):
    """What became of a file, and what it took."""

    end: str
    seconds: float
    megabytes: int

    @property
    def is_too_much(self) -> bool:
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


def measured(reading: Callable[[], object]) -> Took:
    """Read a file and return what that took of the processor, and of memory beyond what there was."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, started = _megabytes("VmRSS"), time.process_time()
    try:
        reading()
        end = "read"
    except DocumentError as error:
        end = f"{error.reason}. {error.remedy}"
    return Took(end, time.process_time() - started, _megabytes("VmHWM") - before)


def in_the_ingest(_: Callable[..., None], path: Path) -> Took:
    file, places = FoundFile(path, path.name, path.parent, Audience.PUBLIC), gazetteer()

    def reading() -> None:
        passages_of(load(file, "广州"), file, places)

    return measured(reading)


def in_the_bot(_: Callable[..., None], path: Path) -> Took:
    book, data = _book(), path.read_bytes()

    def reading() -> None:
        with patch.object(bot.reading_tables, "_workbook", read_workbook):
            read_sent(data, path.name, book, remembered={}, home_city="广州", answers={})

    return measured(reading)


def _book() -> RecordBook:
    return RecordBook(names=gazetteer())


def _megabytes(what: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{what}:")[1].split()[0]) // 1024


def _too_much(
    reading: Callable[[Callable[..., None], Path], Took], files: Iterator[tuple[str, bytes]], folder: Path
) -> tuple[int, list[str]]:
    """Return how many files were read, and those that took too much or ended the process."""
    count, found = 0, []
    warm = folder / "warm.csv"
    warm.write_text("城市,结好时间\n里昂,1988-01-19\n", encoding="utf-8")
    with Apart(LIMITS) as apart:
        apart.call(reading, warm)
        for name, data in files:
            path = folder / name
            path.write_bytes(data)
            count += 1
            try:
                took = apart.call(reading, path)
                if took.is_too_much:
                    found.append(f"{name}: {took}")
            except Exception as error:  # noqa: BLE001 - every one is to be named
                found.append(f"{name}: {error!r}")
                apart.call(reading, warm)
            path.unlink()
    return count, found


def _damaged() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(SEED)  # noqa: S311 - the same files every time, nothing secret
    small = [(name, data) for name, data in (*hostile_workbooks(), *hostile_sheets()) if len(data) < 100_000]
    for number, (name, data) in enumerate(chance.sample(small, 60)):
        yield f"damaged{number}-{name}", damaged(data, chance)


def _tables() -> Iterator[tuple[str, bytes]]:
    return itertools.chain(hostile_workbooks(), hostile_sheets(), _damaged())


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the most memory taken")
def test_hostile_files_are_read_or_refused_within_bounds(tmp_path: Path) -> None:
    papers, papers_found = _too_much(in_the_ingest, hostile_papers(), tmp_path)
    tables, tables_found = _too_much(in_the_ingest, _tables(), tmp_path)
    assert papers + tables >= LEAST_FILES
    assert papers_found + tables_found == []


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the most memory taken")
def test_hostile_tables_sent_to_the_bot_are_read_or_refused_within_bounds(tmp_path: Path) -> None:
    _, found = _too_much(in_the_bot, _tables(), tmp_path)
    assert found == []
