"""Rows kept by staff beside those of the tables."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import PartialDate
from knowledge.evidence import Audience
from knowledge.records import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Entry,
    Event,
    EventKind,
    Merged,
    Record,
    RecordBook,
    merge,
    told_once,
)

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
LYON = Agreement(
    id="gz-lyon",
    home_zh="广州",
    home_en="Guangzhou",
    partner_zh="里昂",
    partner_en="Lyon",
    iso_country="FR",
    kind=AgreementKind.SISTER_CITY,
    date=PartialDate(1988, 1, 19),
    status=AgreementStatus.LISTED,
    source_title="A list",
    quote="7 Lyon 1988.01.19",
)
CORRECTED = dataclasses.replace(LYON, date=PartialDate(1988, 1, 29), source_title="The original", quote="29 January")
VISIT = Event(
    id="visit",
    title_zh="来访",
    title_en="Visit",
    kind=EventKind.VISIT,
    home_zh="广州",
    home_en="Guangzhou",
    summary_zh="里昂来访。",
    summary_en="Lyon came.",
    source_title="A letter",
    quote="came",
)


def entry(number: int, record: Record, replaces: str = "") -> Entry:
    return Entry(number, f"batch-{number}", record, replaces, "admin", 1001, NOW)


def claims(rows: dict[Record, Record | Entry]) -> list[Agreement]:
    return [row for row in rows if isinstance(row, Agreement) and not row.is_served]


def test_a_row_kept_by_staff_stands_beside_those_of_the_tables() -> None:
    added = entry(1, VISIT)
    rows, replaced = merge([LYON], [added])
    assert rows == {LYON: LYON, VISIT: added}
    assert replaced == frozenset()


def test_a_claim_contests_and_takes_no_place() -> None:
    claim = dataclasses.replace(CORRECTED, id="gz-lyon-claim", status=AgreementStatus.CONFLICTING_CLAIM)
    book = RecordBook.from_records(merge([LYON], [entry(1, claim)]).rows)
    assert book.served == (LYON,)
    assert book.claims_about(LYON) == (claim,)


def test_an_accepted_correction_is_served_and_the_earlier_row_stays_as_a_claim_with_its_source() -> None:
    rows, replaced = merge([LYON], [entry(7, CORRECTED, "gz-lyon")])
    book = RecordBook.from_records(rows)
    assert book.served == (CORRECTED,)
    (claim,) = book.claims_about(CORRECTED)
    assert (claim.date, claim.source_title, claim.quote) == (LYON.date, LYON.source_title, LYON.quote)
    assert claim.id == "gz-lyon-before-7"
    assert rows[claim] == LYON
    assert replaced == {LYON}


def test_corrections_follow_on_one_another_and_every_claim_stays() -> None:
    again = dataclasses.replace(LYON, date=PartialDate(1989), source_title="A speech", quote="1989")
    rows = merge([LYON], [entry(1, CORRECTED, "gz-lyon"), entry(2, again, "gz-lyon")]).rows
    assert [row.date for row in rows if isinstance(row, Agreement) and row.is_served] == [again.date]
    assert {claim.date for claim in claims(rows)} == {LYON.date, CORRECTED.date}


def test_a_claim_that_was_accepted_is_not_told_beside_itself() -> None:
    claim = dataclasses.replace(CORRECTED, id="gz-lyon-claim", status=AgreementStatus.CONFLICTING_CLAIM)
    rows = merge([LYON, claim], [entry(1, claim), entry(2, CORRECTED, "gz-lyon")]).rows
    assert [row.date for row in claims(rows)] == [LYON.date]


def test_other_details_of_an_agreement_change_without_a_dispute() -> None:
    renamed = dataclasses.replace(LYON, aliases=("Lyons",))
    rows = merge([LYON], [entry(1, renamed, "gz-lyon")]).rows
    assert list(rows) == [renamed]


def test_a_changed_event_makes_way() -> None:
    longer = dataclasses.replace(VISIT, summary_en="Lyon came for three days.")
    rows, replaced = merge([VISIT], [entry(1, longer, "visit")])
    assert list(rows) == [longer]
    assert replaced == {VISIT}


def test_what_has_been_exported_and_read_in_again_is_there_once() -> None:
    entries = [entry(1, VISIT), entry(7, CORRECTED, "gz-lyon")]
    exported = list(merge([LYON], entries).rows)
    assert set(merge(exported, entries).rows) == set(exported)


def test_a_correction_outlasts_the_tables_being_read_in_anew() -> None:
    entries = [entry(7, CORRECTED, "gz-lyon")]
    anew = dataclasses.replace(LYON, aliases=("Lyons",))
    rows = merge([anew], entries).rows
    assert [row for row in rows if isinstance(row, Agreement) and row.is_served] == [CORRECTED]


def test_a_replacement_of_what_is_not_there_stands_by_itself() -> None:
    only_for_staff = dataclasses.replace(LYON, audience=Audience.STAFF)
    assert list(merge([], [entry(1, only_for_staff, "gz-lyon")]).rows) == [only_for_staff]


@given(st.lists(st.tuples(st.sampled_from([1979, 1980, 1981, 1988]), st.booleans()), max_size=6))
def test_whatever_is_entered_no_date_that_a_source_stated_is_lost(changes: list[tuple[int, bool]]) -> None:
    entries = []
    for number, (year, accepted) in enumerate(changes, start=1):
        said = dataclasses.replace(LYON, date=PartialDate(year), source_title=f"Source {number}", quote=f"{year}")
        if not accepted:
            claimed = AgreementStatus.CONFLICTING_CLAIM
            said = dataclasses.replace(said, id=f"claim-{number}", status=claimed)
        entries.append(entry(number, said, "gz-lyon" if accepted else ""))
    rows = [row for row in merge([LYON], entries).rows if isinstance(row, Agreement)]
    assert {row.date for row in rows} == {LYON.date, *(PartialDate(year) for year, _ in changes)}
    assert len([row for row in rows if row.is_served]) == 1
    assert len({row.id for row in rows}) == len(rows)


def test_a_tie_that_several_files_list_is_served_once_by_the_date_known_best_and_what_differs_is_a_claim() -> None:
    coarse = dataclasses.replace(LYON, id="list-lyon", date=PartialDate(1988), source_title="A page")
    files: dict[Record, str] = {coarse: "page.html", LYON: "list.csv", CORRECTED: "letter.csv"}
    merged = told_once(merge(list(files), []), files)
    assert [row for row in merged.rows if row not in claims(merged.rows)] == [LYON]
    assert [(claim.date, claim.source_title) for claim in claims(merged.rows)] == [
        (CORRECTED.date, CORRECTED.source_title)
    ]
    assert merged.replaced == {coarse, CORRECTED}


def test_rows_of_one_file_stay_as_they_are() -> None:
    again = dataclasses.replace(LYON, id="gz-lyon-renewed", date=PartialDate(1998, 1, 19))
    files: dict[Record, str] = {LYON: "list.csv", again: "list.csv"}
    assert told_once(merge([LYON, again], []), files) == Merged({LYON: LYON, again: again}, frozenset())
