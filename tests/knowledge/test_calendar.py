import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import (
    Anniversary,
    PartialDate,
    Precision,
    anniversaries,
    anniversary,
    full_years,
    next_anniversary,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
EVERY = st.integers(1, 100)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    precision = draw(st.sampled_from(Precision))
    if precision is Precision.YEAR:
        return PartialDate(day.year)
    return PartialDate(day.year, day.month, day.day if precision is Precision.DAY else None)


@given(partial_dates())
def test_a_partial_date_is_read_as_it_is_written(date: PartialDate) -> None:
    assert PartialDate.parse(date.isoformat()) == date
    assert date.first_day <= date.last_day


@pytest.mark.parametrize("text", ["", "1979-5", "79", "1979-05-02T00", "1979-13", "1979-02-30", "May 1979"])
def test_anything_but_an_iso_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|must be|out of range"):
        PartialDate.parse(text)


def test_the_anniversary_of_a_leap_day_is_28_february_in_a_common_year() -> None:
    leap = PartialDate(2000, 2, 29)
    assert anniversary(leap, 25) == Anniversary(25, PartialDate(2025, 2, 28))
    assert anniversary(leap, 24) == Anniversary(24, PartialDate(2024, 2, 29))
    assert anniversary(leap, 100).date == PartialDate(2100, 2, 28)


def test_a_date_of_which_only_the_year_is_known_has_an_anniversary_in_a_year() -> None:
    found = anniversary(PartialDate(1986), 40)
    assert found.date == PartialDate(2026)
    assert found.days_to_go(dt.date(2026, 3, 1)) is None


def test_the_day_itself_is_the_next_anniversary() -> None:
    since = PartialDate(1979, 5, 2)
    assert next_anniversary(since, dt.date(2029, 5, 2)) == Anniversary(50, PartialDate(2029, 5, 2))
    assert next_anniversary(since, dt.date(2029, 5, 3), every=10).years == 60
    assert next_anniversary(since, dt.date(2029, 5, 2)).days_to_go(dt.date(2029, 5, 2)) == 0


@given(partial_dates(), DAYS, EVERY)
def test_the_next_anniversary_is_never_past_and_never_skips_one(of: PartialDate, today: dt.date, every: int) -> None:
    found = next_anniversary(of, today, every=every)
    assert found.years % every == 0
    assert found.date.last_day >= today
    assert found.date.precision is of.precision
    earlier = found.years - every
    assert earlier < every or anniversary(of, earlier).date.last_day < today


@given(partial_dates(), st.lists(DAYS, min_size=3, max_size=3).map(sorted), EVERY)
def test_anniversaries_of_adjoining_ranges_add_up(of: PartialDate, days: list[dt.date], every: int) -> None:
    start, middle, end = days
    parts = anniversaries(of, start, middle, every=every) + anniversaries(of, middle, end, every=every)
    assert parts == anniversaries(of, start, end, every=every)
    assert len({item.years for item in parts}) == len(parts)


def test_on_every_day_of_400_years_are_the_anniversaries_that_its_month_and_day_say() -> None:
    start, end = dt.date(2001, 1, 1), dt.date(2401, 1, 1)
    days_of_a_leap_year = [dt.date(2000, 1, 1) + dt.timedelta(days=number) for number in range(366)]
    celebrated: dict[dt.date, list[tuple[int, int]]] = {}
    for origin in days_of_a_leap_year:
        for item in anniversaries(PartialDate(origin.year, origin.month, origin.day), start, end):
            assert item.years == item.date.year - origin.year
            celebrated.setdefault(item.date.first_day, []).append((origin.month, origin.day))
    day = start
    while day < end:
        of = [(day.month, day.day)]
        if of == [(2, 28)] and not calendar.isleap(day.year):
            of.append((2, 29))
        assert celebrated.pop(day) == of
        day += dt.timedelta(days=1)
    assert celebrated == {}


@given(partial_dates(), DAYS, st.integers(0, 60), EVERY)
def test_the_anniversaries_of_a_range_are_those_that_a_look_at_each_year_finds(
    of: PartialDate, start: dt.date, years: int, every: int
) -> None:
    end = dt.date(start.year + years, start.month, min(start.day, 28))
    found = anniversaries(of, start, end, every=every)
    assert all(start <= item.date.first_day < end for item in found)
    wanted = [
        year - of.year
        for year in range(start.year, end.year + 1)
        if year > of.year and (year - of.year) % every == 0 and start <= _shifted(of.first_day, year) < end
    ]
    assert [item.years for item in found] == wanted


@given(partial_dates(), st.integers(1, 5), EVERY, st.integers(-2, 2))
def test_day_after_day_the_next_anniversary_moves_on_only_when_it_is_over(
    of: PartialDate, times: int, every: int, offset: int
) -> None:
    today = anniversary(of, times * every).date.last_day + dt.timedelta(days=offset)
    now, tomorrow = (next_anniversary(of, today + dt.timedelta(days=days), every=every) for days in (0, 1))
    assert now.years == (times if offset <= 0 else times + 1) * every
    assert tomorrow.years == (times if offset < 0 else times + 1) * every


@given(partial_dates(), DAYS)
def test_full_years_are_those_whose_anniversary_has_come(of: PartialDate, on: dt.date) -> None:
    years = full_years(of, on)
    if years is None:
        assert of.precision is not Precision.DAY or of.first_day > on
    else:
        assert of.last_day <= on
        assert years == 0 or anniversary(of, years).date.first_day <= on
        assert _shifted(of.last_day, of.year + years + 1) > on


def _shifted(day: dt.date, year: int) -> dt.date:
    """Return a day in another year, where 29 February stays in its month."""
    return day.replace(year=year) if calendar.isleap(year) or (day.month, day.day) != (2, 29) else dt.date(year, 2, 28)


def test_years_are_counted_when_they_are_full() -> None:
    assert full_years(PartialDate(1982, 5, 1), dt.date(2032, 4, 30)) == 49
    assert full_years(PartialDate(1982, 5, 1), dt.date(2032, 5, 1)) == 50
    assert full_years(PartialDate(1982), dt.date(2026, 6, 1)) is None
    assert full_years(PartialDate(1982), dt.date(2026, 12, 31)) == 44
    assert full_years(PartialDate(2030), dt.date(2026, 12, 31)) is None


@pytest.mark.parametrize(("month", "day"), [(0, None), (13, None), (1, 0), (2, 30)])
def test_a_month_or_day_that_no_calendar_has_is_no_date(month: int, day: int | None) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        PartialDate(2019, month, day)
