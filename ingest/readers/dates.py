"""The date that a line, front matter or metadata gives for a file."""

import datetime as dt
import functools

from knowledge.calendar import PartialDate, Precision
from knowledge.language.times import Time, find_points

# In figures, a month alone may tell when a paper came out: 2018年5月, 2018-05; "May 2018" is part of a sentence.
_IN_FIGURES = frozenset("月-./")


@functools.lru_cache(maxsize=1024)  # a line is looked at from several sides
def find_date(text: str) -> Time | None:
    """Return the first date written in a text, to the day (or, in figures, to the month), or None."""
    return next((found for found in find_points(text) if _is_date(found)), None)


def read_date(value: object) -> PartialDate | None:
    """Return a date given in front matter or metadata (a date, a year, an ISO or written date), or None."""
    if isinstance(value, dt.date):  # a datetime is a date too
        return PartialDate(value.year, value.month, value.day)
    text = str(value or "").strip()
    try:
        return PartialDate.parse(text)
    except ValueError:
        found = find_date(text)
        return found.date if found else None


def _is_date(found: Time) -> bool:
    date = found.date
    if date is None or date.precision is Precision.YEAR:
        return False
    return date.precision is Precision.DAY or not _IN_FIGURES.isdisjoint(found.text)
