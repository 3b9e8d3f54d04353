import dataclasses
from pathlib import Path

import pytest

from knowledge.calendar import PartialDate
from knowledge.evidence import Audience, Language
from knowledge.records import (
    Intention,
    IntentionStatus,
    RecordBook,
    from_json,
    load_table,
    sentence,
    to_json,
    value_label,
)

HEADER = (
    "id,title_zh,title_en,home_zh,home_en,partners,status,owner,signed_date,due_date,became,summary_zh,summary_en,"
    "source_title,quote,audience"
)
PORTS = Intention(
    id="gz-lyon-ports",
    title_zh="港口合作意向",
    title_en="Port cooperation",
    home_zh="广州",
    home_en="Guangzhou",
    partners=("里昂",),
    status=IntentionStatus.AGREED,
    owner="友城处",
    signed_date=PartialDate(2025, 3),
    due_date=PartialDate(2027),
    became="gz-ports-2026",
    summary_zh="双方有意开展港口合作。",
    summary_en="Both mean to cooperate on ports.",
    source_title="Memorandum",
    quote="intend to cooperate",
)


def test_an_intention_says_how_far_it_has_come_in_both_languages() -> None:
    assert sentence(PORTS, Language.ZH) == (
        "（意向，已商定）港口合作意向：双方有意开展港口合作；签署于2025年3月；期限：2027年；负责：友城处；"
        "结果：gz-ports-2026（来源：Memorandum）。"
    )
    assert sentence(PORTS, Language.EN) == (
        "(Intention, agreed) Port cooperation: Both mean to cooperate on ports; signed March 2025; due 2027; "
        "owner: 友城处; became: gz-ports-2026 (source: Memorandum)."
    )


def test_what_is_not_known_of_an_intention_is_not_said() -> None:
    bare = dataclasses.replace(PORTS, owner="", signed_date=None, due_date=None, became="")
    assert sentence(bare, Language.EN) == (
        "(Intention, agreed) Port cooperation: Both mean to cooperate on ports (source: Memorandum)."
    )


def test_an_intention_travels_as_json_and_back() -> None:
    assert from_json(to_json(PORTS)) == PORTS


def test_an_intention_is_for_staff_unless_its_row_says_public(tmp_path: Path) -> None:
    row = "{id},意向,An intention,广州,Guangzhou,里昂;Lyon,,,,2027,,有意合作。,They intend to.,A memo,intend,{audience}"
    path = tmp_path / "intentions.csv"
    lines = [HEADER, row.format(id="one", audience=""), row.format(id="two", audience="public")]
    path.write_text("\n".join(lines), encoding="utf-8")
    table = load_table(path)
    assert table.problems == ()
    assert [record.audience for record in table.rows] == [Audience.STAFF, Audience.PUBLIC]
    first = table.rows[0]
    assert isinstance(first, Intention)
    assert first.status is IntentionStatus.PROPOSED
    assert first.partners == ("里昂", "Lyon")


def test_a_status_that_there_is_not_is_reported_by_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "intentions.csv"
    path.write_text(
        f"{HEADER}\none,意向,An,广州,Guangzhou,,maybe,,,2027-13,,有意。,They.,A memo,q,\n", encoding="utf-8"
    )
    (status, due) = load_table(path).problems
    assert (status.row, status.column, status.value) == (2, "status", "maybe")
    assert "'agreed'" in status.allowed
    assert (due.column, due.value) == ("due_date", "2027-13")


def test_what_is_done_or_dropped_needs_no_following_up() -> None:
    assert [status for status in IntentionStatus if not status.is_open] == [
        IntentionStatus.DONE,
        IntentionStatus.DROPPED,
    ]


@pytest.mark.parametrize("language", Language)
def test_each_status_has_words_of_its_own(language: Language) -> None:
    assert len({value_label("status", status, language) for status in IntentionStatus}) == len(IntentionStatus)


def test_the_book_finds_the_intentions_of_a_partner(book: RecordBook) -> None:
    other = dataclasses.replace(PORTS, id="other", partners=("福冈",))
    kept = RecordBook.from_records([PORTS, other], book.gazetteer)
    assert kept.intentions_of("lyon-fr") == (PORTS,)
    assert kept.intentions_of("guangzhou-cn") == kept.intentions_of() == (PORTS, other)
    assert [place.id for place in kept.homes] == ["guangzhou-cn"]
