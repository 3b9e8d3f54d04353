"""Partial dates, anniversaries and ranges: pure functions of their arguments; "today" is always passed in."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import enum
import re
from typing import TYPE_CHECKING, Self

import babel.dates

if TYPE_CHECKING:
    from knowledge.evidence import Language

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Precision(enum.StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclasses.dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or the year and month, may be known.

    It has no order: two dates of different precision cannot be compared. Compare ``first_day`` and ``last_day``.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raise ValueError for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """Return how much of the date is known."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def first_day(self) -> dt.date:
        """Return the earliest day the date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """Return the latest day the date may mean."""
        if self.day is not None and self.month is not None:
            return dt.date(self.year, self.month, self.day)
        year, month = (self.year + 1, 1) if self.month in (None, 12) else (self.year, (self.month or 0) + 1)
        return dt.date(year, month, 1) - dt.timedelta(days=1)

    def isoformat(self) -> str:
        """Write it as ``parse`` reads it."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __str__(self) -> str:
        return self.isoformat()


@dataclasses.dataclass(frozen=True, slots=True)
class Anniversary:
    """The day (or month, or year) on which a date is ``years`` years past; as precise as that date."""

    years: int
    date: PartialDate

    def days_to_go(self, today: dt.date) -> int | None:
        """Return the days from today (negative when past, 0 on the day), or None when the day is not known."""
        return (self.date.first_day - today).days if self.date.precision is Precision.DAY else None


def anniversary(of: PartialDate, years: int) -> Anniversary:
    """Return one anniversary. That of 29 February is 28 February in a common year: it stays within its month."""
    year = of.year + years
    is_leap_day = (of.month, of.day) == (2, 29)
    day = 28 if is_leap_day and not calendar.isleap(year) else of.day
    return Anniversary(years, PartialDate(year, of.month, day))


def anniversaries(of: PartialDate, start: dt.date, end: dt.date, *, every: int = 1) -> list[Anniversary]:
    """Return the anniversaries, in multiples of ``every`` years, within the half-open range ``[start, end)``.

    One of which the day is not known belongs to the range that holds its first possible day, so ranges that adjoin
    neither skip nor double it.
    """
    years = range(max(1, start.year - of.year), max(0, end.year - of.year) + 1)
    found = (anniversary(of, count) for count in years if count % every == 0 and of.year + count <= dt.MAXYEAR)
    return [item for item in found if start <= item.date.first_day < end]


def next_anniversary(of: PartialDate, today: dt.date, *, every: int = 1) -> Anniversary:
    """Return the first anniversary, in multiples of ``every`` years, that is not certainly past; today counts."""
    count = max(every, -(-(today.year - of.year) // every) * every)
    while anniversary(of, count).date.last_day < today:
        count += every
    return anniversary(of, count)


def full_years(of: PartialDate, on: dt.date) -> int | None:
    """Return the whole years from a date to a day, or None when its precision leaves that open (or it is later)."""
    earliest, latest = (
        on.year - since.year - ((on.month, on.day) < (since.month, since.day)) for since in (of.first_day, of.last_day)
    )
    return earliest if earliest == latest and of.last_day <= on else None


def format_date(date: PartialDate, language: Language) -> str:
    """Write a date to its precision and no further: 1979年5月2日, 1979年5月; 2 May 1979, May 1979, 1979."""
    if language == "zh":
        month = f"{date.month}月" if date.month else ""
        return f"{date.year}年{month}" + (f"{date.day}日" if date.day else "")
    pattern = {Precision.DAY: "d MMMM y", Precision.MONTH: "MMMM y", Precision.YEAR: "y"}[date.precision]
    return babel.dates.format_date(date.first_day, pattern, locale="en")
