"""Points of time named in a text: a day, a month, a year, "next year", "the 1980s", "in the next 90 days"."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Span = tuple[dt.date, dt.date]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ENGLISH_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
) | dict(zip("twenty thirty forty fifty sixty seventy eighty ninety hundred".split(), range(20, 101, 10), strict=True))
_ENGLISH_NUMBERS |= {"a": 1, "couple of": 2}
_ENGLISH_DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_CHINESE_DIGITS = {
    char: value
    for value, chars in enumerate(("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_RELATIVE_YEARS = {
    "前年": -2, "去年": -1, "上一年": -1, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "下一年": 1, "后年": 2,
    "last year": -1, "previous year": -1, "this year": 0, "current year": 0, "next year": 1, "coming year": 1,
    "following year": 1,
}  # fmt: skip

_CN = "〇零一二两三四五六七八九十百"
NUMBER = rf"(?:\d{{1,4}}|[{_CN}]+|(?:a )?{'|'.join(sorted(_ENGLISH_NUMBERS, key=len, reverse=True))})"
_FOUR = r"(?:(?<!\d)(?:1[89]|20|21)\d\d(?!\d)|[一二][〇零一二三四五六七八九]{3}(?=年))"
# A four-digit number is a year unless it counts something.
_NOT_COUNTED = r"(?!\s*(?:[个座名人万多余%+]|,\d|\.\d|people|cities|persons))"
_YEAR = rf"(?:{_FOUR}\s*年(?!代)|{_FOUR}{_NOT_COUNTED}|{'|'.join(_RELATIVE_YEARS)})"
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNIT = r"(?P<unit>天|日|个?星期|个?礼拜|周(?!年)|个?月|个?季度|年(?!代)|days?|weeks?|months?|quarters?|years?)"


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A half-open range of days, and where in the folded text it is named; ``joined`` when made of two."""

    begin: int
    stop: int
    start: dt.date
    end: dt.date
    joined: bool = False


def find_points(text: str, today: dt.date) -> list[Point]:
    """Return the points left to right; where readings overlap, the earliest and then the longest counts."""
    found: list[Point] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            try:
                span = read(match, today)
            except (ValueError, OverflowError):  # the 31st of February, the year 10000
                continue
            if span is not None:
                found.append(Point(match.start(), match.end(), *span))
    kept: list[Point] = []
    for point in sorted(found, key=lambda point: (point.begin, -point.stop)):
        if not kept or point.begin >= kept[-1].stop:
            kept.append(point)
    return kept


