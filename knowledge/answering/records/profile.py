"""A short profile of a partner city: agreements, next anniversary, events, programmes."""

import datetime as dt
from collections.abc import Iterable

from knowledge.answering.records.agreement_date import agreement_statements, precision_note
from knowledge.answering.records.events import event_statement
from knowledge.answering.records.figures import count_statements
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.listing import list_agreements
from knowledge.answering.records.occasions import coming_statements
from knowledge.answering.records.programmes import is_of_question, programme_statement
from knowledge.evidence import Answer, Statement
from knowledge.records import Agreement, Event, EventKind
from knowledge.understanding.query import AnswerKind

_MOST_EVENTS = 3
_MOST_PROGRAMMES = 3
_OPEN_KINDS = (AnswerKind.OPEN, AnswerKind.DEFINITION, AnswerKind.YES_NO, AnswerKind.LIST)


def answer_profile(inquiry: Inquiry) -> Answer | None:
    """Tell what the tables hold on the partners named."""
    if inquiry.organisations or inquiry.query.kind not in _OPEN_KINDS:
        return None
    if inquiry.says("of_the_place"):
        return None
    if inquiry.leaves_unexplained("agreement", "profile"):
        return None
    return _of_partners(inquiry) if inquiry.partners else _of_homes(inquiry)


def _of_homes(inquiry: Inquiry) -> Answer | None:
    """Tell the ties with the country or continent named, else how many partners the home city has."""
    if inquiry.says("does_together"):
        return None
    if inquiry.countries or inquiry.continents:
        return list_agreements(inquiry, inquiry.agreements())
    return inquiry.answer(count_statements(inquiry)) if len(inquiry.named_homes) == 1 else None


def _of_partners(inquiry: Inquiry) -> Answer | None:
    rows = inquiry.agreements(any_kind=True)
    events = beyond_the_ties((row for row in inquiry.book.events if is_of_question(inquiry, row)), rows)
    events.sort(key=lambda row: row.date.first_day if row.date else dt.date.min)
    programmes = [row for row in inquiry.book.programmes if is_of_question(inquiry, row)]
    statements: list[Statement] = []
    for row in rows:
        statements += agreement_statements(inquiry, row)
        statements += coming_statements(inquiry, row, since=False)[:1]
    statements += [event_statement(inquiry, row) for row in events[-_MOST_EVENTS:]]
    statements += [programme_statement(inquiry, row) for row in programmes[:_MOST_PROGRAMMES]]
    if not statements:
        return None
    return inquiry.answer(statements, notes=[precision_note(inquiry, row) for row in rows])


def beyond_the_ties(events: Iterable[Event], agreements: Iterable[Agreement]) -> list[Event]:
    """Leave out the milestones of the agreements themselves, which are told already."""
    years = {row.date.year for row in agreements if row.date}
    return [
        row
        for row in events
        if not (row.kind is EventKind.MILESTONE and row.date is not None and row.date.year in years)
    ]
