"""Choose how the record tables answer a question; None where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from knowledge.answering.records.agreement_date import agreement_words, answer_agreement_date
from knowledge.answering.records.anniversaries import answer_anniversaries
from knowledge.answering.records.claims import answer_claim
from knowledge.answering.records.comparison import answer_comparison
from knowledge.answering.records.events import answer_events
from knowledge.answering.records.figures import answer_figures
from knowledge.answering.records.inquiry import CitationFor, Inquiry
from knowledge.answering.records.kept import answer_contacts, answer_intentions
from knowledge.answering.records.listing import answer_list
from knowledge.answering.records.nearest import nearest_statements
from knowledge.answering.records.profile import answer_profile
from knowledge.answering.records.programmes import answer_programmes
from knowledge.understanding.query import AnswerKind, Query, Scope, Topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.evidence import Answer, Statement
    from knowledge.names import Gazetteer, Place
    from knowledge.records import RecordBook

Way: TypeAlias = "Callable[[Inquiry], Answer | None]"

# Amounts, shares, contacts and how-oftens are in no table.
_IN_NO_TABLE = (AnswerKind.MONEY, AnswerKind.SHARE, AnswerKind.CONTACT, AnswerKind.FREQUENCY)


def answer_from_records(
    query: Query, book: RecordBook, gazetteer: Gazetteer, *, home: Place | None, citation_for: CitationFor
) -> Answer | None:
    """Answer a question from the agreements, programmes, events and figures, or return None.

    ``home`` is the office's own city, or None where the tables serve all home cities alike. ``citation_for`` gives
    the citation of a row for a language; its quote is the row's own.
    """
    inquiry = Inquiry(query, book, gazetteer, home, citation_for)
    if query.scope is Scope.QUESTION and (kept := answer_contacts(inquiry) or answer_intentions(inquiry)):
        return kept
    if query.scope is not Scope.QUESTION or (query.kind in _IN_NO_TABLE and not _asks_years(inquiry)):
        return None
    if inquiry.misplaced and not query.claim and inquiry.speaks_of_ties:
        return _elsewhere(inquiry)
    if (claimed := answer_claim(inquiry)) is not None:
        return claimed
    for answer in _ways(inquiry):
        found = answer(inquiry)
        if found is not None:
            return found
    return None


def nearest_records(
    query: Query, book: RecordBook, gazetteer: Gazetteer, *, home: Place | None, citation_for: CitationFor
) -> tuple[Statement, ...]:
    """Return what the tables hold that is nearest to a question that nothing answers (at most three statements)."""
    if query.scope is not Scope.QUESTION:
        return ()
    return nearest_statements(Inquiry(query, book, gazetteer, home, citation_for))


def _elsewhere(inquiry: Inquiry) -> Answer:
    """Say that no tie is on record with the place meant, and tell those of its namesakes apart."""
    rows = [row for place in inquiry.misplaced for row in inquiry.own_agreements(place)]
    statements = [inquiry.statement(agreement_words(inquiry, row), row) for row in rows]
    return inquiry.abstention(inquiry.say("another_of_that_name"), statements)


def _ways(inquiry: Inquiry) -> tuple[Way, ...]:
    """Return the ways to answer that fit the question, the likeliest first."""
    query = inquiry.query
    if inquiry.says("defines"):
        return ()
    tied: tuple[Way, ...] = (answer_comparison,) if query.compares or _names_several(inquiry) else ()
    if query.topic is Topic.ANNIVERSARY or _asks_years(inquiry):
        return (answer_anniversaries, answer_events)
    if query.topic in (Topic.OTHER, Topic.PROFILE) and not inquiry.partners and inquiry.says("partners"):
        return (*tied, *_of_agreements(inquiry))
    counted = query.kind in (AnswerKind.COUNT, AnswerKind.LIST, AnswerKind.DATE)
    if query.topic is Topic.AGREEMENT or (query.topic is Topic.PROFILE and query.relation and counted):
        return tied if query.kind is AnswerKind.PERSON else (*tied, *_of_agreements(inquiry))
    by_topic: dict[Topic, tuple[Way, ...]] = {
        Topic.PROFILE: (answer_programmes,) if inquiry.organisations else (*tied, answer_profile),
        Topic.PROGRAMME: (answer_programmes, answer_figures, answer_events),
        Topic.EVENT: (answer_figures, answer_events)
        if query.kind is AnswerKind.COUNT
        else (answer_events, answer_figures),
    }
    # "On which day did Hangzhou and Baguio sign?" names no kind of tie and asks for nothing else.
    signed = (answer_agreement_date,) if query.kind is AnswerKind.DATE and query.terms else ()
    return by_topic.get(query.topic, (*tied, *signed, answer_figures, answer_events))


def _of_agreements(inquiry: Inquiry) -> tuple[Way, ...]:
    """Tell "what was the first sister city of Guangzhou" from "what is a sister city"."""
    placed = inquiry.query.places and (inquiry.named_homes or inquiry.partners or inquiry.continents)
    if (inquiry.query.kind is AnswerKind.DEFINITION and not placed) or inquiry.says("why"):
        return ()
    return (answer_agreement_date, answer_list, answer_programmes, answer_figures, answer_events)


def _asks_years(inquiry: Inquiry) -> bool:
    """Tell whether the age of a tie is asked for ("how long have they been sister cities")."""
    topic, relation = inquiry.query.topic, inquiry.query.relation
    tied = relation is not None or topic is Topic.ANNIVERSARY or inquiry.says("tie")
    return bool(tied) and bool(inquiry.partners) and inquiry.says("how_many_years")


def _names_several(inquiry: Inquiry) -> bool:
    return len(inquiry.named_homes) > 1 or len(inquiry.partners) > 1
