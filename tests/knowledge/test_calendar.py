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


@given(partial_dates(), DAYS, st.sampled_from([1, 5, 10]))
def test_the_next_anniversary_is_never_past_and_never_skips_one(of: PartialDate, today: dt.date, every: int) -> None:
    found = next_anniversary(of, today, every=every)
    assert found.years % every == 0
    assert found.date.last_day >= today
    assert found.date.precision is of.precision
    earlier = found.years - every
    assert earlier < every or anniversary(of, earlier).date.last_day < today


@given(partial_dates(), st.lists(DAYS, min_size=3, max_size=3).map(sorted), st.sampled_from([1, 10]))
def test_anniversaries_of_adjoining_ranges_add_up(of: PartialDate, days: list[dt.date], every: int) -> None:
    start, middle, end = days
    parts = anniversaries(of, start, middle, every=every) + anniversaries(of, middle, end, every=every)
    assert parts == anniversaries(of, start, end, every=every)
    assert len({item.years for item in parts}) == len(parts)


def test_every_day_of_400_years_has_each_anniversary_once() -> None:
    first = dt.date(1900, 1, 1)
    start, end = dt.date(2001, 1, 1), dt.date(2011, 1, 1)
    for offset in range(0, 146097, 7):
        day = first + dt.timedelta(days=offset)
        found = anniversaries(PartialDate(day.year, day.month, day.day), start, end)
        brute = [year - day.year for year in range(start.year, end.year) if year > day.year]
        assert [item.years for item in found] == brute
        assert all(
            (item.date.month, item.date.day) == (day.month, day.day) or (day.month, day.day) == (2, 29)
            for item in found
        )


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
