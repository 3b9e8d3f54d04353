"""Find how long something lasts: three months, 15天, two and a half years, up to 21 days, 一学年."""

import dataclasses
import functools
import math
import re
from collections.abc import Sequence

from knowledge.language.bounds import Bound, bound_of
from knowledge.language.figures import either, words
from knowledge.language.numbers import spoken
from knowledge.language.numerals import HAN, english_numeral, read_number, whole
from knowledge.language.plain import plain
from knowledge.language.spans import Spans
from knowledge.language.times import find_points

_TO = r"(?:\s?(?:-|至|到|或)\s?|\s(?:to|or)\s)"
_HALF = {"半", "half", "half a", "half an"}


@dataclasses.dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at ``text[start:end]``: from ``count`` to ``top`` units as written, the same but for ranges."""

    start: int
    end: int
    text: str
    count: float
    top: float
    unit: str
    bound: Bound = Bound.EXACT

    @property
    def low(self) -> float:
        """Return the least it may be, in units."""
        return 0 if self.bound in {Bound.UNDER, Bound.AT_MOST} else self.count

    @property
    def high(self) -> float:
        """Return the most it may be, infinity for "over two years"."""
        return math.inf if self.bound in {Bound.OVER, Bound.AT_LEAST} else self.top


def find_durations(text: str, *, blocked: Sequence[tuple[int, int]] = ()) -> tuple[Duration, ...]:
    """Return the durations from left to right; ``unit`` is minute, hour, day, week, month, quarter, term, year ….

    A year of the calendar is none, nor is a span that is ``blocked``: 近五年 and "ten years ago" are times.
    """
    level = plain(text)
    taken = Spans([*blocked, *((time.start, time.end) for time in find_points(text))])
    found: list[Duration] = []
    for pattern in _patterns():
        for match in pattern.finditer(level):
            start, end = match.span()
            first, last = (_count(match.groupdict().get(name) or "") for name in ("number", "last"))
            if first is None or not taken.take(start, end):
                continue
            least, most = first[0], (last or first)[1]
            if match.groupdict().get("half") or match.groupdict().get("and_half"):
                least, most = least + 0.5, most + 0.5
            bound = Bound.OVER if match.groupdict().get("more") else bound_of(level, start, end)
            bound = Bound.AT_MOST if level.startswith(("内", "之内"), end) else bound
            unit = (words("unit") | words("units"))[match["unit"]]
            found.append(Duration(start, end, text[start:end], least, most, unit, bound))
    return tuple(sorted(found, key=lambda duration: duration.start))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    han = rf"(?:\d{{1,4}}(?:\.\d)?|[{HAN}]{{1,4}})"
    latin = rf"(?:\d{{1,4}}(?:\.\d)?|half an?|{english_numeral()}|an?)"
    return (
        re.compile(
            rf"(?<![\d{HAN}第.])(?P<number>{han}|半)(?:{_TO}(?P<last>{han}))?(?P<more>[多余])?\s?个?(?P<half>半)?"
            rf"(?P<unit>分钟|小时|天|周(?!年)|星期|礼拜|(?<=[个半])月|季度|学期|学年|年(?![代级度底初末中报会])|世纪|日(?=[游内]))(?P<and_half>半)?"
        ),
        re.compile(
            rf"\b(?P<number>{latin})(?:{_TO}(?P<last>{latin}))?[ -](?P<half>and a half )?"
            rf"(?P<unit>{either('unit', 'units', language='en')})\b(?! ago\b)"
        ),
    )


def _count(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    if text in _HALF:
        return 0.5, 0.5
    if text in {"a", "an"}:
        return 1, 1
    value = read_number(text)
    if value is not None:
        return value, value
    low, high = (whole(one) for one in spoken(text))
    return None if low is None or high is None else (low, high)
