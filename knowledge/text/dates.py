"""Find the dates that a text names, in Chinese and English, each to its own precision.

A date without a year, or a relative one (明年5月2日, next year), is resolved against the date of its document, or
against today for a question; without that reference it is left out, for a date is never guessed.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING

from knowledge.calendar import PartialDate, Precision

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDE = str.maketrans(
    "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0d\uff0f\uff0e\u25cb", "0123456789-/.〇"
)
_CHINESE_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_YEARS_AWAY = {
    "前年": -2, "去年": -1, "上一年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "来年": 1, "下一年": 1, "后年": 2,
    "last year": -1, "this year": 0, "the year": 0, "next year": 1,
}  # fmt: skip
_MONTHS_AWAY = {
    "上个月": -1, "上月": -1, "本月": 0, "这个月": 0, "下个月": 1, "下月": 1,
    "last month": -1, "this month": 0, "next month": 1,
}  # fmt: skip
_DAYS_AWAY = {"昨天": -1, "今天": 0, "明天": 1, "yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
# Parts of a month and of a year, as first and last day or month.
_MONTH_PARTS = {
    "初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31),
    "early": (1, 10), "mid": (11, 20), "middle of": (11, 20), "late": (21, 31), "end of": (21, 31),
}  # fmt: skip
_YEAR_PARTS = {"年初": (1, 3), "初": (1, 3), "年底": (10, 12), "底": (10, 12), "年末": (10, 12), "末": (10, 12)}
_CENTURY = 100

_Y = r"(?:(?P<y>(?<!\d)\d{4})|(?P<cy>[一二][〇零一二三四五六七八九]{3}))\s*年(?![代级])"
_REL_ZH = r"(?P<rel>前年|去年|上一年|今年|本年|当年|明年|来年|下一年|后年)"
_N = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_REL_EN = r"(?P<rel>last year|this year|next year|the year)"
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH_EN = rf"(?P<m>{_M})\b\.?"
_YEAR_EN = r"(?P<y>(?:1[5-9]|20|21)\d\d)(?!\d|,\d)"
_NOT_COUNTED = r"(?!\s*(?:[个座名人万多余%+]|people|cities|persons|cases))"


@dataclasses.dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``text[start:end]``.

    It may mean any day from ``first`` to ``last``, both included. ``date`` is None for a span that is no year, month
    or day (a quarter, 8月底, the 1990s); ``precision`` is the unit in which it is stated. ``relative`` says that a
    reference supplied what the text leaves out.
    """

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: Precision
    date: PartialDate | None
    relative: bool


_Meaning = tuple[dt.date, dt.date, Precision, PartialDate | None, bool]


def find_dates(text: str, *, reference: PartialDate | None = None) -> list[FoundDate]:
    """Return the dates in a text from left to right, without overlaps; impossible ones (30 February) are left out."""
    plain = text.translate(_WIDE)
    matches = [(match, read) for pattern, read in _READERS for match in pattern.finditer(plain)]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    found: list[FoundDate] = []
    taken = 0
    for match, read in matches:
        if match.start() < taken:
            continue
        try:
            meaning = read(match, reference)
        except ValueError:  # no such day: nor is a part of it what the text says
            taken = match.end()
            continue
        if meaning is not None:
            taken = match.end()
            found.append(FoundDate(match.start(), taken, text[match.start() : taken], *meaning))
    return found


def _whole(date: PartialDate, *, relative: bool) -> _Meaning:
    return date.first_day, date.last_day, date.precision, date, relative


def _months(year: int, first: int, last: int, *, relative: bool) -> _Meaning:
    return PartialDate(year, first).first_day, PartialDate(year, last).last_day, Precision.MONTH, None, relative


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * _CHINESE_DIGITS.get(tens, 1) if ten else 0) + (_CHINESE_DIGITS[ones] if ones else 0)


