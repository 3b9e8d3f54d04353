from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from typing import Any

import pytest
from docx2python import docx2python
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from knowledge.calendar import PartialDate, anniversaries
from knowledge.evidence import Citation, Language, Source, Statement
from knowledge.exports import Listing, Lists, Section, anniversary_calendar, comma_separated, document, workbook
from knowledge.records import AgreementStatus, Record, RecordBook, load_table
from knowledge.settings import BUNDLED_CORPUS
from knowledge.text.language import Script

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def book() -> RecordBook:
    tables = map(load_table, sorted((BUNDLED_CORPUS / "records").glob("*.csv")))
    return RecordBook.from_records(row for table in tables for row in table.rows)


@pytest.fixture(scope="module")
def lists(book: RecordBook) -> Lists:
    return Lists(book, language=Language.ZH, today=TODAY)


def listings(lists: Lists) -> list[Listing]:
    year = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
    return [lists.agreements(), lists.anniversaries(*year), lists.events(), lists.programmes()]


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_read_by_another_library_holds_every_cell(lists: Lists) -> None:
    for listing in listings(lists):
        read = sheets(workbook(listing))
        assert list(read) == [listing.title, "出处"]
        header, *rows = read[listing.title]
        assert header == [column.heading for column in listing.columns]
        assert len(rows) == len(listing.rows) > 0
        for row, written in zip(rows, listing.rows, strict=True):
            for cell, value in zip(row, written, strict=True):
                if isinstance(value, PartialDate):
                    assert cell == (value.first_day if value.day else value.isoformat())
                else:
                    assert cell == ("" if value is None else value)
        assert sum(int(str(row[-1]).partition(".")[0]) for row in read["出处"][1:] if row[-1]) == len(listing.rows)


def test_a_date_known_to_the_month_or_year_stays_so_in_a_workbook(lists: Lists, book: RecordBook) -> None:
    rows = sheets(workbook(lists.agreements()))["友城与友好交流城市"][1:]
    for told, row in zip(rows, book.served, strict=True):
        if row.date is not None and row.date.day is None:
            assert told[1] == row.partner_zh
            assert told[6] == row.date.isoformat()


def test_a_csv_file_opens_with_its_characters_and_no_formula(book: RecordBook) -> None:
    evil = dataclasses.replace(book.served[0], id="evil", partner_zh="=HYPERLINK(0)", partner_en="+1")
    listing = Lists(RecordBook.from_records([evil]), language=Language.ZH, today=TODAY).agreements()
    data = comma_separated(listing)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1][1] == "'=HYPERLINK(0)"
    assert sheets(workbook(listing))["友城与友好交流城市"][1][1] == "=HYPERLINK(0)"
    assert b"<f>" not in workbook(listing)


def test_a_list_speaks_the_language_and_script_asked_for(book: RecordBook) -> None:
    traditional = Lists(book, language=Language.ZH, script=Script.HANT, today=TODAY).agreements()
    english = Lists(book, language=Language.EN, today=TODAY).agreements()
    assert traditional.rows[0][:2] == ("廣州", "福岡")
    assert english.rows[0][:3] == ("Guangzhou", "Fukuoka", "福冈")
    assert english.columns[0].heading == "home city"


def test_the_anniversaries_of_adjoining_years_neither_skip_nor_double(book: RecordBook, lists: Lists) -> None:
    one = lists.anniversaries(dt.date(2027, 1, 1), dt.date(2028, 1, 1)).rows
    two = lists.anniversaries(dt.date(2028, 1, 1), dt.date(2029, 1, 1)).rows
    both = lists.anniversaries(dt.date(2027, 1, 1), dt.date(2029, 1, 1)).rows
    assert sorted(map(str, (*one, *two))) == sorted(map(str, both))
    assert len(one) == sum(row.date is not None and row.date.year < 2027 for row in book.served)


def test_a_contested_date_is_told_with_its_contest(book: RecordBook, lists: Lists) -> None:
    contested = [row for row in book.served if book.claims_about(row)]
    assert contested
    column = [column.heading for column in lists.agreements().columns].index("其他资料的说法")
    for row in lists.agreements(contested).rows:
        assert row[column]


