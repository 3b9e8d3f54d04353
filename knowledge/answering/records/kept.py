"""What staff keep of their own: contacts with a partner, and intentions; asked of only where there are some."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from knowledge.answering.records.events import event_statement
from knowledge.answering.records.inquiry import may_be_within
from knowledge.answering.records.intentions import intention_statement
from knowledge.records import EventKind, EventStatus

if TYPE_CHECKING:
    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.evidence import Answer
    from knowledge.records import Event

_MOST = 8
_MEETINGS = frozenset({EventKind.CONTACT, EventKind.VISIT, EventKind.MEETING, EventKind.FORUM})


def answer_contacts(inquiry: Inquiry) -> Answer | None:
    """Tell the contacts, visits and meetings with the partners named, the latest first; None where none is kept."""
    if not inquiry.partners or not inquiry.says("contacts") or inquiry.says("reached"):
        return None
    rows = [row for place in inquiry.partners for row in inquiry.book.events_of(place.id)]
    if not any(row.kind is EventKind.CONTACT for row in rows):
        return None
    held = [
        row for row in rows if row.kind in _MEETINGS and row.status is EventStatus.HELD and _is_of_time(inquiry, row)
    ]
    latest = sorted(held, key=lambda row: row.date.first_day if row.date else dt.date.min, reverse=True)
    if not latest:
        return None
    chosen = latest[: 1 if inquiry.says("last_time") and inquiry.period is None else _MOST]
    more = len(latest) - len(chosen) if len(chosen) > 1 else 0
    note = inquiry.say("more_rows", n=more) if more else ""
    return inquiry.answer([event_statement(inquiry, row) for row in chosen], notes=[note])


def answer_intentions(inquiry: Inquiry) -> Answer | None:
    """List the intentions, of the partners named if any is; None where there are none."""
    if not inquiry.says("intentions"):
        return None
    rows = inquiry.book.intentions
    if inquiry.partners:
        named = {row for place in inquiry.partners for row in inquiry.book.intentions_of(place.id)}
        rows = tuple(row for row in rows if row in named)
    if inquiry.says("open_ones"):
        rows = tuple(row for row in rows if row.status.is_open)
    if not rows:
        return None
    note = inquiry.say("more_rows", n=len(rows) - _MOST) if len(rows) > _MOST else ""
    return inquiry.answer([intention_statement(inquiry, row) for row in rows[:_MOST]], notes=[note])


def _is_of_time(inquiry: Inquiry, row: Event) -> bool:
    return inquiry.period is None or (row.date is not None and may_be_within(row.date, inquiry.period))
