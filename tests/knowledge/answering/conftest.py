"""Conversations with the bundled tables alone, as an office holds them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.answering.records import answer_from_records
from knowledge.evidence import Answer, Citation, Language, Source
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement, Record, RecordBook, load_table
from knowledge.understanding.before import Before
from knowledge.understanding.understand import left_by, understand

TABLES = Path(__file__).parents[3] / "knowledge" / "corpus" / "records"
TODAY = dt.date(2026, 3, 2)

Talk = Callable[..., str]


def cite(row: Record, language: Language) -> Citation:
    source = Source(f"{type(row).__name__}#{row.id}", row.source_title)
    return Citation(source, f"row {row.id}", row.quote, language, f"{row.id}:{language}")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [row for path in sorted(TABLES.glob("*.csv")) for row in load_table(path).rows]


@pytest.fixture(scope="module")
def gazetteer(records: list[Record]) -> Gazetteer:
    return build_gazetteer(row for row in records if isinstance(row, Agreement))


@pytest.fixture(scope="module")
def talk(records: list[Record], gazetteer: Gazetteer) -> Talk:
    """Hold a conversation with the office of a city, and return the last answer ("" where the tables have none)."""
    book = RecordBook.from_records(records, gazetteer)
    partner_of = {row.id: book.partner_id(row) for row in book.agreements}
    home_ids = frozenset(place.id for place in book.homes)

    def hold(*turns: str, home: str = "guangzhou-cn", today: dt.date = TODAY) -> str:
        before: Before | None = None
        answer: Answer | None = None
        for turn in turns:
            queries = understand(turn, today=today, gazetteer=gazetteer, before=before, home_ids=home_ids)
            answer = answer_from_records(
                queries[-1], book, gazetteer, home=gazetteer.get(home) if home else None, citation_for=cite
            )
            cited = [citation.source.path.partition("#")[2] for citation in answer.citations] if answer else []
            shown = dict.fromkeys(gazetteer.get(partner_of[row]) for row in cited if row in partner_of)
            before = left_by(queries, before, tuple(place for place in shown if place))
        return answer.text if answer else ""

    return hold
