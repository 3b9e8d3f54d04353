"""What an office's own table says of a tie: that it is planned, what it calls it, that it rests."""

import dataclasses
from collections.abc import Callable

import pytest

from knowledge.answering.records import answer_from_records
from knowledge.evidence import Answer
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement, AgreementStatus, Record, RecordBook
from knowledge.understanding.understand import understand
from tests.knowledge.answering.conftest import cite
from tests.knowledge.answering.test_records import HOMES, TODAY, queries


@pytest.fixture(scope="module")
def planning(records: list[Record]) -> Callable[[str], Answer | None]:
    """Ask an office whose table has a tie with Linz that is still to be signed."""
    lyon = next(row for row in records if isinstance(row, Agreement) and row.partner_en == "Lyon")
    linz = dataclasses.replace(
        lyon,
        id="gz-linz",
        partner_zh="林茨",
        partner_en="Linz",
        aliases=(),
        country_zh="奥地利",
        country_en="Austria",
        iso_country="AT",
        geonames_id="",
        date=None,
        date_note="",
        status=AgreementStatus.PLANNED,
        status_note="拟建，2027年签署",
        quote="林茨 | 奥地利 | 拟建，2027年签署",
    )
    places = build_gazetteer([lyon, linz])
    book = RecordBook.from_records([lyon, linz], places)

    def answer(question: str) -> Answer | None:
        (query, *_) = understand(question, today=TODAY, gazetteer=places, home_ids=HOMES)
        return answer_from_records(query, book, places, home=places.get("guangzhou-cn"), citation_for=cite)

    return answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("广州和林茨是友好城市吗？", "尚未签署"),
        ("Have we actually signed a sister-city agreement with Linz yet?", "have not signed yet"),
        ("Is Linz a sister city of Guangzhou?", "拟建，2027年签署"),
    ],
)
def test_a_planned_tie_is_told_as_one_that_is_not_signed(
    planning: Callable[[str], Answer | None], question: str, said: str
) -> None:
    answer = planning(question)
    assert answer is not None
    assert said in answer.text
    assert not answer.text.startswith(("是", "Yes"))


@pytest.mark.parametrize("question", ["广州和林茨哪年结好的？", "When did Guangzhou and Linz become sister cities?"])
def test_a_planned_tie_has_no_date(planning: Callable[[str], Answer | None], question: str) -> None:
    answer = planning(question)
    assert answer is not None
    assert answer.abstained


def test_a_planned_tie_is_counted_among_no_others(planning: Callable[[str], Answer | None]) -> None:
    answer = planning("广州有几个友好城市？")
    assert answer is not None
    assert "1个" in answer.text
    assert "林茨" not in answer.text


def test_a_tie_is_told_with_what_its_source_calls_it(records: list[Record], gazetteer: Gazetteer) -> None:
    lyon = next(row for row in records if isinstance(row, Agreement) and row.partner_en == "Lyon")
    renamed = dataclasses.replace(
        lyon, kind_note="Friendship agreement", status=AgreementStatus.INACTIVE_REPORTED, status_note="停"
    )
    book = RecordBook.from_records([renamed], gazetteer)
    for question, said in (
        ("What kind of tie do we have with Lyon?", "(“Friendship agreement” in the source)"),
        ("广州有哪些友好城市？", "（“停”）"),
    ):
        (query, *_) = queries(question, gazetteer, TODAY)
        answer = answer_from_records(query, book, gazetteer, home=gazetteer.get("guangzhou-cn"), citation_for=cite)
        assert answer is not None
        assert said in answer.text


@pytest.mark.parametrize(
    ("note", "affirms"),
    [("Link dissolved in 2016", False), ("友城关系已于2018年终止", False), ("almost no exchange since 2020", True)],
)
@pytest.mark.parametrize("question", ["Is Lyon still a sister city of Guangzhou?", "里昂是广州的友好城市吗？"])
def test_a_tie_that_is_over_is_told_and_not_affirmed(
    records: list[Record], question: str, note: str, *, affirms: bool
) -> None:
    lyon = next(row for row in records if isinstance(row, Agreement) and row.partner_en == "Lyon")
    row = dataclasses.replace(lyon, status=AgreementStatus.INACTIVE_REPORTED, status_note=note)
    places = build_gazetteer([row])
    book = RecordBook.from_records([row], places)
    (query, *_) = understand(question, today=TODAY, gazetteer=places, home_ids=HOMES)
    answer = answer_from_records(query, book, places, home=places.get("guangzhou-cn"), citation_for=cite)
    assert answer is not None
    assert note in answer.text
    assert bool(answer.lead) is affirms