def _year(match: re.Match[str], reference: PartialDate | None) -> tuple[int, bool] | None:
    """Return the year a match means, and whether the reference supplied it; None when nothing says it."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"]), False
    if groups.get("cy"):
        return int("".join(str(_CHINESE_DIGITS[char]) for char in groups["cy"])), False
    if reference is None:
        return None
    return reference.year + _YEARS_AWAY[(groups.get("rel") or "今年").lower()], True


def _calendar_date(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    """Read a year, month, day, or part of a month or year, in either language."""
    groups = match.groupdict()
    known = _year(match, reference)
    if known is None:
        return None
    year, relative = known
    month = groups.get("m")
    if not month:
        part = groups.get("yp")
        return (
            _months(year, *_YEAR_PARTS[part], relative=relative)
            if part
            else _whole(PartialDate(year), relative=relative)
        )
    number = _MONTHS.get(month.lower()) or _number(month)
    if groups.get("d"):
        return _whole(PartialDate(year, number, _number(groups["d"])), relative=relative)
    if part := groups.get("part"):
        first, last = _MONTH_PARTS[part.lower()]
        whole = PartialDate(year, number)
        end = whole.last_day.replace(day=min(last, whole.last_day.day))
        return whole.first_day.replace(day=first), end, Precision.MONTH, None, relative
    return _whole(PartialDate(year, number), relative=relative)


def _quarter(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    known = _year(match, reference)
    if known is None:
        return None
    name = match["q"].lower()
    quarter = _QUARTERS.get(name) or int(name)
    return _months(known[0], 3 * quarter - 2, 3 * quarter, relative=known[1])


def _half(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    known = _year(match, reference)
    if known is None:
        return None
    first = match["half"].lower() in {"上", "first"}
    return _months(known[0], 1 if first else 7, 6 if first else 12, relative=known[1])


def _decade(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    groups = match.groupdict()
    decade = int(groups["decade"])
    if decade < _CENTURY:
        if not groups.get("century") and reference is None:
            return None
        century = int(groups["century"] or 0) - 1 if groups.get("century") else 19 if decade >= 30 else 20  # noqa: PLR2004 - 90年代 is the last century's, 20年代 this one's
        decade += century * _CENTURY
    return dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31), Precision.YEAR, None, False


def _month_away(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    if reference is None or reference.month is None:
        return None
    months = reference.year * 12 + reference.month - 1 + _MONTHS_AWAY[match.group().lower()]
    return _whole(PartialDate(months // 12, months % 12 + 1), relative=True)


def _day_away(match: re.Match[str], reference: PartialDate | None) -> _Meaning | None:
    if reference is None or reference.precision is not Precision.DAY:
        return None
    day = reference.first_day + dt.timedelta(days=_DAYS_AWAY[match.group().lower()])
    return _whole(PartialDate(day.year, day.month, day.day), relative=True)


def _pattern(text: str) -> re.Pattern[str]:
    # ASCII: a word of letters ends where Chinese begins.
    return re.compile(text, re.IGNORECASE | re.ASCII)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], PartialDate | None], _Meaning | None]], ...] = (
    (
        _pattern(
            rf"(?:(?:{_Y}|{_REL_ZH})\s*)?(?P<m>(?<![\d十]){_N})\s*月(?:份)?"
            rf"(?:\s*(?P<d>{_N})\s*[日号]|(?P<part>上旬|中旬|下旬|初|中(?![国方外])|底|末))?"
        ),
        _calendar_date,
    ),
    (_pattern(rf"(?:{_Y}|{_REL_ZH})(?P<yp>年?[初底末](?!步))?"), _calendar_date),
    (_pattern(rf"(?:(?:{_Y}|{_REL_ZH})的?)?第?(?P<q>[一二三四1-4])季度"), _quarter),
    (_pattern(rf"(?:(?:{_Y}|{_REL_ZH})的?)?(?P<half>[上下])半年"), _half),
    (_pattern(r"(?P<century>\d\d)世纪(?P<decade>\d0)年代"), _decade),
    (_pattern(r"(?<!\d)(?P<decade>\d\d\d0|\d0)年代"), _decade),
    (_pattern(r"\b(?:the )?(?P<decade>(?:1[5-9]|20)\d0)s\b"), _decade),
    (
        _pattern(r"(?<![\d.])(?P<y>(?:1[5-9]|20|21)\d\d)([-./])(?P<m>\d{1,2})(?:\2(?P<d>\d{1,2}))?(?![\d年])"),
        _calendar_date,
    ),
    (
        _pattern(rf"\b{_MONTH_EN}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?:{_YEAR_EN}|{_REL_EN}))?"),
        _calendar_date,
    ),
    (
        _pattern(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH_EN}(?:,?\s+(?:{_YEAR_EN}|{_REL_EN}))?"),
        _calendar_date,
    ),
    (
        _pattern(
            rf"\b(?:(?P<part>early|mid|late|middle of|end of)[ -])?{_MONTH_EN},?\s+(?:of\s+)?(?:{_YEAR_EN}|{_REL_EN})"
        ),
        _calendar_date,
    ),
    (_pattern(rf"\b(?P<part>early|mid|late|middle of|end of)[ -]{_MONTH_EN}"), _calendar_date),
    # "in May": a month alone needs a preposition, for may and march are verbs.
    (_pattern(rf"(?<=\bin ){_MONTH_EN}(?!\s+\d)"), _calendar_date),
    (_pattern(rf"\bQ(?P<q>[1-4])(?:,?\s+(?:of\s+)?(?:{_YEAR_EN}|{_REL_EN}))?"), _quarter),
    (
        _pattern(rf"\b(?P<q>first|second|third|fourth|last) quarter(?:,?\s+(?:of\s+)?(?:{_YEAR_EN}|{_REL_EN}))?"),
        _quarter,
    ),
    (_pattern(rf"\b(?P<half>first|second) half(?:\s+of\s+(?:{_YEAR_EN}|{_REL_EN}))?"), _half),
    (_pattern(rf"(?<![\d.,]){_YEAR_EN}(?!s\b|年|[-./]\d{{1,2}}(?!\d)){_NOT_COUNTED}"), _calendar_date),
    (_pattern(r"\b(?P<rel>last year|this year|next year)\b"), _calendar_date),
    (_pattern("|".join(_MONTHS_AWAY)), _month_away),
    (_pattern("|".join(_DAYS_AWAY)), _day_away),
)
