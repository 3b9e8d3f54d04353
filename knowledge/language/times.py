"""Find the times that a text names, in either language and script: days, decades, ranges, "since", "ten years ago".

A text is read in two steps. First come the points, each to its own precision; then two points with "to" between them
make one range, and the words around a point widen it (before, after, since, until).
"""

import dataclasses
import datetime as dt
import enum
import functools
import re
from collections.abc import Iterator, Sequence
from types import ModuleType

from knowledge.calendar import PartialDate, Precision
from knowledge.language import meanings, reckoned, times_en, times_zh
from knowledge.language.meanings import Context, Grain, Meaning, Rule
from knowledge.language.plain import plain

_ALWAYS, _NEVER = dt.date.min, dt.date.max
# What these read is more than one point.
_SEVERAL = (meanings.days_or_months, reckoned.stretch, reckoned.rest, meanings.season_year)
# How far the words that widen a time may begin before it.
_LOOK = 40
# As a year and a month 1979.5 is written; as a share or a sum it has other digits or a unit.
_NUMERIC = re.compile(
    r"(?<![\d./-])(?<!\d,)(?P<year>(?:1[5-9]|20|21)\d\d)\s?(?P<sign>[-./])\s?(?P<month>0?[1-9]|1[0-2])"
    r"(?:\s?(?P=sign)\s?(?P<day>\d{1,2}))?(?![\d%年万亿]|[-./,]\d)"
)
_SLASHED = re.compile(
    r"(?<![\d./-])(?<!\d,)(?P<one>\d{1,2})(?P<sign>[-./])(?P<other>\d{1,2})(?P=sign)(?P<year>(?:1[5-9]|20|21)\d\d)(?!\d)"
)
_YEAR = re.compile(
    r"(?<!\d,)(?<![\d./$€£¥#])(?<!no\. )(?<!no )(?P<year>(?:1[5-9]|20|21)\d\d)(?!\d|,\d|\.\d|'?s\b|\s?年|[-/]\d{1,2}(?!\d))",
    re.ASCII,
)
_LETTER, _HAN = re.compile(r"[a-z]|\d{4}"), re.compile(r"[\u3007\u3400-\u9fff]")


class TimeKind(enum.StrEnum):
    """Whether a time is one point (a day, a year, a decade), made of two, or open at one end."""

    INSTANT = "instant"
    RANGE = "range"
    BEFORE = "before"
    AFTER = "after"


@dataclasses.dataclass(frozen=True, slots=True)
class Time:
    """A time at ``text[start:end]``: any day from ``first`` to before ``after``.

    A bound has ``date.min`` or ``date.max`` at its open end. ``recurring`` says that the text gives no year (5月5日):
    the year is that of the day it was counted from, but any may be meant. ``relative``: it counts from that day (去年).
    """

    start: int
    end: int
    text: str
    first: dt.date
    after: dt.date
    grain: Grain
    kind: TimeKind = TimeKind.INSTANT
    recurring: bool = False
    relative: bool = False

    @property
    def last(self) -> dt.date:
        """Return the last day it may mean."""
        return self.after if self.after == _NEVER else self.after - dt.timedelta(days=1)

    @property
    def precision(self) -> Precision:
        """Return the unit in which it is told, as partial dates know units: a quarter in months, a decade in years."""
        return Meaning(self.first, self.after, self.grain).precision

    @property
    def date(self) -> PartialDate | None:
        """Return the year, month or day that it is, None where it is more or less than one (8月底, the 1990s)."""
        known = {Grain.YEAR: (), Grain.MONTH: (self.first.month,), Grain.DAY: (self.first.month, self.first.day)}
        parts = known.get(self.grain)
        date = None if parts is None else PartialDate(self.first.year, *parts)
        return date if date and (date.first_day, date.last_day) == (self.first, self.last) else None