def test_a_calendar_read_by_two_libraries_recurs_on_every_anniversary(book: RecordBook) -> None:
    data = anniversary_calendar(book, book.served, Language.ZH, NOW)
    parsed = Calendar.from_ical(data)
    assert not parsed.errors
    events = {str(event["UID"]): event for event in parsed.walk("VEVENT")}
    read = IcsCalendarStream.calendar_from_ics(data.decode())
    dated = [row for row in book.served if row.date is not None and row.date.day is not None]
    assert set(events) == {f"{row.id}@city-exchange-bot" for row in dated} == {event.uid for event in read.events}
    assert len(dated) < len(book.served)
    start, end = dt.date(2027, 1, 1), dt.date(2031, 1, 1)
    told = sorted((event.uid, event.start) for event in read.timeline.overlapping(start, end))
    expected = sorted(
        (f"{row.id}@city-exchange-bot", item.date.first_day)
        for row in dated
        if row.date is not None
        for item in anniversaries(row.date, start, end)
    )
    assert told == expected
    for event in events.values():
        alarms = event.walk("VALARM")
        assert [alarm.decoded("TRIGGER") for alarm in alarms] == [dt.timedelta(days=-days) for days in (90, 30, 7, 0)]
        assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}
        assert str(alarms[1]["DESCRIPTION"]) == f"{event['SUMMARY']}：还有30天"
    assert all(len(line.encode()) <= 75 for line in data.decode().split("\r\n"))


def test_a_calendar_names_the_partners_whose_day_is_not_known(book: RecordBook) -> None:
    parsed = Calendar.from_ical(anniversary_calendar(book, book.served, Language.EN, NOW))
    for row in book.served:
        if row.date is not None and row.date.day is None:
            assert row.partner_en in str(parsed["X-WR-CALDESC"])


def test_a_leap_day_recurs_on_the_last_day_of_february(book: RecordBook) -> None:
    leap = dataclasses.replace(book.served[0], id="leap", date=PartialDate(2004, 2, 29))
    data = anniversary_calendar(RecordBook.from_records([leap]), [leap], Language.EN, NOW)
    read = IcsCalendarStream.calendar_from_ics(data.decode())
    days = [event.start for event in read.timeline.overlapping(dt.date(2025, 1, 1), dt.date(2029, 1, 1))]
    assert days == [dt.date(2025, 2, 28), dt.date(2026, 2, 28), dt.date(2027, 2, 28), dt.date(2028, 2, 29)]


def test_a_second_import_updates_and_does_not_double(book: RecordBook) -> None:
    first = Calendar.from_ical(anniversary_calendar(book, book.served, Language.ZH, NOW))
    later = Calendar.from_ical(anniversary_calendar(book, book.served, Language.EN, NOW + dt.timedelta(hours=1)))
    one, two = ({str(event["UID"]): event for event in each.walk("VEVENT")} for each in (first, later))
    assert one.keys() == two.keys()
    assert all(int(str(two[uid]["SEQUENCE"])) > int(str(one[uid]["SEQUENCE"])) for uid in one)


def test_a_document_cites_every_statement_and_quotes_every_source() -> None:
    source = Source("paper.txt", "A paper\x0b", "City Office", PartialDate.parse("2018-07-24"))
    first = Citation(source, "line 2", "It signed in 1979.", Language.EN, "p2")
    second = Citation(source, "line 3", "<b>Lyon</b> & more", Language.EN, "p3")
    sections = [
        Section("Agreement", (Statement("Signed in 1979.", (first,)),)),
        Section("More", (Statement("Lyon followed.", (second, first)),), ("No other is known.",)),
    ]
    text = docx2python(io.BytesIO(document("福冈 brief", sections, Language.EN, remark="DRAFT"))).text
    for part in ("DRAFT", "福冈 brief", "Signed in 1979.[1]", "Lyon followed.[2][1]", "“It signed in 1979.”"):
        assert part in text
    assert "No other is known." in text
    assert "<b>Lyon</b> & more" in text or "&lt;b&gt;Lyon&lt;/b&gt; &amp; more" in text


def test_only_served_agreements_are_listed(lists: Lists, book: RecordBook) -> None:
    claims = {row.id for row in book.agreements if row.status is AgreementStatus.CONFLICTING_CLAIM}
    assert claims
    assert len(lists.agreements().rows) == len(book.served) == len(book.agreements) - len(claims)


def test_no_list_shows_an_id(lists: Lists, book: RecordBook) -> None:
    rows: tuple[Record, ...] = (*book.agreements, *book.events_of(), *book.programmes)
    ids = {row.id for row in rows}
    for listing in (lists.agreements(), lists.events(), lists.programmes(), lists.intentions()):
        assert not ids & {cell for row in listing.rows for cell in row if isinstance(cell, str)}


def test_an_agreement_without_a_date_is_listed_without_one(book: RecordBook) -> None:
    undated = dataclasses.replace(book.served[0], id="undated", date=None)
    listing = Lists(RecordBook.from_records([undated]), language=Language.ZH, today=TODAY).agreements()
    (row,) = listing.rows
    assert row[6] is None
    assert row[7] == "不详"
    assert comma_separated(listing).decode("utf-8-sig").count("不详") == 1
