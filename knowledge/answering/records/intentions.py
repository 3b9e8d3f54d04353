"""Intentions: what is meant to be done with a partner, how far it has come, who sees to it and by when."""

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import is_english
from knowledge.calendar import format_date
from knowledge.evidence import Statement
from knowledge.records import Intention, Programme, RecordBook, value_label


def programme_that_came(book: RecordBook, row: Intention) -> Programme | None:
    """Return the programme that an intention became; None where it became none, or is told in words."""
    return next((programme for programme in book.programmes if programme.id == row.became), None)


def intention_statement(inquiry: Inquiry, row: Intention) -> Statement:
    """Say what is intended, with its status and, where they are known, its owner and due date."""
    english = is_english(inquiry.language)
    summary = inquiry.written((row.summary_en if english else row.summary_zh).rstrip("。. "))
    parts = [inquiry.written(value_label("status", row.status, inquiry.language))]
    if row.owner:
        parts.append(inquiry.say("intention_owner", owner=row.owner))
    if row.due_date is not None:
        parts.append(inquiry.say("intention_due", date=format_date(row.due_date, inquiry.language)))
    if row.became:
        programme = programme_that_came(inquiry.book, row)
        became = (programme.title_en if english else programme.title_zh) if programme else row.became
        parts.append(inquiry.say("intention_became", became=inquiry.written(became)))
    return inquiry.statement(
        inquiry.say("intention_line", summary=summary, state=("; " if english else "；").join(parts)), row
    )
