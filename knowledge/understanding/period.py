"""The range of days that a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.language.times import find_times
from knowledge.understanding.query import Period

if TYPE_CHECKING:
    import datetime as dt

    from knowledge.evidence import Language


def find_period(text: str, language: Language, today: dt.date) -> Period | None:
    """Return the one range of days that a text names, half-open; None where it names none, or several."""
    del language  # both are read
    found = {(time.first, time.after): time.text for time in reversed(find_times(text, today))}
    if len(found) != 1:
        return None
    (first, after), words = found.popitem()
    return Period(first, after, words)