def find_times(text: str, today: dt.date, *, anchor: dt.date | None = None) -> tuple[Time, ...]:
    """Return the times of a text from left to right, without overlaps.

    ``anchor`` is the day that relative times and days without a year count from, where that is not today: the date of
    the paper. "Before" and "until" begin at ``date.min``; "since" and "after" end at ``date.max``. "After 2010" begins
    with 2011; "since 2010" and 2010年以来 begin with 2010. The next N days begin today, the last N days end with it.
    Without an ``anchor`` "since March" is since the last one, "before March" before the next.
    """
    day = anchor or today
    points = scanned(text, PartialDate(day.year, day.month, day.day), reckon=True)[0]
    times = _joined(text, points)
    edges = [0, *(time.end for time in times)], [*(time.start for time in times[1:]), len(text)]
    bounded = (_bounded(text, time, (low, high)) for time, low, high in zip(times, *edges, strict=False))
    return tuple(_of_its_year(time, today) if anchor is None else time for time in bounded)


def find_points(text: str, *, reference: PartialDate | None = None) -> tuple[Time, ...]:
    """Return the times of the calendar that a text names one by one, neither joined nor widened.

    Without a ``reference`` those that say no year are left out; with one that knows no day, those that need a day.
    Nothing is counted from it but by name (去年, next month): 十年前 and "within 90 days" are left out.
    """
    return scanned(text, reference, reckon=False)[0]


@functools.lru_cache(maxsize=1024)
def scanned(
    text: str, reference: PartialDate | None, *, reckon: bool
) -> tuple[tuple[Time, ...], tuple[tuple[int, int], ...]]:
    """Return the points of a text, and where it names a day that no calendar has, or one of two."""
    level = plain(text)
    matches = [(match, read) for pattern, read in _rules(level, reckon=reckon) for match in pattern.finditer(level)]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    found: list[Time] = []
    refused: list[tuple[int, int]] = []
    taken, context = 0, Context(reference)
    for match, read in matches:
        if match.start() < taken:
            continue
        try:
            meaning = read(match, context)
        except (ValueError, OverflowError):  # nor is a part of it what the text says
            refused.append(match.span())
            taken = match.end()
            continue
        if meaning is None or meaning.first >= meaning.after:
            continue
        start, taken = match.span()
        told = not (meaning.recurring or meaning.relative)
        context = Context(reference, meaning.first.year if told else context.known, meaning)
        kind = TimeKind.RANGE if read in _SEVERAL else TimeKind.INSTANT
        told_by = (meaning.grain, kind, meaning.recurring, meaning.relative)
        found.append(Time(start, taken, text[start:taken], meaning.first, meaning.after, *told_by))
    return tuple(found), tuple(refused)


def _rules(level: str, *, reckon: bool) -> Iterator[Rule]:
    yield from ((_NUMERIC, meanings.calendar_time), (_SLASHED, meanings.slashed), (_YEAR, _bare_year))
    for language, written in ((times_zh, _HAN), (times_en, _LETTER)):
        if written.search(level):
            yield from language.dates()
            if reckon:
                yield from language.reckonings()


