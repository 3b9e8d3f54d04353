"""When a reminder speaks: never early, never skipped, never doubled, whatever the clocks do."""

import datetime as dt
import itertools
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.due import (
    Due,
    anniversaries_due,
    anniversary_of,
    days_due,
    digests_due,
    intention_of,
    intentions_due,
    looked_at_new_time,
    moment,
)
from knowledge.calendar import PartialDate, Precision, anniversary

ZONES = [
    zoneinfo.ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/Sao_Paulo",  # skipped midnight until 2018
        "Asia/Shanghai",
        "Australia/Lord_Howe",  # half an hour
        "Pacific/Apia",  # left out a whole day in 2011
        "America/New_York",
    )
]
DAY = dt.timedelta(days=1)
LEADS = (90, 30, 7, 0)

zones = st.sampled_from(ZONES)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2045, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - as it wants them
days = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    return draw(
        st.sampled_from(
            [PartialDate(day.year, day.month, day.day), PartialDate(day.year, day.month), PartialDate(day.year)]
        )
    )


@given(day=days, at=times, zone=zones)
def test_a_moment_shows_its_time_on_the_clock_or_the_time_that_the_clocks_skip_to(
    day: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo
) -> None:
    wanted = dt.datetime.combine(day, at)
    shown = moment(day, at, zone).astimezone(zone).replace(tzinfo=None)
    assert shown >= wanted
    if shown != wanted:
        # No moment shows what was wanted: the clocks go past it.
        before = moment(day, at, zone) - (shown - wanted)
        instants = (before + dt.timedelta(minutes=minutes) for minutes in range(-120, 24 * 60 + 120, 15))
        assert wanted not in {instant.astimezone(zone).replace(tzinfo=None) for instant in instants}


@given(day=days, at=times, zone=zones)
def test_of_a_time_that_comes_twice_the_first_counts(day: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo) -> None:
    found = moment(day, at, zone)
    clock = found.astimezone(zone).replace(tzinfo=None)
    for minutes in (30, 60, 120):
        earlier = (found - dt.timedelta(minutes=minutes)).astimezone(zone).replace(tzinfo=None)
        assert earlier != clock


@given(at=times, zone=zones, begin=moments, lengths=st.lists(st.integers(0, 90 * 24 * 60), min_size=1, max_size=8))
def test_spans_that_adjoin_neither_skip_nor_double_a_day(
    at: dt.time, zone: zoneinfo.ZoneInfo, begin: dt.datetime, lengths: list[int]
) -> None:
    ends = [begin]
    for minutes in lengths:
        ends.append(ends[-1] + dt.timedelta(minutes=minutes))
    pieces = [day for since, until in itertools.pairwise(ends) for day in days_due(at, zone, since, until)]
    assert pieces == days_due(at, zone, begin, ends[-1])
    assert pieces == sorted(set(pieces))
    assert all(after - before == DAY for before, after in itertools.pairwise(pieces))
    assert all(begin < moment(day, at, zone) <= ends[-1] for day in pieces)
    inner = [day for day in pieces if begin + 2 * DAY < moment(day, at, zone) < ends[-1] - 2 * DAY]
    if inner:
        count = (inner[-1] - inner[0]).days + 1
        assert len(inner) == count


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("at", [dt.time(0), dt.time(2, 30), dt.time(9)], ids=str)
def test_over_decades_each_day_is_due_once_and_at_its_time(zone: zoneinfo.ZoneInfo, at: dt.time) -> None:
    begin, end = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    found, since = [], begin
    while since < end:
        until = since + dt.timedelta(hours=37)
        found += days_due(at, zone, since, until)
        since = until
    first = dt.date(1989, 12, 25)
    everyday = [first + number * DAY for number in range(20_000)]
    assert found == [day for day in everyday if begin < moment(day, at, zone) <= since]


def brute_force(
    date: PartialDate, span: set[dt.date], leads: tuple[int, ...], every: int, milestone: int
) -> set[tuple[dt.date, str]]:
    """Ask of every number of years that people may count whether it is to be announced on one of the days."""
    of_year = date.precision is Precision.YEAR
    items = [(years, anniversary(date, years).date) for years in range(1, 150)]
    return {
        (day, f"x:{years}:{item}:{lead}")
        for years, item in items
        if years % (milestone if of_year else every) == 0
        for lead in ((0,) if of_year else leads)
        if (day := item.first_day - lead * DAY) in span
    }


@given(
    date=dates(),
    start=st.dates(dt.date(1950, 1, 1), dt.date(2040, 1, 1)),
    length=st.integers(1, 800),
    leads=st.lists(st.integers(0, 400), min_size=1, max_size=4).map(tuple),
    round_only=st.booleans(),
    milestone=st.sampled_from([5, 10, 25]),
)
def test_what_is_due_is_what_a_look_at_each_day_finds(
    date: PartialDate, start: dt.date, length: int, leads: tuple[int, ...], *, round_only: bool, milestone: int
) -> None:
    span = [start + number * DAY for number in range(length)]
    found = anniversaries_due([("x", date)], span, leads, round_only=round_only, milestone=milestone)
    every = milestone if round_only else 1
    expected = brute_force(date, set(span), leads, every, milestone)
    assert {(due.day, due.key) for due in found} == expected
    assert len(found) == len(expected)
    assert [due.day for due in found] == sorted(due.day for due in found)


