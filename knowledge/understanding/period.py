"""The times that a question names: the range of days that it is about, its years, and what is not understood."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.language.times import TimeKind, find_points, find_times
from knowledge.language.unread import unread_times
from knowledge.understanding.query import Period

if TYPE_CHECKING:
    import datetime as dt

    from knowledge.evidence import Language


@dataclasses.dataclass(frozen=True, slots=True)
class TimesAsked:
    """The times of a question.

    ``years`` are those that it names, in order; ``spans`` are where its times stand; ``unread`` are words for times
    that nobody can place (几年前, 02/05/1979).
    """

    period: Period | None
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    unread: tuple[str, ...]


def times_asked(folded: str, text: str, today: dt.date) -> TimesAsked:
    """Read the times of a question, folded and as it is written."""
    times = find_times(folded, today)
    years = [time.first.year for time in find_points(folded) if time.date is not None or time.kind is TimeKind.RANGE]
    unread = tuple(dict.fromkeys(time.text for time in unread_times(text, today)))
    spans = tuple((time.start, time.end) for time in times)
    return TimesAsked(find_period(text, None, today), tuple(dict.fromkeys(years)), spans, unread)


def find_period(text: str, language: Language | None, today: dt.date) -> Period | None:
    """Return the one range of days that a text names, half-open; None where it names none, or several."""
    del language  # both are read
    found = {(time.first, time.after): time for time in reversed(find_times(text, today))}
    if len(found) != 1:
        return None
    (time,) = found.values()
    return Period(time.first, time.after, time.text, time.recurring)