def _bare_year(match: re.Match[str], context: Context) -> Meaning | None:
    """Read a number of four digits as a year, unless it counts what follows it."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    counts = any(counted.match(match.string, match.end()) for counted in _patterns("COUNTED"))
    said = any(word.search(before) for word in _patterns("SAID_OF_A_YEAR"))
    return None if counts and not said else meanings.calendar_time(match, context)


def _joined(text: str, points: Sequence[Time]) -> list[Time]:
    """Join two points with "to" between them, with "between … and", or adjoining ones with "and"."""
    level, joined = plain(text), list[Time]()
    for point in points:
        last = joined[-1] if joined else None
        if last is None or last.kind is not TimeKind.INSTANT:
            joined.append(point)
            continue
        before, between = level[max(0, last.start - _LOOK) : last.start], level[last.end : point.start]
        listed = any(sign.fullmatch(between) for sign in _patterns("AND"))
        ranged = any(sign.fullmatch(between) for sign in _patterns("TO")) or (
            listed
            and (
                any(head.search(before) for head in _patterns("BETWEEN", "{}$"))
                or any(tail.match(level, point.end) for tail in _patterns("BETWEEN_THEM"))
            )
        )
        one, other = _of_one_year(last, point) if ranged or listed else (last, point)
        if one.first < other.after and (ranged or (listed and one.after == other.first)):
            whole = dataclasses.replace(other, start=last.start, text=text[last.start : other.end], first=one.first)
            joined[-1] = dataclasses.replace(whole, kind=TimeKind.RANGE)
        else:  # 2019年3月、5月: of the year named before
            joined.append(other)
    return joined


def _of_one_year(one: Time, other: Time) -> tuple[Time, Time]:
    """Let a point without a year be of the year of the other (3月1日至2019年4月25日), in the order of the two."""
    if one.recurring and not other.recurring:
        away = other.first.year - one.first.year
        one = _years_later(one, away - (one.first.replace(year=other.first.year) >= other.after))
    elif other.recurring:
        away = one.first.year - other.first.year
        moved = _years_later(other, away)
        other = moved if one.first < moved.after else _years_later(other, away + 1)
        other = dataclasses.replace(other, recurring=one.recurring)
    return one, other


def _years_later(time: Time, years: int) -> Time:
    first, after = (meanings.months_after(day, 12 * years) for day in (time.first, time.after))
    return dataclasses.replace(time, first=first, after=after, recurring=False)


@functools.cache
def _patterns(name: str, form: str = "{}") -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form.format(f"(?:{getattr(language, name)})")) for language in (times_zh, times_en))


@functools.cache
def _widening(language: ModuleType) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((how, re.compile(f"(?:{head})$"), re.compile(tail)) for how, (head, tail) in language.BOUNDS.items())


def _bounded(text: str, time: Time, free: tuple[int, int]) -> Time:
    """Apply the words around a time, in the part of the text that is free; what follows says more (截至2018年以前)."""
    if time.kind is TimeKind.RANGE:
        return time
    languages = (times_zh, times_en)
    level, begin = plain(text), max(free[0], time.start - _LOOK)
    before = level[begin : time.start]
    tails = [(tail.match(level, time.end, free[1]), how) for one in languages for how, _, tail in _widening(one)]
    heads = [(head.search(before), how) for one in languages for how, head, _ in _widening(one)]
    for match, how in [*tails, *heads]:
        if match is None:
            continue
        start = begin + match.start() if match.string is before else time.start
        end = time.end if match.string is before else match.end()
        first, after, kind = _bound(time, how)
        return dataclasses.replace(
            time, start=start, end=end, text=text[start:end], first=first, after=after, kind=kind
        )
    return time


def _of_its_year(time: Time, today: dt.date) -> Time:
    """Let a limit without a year be the last one where it begins something, the next one where it ends it."""
    if not time.recurring or time.kind not in (TimeKind.AFTER, TimeKind.BEFORE):
        return time
    first, after = time.first, time.after
    if time.kind is TimeKind.AFTER and first > today:
        first = meanings.months_after(first, -12)
    elif time.kind is TimeKind.BEFORE and after <= today:
        after = meanings.months_after(after, 12)
    return dataclasses.replace(time, first=first, after=after, recurring=False, relative=True)


def _bound(time: Time, how: str) -> tuple[dt.date, dt.date, TimeKind]:
    at_its_end = any(end.search(plain(time.text)) for end in _patterns("END"))
    if how == "before":
        return _ALWAYS, time.after if at_its_end else time.first, TimeKind.BEFORE
    if how == "until":
        return _ALWAYS, time.after, TimeKind.BEFORE
    return time.first if how == "since" else time.after, _NEVER, TimeKind.AFTER
