"""Choose how the record tables answer a question; None where they do not."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from knowledge.answering.records.agreement_date import agreement_statements, agreement_words, answer_agreement_date
from knowledge.answering.records.anniversaries import answer_anniversaries
from knowledge.answering.records.claims import answer_claim, off_the_list
from knowledge.answering.records.comparison import answer_comparison
from knowledge.answering.records.events import answer_events, event_statement
from knowledge.answering.records.figures import answer_figures
from knowledge.answering.records.inquiry import CitationFor, Inquiry, may_be_within
from knowledge.answering.records.intentions import intention_statement
from knowledge.answering.records.listing import answer_list
from knowledge.answering.records.neighbours import answer_neighbours, answer_others_of_its_time, answer_which_one
from knowledge.answering.records.particulars import answer_names, answer_signed, answer_sources
from knowledge.answering.records.planned import answer_planned
from knowledge.answering.records.profile import answer_profile
from knowledge.answering.records.programmes import answer_programmes
from knowledge.evidence import Answer, Statement
from knowledge.names import Gazetteer, Place
from knowledge.records import Agreement, Event, EventKind, EventStatus, RecordBook
from knowledge.understanding.query import AnswerKind, Query, Scope, Topic

Way: TypeAlias = "Callable[[Inquiry], Answer | None]"

# Amounts, shares, contacts and how-oftens are in no table.
IN_NO_TABLE = (AnswerKind.MONEY, AnswerKind.SHARE, AnswerKind.CONTACT, AnswerKind.FREQUENCY)


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
    if query.scope is not Scope.QUESTION or (query.kind in IN_NO_TABLE and not _asks_years(inquiry)):
        return None
    placed = query.claim and not query.beyond
    if (placed or inquiry.speaks_of_ties) and (elsewhere := _elsewhere(inquiry)) is not None:
        return elsewhere
    if told := answer_planned(inquiry) or answer_others_of_its_time(inquiry) or answer_claim(inquiry):
        return told
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


def _elsewhere(inquiry: Inquiry) -> Answer | None:
    """Say that no tie is on record with the place meant, and tell those of its namesakes apart, if there are any."""
    rows = [row for place in inquiry.misplaced for row in inquiry.own_agreements(place)]
    if not rows:
        return None
    statements = [inquiry.statement(agreement_words(inquiry, row), row) for row in rows]
    if inquiry.query.claim and all(inquiry.book.complete_list(inquiry.home_of(row), row.kind) for row in rows):
        return inquiry.answer(statements, lead=inquiry.say("no_but_another"))
    return inquiry.abstention(inquiry.say("another_of_that_name"), statements)


def _ways(inquiry: Inquiry) -> tuple[Way, ...]:
    """Return the ways to answer that fit the question, the likeliest first."""
    query = inquiry.query
    if inquiry.says("defines"):
        return ()
    if pointed := _pointed(inquiry):
        return pointed
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
        # A programme is of no time of its own: what there was with a partner in a year is told by events.
        Topic.PROGRAMME: (answer_events, answer_programmes, answer_figures)
        if inquiry.period is not None and inquiry.partners
        else (answer_programmes, answer_figures, answer_events),
        Topic.EVENT: (answer_figures, answer_events)
        if query.kind is AnswerKind.COUNT
        else (answer_events, answer_figures),
    }
    # "On which day did Hangzhou and Baguio sign?" names no kind of tie and asks for nothing else.
    signed = (answer_agreement_date,) if query.kind is AnswerKind.DATE and query.terms else ()
    return by_topic.get(query.topic, (*tied, *signed, answer_figures, answer_events))


def _pointed(inquiry: Inquiry) -> tuple[Way, ...]:
    """Return the ways of what is plain from a few words: where it was signed, how far two dates lie apart."""
    of_one = {
        "neighbour.before": answer_neighbours,
        "neighbour.after": answer_neighbours,
        "asks.signed_where": answer_agreement_date,
        "country_of": answer_agreement_date,
        "name_of": answer_names,
        "date_sources": answer_sources,
    }
    if inquiry.partners and (found := [way for concept, way in of_one.items() if inquiry.says(concept)]):
        return tuple(found)
    if len(inquiry.partners) == 1 and inquiry.says("which_one"):
        return (answer_which_one,)
    if inquiry.signed_in or inquiry.says("signed_elsewhere"):
        return (answer_signed,)
    if _names_several(inquiry) and inquiry.says("difference"):
        return (answer_comparison,)
    loose: tuple[Way, ...] = (answer_events, answer_figures) if inquiry.query.untold else ()
    return (answer_figures,) if inquiry.says("fact_of_the_place") else loose


def _of_agreements(inquiry: Inquiry) -> tuple[Way, ...]:
    """Tell "what was the first sister city of Guangzhou" from "what is a sister city"."""
    placed = inquiry.query.places and (inquiry.named_homes or inquiry.partners or inquiry.continents)
    if (inquiry.query.kind is AnswerKind.DEFINITION and not placed) or inquiry.says("why"):
        return ()
    return (answer_agreement_date, answer_list, answer_programmes, answer_figures, answer_events)


def _asks_years(inquiry: Inquiry) -> bool:
    """Tell whether the age of a tie is asked for ("how long have they been sister cities")."""
    topic, relation = inquiry.query.topic, inquiry.query.relation
    tied = relation is not None or topic is Topic.ANNIVERSARY or inquiry.says("tie") or not inquiry.query.beyond
    return bool(tied) and bool(inquiry.partners) and inquiry.says("how_many_years")


def _names_several(inquiry: Inquiry) -> bool:
    return len(inquiry.named_homes) > 1 or len(inquiry.partners) > 1


_MOST = 3


def nearest_statements(inquiry: Inquiry) -> tuple[Statement, ...]:
    """Return up to three agreements nearest to what is asked.

    That a complete list does not have a city whose date is asked comes first. Of the agreements the partner's own with
    another home city are the nearest, then the home city's other partners in that country, then in that continent.
    Nothing for a question that is not about partners.
    """
    query = inquiry.query
    if query.topic not in (Topic.AGREEMENT, Topic.ANNIVERSARY, Topic.PROFILE) and query.relation is None:
        return ()
    own = inquiry.agreements(any_kind=True) if inquiry.partners else ()
    rows = own or next((near for place in inquiry.partners if (near := _around(inquiry, place))), ())
    dated = query.kind is AnswerKind.DATE and not own
    without = [found[0] for home in inquiry.homes if dated and (found := off_the_list(inquiry, home))]
    return (*without, *(agreement_statements(inquiry, row)[0] for row in rows[:_MOST]))


def _around(inquiry: Inquiry, place: Place) -> tuple[Agreement, ...]:
    elsewhere = dataclasses.replace(inquiry, query=dataclasses.replace(inquiry.query, places=(place,), relation=None))
    rows = elsewhere.agreements(any_kind=True)
    if rows:
        return rows
    homes = inquiry.homes
    served = dataclasses.replace(
        inquiry, query=dataclasses.replace(inquiry.query, places=(), relation=None)
    ).agreements()
    rows = tuple(row for row in served if row.iso_country == place.country and inquiry.home_of(row) in homes)
    if rows:
        return rows
    return tuple(row for row in served if row.iso_country == place.country)


_MOST_KEPT = 8
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
    chosen = latest[: 1 if inquiry.says("last_time") and inquiry.period is None else _MOST_KEPT]
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
    note = inquiry.say("more_rows", n=len(rows) - _MOST_KEPT) if len(rows) > _MOST_KEPT else ""
    return inquiry.answer([intention_statement(inquiry, row) for row in rows[:_MOST_KEPT]], notes=[note])


def _is_of_time(inquiry: Inquiry, row: Event) -> bool:
    return inquiry.period is None or (row.date is not None and may_be_within(row.date, inquiry.period))
