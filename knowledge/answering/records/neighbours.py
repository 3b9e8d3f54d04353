"""What came just before, just after or on the same day as a partner, and which one of all it was."""

from collections.abc import Iterable

from knowledge.answering.records.agreement_date import agreement_statements, noted, placed_by_note, precision_note
from knowledge.answering.records.inquiry import SISTER_KINDS, Inquiry
from knowledge.answering.records.phrasing import home_name, joined, partner_name, partner_words, when
from knowledge.answering.records.ranking import first_of, latest_of, named, rank_statement
from knowledge.answering.records.rows import in_order
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Answer, Statement
from knowledge.records import Agreement

_WAYS = ("before", "after")


def answer_neighbours(inquiry: Inquiry) -> Answer | None:
    """Tell who came before or after the partner named, or on its day; None where that is not asked, or of no one."""
    if len(inquiry.partners) != 1 or inquiry.leaves_unexplained("agreement"):
        return None
    rows = [row for row in inquiry.own_agreements(inquiry.partners[0]) if row.date is not None]
    ways = [way for way in _WAYS if inquiry.says(f"neighbour.{way}")]
    statements = [told for row in rows for way in ways for told in _next_to(inquiry, row, way)]
    if not ways:
        statements = [told for row in rows for told in _together(inquiry, row)]
    notes = [precision_note(inquiry, row) for row in rows]
    return inquiry.answer(statements, notes=notes) if statements else None


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
            statements.append(rank_statement(inquiry, row, ordered.index(row) + 1, len(ordered)))
            statements += agreement_statements(inquiry, row)
    return inquiry.answer(statements) if statements else None


def _others(inquiry: Inquiry, row: Agreement) -> Iterable[Agreement]:
    """Yield the other dated ties of a home city: of a sister city the sister cities, unless all kinds are meant."""
    alone = row.kind in SISTER_KINDS and not inquiry.says("all_kinds", "exchange")
    for other in inquiry.book.served:
        same_home = inquiry.home_of(other) == inquiry.home_of(row) and other is not row
        if same_home and other.date is not None and (other.kind is row.kind or not alone):
            yield other


def _next_to(inquiry: Inquiry, row: Agreement, way: str) -> list[Statement]:
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    first, last, dated = row.date.first_day, row.date.last_day, list(_others(inquiry, row))
    if way == "before":
        chosen = latest_of([other for other in dated if other.date and other.date.last_day < first])
    else:
        chosen = first_of([other for other in dated if other.date and other.date.first_day > last])
    values = {
        "home": home_name(row, inquiry.language),
        "partner": partner_words(row, inquiry.language),
        "date": format_date(row.date, inquiry.language),
    }
    if not chosen:
        return [inquiry.statement(inquiry.say(f"none_{way}", **values), row)]
    text = inquiry.say(f"just_{way}", other=named(inquiry, chosen, with_home=True), **values)
    claims = [told for other in chosen for told in agreement_statements(inquiry, other)[1:]]
    return [inquiry.statement(text, row, *chosen), *claims]


def _together(inquiry: Inquiry, row: Agreement) -> list[Statement]:
    """Tell who else signed on the day of an agreement, or in its year; the agreement alone where no day is known."""
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    language, day = inquiry.language, row.date
    if inquiry.says("same_year"):
        day = PartialDate(row.date.year)
    elif row.date.day is None:
        return agreement_statements(inquiry, row)
    chosen = [
        other
        for other in inquiry.book.served
        if inquiry.home_of(other) == inquiry.home_of(row)
        and other is not row
        and other.date is not None
        and (other.date == day or (day.month is None and other.date.year == day.year))
    ]
    text = inquiry.say(
        "together_with" if chosen else "together_with_none",
        home=home_name(row, language),
        partner=partner_name(row, language),
        date=when(day, language),
        others=joined((partner_words(other, language) for other in in_order(chosen)), language),
    )
    return [inquiry.statement(text, row, *chosen)]
