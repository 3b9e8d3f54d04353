"""What the words of a time mean: from the parts that a rule has cut out to the first day and the day after the last."""

import calendar
import dataclasses
import datetime as dt
import enum
import re
from collections.abc import Callable

from knowledge.calendar import PartialDate, Precision
from knowledge.language.figures import values, words
from knowledge.language.numerals import read_number

_CENTURY, _MONTHS = 100, 12
# Parts of a year, as months, and of a month, as days; where one begins or ends nobody has laid down.
_OF_YEAR = {"early": (1, 3), "mid": (6, 7), "late": (10, 12)}
OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
# 90年代 without its century is the last one's, 20年代 this one's.
_FIRST_OF_LAST_CENTURY = 30


class Grain(enum.StrEnum):
    """The unit in which a time is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_PRECISION = {Grain.DAY: Precision.DAY, Grain.WEEK: Precision.DAY}
_PRECISION |= dict.fromkeys((Grain.MONTH, Grain.QUARTER, Grain.HALF), Precision.MONTH)


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """The days from ``first`` to before ``after``, told in units of ``grain``.

    ``recurring``: its year is not told, and stands for any. ``relative``: it counts from another day.
    """

    first: dt.date
    after: dt.date
    grain: Grain
    recurring: bool = False
    relative: bool = False

    @property
    def precision(self) -> Precision:
        """Return the unit as a partial date knows it; a week has days, a quarter months, a century years."""
        return _PRECISION.get(self.grain, Precision.YEAR)


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """What a time is counted from: a day (a month, a year), the year and the time that the text named last."""

    reference: PartialDate | None
    known: int | None = None
    last: Meaning | None = None

    @property
    def day(self) -> dt.date | None:
        """Return the day to count from, where it is known to the day."""
        exact = self.reference is not None and self.reference.precision is Precision.DAY
        return self.reference.first_day if exact and self.reference else None


# What reads the parts of a time: None where they mean nothing without a day to count from, ValueError for no such day.
Reader = Callable[[re.Match[str], Context], Meaning | None]
Rule = tuple[re.Pattern[str], Reader]


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later (or earlier), or the last day of that month where it is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_of(date: PartialDate, **flags: bool) -> Meaning:
    """Return the days of a partial date, told in its own unit."""
    return Meaning(date.first_day, date.last_day + dt.timedelta(days=1), Grain(date.precision.value), **flags)


def months_from(year: int, month: int, count: int, grain: Grain, **flags: bool) -> Meaning:
    """Return so many months from the first day of one."""
    first = dt.date(year, month, 1)
    return Meaning(first, months_after(first, count), grain, **flags)


def years_from(year: int, count: int, grain: Grain, **flags: bool) -> Meaning:
    """Return so many years from the first day of one."""
    return Meaning(dt.date(year, 1, 1), dt.date(year + count, 1, 1), grain, **flags)


def group(match: re.Match[str], name: str) -> str:
    """Return a part that a rule cut out, nothing where the rule or the text has none."""
    return (match.groupdict().get(name) or "").strip()


def count_of(text: str) -> float:
    """Return how many units are meant: a numeral, 半, a, a couple of, half a; raise ValueError for no numeral."""
    if text in {"半", "half a", "half an"}:
        return 0.5
    if text in {"", "a", "an", "one"}:
        return 1
    value = read_number(text.removeprefix("a couple of").strip() or "2")
    if value is None:
        raise ValueError(f"{text!r} is no number")
    return value


def year_named(text: str, today: dt.date | None = None) -> int | None:
    """Return the year that a text names by itself (2019年, 二〇一九, 民国68年, reiwa 1), None for "next year".

    Raises ValueError for an era that had no such year. Of two digits ``today`` tells the century.
    """
    text = text.strip().removeprefix("公元").removeprefix("西元").rstrip("年度 ")
    for era, before in values("era").items():
        if text.startswith(era):
            number = 1 if text.endswith("元") else int(count_of(text.removeprefix(era).strip()))
            later = [start for start in values("era").values() if start > before and era not in {"民国", "minguo"}]
            if not number or before + number > min(later, default=dt.MAXYEAR - 1) + 1:
                raise ValueError(f"{era} had no year {number}")
            return before + number
    year = read_number(text)
    if year is None:
        return None
    short = year < _CENTURY and today is not None
    century = 0 if not short or today is None else 2000 if year <= (today.year + 10) % _CENTURY else 1900
    return int(year) + century


def year_of(match: re.Match[str], context: Context) -> tuple[int, dict[str, bool]] | None:
    """Return the year a match means, and how it is known; None when nothing says it."""
    text, reference = group(match, "year").removesuffix("度"), context.reference
    if not text:
        return None if reference is None else (reference.year, {"recurring": True})
    if (same := values("same year").get(text)) is not None:
        if context.known is not None:
            return context.known + same, {"relative": True}
        return None if reference is None or text not in values("year") else (reference.year + 1, {"relative": True})
    if (away := values("year").get(text)) is not None:
        return None if reference is None else (reference.year + away, {"relative": True})
    year = year_named(text, context.day or dt.date(2000, 1, 1))
    return None if year is None else (year, {})


def month_number(text: str) -> int:
    """Return the number of a month; raise ValueError for what is none."""
    return values("month").get(text) or int(count_of(text))


def calendar_time(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a year, month or day, or the beginning, middle or end of a year or month."""
    known = year_of(match, context)
    if known is None:
        return None
    year, how = known
    month, day, part = (group(match, name) for name in ("month", "day", "part"))
    spread = words("part").get(part, part)
    if not month:
        if spread:
            first, last = _OF_YEAR[spread]
            return months_from(year, first, last - first + 1, Grain.MONTH, **how)
        return whole_of(PartialDate(year), **how)
    number = month_number(month)
    if day:
        if "recurring" in how and (number, day_number(day)) == (2, 29):
            year += -year % 4  # it recurs in the years that have it
        return whole_of(PartialDate(year, number, day_number(day)), **how)
    whole = whole_of(PartialDate(year, number), **how)
    if not spread:
        return whole
    first, last = OF_MONTH[spread]
    after = whole.after if spread == "late" else whole.first.replace(day=last + 1)
    return dataclasses.replace(whole, first=whole.first.replace(day=first), after=after)


