"""The first, the latest and the Nth partner of a home city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answering.records.agreement_date import agreement_statements
from knowledge.answering.records.phrasing import (
    home_name,
    is_english,
    joined,
    kind_words,
    partner_name,
    partner_words,
)

if TYPE_CHECKING:
    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.evidence import Answer, Statement
    from knowledge.records import Agreement


from knowledge.answering.records.rows import ambiguity_notes, in_order, in_period
from knowledge.language.lexicon import find
from knowledge.understanding.before import number_in


def answer_ranked(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Give the first, the latest or the Nth partner of each home city; rows that cannot be told apart together."""
    chosen = [row for row in in_period(inquiry, rows)[0] if row.date is not None]
    statements: list[Statement] = []
    for home in dict.fromkeys(row.home_en for row in chosen):
        own = [row for row in chosen if row.home_en == home]
        placed = find(inquiry.text, "placed")
        if inquiry.says("first") or (len(inquiry.named_homes) > 1 and inquiry.says("earlier")):
            statements += _told(inquiry, first_of(own), "first_partner")
        elif placed:
            number = number_in(placed.text) or 0
            ordered = in_order(own)
            if 0 < number <= len(ordered):
                statements += _told(inquiry, [ordered[number - 1]], "nth_partner", n=number)
        if inquiry.says("latest"):
            statements += _told(inquiry, latest_of(own), "latest_partner")
    if not statements:
        return None
    undated = [partner_name(row, inquiry.language) for row in rows if row.date is None]
    note = inquiry.say("without_date", partners=joined(undated, inquiry.language)) if undated else ""
    return inquiry.answer(statements, notes=[note, *ambiguity_notes(inquiry)])


def _told(inquiry: Inquiry, rows: list[Agreement], key: str, n: int = 1) -> list[Statement]:
    told: list[Statement] = []
    for row in rows:
        language = inquiry.language
        own, *claims = agreement_statements(inquiry, row)
        values = {"home": home_name(row, language), "partner": partner_words(row, language)}
        lead = inquiry.say(key, kind=kind_words(row.kind, language, 1), n=n, **values)
        told += [inquiry.statement(f"{lead}{' ' if is_english(language) else ''}{own.text}", row), *claims]
    return told


def first_of(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly precedes."""
    earliest_end = min(row.date.last_day for row in rows if row.date)
    return [row for row in in_order(rows) if row.date and row.date.first_day <= earliest_end]


def latest_of(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly follows."""
    latest_start = max(row.date.first_day for row in rows if row.date)
    return [row for row in in_order(rows) if row.date and row.date.last_day >= latest_start]


def rank_statement(inquiry: Inquiry, row: Agreement, place: int, of: int) -> Statement:
    """Return which one of its home city's ties of a kind an agreement is, by date."""
    language = inquiry.language
    values = {"home": home_name(row, language), "partner": partner_words(row, language)}
    key = "first_partner" if place == 1 else "latest_partner" if place == of else "nth_partner"
    text = inquiry.say(key, kind=kind_words(row.kind, language, 1), n=place, **values)
    return inquiry.statement(text, row)