def read_number(text: str) -> int:
    """Read a number in digits, Chinese numerals (up to the hundreds, or digit by digit) or English words."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if text.isascii():
        return _ENGLISH_NUMBERS[text.removeprefix("a ") if text != "a" else text]
    if not set(text) & {"十", "百"}:
        return int("".join(str(_CHINESE_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in "十百":
            total += (1 if digit is None else digit) * (100 if char == "百" else 10)
            digit = None
        else:
            digit = _CHINESE_DIGITS[char]
    return total + (digit or 0)


def _year_of(text: str, today: dt.date) -> int:
    text = text.strip()
    if text in _RELATIVE_YEARS:
        return today.year + _RELATIVE_YEARS[text]
    return read_number(text.rstrip("年 "))


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later (or earlier), or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months(year: int, month: int, count: int = 1) -> Span:
    start = dt.date(year, month, 1)
    return start, months_after(start, count)


def _shift(day: dt.date, unit: str, count: int) -> dt.date:
    if unit in ("天", "日") or unit.startswith("day"):
        return day + dt.timedelta(days=count)
    if unit.endswith(("星期", "礼拜", "周")) or unit.startswith("week"):
        return day + dt.timedelta(weeks=count)
    factor = 12 if unit == "年" or unit.startswith("year") else 3 if "季" in unit or unit.startswith("quarter") else 1
    return months_after(day, count * factor)


def _read_day(match: re.Match[str], today: dt.date) -> Span:
    name = match["name"]
    month = _MONTHS[name] if name else read_number(match["month"])
    start = dt.date(_year_of(match["year"], today), month, read_number(match["day"]))
    return start, start + dt.timedelta(days=1)


def _read_month(match: re.Match[str], today: dt.date) -> Span:
    year = match["year"]
    name = match["name"]
    month = _MONTHS[name] if name else read_number(match["month"])
    return _months(_year_of(year, today) if year else today.year, month)


def _read_part(match: re.Match[str], today: dt.date) -> Span:
    """Read a quarter or a half of a year."""
    year = _year_of(match["year"], today) if match["year"] else today.year
    part = match["part"]
    number = {"上": 1, "下": 2}.get(part) or _ORDINALS.get(part) or read_number(part)
    length = 6 if match["whole"].strip() in ("half", "h", "半年") else 3
    return _months(year, (number - 1) * length + 1, length)


def _read_year(match: re.Match[str], today: dt.date) -> Span:
    year = _year_of(match["year"], today)
    return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)


def _read_decade(match: re.Match[str], today: dt.date) -> Span | None:
    text = match["decade"]
    if text in _ENGLISH_DECADES:
        year = _ENGLISH_DECADES[text]
    else:
        year = read_number(text)
        if set(text) <= set("一二三四五六七八九") and len(text) == 1:
            return None
        if year < 100:  # noqa: PLR2004 - a decade without its century
            century = match["century"] or ""
            recent = century.startswith(("本", "21", "二十一")) or (not century and year <= today.year % 100)
            year += 2000 if recent else 1900
    if year % 10:
        return None
    return dt.date(year, 1, 1), dt.date(year + 10, 1, 1)


def _read_next(match: re.Match[str], today: dt.date) -> Span:
    count = 0.5 if (match["half"] or "") else read_number(match["number"] or "1")
    if count == 0.5:  # noqa: PLR2004 - half a year
        return today, months_after(today, 6)
    return today, _shift(today, match["unit"], int(count))


def _read_last(match: re.Match[str], today: dt.date) -> Span:
    tomorrow = today + dt.timedelta(days=1)
    if match["half"] or "":
        return months_after(tomorrow, -6), tomorrow
    return _shift(tomorrow, match["unit"], -read_number(match["number"] or "1")), tomorrow


def _read_neighbour(match: re.Match[str], today: dt.date) -> Span:
    """Read this, the next or the last week, month or quarter, in calendar units."""
    step = -1 if match["which"] in ("上", "上一", "last", "previous") else 0
    step = 1 if match["which"] in ("下", "下一", "next", "coming", "following") else step
    unit = match["what"]
    if unit in ("周", "星期", "礼拜", "week"):
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(weeks=1)
    length = 3 if unit in ("季度", "quarter") else 1
    first = dt.date(today.year, (today.month - 1) // length * length + 1, 1)
    return months_after(first, step * length), months_after(first, (step + 1) * length)


def _read_rest(match: re.Match[str], today: dt.date) -> Span:
    """Read what is left of this year, quarter, month or week, today with it."""
    unit = match["what"]
    if unit in ("年", "year"):
        return today, dt.date(today.year + 1, 1, 1)
    return today, _read_neighbour(match, today)[1]


def _read_tomorrow(match: re.Match[str], today: dt.date) -> Span:
    start = today + dt.timedelta(days={"明天": 1, "tomorrow": 1, "后天": 2, "昨天": -1, "yesterday": -1}[match.group()])
    return start, start + dt.timedelta(days=1)


_MON = rf"(?:(?P<name>{_MONTH_NAME})|(?P<month>{NUMBER}))"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = rf"(?P<name>{_MONTH_NAME})\.?(?P<month>(?!))?"
_NUMBERED = rf"(?P<name>(?!))?(?P<month>\d{{1,2}}|[{_CN}]{{1,2}})"
_OF = r"\s*(?:of|in|,)?\s*(?:the\s+)?"
_HALF = r"(?P<half>半)"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date], Span | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        # 2019年5月2日, 2019-05-02, 2 May 2019, May 2nd, 2019, 2 May next year
        (rf"(?P<year>{_YEAR})\s*{_NUMBERED}\s*月\s*(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})\s*[日号]", _read_day),
        (rf"(?P<year>{_FOUR})[-/.]{_NUMBERED}[-/.](?P<day>\d{{1,2}})(?!\d)", _read_day),
        (rf"(?<!\d){_DAY}(?:\s+of)?\s+{_NAMED},?\s+(?P<year>{_YEAR})", _read_day),
        (rf"\b{_NAMED}\s+{_DAY},?\s+(?P<year>{_YEAR})", _read_day),
        # 2019年5月(份), 2019-05, May 2019, May of next year; a month alone is of this year
        (rf"(?P<year>{_YEAR})的?\s*{_NUMBERED}\s*月(?:份)?", _read_month),
        (rf"(?P<year>{_FOUR})-(?P<name>(?!))?(?P<month>0[1-9]|1[0-2])(?![\d-])", _read_month),
        (rf"\b{_NAMED}{_OF}(?P<year>{_YEAR})", _read_month),
        (
            rf"(?P<year>(?!))?(?<!\d){_NUMBERED}\s*月(?:份|(?![\d份]|\s*[一二三四五六七八九十]{{1,3}}[日号]))",
            _read_month,
        ),
        (rf"(?P<year>(?!))?(?<=\bin )(?:the month of )?{_NAMED}(?!\s*\d)\b", _read_month),
        # 2027年第一季度, 明年上半年, 下半年, Q1 2027, 2027 H1, the second half of next year
        (rf"(?P<year>{_YEAR})?的?\s*第?(?P<part>[1-4一二三四])(?P<whole>季度)", _read_part),
        (rf"(?P<year>{_YEAR})?的?\s*(?P<part>[上下])(?P<whole>半年)", _read_part),
        (rf"\b(?P<whole>[qh])(?P<part>[1-4])(?:{_OF}(?P<year>{_YEAR}))?", _read_part),
        (rf"(?P<year>{_YEAR})[\s-]*(?P<whole>[qh])(?P<part>[1-4])\b", _read_part),
        (
            rf"\b(?P<part>{'|'.join(_ORDINALS)})\s+(?P<whole>quarter|half)(?:{_OF}(?P<year>{_YEAR}))?",
            _read_part,
        ),
        # 1980年代, 上世纪八十年代, the 1980s, the '80s, the eighties
        (
            rf"(?P<century>上个?世纪|本世纪|20世纪|21世纪|二十世纪|二十一世纪)?的?(?P<decade>{_FOUR}|\d0|[{_CN}]{{1,2}}|[一二][{_CN}]{{3}})年代",
            _read_decade,
        ),
        (
            rf"(?P<century>(?!))?(?P<decade>(?<!\d)(?:1[89]|20)\d0|(?<!\d)\d0|{'|'.join(_ENGLISH_DECADES)})(?:(?<=s)|(?<=0)'?s)\b",
            _read_decade,
        ),
        (rf"(?P<year>{_YEAR})", _read_year),
        # 未来90天, 今后五年, 接下来三个月, in the next 90 days, within six months, 90天内
        (rf"(?:未来|今后|接下来|往后)的?(?:{_HALF}|(?P<number>{NUMBER}))\s*{_UNIT}(?:之?内)?", _read_next),
        (
            rf"(?P<half>(?!))?\b(?:next|coming|following|within|within the next)\s+(?P<number>{NUMBER})\s+{_UNIT}\b",
            _read_next,
        ),
        (rf"(?:{_HALF}|(?P<number>{NUMBER}))\s*{_UNIT}(?:之内|以内|内)", _read_next),
        (rf"(?:过去|最近|近|此前)的?(?:{_HALF}|(?P<number>{NUMBER}))\s*{_UNIT}(?:来|之?内)?", _read_last),
        (rf"(?P<half>(?!))?\b(?:last|past|previous)\s+(?P<number>{NUMBER})\s+{_UNIT}\b", _read_last),
        # 本月剩下的日子, 今年余下的时间, the rest of the year
        (
            r"(?P<which>本|这|今)个?(?P<what>年|月|季度|周(?!年)|星期)(?:还)?(?:剩下|剩余|余下|剩)(?:的?(?:日子|时间|几天|几个月|月份))?",
            _read_rest,
        ),
        (
            r"\b(?:rest|remainder|remaining \w+) of (?P<which>the|this) (?P<what>week|month|quarter|year)\b",
            _read_rest,
        ),
        # 本月, 下个季度, this week, next quarter
        (
            r"(?P<which>本|这|上一?|下一?)个?(?P<what>月|季度|周(?!年)|星期|礼拜)(?!份?(?:\d|[一二三四五六日天]))",
            _read_neighbour,
        ),
        (
            r"\b(?P<which>this|current|next|coming|following|last|previous)\s+(?P<what>week|month|quarter)\b",
            _read_neighbour,
        ),
        (r"明天|后天|昨天|\btomorrow\b|\byesterday\b", _read_tomorrow),
    )
)
