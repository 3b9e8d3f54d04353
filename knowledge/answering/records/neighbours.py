"""What came just before, just after or on the same day as a partner, and which one of all it was."""

import dataclasses
import datetime as dt

from knowledge.answering.records.agreement_date import agreement_statements, noted, placed_by_note
from knowledge.answering.records.inquiry import SISTER_KINDS, Inquiry
from knowledge.answering.records.listing import list_agreements
from knowledge.answering.records.ranking import answer_ranked, rank_statement
from knowledge.answering.records.rows import in_order
from knowledge.calendar import PartialDate
from knowledge.evidence import Answer, Statement
from knowledge.records import Agreement
from knowledge.understanding.query import AnswerKind, Period, Relation

_DAY = dt.timedelta(days=1)


def answer_neighbours(inquiry: Inquiry) -> Answer | None:
    """Tell who came last before or first after the partner named, or else in its day; None where its date is not known.

    That is the list of the time before, after or of its date, as narrow as the date is known.
    """
    if len(inquiry.partners) != 1 or inquiry.leaves_unexplained("agreement"):
        return None
    (partner,) = inquiry.partners  # where it lies itself is not what a land asks of the others
    of_it = dataclasses.replace(inquiry.query, places=(*inquiry.query.homes, partner), regions=())
    own_rows = dataclasses.replace(inquiry, query=of_it).own_agreements(partner)
    rows = [row for row in own_rows if row.date is not None]
    found = [answer for row in rows for answer in _beside(inquiry, row)]
    own = [agreement_statements(inquiry, row)[0] for row in rows]
    if not found:
        return None
    told = (*(told for answer in found for told in (answer.statements or answer.nearest)), *own)
    lead = "\n".join(answer.lead for answer in found if answer.lead)
    return inquiry.answer(dict.fromkeys(told), lead=lead, notes=[note for answer in found for note in answer.notes])


def answer_others_of_its_time(inquiry: Inquiry) -> Answer | None:
    """Tell who else signed on the day or in the year of the partner named; None where only that one is spoken of."""
    listed = inquiry.says("that_year", "of_others") or inquiry.asks_of_that_year
    asked = inquiry.asks_same_time and (listed or not inquiry.query.claim)
    return answer_neighbours(inquiry) if asked else None


def _beside(inquiry: Inquiry, row: Agreement) -> list[Answer]:
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    date = PartialDate(row.date.year) if inquiry.says("same_year", "that_year", "of_that_year") else row.date
    times = {
        "neighbour.before": (Period(dt.date.min, date.first_day, ""), "latest"),
        "neighbour.after": (Period(date.last_day + _DAY, dt.date.max, ""), "first"),
    }
    asked = [times[concept] for concept in times if inquiry.says(concept)]
    whole = inquiry.asks_of_that_year
    same = (Period(date.first_day, date.last_day + _DAY, ""), "" if whole else "besides")
    narrowed = [_narrowed(inquiry, row, period, core) for period, core in asked or [same]]
    found = [(asked and answer_ranked(of, of.agreements())) or list_agreements(of, of.agreements()) for of in narrowed]
    return [answer for answer in found if answer]


def _narrowed(inquiry: Inquiry, row: Agreement, period: Period, core: str) -> Inquiry:
    """Ask of a time: before and after a sister city for sister cities, unless all kinds are meant."""
    places = (*inquiry.query.homes, *inquiry.query.lands, *(inquiry.partners if core == "besides" else ()))
    alone = core != "besides" and row.kind in SISTER_KINDS and not inquiry.says("all_kinds", "exchange")
    query = dataclasses.replace(
        inquiry.query,
        places=places,
        period=period,
        relation=Relation.SISTER if alone else None,
        kinds=(AnswerKind.LIST,),
        core=core,
        follows_up=False,
    )
    home = inquiry.gazetteer.get(inquiry.home_of(row))
    return dataclasses.replace(inquiry, query=query, home=home)


def answer_which_one(inquiry: Inquiry) -> Answer | None:
    """Tell which one of all it was by the note on it, else by date among the ties of its kind."""
    if len(inquiry.partners) != 1 or inquiry.leaves_unexplained("agreement"):
        return None
    statements: list[Statement] = []
    for row in inquiry.own_agreements(inquiry.partners[0]):
        if placed_by_note(row) is not None:
            statements.append(noted(inquiry, row))
        elif row.date is not None:
            ordered = in_order(other for other in inquiry.rivals_of(row) if other.date is not None)
            if row in ordered:  # it is not where another land than its own is named
                statements.append(rank_statement(inquiry, row, ordered.index(row) + 1, len(ordered)))
            statements += agreement_statements(inquiry, row)
    return inquiry.answer(statements) if statements else None
