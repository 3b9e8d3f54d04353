"""Read the one date that a cell, a field or an answer holds, never finer than what is written."""

import contextlib
import datetime as dt
import re

from knowledge.calendar import PartialDate
from knowledge.language.figures import either
from knowledge.language.plain import plain
from knowledge.language.times import Time, TimeKind, find_points, scanned

_WRITE = "write it as 1979-05-02, or as 1979-05 or 1979 if no more is known"
_ERA = re.compile(either("era", language="zh"))
# Blanks that a sheet or a PDF puts between figures and their signs.
_STRAY = re.compile(
    r"(?<=[\u3007\u4e00-\u9fff./-])\s+(?=\d|[\u3007\u4e00-\u9fff])|(?<=\d)\s+(?=[\u3007\u4e00-\u9fff./-])"
)
_COMPACT = re.compile(r"((?:1[5-9]|20|21)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")
# As a number, 1979.10 is kept as 1979.1.
_CUT = re.compile(r"\d{4}\.1")
_ABOUT = re.compile(r"^约|^大约|^大概|左右$|前后$|\?$|\bcirca\b|\bc\. ?\d|\babout\b|\baround\b|^~|不详")
_OF_SHORT_YEAR = re.compile(r"^\d\d年|^\d\d?[-./]\d\d?[-./]\d\d$")
# What may stand around a date: a preposition, a weekday, brackets, the midnight of a sheet.
_AROUND = re.compile(
    r"^(?:on|in|since|于|在|自)\b ?|t?00:00(?::00(?:\.0+)?)?z?$|\(?(?:周|星期)[一二三四五六日天]\)?|[\s,.;:()。、;]+"
)


def read_date(text: str, *, today: dt.date | None = None) -> PartialDate:
    """Return the date that a text is: ISO, 1979.5, 民国68年5月2日, 昭和54年, 一九七九年, 2 May 1979.

    With ``today``, one without a year or relative to it (明年5月2日) too. Stray blanks are forgiven. Raises ValueError,
    which says what to write, for anything else: two dates, a range, "circa 1979", 02/05/1979, a year of two digits.
    """
    written = text.strip()
    level = _STRAY.sub("", plain(written).strip())
    if match := _COMPACT.fullmatch(level):
        level = "-".join(match.groups())
    with contextlib.suppress(ValueError):
        return PartialDate.parse(level)
    if _ABOUT.search(level):
        raise ValueError(f"{written!r} is not certain: {_WRITE}, and say the rest in a note")
    if _OF_SHORT_YEAR.search(level):
        raise ValueError(f"{written!r} has a year of two digits: {_WRITE}")
    if _CUT.fullmatch(level):
        raise ValueError(f"{written!r} may be January or October: {_WRITE}")
    reference = None if today is None else PartialDate(today.year, today.month, today.day)
    found, refused = scanned(level, reference, reckon=today is not None)
    if refused:
        start, end = refused[0]
        raise ValueError(f"{level[start:end]!r} is no day, or may be one of two: {_WRITE}")
    date = found[0].date if len(found) == 1 and _is_all(level, found[0]) else None
    if date is None:
        raise ValueError(f"{written!r} is not one date: {_WRITE}")
    return date


def _is_all(level: str, time: Time) -> bool:
    rest = level[: time.start] + " " + level[time.end :]
    return time.kind is TimeKind.INSTANT and not _AROUND.sub("", rest.strip()).strip()


def with_years_of_eras(text: str) -> str:
    """Return a text with the year of our calendar behind each that is told by an era: 昭和54年5月(1979年)."""
    if not _ERA.search(plain(text)):
        return text
    for time in reversed(find_points(text)):
        year = f"{time.first.year}年"
        if time.date and _ERA.match(plain(time.text)) and year not in text:
            text = f"{text[: time.end]}({year}){text[time.end :]}"
    return text
