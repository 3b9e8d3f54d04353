"""The anniversaries of a period, those whose day is known apart from the others."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.occasions import Occasion, anniversary_line, leap_note, occasions
from knowledge.answering.records.rows import in_order
from knowledge.calendar import Anniversary, Precision
from knowledge.evidence import Statement
from knowledge.records import Agreement
from knowledge.understanding.query import Period


@dataclasses.dataclass(frozen=True, slots=True)
class ComingLine:
    """One anniversary of an agreement, in words and as values."""

    statement: Statement
    agreement: Agreement
    anniversary: Anniversary
    is_round: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """The anniversaries of ``[start, end)``: by day, and those of which only the year or the month is known."""

    start: dt.date
    end: dt.date
    dated: tuple[ComingLine, ...]
    day_unknown: tuple[ComingLine, ...]
    notes: tuple[str, ...]


def coming(inquiry: Inquiry, rows: Iterable[Agreement], start: dt.date, end: dt.date, *, every: int) -> Coming:
    """List the anniversaries in multiples of ``every`` years, soonest first."""
    rows = tuple(in_order(rows))
    sure, possible = occasions(rows, Period(start, end, ""), every=every)
    dated = [item for item in sure if item.anniversary.date.precision is Precision.DAY]
    vague = [item for item in (*sure, *possible) if item.anniversary.date.precision is not Precision.DAY]
    with_home = len({row.home_en for row in rows}) > 1

    def line(item: Occasion) -> ComingLine:
        return ComingLine(
            anniversary_line(inquiry, item, with_home=with_home),
            item.row,
            item.anniversary,
            item.anniversary.years % inquiry.book.milestone == 0,
        )

    notes = dict.fromkeys(note for item in dated if (note := leap_note(inquiry, item.row)))
    return Coming(start, end, tuple(map(line, dated)), tuple(map(line, _likeliest(vague, start, end))), tuple(notes))


def _likeliest(items: Iterable[Occasion], start: dt.date, end: dt.date) -> list[Occasion]:
    """Keep one anniversary an agreement and year asked about: that of which most days lie in the period.

    A year from November on touches two calendar years, and of a date known to the year either anniversary may fall
    into it.
    """
    by_row: dict[Agreement, list[Occasion]] = {}
    for item in items:
        by_row.setdefault(item.row, []).append(item)
    most = max(1, end.year - start.year)
    kept = [
        item for own in by_row.values() for item in sorted(own, key=lambda item: -_days_within(item, start, end))[:most]
    ]
    return sorted(kept, key=lambda item: (item.anniversary.date.first_day, -item.anniversary.years))


def _days_within(item: Occasion, start: dt.date, end: dt.date) -> int:
    date = item.anniversary.date
    return (min(date.last_day + dt.timedelta(days=1), end) - max(date.first_day, start)).days
