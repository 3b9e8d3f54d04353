"""Events: visits, forums, awards, festivals, meetings, exhibitions, milestones."""

import datetime as dt
import re

from knowledge.answering.records.inquiry import Inquiry, may_be_within
from knowledge.answering.records.phrasing import is_english
from knowledge.answering.records.programmes import is_of_question
from knowledge.answering.records.programmes import titled as with_title
from knowledge.answering.records.relevance import coverage, covers, needed_terms, says_any
from knowledge.calendar import format_date
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import find
from knowledge.records import Event, EventKind, EventStatus
from knowledge.text.folding import fold
from knowledge.understanding.before import number_in
from knowledge.understanding.query import AnswerKind, Topic

_MOST = 8
_UNTOLD = (AnswerKind.MONEY, AnswerKind.CONTACT, AnswerKind.SHARE, AnswerKind.FREQUENCY, AnswerKind.DEFINITION)
# A bare count, name, number or person is told by an event only when its words are all there.
_STRICT = (AnswerKind.COUNT, AnswerKind.PERSON, AnswerKind.NAME, AnswerKind.ORDINAL, AnswerKind.YES_NO)
_KINDS = ("visit", "award", "forum", "exhibition")


def answer_events(inquiry: Inquiry) -> Answer | None:
    """List the events that a question selects by place, time, kind and words."""
    query = inquiry.query
    if query.kind in _UNTOLD or (query.kind is AnswerKind.PERSON and query.topic is not Topic.EVENT):
        return None
    if query.untold and inquiry.says("asks.person"):  # whoever came is not whoever is in office
        return None
    # A question on ties is answered by an event only when it asks for more than ties, and the event has all of that.
    beyond = needed_terms(inquiry, "event", "agreement") if query.topic is Topic.AGREEMENT else []
    if query.topic is Topic.AGREEMENT and not beyond:
        return None
    # "What programmes are there" names no event either.
    bare = query.topic is Topic.PROGRAMME and not (inquiry.partners or inquiry.organisations or inquiry.period)
    terms = needed_terms(inquiry, "event", *(("programme",) if bare else ()))
    kinds = [kind for kind in _KINDS if inquiry.says(f"event.{kind}")]
    if not (inquiry.partners or inquiry.organisations or terms or inquiry.period):
        return None
    edition = _edition(inquiry.text)
    scored: list[tuple[float, Event]] = []
    for row in inquiry.book.events:
        texts = (row.title_zh, row.title_en, row.summary_zh, row.summary_en)
        told = covers(terms, texts) and (says_any(terms, texts) or not _is_strict(inquiry))
        if not is_of_question(inquiry, row) or not told or coverage(beyond, texts) < 1:
            continue
        if not _is_of_time(inquiry, row) or (edition is not None and edition != _edition(fold(" ".join(texts)))):
            continue
        if (kinds == ["visit"] and row.kind is not EventKind.VISIT) or (query.kind is AnswerKind.DATE and not row.date):
            continue
        scored.append((coverage(terms, texts), row))
    if not scored or (_is_strict(inquiry) and (not terms or max(score for score, _ in scored) < 1)):
        return None
    best = max(score for score, _ in scored)
    chosen = sorted((row for score, row in scored if score == best), key=_day)
    titled = query.kind in (AnswerKind.ORDINAL, AnswerKind.NAME)
    statements = [event_statement(inquiry, row, titled=titled) for row in chosen[:_MOST]]
    note = inquiry.say("more_rows", n=len(chosen) - _MOST) if len(chosen) > _MOST else ""
    return inquiry.answer(statements, notes=[note])


def event_statement(inquiry: Inquiry, row: Event, *, titled: bool = False) -> Statement:
    """Return what happened and when; a planned event is said to be planned, as of its date."""
    summary = row.summary_en if is_english(inquiry.language) else row.summary_zh
    title = row.title_en if is_english(inquiry.language) else row.title_zh
    text = inquiry.written(with_title(inquiry, title, summary) if titled else summary)
    if row.date is not None and str(row.date.year) not in summary:
        text = inquiry.say("dated", date=format_date(row.date, inquiry.language), summary=summary)
    told_as_plan = re.search(r"计划|打算|\bplan\b|\bintends?\b", summary, re.IGNORECASE)
    if row.status is EventStatus.PLANNED and row.as_of is not None and not told_as_plan:
        key = "planned_then" if str(row.as_of.year) in summary else "planned_as_of"
        text += inquiry.say(key, date=format_date(row.as_of, inquiry.language))
    return inquiry.statement(text, row)


def _is_of_time(inquiry: Inquiry, row: Event) -> bool:
    """Tell whether an event is of the period asked about; the next one is still to come."""
    if inquiry.says("next_event") and (row.date is None or row.date.last_day < inquiry.query.today):
        return False
    period = inquiry.period
    return period is None or (row.date is not None and may_be_within(row.date, period))


def _is_strict(inquiry: Inquiry) -> bool:
    query = inquiry.query
    if inquiry.period is not None and inquiry.says("happened"):
        return False
    return query.kind in _STRICT or query.topic in (Topic.AGREEMENT, Topic.OTHER)


def _day(row: Event) -> dt.date:
    return row.date.first_day if row.date else dt.date.max


def _edition(folded: str) -> int | None:
    span = find(folded, "edition")
    return None if span is None else number_in(span.text)
