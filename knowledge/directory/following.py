"""Following intentions up: what is due first, what is overdue, and what came of each."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.intentions import intention_statement, programme_that_came
from knowledge.answering.records.phrasing import home_name, is_english
from knowledge.evidence import Statement
from knowledge.records import Intention, Programme

_REF_BYTES = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Followed:
    """An intention, in words and as values; ``programme`` is the one that came of it, if one did."""

    ref: str
    row: Intention
    home: str
    partners: tuple[str, ...]
    statement: Statement
    is_overdue: bool
    programme: Programme | None


def followed(inquiry: Inquiry, rows: Iterable[Intention], today: dt.date) -> tuple[Followed, ...]:
    """Put intentions in the order in which they are to be followed up: open ones first, those due soonest before."""
    found = [
        Followed(
            ref=ref_of(row.id),
            row=row,
            home=inquiry.written(home_name(row, inquiry.language)),
            partners=tuple(_partner(inquiry, name) for name in row.partners),
            statement=intention_statement(inquiry, row),
            is_overdue=is_overdue(row, today),
            programme=programme_that_came(inquiry.book, row),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: _urgency(each.row)))


def is_overdue(row: Intention, today: dt.date) -> bool:
    """Tell whether an intention should have been carried out by now: its due date, whole, is over and it is open."""
    return row.status.is_open and row.due_date is not None and row.due_date.last_day < today


def ref_of(row_id: str) -> str:
    """Return what a row is known by in buttons, whatever the length of its id."""
    return hashlib.blake2s(row_id.encode(), digest_size=_REF_BYTES).hexdigest()


def _partner(inquiry: Inquiry, name: str) -> str:
    place = inquiry.book.gazetteer.lookup(name)
    return inquiry.written((place.en if is_english(inquiry.language) else place.zh) if place else name)


def _urgency(row: Intention) -> tuple[bool, bool, str, str]:
    due = row.due_date
    return not row.status.is_open, due is None, due.last_day.isoformat() if due else "", row.id
