"""Lists of ties as cities publish them become records after at most three answers."""

import pytest

from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement
from knowledge.records.ties import propose, ties_from
from knowledge.tables import read_workbook, tables_of
from tests.knowledge.records.ties.lists import LISTS, PublicList

MOST_ANSWERS = 3


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return build_gazetteer()


@pytest.mark.parametrize("shape", LISTS, ids=lambda shape: shape.name)
def test_a_public_list_becomes_records_after_at_most_three_answers(shape: PublicList, places: Gazetteer) -> None:
    workbook = read_workbook(shape.data, shape.name)
    tables, stem = tables_of(workbook), shape.name.rpartition(".")[0]
    answers: dict[str, str] = {}
    proposal = propose(tables, stem, places)
    while proposal is not None and proposal.unanswered:
        asked = proposal.unanswered[0]
        answers[asked.name] = shape.answers[asked.name]
        proposal = propose(tables, stem, places, answers=answers)
    assert proposal is not None
    assert len(answers) <= MOST_ANSWERS
    assert answers == dict(shape.answers)
    table = ties_from(proposal, shape.name, places, sheets=len(workbook.sheets))
    assert [str(problem) for problem in table.problems] == []
    rows = [row for row in table.rows if isinstance(row, Agreement)]
    assert {row.partner_en: row.date.isoformat() if row.date else "" for row in rows} == shape.expected
    assert rows[0].home_en == shape.home
    assert tuple(dict.fromkeys(row.kind.value for row in rows)) == shape.kinds
    assert all(row.iso_country and row.country_zh and row.country_en and row.continents for row in rows)
    assert len({row.id for row in rows}) == len(rows) == len(table.places)
