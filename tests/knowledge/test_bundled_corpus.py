"""The bundled notes and records: complete, paired, dated, in their own words."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import frontmatter
import pytest

import knowledge
from knowledge.calendar import PartialDate
from knowledge.evidence import Language
from knowledge.records import load_table
from knowledge.records.model import Event, Figure, FigureKind, RecordKind
from knowledge.text.language import detect_language

CORPUS = Path(knowledge.__file__).parent / "corpus"
NOTES = sorted((CORPUS / "notes").glob("*.md"))
TABLES = sorted((CORPUS / "records").glob("*.csv"))
PAPERS = Path(__file__).resolve().parents[2].parent / "shared" / "source_documents"

FRONT_MATTER = {
    *("title", "title_zh", "title_en"),
    *("publisher", "publisher_zh", "publisher_en"),
    *("date", "language"),
}
HOME = re.compile("广州|昆明|杭州|Guangzhou|Kunming|Hangzhou")
YEAR = re.compile(r"(?:19|20)\d\d")
# What a plan or a target is said to be.
AIM = re.compile("目标|争取|target|Target")
COPIED_CHARACTERS = 13
COPIED_WORDS = 8
# Names are what they are: they may stand in notes and papers alike.
NAMES = (
    "广州国际科技交流合作促进中心",
    "世界大都市协会亚太区办公室",
    "广州国际友城交流合作奖学金计划",
    "广州市红棉国际交流合作基金会",
    "斯里贾亚瓦德纳普莱克特",
    "昆明国际友城合作与发展研讨会",
    "第七届中国国际友好城市大会",
    "联合国《生物多样性公约》第15次缔约方大会",
    "Chinese People's Association for Friendship with Foreign Countries",
)
ADDRESS = re.compile(r"https?://\S+")


class Pair(NamedTuple):
    """A fact in both languages."""

    chinese: str
    english: str


def body(note: Path) -> str:
    return str(frontmatter.loads(note.read_text(encoding="utf-8")).content)


def sections(note: Path) -> list[tuple[Pair, list[str]]]:
    """Return each section's two headings and its bullets."""
    parts = re.split(r"^## (.+)\n## (.+)$", body(note), flags=re.MULTILINE)[1:]
    return [
        (Pair(*parts[start : start + 2]), re.findall(r"^- (.+)$", parts[start + 2], flags=re.MULTILINE))
        for start in range(0, len(parts), 3)
    ]


def pairs(note: Path) -> Iterator[Pair]:
    for _, bullets in sections(note):
        yield from itertools.starmap(Pair, zip(bullets[::2], bullets[1::2], strict=True))


by_note = pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)


def test_there_is_a_note_for_each_of_the_five_papers() -> None:
    assert len({frontmatter.loads(note.read_text(encoding="utf-8"))["title"] for note in NOTES}) == 5


@by_note
def test_a_note_names_its_original_in_both_languages(note: Path) -> None:
    front = frontmatter.loads(note.read_text(encoding="utf-8")).metadata
    assert set(front) >= FRONT_MATTER
    assert all(str(front[key]).strip() for key in FRONT_MATTER)
    assert PartialDate.parse(str(front["date"])).day is not None
    assert front["language"] == "zh+en"
    assert detect_language(str(front["title_zh"])) is Language.ZH
    assert detect_language(str(front["title_en"])) is Language.EN


@by_note
def test_every_section_of_a_note_pairs_chinese_with_english(note: Path) -> None:
    assert body(note).count("\n## ") == 2 * len(sections(note))
    assert sections(note)
    for headings, bullets in sections(note):
        assert detect_language(headings.chinese) is Language.ZH, headings
        assert detect_language(headings.english) is Language.EN, headings
        assert bullets, headings
        assert len(bullets) % 2 == 0, headings
    for pair in pairs(note):
        assert detect_language(pair.chinese) is Language.ZH, pair.chinese
        assert detect_language(pair.english) is Language.EN, pair.english


@by_note
def test_a_bullet_can_be_read_alone(note: Path) -> None:
    for bullet in itertools.chain.from_iterable(pairs(note)):
        assert YEAR.search(bullet), f"no year: {bullet}"
        assert HOME.search(bullet), f"no home city: {bullet}"


@by_note
def test_both_sides_of_a_pair_give_the_same_years(note: Path) -> None:
    for pair in pairs(note):
        assert set(YEAR.findall(pair.chinese)) == set(YEAR.findall(pair.english)), pair


def test_the_tables_load_without_a_problem() -> None:
    tables = [load_table(table) for table in TABLES]
    # No published source states intentions in a form to bundle; the office keeps its own.
    assert {table.kind for table in tables} == set(RecordKind) - {RecordKind.INTENTIONS}
    assert [problem for table in tables for problem in table.problems] == []
    assert [column for table in tables for column in table.ignored_columns] == []
    assert all(table.rows for table in tables)


@by_table
def test_the_tables_are_utf_8_with_unix_line_ends(table: Path) -> None:
    data = table.read_bytes()
    assert data.decode("utf-8")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def test_a_target_is_worded_as_a_target_and_a_count_is_not() -> None:
    figures = [row for row in load_table(CORPUS / "records" / "figures.csv").rows if isinstance(row, Figure)]
    assert figures
    for figure in figures:
        assert bool(AIM.search(figure.summary_zh)) is (figure.kind is FigureKind.TARGET), figure.id
        assert bool(AIM.search(figure.summary_en)) is (figure.kind is FigureKind.TARGET), figure.id


def test_every_figure_says_as_of_when() -> None:
    figures = [row for row in load_table(CORPUS / "records" / "figures.csv").rows if isinstance(row, Figure)]
    assert [figure.id for figure in figures if figure.as_of is None] == []


def test_an_event_without_a_date_says_so() -> None:
    events = [row for row in load_table(CORPUS / "records" / "events.csv").rows if isinstance(row, Event)]
    undated = [event for event in events if event.date is None]
    assert undated
    for event in undated:
        assert re.search("没有写|没有直接写", event.summary_zh), event.id
        assert re.search(r"\bno\b", event.summary_en), event.id


@by_note
def test_a_note_copies_no_long_run_of_a_paper(note: Path) -> None:
    papers = [paper.read_text(encoding="utf-8") for paper in sorted(PAPERS.glob("*.txt"))]
    if not papers:
        pytest.skip("the five papers are not beside this checkout (../shared/source_documents)")
    copied = {*runs(body(note))} & {run for paper in papers for run in runs(paper)}
    assert copied == set()


def runs(text: str) -> Iterator[str]:
    """Yield every run of Chinese characters or English words that is long enough to be a copy."""
    for name in NAMES:
        text = text.replace(name, "\n").replace(name.replace("'", "’"), "\n")
    text = ADDRESS.sub("\n", text)
    # Marks and figures between characters don't make a sentence one's own.
    for line in text.splitlines():
        han = re.sub(r"[^\u4e00-\u9fff]", "", line)
        yield from (han[start : start + COPIED_CHARACTERS] for start in range(len(han) - COPIED_CHARACTERS + 1))
        words = re.findall(r"[a-z0-9]+", line.lower())
        for start in range(len(words) - COPIED_WORDS + 1):
            yield " ".join(words[start : start + COPIED_WORDS])
