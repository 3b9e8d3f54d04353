"""The range of days that a question names: years, decades, quarters, ranges, and times relative to today.

A text is read in two steps: points are found first, then the words around a point widen it (before, after, since,
until), and two points with "to" between them make one range.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.evidence import Language
from knowledge.text.folding import fold
from knowledge.understanding.points import Point, find_points
from knowledge.understanding.query import Period

if TYPE_CHECKING:
    from collections.abc import Iterable


def find_period(text: str, language: Language, today: dt.date) -> Period | None:
    """Return the one range of days that a text names, or None.

    Ranges are half-open. "Before" and "until" begin at ``date.min``; "since" and "after" end at ``date.max``. "After
    2010" begins with 2011; 2010年以后, 以来 and "since 2010" begin with 2010. The next N days begin today, the last N
    days end with it. None also where a text names several ranges that are not parts of one.
    """
    folded = fold(text)
    points = find_points(folded, today)
    ranges = [_widened(folded, language, group) for group in _joined(folded, points)]
    ranges = list(dict.fromkeys(item for item in ranges if item.start < item.end))
    return ranges[0] if len(ranges) == 1 else None


_TO = re.compile(r"\s*(?:年)?\s*(?:-|–|—|~|到|至|直到|to|until|till|through|up to)\s*(?:the\s+)?")
_AND = re.compile(r"\s*(?:和|与|及|、|,|and)\s*(?:the\s+)?")
_BETWEEN = re.compile(r"(?:between|from|介于|从|自|在)\s*(?:the\s+)?$")


def _joined(text: str, points: Iterable[Point]) -> list[Point]:
    """Join two points with "to" between them, with "between … and", or adjoining ones with "and"."""
    joined: list[Point] = []
    for point in points:
        if joined:
            last, between = joined[-1], text[joined[-1].stop : point.begin]
            ranged = _TO.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(text[: last.begin]))
            adjoining = _AND.fullmatch(between) and last.end == point.start
            if (ranged or adjoining) and last.start < point.end:
                joined[-1] = Point(last.begin, point.stop, last.start, point.end, joined=True)
                continue
        joined.append(point)
    return joined


_EDGE = r"\s*(?:the\s+)?(?:end of\s+|start of\s+|beginning of\s+)?$"
_BEFORE = re.compile(rf"\b(?:before|prior to|earlier than|早于){_EDGE}|早于$")
_UNTIL = re.compile(rf"(?:\b(?:until|till|up to|as of|as at|by|to|through){_EDGE}|(?:截至|截止到?|截止至|到|至)$)")
_AFTER = re.compile(rf"\b(?:after|later than){_EDGE}|晚于$")
_SINCE = re.compile(rf"\b(?:since|from|starting in|starting){_EDGE}|(?:自从?|从)$")
_TAIL = r"\s*(?:的?(?:年?底|年?末|年?初|时|份))?\s*"
_BEFORE_TAIL = re.compile(rf"{_TAIL}(?:之前|以前|前(?!年|三|几|后|往|来)|or earlier)")
_UNTIL_TAIL = re.compile(rf"{_TAIL}(?:为止|止)")
_AFTER_TAIL = re.compile(rf"{_TAIL}(?:之后|过后|后(?!年|来))")
_SINCE_TAIL = re.compile(rf"{_TAIL}(?:以后|以来|之?起|至今|到现在|开始|onwards?|or later|and later|to date|to now)")


def _widened(text: str, language: Language, point: Point) -> Period:
    """Apply the words before and after a point."""
    if point.joined:
        return Period(point.start, point.end, text[point.begin : point.stop].strip())
    before, after = text[: point.begin], text[point.stop :]
    cases: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...] = (
        (_BEFORE, _BEFORE_TAIL, "before"),
        (_AFTER, _AFTER_TAIL, "after"),
        (_SINCE, _SINCE_TAIL, "since"),
        (_UNTIL, _UNTIL_TAIL, "until"),
    )
    tails = [(tail.match(after), how) for _, tail, how in cases if tail]
    heads = [(head.search(before), how) for head, _, how in cases]
    # "以…以来": what follows a Chinese date says more than what precedes it (截至2018年以前 is 以前).
    for match, how in [*tails, *heads] if language is Language.ZH else [*heads, *tails]:
        if match is None:
            continue
        begin = match.start() if match.string is before else point.begin
        stop = point.stop + match.end() if match.string is after else point.stop
        start, end = _bounds(point, how)
        return Period(start, end, text[begin:stop].strip())
    return Period(point.start, point.end, text[point.begin : point.stop].strip())


def _bounds(point: Point, how: str) -> tuple[dt.date, dt.date]:
    if how == "before":
        return dt.date.min, point.start
    if how == "until":
        return dt.date.min, point.end
    if how == "since" and (point.end - point.start).days:
        return point.start, dt.date.max
    return point.end, dt.date.max
