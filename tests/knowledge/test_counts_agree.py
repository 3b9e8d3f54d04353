"""The same number wherever it is told: in a list, a picture, an export, a calendar and a screen."""

import datetime as dt

import pytest
from icalendar import Calendar

from bot.i18n import Locale
from knowledge.charts.draw import caption
from knowledge.charts.kinds import Chart
from knowledge.charts.known import continents_of
from knowledge.evidence import Language
from knowledge.exports import Lists, anniversary_calendar
from tests.directories import TODAY, bundled_desk, guide_in

NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize("year", [2026, 2027])
def test_anniversaries_are_as_many_in_a_list_an_export_a_picture_and_a_screen(year: int) -> None:
    guide = guide_in(Locale.EN)
    directory = guide.directory
    start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    lists = Lists(directory.book, language=Language.EN, today=TODAY)
    for home in directory.homes:
        rows = tuple(row for row in directory.book.served if directory.book.home_id(row) == home.id)
        coming = guide.anniversaries(start, end, home=directory.key_of(home))
        number = len(coming.dated) + len(coming.day_unknown)
        assert len(lists.anniversaries(start, end, rows=rows).rows) == number
        told = caption(Chart.CALENDAR, directory.book, today=TODAY, language=Language.EN, home=home, year=year)
        assert f"in {year}: {number}." in told


def test_agreements_are_as_many_in_an_export_a_calendar_and_a_picture() -> None:
    book = bundled_desk().directory.book
    lists = Lists(book, language=Language.EN, today=TODAY)
    for home in book.homes:
        rows = tuple(row for row in book.served if book.home_id(row) == home.id)
        assert len(lists.agreements(rows).rows) == len(rows)
        calendar = Calendar.from_ical(anniversary_calendar(book, rows, Language.EN, NOW))
        known = sum(row.date is not None and row.date.day is not None for row in rows)
        assert len(calendar.walk("VEVENT")) == known
        for chart in (Chart.MAP, Chart.YEARS, Chart.SHARES):
            assert f"{len(rows)} agreements" in caption(chart, book, today=TODAY, language=Language.EN, home=home)


def test_partners_of_a_continent_are_as_many_in_a_picture_as_in_an_answer() -> None:
    desk = bundled_desk()
    book = desk.directory.book
    for home in book.homes:
        rows = [row for row in book.served if book.home_id(row) == home.id]
        for continent, number in continents_of(rows).items():
            listed = [row for row in rows if continent in row.continents]
            assert len(listed) == number
            assert f"{continent} {number}" in caption(Chart.SHARES, book, today=TODAY, language=Language.EN, home=home)
