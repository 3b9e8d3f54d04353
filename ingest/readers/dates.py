"""Find the first date written in a line: 2018-11-30, 2019年09月23日, 30 November 2018, November 30, 2018."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.calendar import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMERIC = r"(?P<y>(?:19|20)\d{2})\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})(?:\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)日?|月)"
_DAY_FIRST = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH_NAME.format("n1") + r",?\s+(?P<y1>(?:19|20)\d{2})"
_MONTH_FIRST = _MONTH_NAME.format("n2") + r"\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d{2})"
DATE = re.compile(rf"(?<!\d)(?:{_NUMERIC}|{_DAY_FIRST}|{_MONTH_FIRST})", re.IGNORECASE)


def find_date(text: str) -> tuple[PartialDate, int, int] | None:
    """Return the first valid date with where it starts and ends, or None."""
    for match in DATE.finditer(text):
        date = _to_date(match)
        if date is not None:
            return date, match.start(), match.end()
    return None


def read_date(value: object) -> PartialDate | None:
    """Return a date given in front matter or metadata (a date, a year, an ISO or written date), or None."""
    if isinstance(value, dt.date):  # a datetime is a date too
        return PartialDate(value.year, value.month, value.day)
    text = str(value or "").strip()
    try:
        return PartialDate.parse(text)
    except ValueError:
        found = find_date(text)
        return found[0] if found else None


def _to_date(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    if groups["y"]:
        year, month, day = groups["y"], int(groups["m"]), groups["d"]
    else:
        suffix = "1" if groups["y1"] else "2"
        year, day = groups[f"y{suffix}"], groups[f"d{suffix}"]
        month = _MONTHS.index(groups[f"n{suffix}"][:3].lower()) + 1
    try:
        return PartialDate(int(year), month, int(day) if day else None)
    except ValueError:
        return None