@given(date=dates(), start=days, cut=st.integers(0, 400), length=st.integers(0, 400), round_only=st.booleans())
def test_ranges_of_days_add_up(date: PartialDate, start: dt.date, cut: int, length: int, *, round_only: bool) -> None:
    def due(first: dt.date, number: int) -> list[Due]:
        span = [first + day * DAY for day in range(number)]
        return anniversaries_due([("x", date)], span, LEADS, round_only=round_only, milestone=10)

    assert due(start, cut) + due(start + cut * DAY, length) == due(start, cut + length)


def test_lead_times_are_days_of_the_calendar_across_a_change_of_the_clocks() -> None:
    berlin, at = zoneinfo.ZoneInfo("Europe/Berlin"), dt.time(9)
    span = days_due(at, berlin, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 12, 31, tzinfo=dt.UTC))
    found = anniversaries_due([("x", PartialDate(1996, 4, 1))], span, LEADS, round_only=True, milestone=10)
    assert [due.day.isoformat() for due in found] == ["2026-01-01", "2026-03-02", "2026-03-25", "2026-04-01"]
    hours = {moment(due.day, at, berlin).hour for due in found}
    assert hours == {8, 7}


def test_a_date_known_to_the_month_is_announced_before_the_first_of_it() -> None:
    span = [dt.date(2026, 1, 1) + number * DAY for number in range(365)]
    found = anniversaries_due([("x", PartialDate(1996, 9))], span, LEADS, round_only=True, milestone=10)
    assert [(due.lead, due.day.isoformat()) for due in found] == [
        (90, "2026-06-03"),
        (30, "2026-08-02"),
        (7, "2026-08-25"),
        (0, "2026-09-01"),
    ]
    assert {due.date for due in found} == {PartialDate(2026, 9)}


def test_a_date_known_to_the_year_is_announced_once_on_new_years_day_of_a_round_year() -> None:
    span = [dt.date(2020, 1, 1) + number * DAY for number in range(3653)]
    found = anniversaries_due([("x", PartialDate(1996))], span, LEADS, round_only=False, milestone=10)
    assert [(due.years, due.day.isoformat()) for due in found] == [(30, "2026-01-01")]


def test_the_anniversary_of_a_leap_day_is_announced_in_common_years_for_28_february() -> None:
    span = [dt.date(2026, 1, 1) + number * DAY for number in range(3 * 365)]
    found = anniversaries_due([("x", PartialDate(1996, 2, 29))], span, (0,), round_only=False, milestone=10)
    assert [due.day.isoformat() for due in found] == ["2026-02-28", "2027-02-28", "2028-02-29"]


@given(
    due=dates(),
    start=days,
    lengths=st.lists(st.integers(0, 200), min_size=1, max_size=4),
    leads=st.lists(st.integers(0, 400), max_size=4),
)
def test_an_intention_is_announced_once_for_each_lead_before_the_last_day_of_its_due_date(
    due: PartialDate, start: dt.date, lengths: list[int], leads: list[int]
) -> None:
    found = []
    first = start
    for length in lengths:
        found += intentions_due([("plan", due)], [first + number * DAY for number in range(length)], leads)
        first += length * DAY
    wanted = {(lead, due.last_day - lead * DAY) for lead in leads if start <= due.last_day - lead * DAY < first}
    assert [(item.lead, item.day) for item in found] == sorted(wanted, key=lambda item: item[1])


def test_a_digest_is_due_on_the_first_of_each_month() -> None:
    span = [dt.date(2026, 1, 15) + number * DAY for number in range(60)]
    assert digests_due(span) == [dt.date(2026, 2, 1), dt.date(2026, 3, 1)]


@given(agreement=st.from_regex(r"[a-z0-9:-]{1,30}", fullmatch=True), date=dates(), lead=st.integers(0, 400))
def test_a_key_tells_what_it_was_made_of(agreement: str, date: PartialDate, lead: int) -> None:
    due = Due(agreement, date, lead, date.first_day, 10)
    assert anniversary_of(due.key) == (agreement, 10, date)


@given(intention=st.from_regex(r"[a-z0-9:-]{1,30}", fullmatch=True), due=dates(), lead=st.integers(0, 400))
def test_a_key_of_an_intention_tells_what_it_was_made_of(intention: str, due: PartialDate, lead: int) -> None:
    (item,) = intentions_due([(intention, due)], [due.last_day - lead * DAY], [lead])
    assert intention_of(item.key) == (intention, due)


@given(zone=zones, old=times, new=times, begin=moments, hours=st.integers(0, 72))
def test_another_time_of_day_neither_skips_nor_doubles_a_day(
    zone: zoneinfo.ZoneInfo, old: dt.time, new: dt.time, begin: dt.datetime, hours: int
) -> None:
    changed_at = begin + dt.timedelta(hours=hours)
    before = days_due(old, zone, begin, changed_at)
    looked_at = moment(before[-1], old, zone) if before else begin
    after = days_due(new, zone, looked_at_new_time(looked_at, old, new, zone), changed_at + 10 * DAY)
    told = before + after
    assert told == [told[0] + number * DAY for number in range(len(told))]
