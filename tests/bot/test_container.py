"""The office's day: that of its own clock, wherever the machine stands."""

import datetime as dt
import zoneinfo
from pathlib import Path
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from bot.container import Office
from knowledge.calendar import PartialDate, next_anniversary
from knowledge.settings import Settings

MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001 - as it wants them
ZONES = st.sampled_from(("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC"))
_NONE = cast("Any", None)


def office(zone: str, now: dt.datetime) -> Office:
    return Office(
        settings=Settings(data_dir=Path("data"), timezone=zone),
        storage=_NONE,
        access=_NONE,
        assistants=_NONE,
        delivery=_NONE,
        metrics=_NONE,
        now=lambda: now,
    )


@given(MOMENTS, ZONES)
def test_today_is_the_day_on_the_office_s_calendar(now: dt.datetime, zone: str) -> None:
    offset = now.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()
    assert offset is not None
    assert office(zone, now).today() == (now + offset).date()


@given(MOMENTS, ZONES, st.dates(dt.date(1950, 1, 1), dt.date(1989, 12, 31)), st.integers(1, 30))
def test_an_anniversary_is_today_from_midnight_to_midnight_of_the_office(
    now: dt.datetime, zone: str, since: dt.date, every: int
) -> None:
    of = PartialDate(since.year, since.month, since.day)
    today = office(zone, now).today()
    coming = next_anniversary(of, today, every=every)
    days = coming.days_to_go(today)
    assert days is not None
    assert days >= 0
    local = zoneinfo.ZoneInfo(zone)
    there = dt.datetime.combine(coming.date.first_day, dt.time(12), local)
    assert office(zone, there).today() == coming.date.first_day
    assert (days == 0) == (now.astimezone(local).date() == coming.date.first_day)
