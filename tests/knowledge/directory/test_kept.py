"""What staff keep themselves, in the directory and in answers."""

import dataclasses
import datetime as dt

import pytest

from knowledge.assistant import Assistant
from knowledge.calendar import PartialDate
from knowledge.evidence import Audience, Language
from knowledge.records import Agreement, Entry, Event, EventKind, Intention, IntentionStatus, Record
from knowledge.text.folding import fold
from tests.directories import TODAY, small_desks

LATE = dt.datetime(2026, 11, 23, 18, 0, tzinfo=dt.UTC)  # the next day at the office
CALL = Event(
    id="event-call",
    title_zh="与里昂通话",
    title_en="A call with Lyon",
    kind=EventKind.CONTACT,
    date=PartialDate(2026, 11, 20),
    home_zh="泉州",
    home_en="Quanzhou",
    partners=("里昂",),
    summary_zh="2026年11月20日与里昂市政厅通话。",
    summary_en="A call with the town hall of Lyon on 20 November 2026.",
    source_title="Note <of> the call",
    quote="town hall",
)
INTENTION = Intention(
    id="intention-boats",
    title_zh="龙舟赛",
    title_en="Boat race",
    home_zh="泉州",
    home_en="Quanzhou",
    partners=("里昂",),
    summary_zh="与里昂有意办龙舟赛。",
    summary_en="A boat race with Lyon is meant.",
    source_title="Minutes",
    quote="boat race",
)


def kept(record: Record, replaces: str = "", role: str = "staff", number: int = 5) -> Entry:
    return Entry(number, "batch", record, replaces, role, 2001, LATE)


def lyon(assistant: Assistant) -> Agreement:
    return next(row for row in assistant.directory.book.served if row.id == "qz-lyon")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return small_desks()[Audience.STAFF].assistant


def test_an_event_is_told_with_a_source_that_says_who_entered_it_by_role_and_when(assistant: Assistant) -> None:
    directory = assistant.with_entries([kept(CALL)]).directory
    for language, title in (
        (Language.ZH, "工作人员2026年11月24日录入：Note <of> the call"),
        (Language.EN, "Entered by staff on 24 November 2026: Note <of> the call"),
    ):
        citation = directory.citation(CALL, language)
        assert citation.source.title == title
        assert citation.source.path == "entries#5"
        passage = directory.kept_passage(citation.passage_id)
        assert passage is not None
        assert passage.audience is Audience.PUBLIC
        assert fold("Note <of> the call") in fold(passage.text)


def test_what_is_kept_is_found_by_its_place_and_counts_among_the_sources(assistant: Assistant) -> None:
    directory = assistant.with_entries([kept(CALL), kept(INTENTION, number=6)]).directory
    (place,) = (found.place for found in directory.find("Lyon"))
    assert CALL in directory.naming(place.id, Event)
    assert directory.naming(place.id, Intention) == (INTENTION,)
    assert directory.holdings.records == assistant.directory.holdings.records + 2
    titles = [source.titles for source in directory.holdings.sources]
    assert {
        Language.ZH: "工作人员2026年11月24日录入：Minutes",
        Language.EN: "Entered by staff on 24 November 2026: Minutes",
    } in titles
    assert assistant.directory.naming(place.id, Intention) == ()


def test_names_are_prepared_anew_only_when_a_row_brings_some(assistant: Assistant) -> None:
    assert assistant.with_entries([kept(CALL)]).directory.gazetteer is assistant.directory.gazetteer
    row = dataclasses.replace(lyon(assistant), date=PartialDate(2006))
    assert assistant.with_entries([kept(row, "qz-lyon")]).directory.gazetteer is assistant.directory.gazetteer
    new = dataclasses.replace(row, id="qz-twin", partner_zh="龙目市", partner_en="Lombokville", iso_country="ID")
    directory = assistant.with_entries([kept(new)]).directory
    assert [found.place.en for found in directory.find("Lombokville")] == ["Lombokville"]


@pytest.mark.parametrize(
    ("question", "new", "old"),
    [
        ("When did Quanzhou and Lyon become sister cities?", "19 May 2006", "18 May 2006"),
        ("泉州和里昂什么时候结好？", "2006年5月19日", "2006年5月18日"),
    ],
)
def test_a_corrected_date_is_answered_with_its_source_and_the_earlier_claim_beside_it(
    assistant: Assistant, question: str, new: str, old: str
) -> None:
    corrected = dataclasses.replace(
        lyon(assistant), date=PartialDate(2006, 5, 19), source_title="The signed original", quote="le 19 mai 2006"
    )
    renewed = assistant.with_entries([kept(corrected, "qz-lyon", role="admin")])
    answer = renewed.answer(question, today=TODAY)
    assert new in answer.statements[0].text
    assert "The signed original" in answer.statements[0].citations[0].source.title
    assert old in answer.statements[1].text
    assert answer.statements[1].citations[0].source.path == "agreements.csv#qz-lyon"
    assert old in assistant.answer(question, today=TODAY).statements[0].text


def test_the_replaced_row_of_the_index_is_shown_by_no_search_of_the_papers(assistant: Assistant) -> None:
    corrected = dataclasses.replace(lyon(assistant), date=PartialDate(2006, 5, 19), source_title="The original")
    directory = assistant.with_entries([kept(corrected, "qz-lyon")]).directory
    earlier = {assistant.directory.citation(lyon(assistant), language).passage_id for language in Language}
    assert directory.superseded == earlier
    assert assistant.directory.superseded == frozenset()


TALK = dataclasses.replace(
    CALL,
    id="event-talk",
    date=PartialDate(2025, 4),
    summary_zh="2025年4月与里昂通话。",
    summary_en="A talk in April 2025.",
)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What contact was there with Lyon this year?", "town hall", "April 2025"),
        ("今年与里昂有什么联系？", "市政厅", "2025年4月"),
        ("最近和里昂有什么往来？", "市政厅", "\0"),
        ("When were we last in touch with Lyon?", "town hall", "April 2025"),
        ("上一次和里昂联系是什么时候？", "市政厅", "2025年4月"),
        ("What contact was there with Lyon in 2025?", "April 2025", "town hall"),
    ],
)
def test_contacts_are_told_of_the_partner_and_time_asked_about(
    assistant: Assistant, question: str, told: str, untold: str
) -> None:
    answer = assistant.with_entries([kept(CALL), kept(TALK, number=6)]).answer(question, today=TODAY)
    assert told in answer.text
    assert untold not in "".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which intentions are there with Lyon?", "A boat race with Lyon is meant (proposed)."),
        ("与里昂有哪些意向？", "与里昂有意办龙舟赛（已提出）。"),
    ],
)
def test_intentions_are_told_with_how_far_they_have_come(assistant: Assistant, question: str, told: str) -> None:
    renewed = assistant.with_entries([kept(INTENTION)])
    assert told in renewed.answer(question, today=TODAY).text
    done = dataclasses.replace(INTENTION, status=IntentionStatus.DONE)
    over = assistant.with_entries([kept(INTENTION), kept(done, INTENTION.id, number=6)])
    assert "(done)" in over.answer("Which intentions are there with Lyon?", today=TODAY).text
