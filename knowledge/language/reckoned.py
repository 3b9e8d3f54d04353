"""What times mean that count from a day: three days later, the last ten years, next Monday, the rest of the month."""

import dataclasses
import datetime as dt
import re

from knowledge.calendar import PartialDate
from knowledge.language.figures import values, words
from knowledge.language.meanings import (
    OF_MONTH,
    Context,
    Grain,
    Meaning,
    count_of,
    day_number,
    group,
    month_number,
    months_after,
    whole_of,
    year_of,
    years_from,
)

# 二〇一九年前 is before 2019, not so many years ago.
_FIRST_YEAR = 1000


def shifted(day: dt.date, unit: str, count: float) -> dt.date:
    """Return the day so many units later (or earlier, below nought); halves of years and months are known."""
    if unit in {"day", "week", "fortnight"}:
        return day + dt.timedelta(days=int(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    months = {"month": 1, "quarter": 3, "term": 6, "year": 12, "decade": 120, "century": 1200}[unit] * count
    return months_after(day, int(months)) + dt.timedelta(days=int(30 * (months - int(months))))


def _units(match: re.Match[str]) -> float:
    """Return how many units are meant, with the half of 一年半, 两个半月 and "two and a half years"."""
    return count_of(group(match, "number")) + 0.5 * bool(group(match, "half") or group(match, "and_half"))


def ago(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a year, month or day so many units away; ``way`` says in which direction."""
    today, unit = context.day, words("unit") | words("units")
    if today is None:
        return None
    count, what = _units(match), unit[group(match, "unit")]
    way = -1 if group(match, "way").endswith(("前", "ago", "back")) else 1
    if what == "year" and count >= _FIRST_YEAR:  # 二〇一九年前: before 2019
        return None
    if what in {"minute", "hour"}:
        return None
    day = shifted(today, what, way * count)
    if what in {"day", "week", "fortnight"}:
        return whole_of(PartialDate(day.year, day.month, day.day), relative=True)
    years = what in {"year", "decade", "century"} and not count % 1
    return whole_of(PartialDate(day.year, None if years else day.month), relative=True)


def stretch(match: re.Match[str], context: Context) -> Meaning | None:
    """Read the last or the next units, today with them; ``past`` is there for the last."""
    today, unit = context.day, words("unit") | words("units")
    if today is None:
        return None
    count, what = _units(match), unit[group(match, "unit")]
    if what in {"minute", "hour"}:
        return None
    grain = Grain.DAY if what in {"day", "week", "fortnight"} else Grain.MONTH if count % 1 else Grain.YEAR
    grain = Grain.MONTH if what in {"month", "quarter", "term"} else grain
    if match.groupdict().get("past"):
        tomorrow = today + dt.timedelta(days=1)
        return Meaning(shifted(tomorrow, what, -count), tomorrow, grain, relative=True)
    return Meaning(today, shifted(today, what, count), grain, relative=True)


def neighbour(match: re.Match[str], context: Context) -> Meaning | None:  # noqa: PLR0911 - one a unit
    """Read this, the last or the next week, month, quarter, decade …, or a day or part of that month."""
    reference, what = context.reference, (words("unit") | words("units")).get(group(match, "unit"), "")
    step = values("side").get(group(match, "side"), 0)
    if reference is None or (what == "week" and context.day is None):
        return None
    if what == "week":
        monday = reference.first_day + dt.timedelta(weeks=step, days=-reference.first_day.weekday())
        return Meaning(monday, monday + dt.timedelta(weeks=1), Grain.WEEK, relative=True)
    if what in {"year", "decade"}:
        length = 10 if what == "decade" else 1
        first = reference.year // length * length + step * length
        return years_from(first, length, Grain.DECADE if length > 1 else Grain.YEAR, relative=True)
    if reference.month is None or what not in {"month", "quarter"}:
        return None
    length = 3 if what == "quarter" else 1
    begin = dt.date(reference.year, (reference.month - 1) // length * length + 1, 1)
    first_day = months_after(begin, step * length)
    whole = Meaning(first_day, months_after(first_day, length), Grain(what), relative=True)
    if day := group(match, "day"):
        return whole_of(PartialDate(first_day.year, first_day.month, day_number(day)), relative=True)
    if part := group(match, "part"):
        first, last = OF_MONTH[words("part").get(part, part)]
        after = whole.after if last > 30 else first_day.replace(day=last + 1)  # noqa: PLR2004
        return dataclasses.replace(whole, first=first_day.replace(day=first), after=after)
    return whole


def rest(match: re.Match[str], context: Context) -> Meaning | None:
    """Read what is left of this year, quarter, month or week, today with it."""
    whole = neighbour(match, context)
    return None if whole is None or context.day is None else dataclasses.replace(whole, first=context.day)


def day_away(match: re.Match[str], context: Context) -> Meaning | None:
    """Read yesterday, today, tomorrow."""
    if context.day is None:
        return None
    day = context.day + dt.timedelta(days=values("day")[match.group()])
    return whole_of(PartialDate(day.year, day.month, day.day), relative=True)


def weekday(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a day of this, the last or the next week; one of no week is the next that comes, today with it."""
    if context.day is None:
        return None
    wanted, side = values("weekday")[group(match, "weekday")], group(match, "side")
    monday = context.day - dt.timedelta(days=context.day.weekday())
    days = wanted + 7 * values("side")[side] if side else wanted + 7 * (wanted < context.day.weekday())
    day = monday + dt.timedelta(days=days)
    return whole_of(PartialDate(day.year, day.month, day.day), relative=True)


def month_away(match: re.Match[str], context: Context) -> Meaning | None:
    """Read next May (the one that comes), last May (the one that is over), this May."""
    reference = context.reference
    if reference is None or reference.month is None:
        return None
    number, side = month_number(group(match, "month")), values("side")[group(match, "side")]
    over = number <= reference.month if side > 0 else number < reference.month
    years = (side > 0 and over) - (side < 0 and not over)
    return whole_of(PartialDate(reference.year + years, number), relative=True)


def holiday(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a holiday that has its day; one that moves is not understood."""
    day = words("holiday").get(group(match, "holiday"))
    known = year_of(match, context)
    if not day or known is None:
        return None
    month, number = map(int, day.split("-"))
    return whole_of(PartialDate(known[0], month, number), **known[1])
