"""How long ties have lasted ("for over 40 years"), turned into the time when they began."""

import datetime as dt

from knowledge.language.lexicon import Span, find
from knowledge.language.meanings import months_after
from knowledge.understanding.before import number_in
from knowledge.understanding.query import Period


def begun_in(folded: str, today: dt.date) -> tuple[Period, Span] | None:
    """Return when ties began that have lasted as long as a folded text says, and the words that say it."""
    shorter = find(folded, "lasted.shorter")
    span = shorter or find(folded, "lasted.longer")
    years = number_in(span.text) if span else None
    if span is None or not years or years > today.year:
        return None
    begun = months_after(today, -12 * years)
    start, end = (begun, today) if shorter else (dt.date.min, begun + dt.timedelta(days=1))
    return Period(start, end, span.text), span