def day_number(text: str) -> int:
    """Return the day of a month: 2, 廿三, 21st, twenty-first."""
    return int(count_of(text.removeprefix("the ")))


def day_of_month(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a day alone (4日): of the month named before it."""
    last = context.last
    if last is None or last.grain not in {Grain.DAY, Grain.MONTH}:
        return None
    date = PartialDate(last.first.year, last.first.month, day_number(group(match, "day")))
    return whole_of(date, recurring=last.recurring, relative=last.relative)


def slashed(match: re.Match[str], context: Context) -> Meaning | None:
    """Read 25/12/1999 or 12/25/1999; raise ValueError where either number may be the month (02/05/1979)."""
    del context
    one, other = int(match["one"]), int(match["other"])
    if one != other and max(one, other) <= _MONTHS:
        raise ValueError(f"{match.group()} may be two days")
    return whole_of(PartialDate(int(match["year"]), min(one, other), max(one, other)))


def days_or_months(match: re.Match[str], context: Context) -> Meaning | None:
    """Read several days of one month (5月2日至4日, 2-4 May), or months of one year (3至5月)."""
    known = year_of(match, context)
    if known is None:
        return None
    year, how = known
    month, last = month_number(group(match, "month")), group(match, "last")
    if day := group(match, "day"):
        begin = PartialDate(year, month, day_number(day)).first_day
        end = PartialDate(year, month, day_number(last)).first_day + dt.timedelta(days=1)
        return Meaning(begin, end, Grain.DAY, **how) if begin < end else None
    count = month_number(last) - month + 1
    return months_from(year, month, count, Grain.MONTH, **how) if 0 < count <= _MONTHS else None


def part_of_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a quarter, a half or a season; ``whole`` says which. A season needs a year."""
    known = year_of(match, context)
    if known is None:
        return None
    year, how = known
    part, whole = group(match, "part"), group(match, "whole")
    if season := values("season").get(part):
        return months_from(year, season, 3, Grain.QUARTER, **how)
    grain = Grain.HALF if whole in {"半年", "half", "h"} else Grain.QUARTER
    length = 6 if grain is Grain.HALF else 3
    number = {"上": 1, "前": 1, "首": 1, "下": 2, "后": 2, "last": _MONTHS // length}.get(part) or int(count_of(part))
    if group(match, "run"):  # 前三季度
        return months_from(year, 1, number * length, Grain.QUARTER, **how)
    return months_from(year, (number - 1) * length + 1, length, grain, **how)


def decade(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a decade, or its beginning, middle or end."""
    text, of = group(match, "decade"), group(match, "century")
    year = values("decade").get(text.strip("'")) or int(count_of(text.strip("'")))
    if year % 10 or (not year and text != "00"):
        return None
    if year < _CENTURY:
        century = _century_number(of, context) if of else 20 if year >= _FIRST_OF_LAST_CENTURY else 21
        if century is None:
            return None
        year += (century - 1) * _CENTURY
    return _part_of_years(years_from(year, 10, Grain.DECADE), group(match, "part"), 3)


def century(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a century, or its beginning, middle or end; it begins with the year that ends in 00."""
    number = _century_number(group(match, "century"), context)
    if number is None or not 1 < number < _CENTURY:
        return None
    return _part_of_years(years_from((number - 1) * _CENTURY, _CENTURY, Grain.CENTURY), group(match, "part"), 20)


def _century_number(text: str, context: Context) -> int | None:
    text = text.removesuffix("世纪").removesuffix("century").removesuffix("个").strip()
    away = values("side").get(text)
    if away is not None:
        return None if context.reference is None else context.reference.year // _CENTURY + 1 + away
    return int(count_of(text))


def _part_of_years(whole: Meaning, part: str, length: int) -> Meaning:
    spread, year, after = words("part").get(part, part), whole.first.year, whole.after.year
    middle = (year + after - length) // 2
    if not spread:
        return whole
    first = {"early": year, "mid": middle, "late": after - length}[spread]
    return dataclasses.replace(years_from(first, length, Grain.YEAR), relative=whole.relative)


def season_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read 2025/26 and 2025-2026学年, two years that are one of school or of accounts; 2018-22."""
    del context
    first, last = int(match["first"]), int(match["last"])
    count = (last - first) % _CENTURY
    return years_from(first, count + 1, Grain.YEAR) if count < _FIRST_OF_LAST_CENTURY else None
