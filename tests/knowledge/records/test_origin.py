import dataclasses

import frontmatter
import pytest

from knowledge.calendar import PartialDate
from knowledge.evidence import Language
from knowledge.records import Figure, Record, load_table, locator_of, source_of
from knowledge.settings import BUNDLED_CORPUS

FIGURE = Figure(
    id="qd-sister-2021",
    home_zh="青岛",
    home_en="Qingdao",
    measure="sister_cities",
    subject_zh="国际友好城市",
    subject_en="sister cities",
    value="27",
    as_of=PartialDate.parse("2020"),
    summary_zh="2020年青岛有27个友城。",
    summary_en="In 2020 Qingdao had 27 sister cities.",
    source_title="年报 / Yearbook",
    source_publisher="青岛市外办 / Qingdao Foreign Affairs Office",
    source_date=PartialDate.parse("2021-03-04"),
    quote="27个",
)


@pytest.fixture(scope="module")
def bundled() -> list[Record]:
    return [row for path in sorted(BUNDLED_CORPUS.glob("records/*.csv")) for row in load_table(path).rows]


def test_a_row_is_of_the_date_of_its_source_and_not_of_what_it_tells() -> None:
    source = source_of(FIGURE, "figures.csv#qd-sister-2021", Language.EN)
    assert (source.title, source.publisher) == ("Yearbook", "Qingdao Foreign Affairs Office")
    assert source.published == PartialDate.parse("2021-03-04")
    assert source_of(dataclasses.replace(FIGURE, source_date=None), "", Language.ZH).published is None


def test_a_row_is_located_as_a_person_would_say_it() -> None:
    assert locator_of(FIGURE, Language.ZH) == "数据表：青岛国际友好城市（2020年）"
    assert locator_of(FIGURE, Language.EN) == "table of figures: Qingdao, sister cities (2020)"


def test_no_locator_of_a_bundled_row_shows_its_id(bundled: list[Record]) -> None:
    for row in bundled:
        assert not any(row.id in locator_of(row, language) for language in Language)


def test_rows_that_rest_on_a_bundled_paper_are_of_its_date_and_publisher(bundled: list[Record]) -> None:
    papers = [frontmatter.load(str(path)).metadata for path in BUNDLED_CORPUS.glob("notes/*.md")]
    by_title = {(language, str(paper[f"title_{language}"])): paper for paper in papers for language in Language}
    counted = 0
    for row in bundled:
        for language in Language:
            source = source_of(row, "", language)
            paper = by_title.get((language, source.title))
            if paper is not None:
                counted += 1
                assert (row.id, str(source.published)) == (row.id, str(paper["date"]))
                assert source.publisher == paper[f"publisher_{language}"]
    assert counted > 300


def test_every_bundled_source_says_whose_it_is(bundled: list[Record]) -> None:
    assert [row.id for row in bundled if not row.source_publisher] == []
