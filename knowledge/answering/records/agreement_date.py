"""Since when two cities are partners: the date to its precision, and what other sources claim."""

import datetime as dt

from knowledge.answering.records.inquiry import Inquiry, surely_within
from knowledge.answering.records.phrasing import (
    home_name,
    is_english,
    joined,
    partner_name,
    partner_words,
    place_name,
    when,
)
from knowledge.calendar import Precision, format_date
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import find, speaks_of
from knowledge.records import Agreement, AgreementStatus, kind_words, note_in
from knowledge.text.folding import fold
from knowledge.understanding.before import number_in
from knowledge.understanding.query import AnswerKind, Period, Relation

_COUNTED = (AnswerKind.COUNT, AnswerKind.ORDINAL)


def answer_agreement_date(inquiry: Inquiry) -> Answer | None:
    """Answer when (or whether) the partner named and its home cities concluded their agreement."""
    if not inquiry.partners or inquiry.organisations or inquiry.query.kind in _COUNTED:
        return None
    if inquiry.leaves_unexplained("agreement"):
        return None
    rows = inquiry.agreements(any_kind=True)
    if not rows or not all(any(inquiry.is_partner(row, place) for row in rows) for place in inquiry.partners):
        return None
    if len(inquiry.named_homes) > len({inquiry.home_of(row) for row in rows}):
        return None
    undated = undated_answer(inquiry, rows) if AnswerKind.DATE in inquiry.query.kinds else None
    return undated or _told(inquiry, rows)


def _told(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer:
    statements = [statement for row in rows for statement in agreement_statements(inquiry, row)]
    notes = [precision_note(inquiry, row) for row in rows]
    if inquiry.says("asks.signed_where"):
        signed = [signed_at(inquiry, row) for row in rows if row.place_signed]
        if not signed:
            return inquiry.abstention(inquiry.say("place_not_recorded"), statements)
        return inquiry.answer(signed, notes=notes)
    if inquiry.query.relation is Relation.FRIENDSHIP:
        notes.append(inquiry.say("friendship_means"))
    if not any(_is_exact(row) for row in rows) and _insists_on_the_day(inquiry, rows):
        return inquiry.abstention(inquiry.say("day_not_known"), statements)
    return inquiry.answer(statements, notes=notes)


def signed_at(inquiry: Inquiry, row: Agreement) -> Statement:
    """Return where an agreement was signed, with the agreement."""
    known = inquiry.place_signed(row)
    place = place_name(known, inquiry.language) if known else note_in(row.place_signed, inquiry.language)
    return inquiry.statement(inquiry.say("signed_at", text=agreement_words(inquiry, row), place=place), row)


def agreement_statements(inquiry: Inquiry, row: Agreement) -> list[Statement]:
    """Return the agreement, and beside it each other claim about it."""
    own = inquiry.statement(agreement_words(inquiry, row), row)
    return [own, *(_claim(inquiry, row, other) for other in inquiry.book.claims_about(row))]


def undated_answer(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Say that no date is known of these ties, with the ties themselves; None where a row or a claim has one."""
    claims = [claim for row in rows for claim in inquiry.book.claims_about(row)]
    if not rows or any(row.date is not None for row in (*rows, *claims)):
        return None
    statements = [statement for row in rows for statement in agreement_statements(inquiry, row)]
    notes = [precision_note(inquiry, row) for row in rows if row.date_note]
    partners = joined(dict.fromkeys(partner_name(row, inquiry.language) for row in rows), inquiry.language)
    return inquiry.abstention(inquiry.say("date_not_recorded", partners=partners), statements, notes=notes)


def agreement_words(inquiry: Inquiry, row: Agreement) -> str:
    """Return the sentence on one agreement."""
    language = inquiry.language
    values = {
        "home": home_name(row, language),
        "partner": partner_words(row, language),
        "kind": kind_words(row.kind, language),
    }
    key = "agreement_undated" if row.date is None else "agreement_about" if _is_coarse(row) else "agreement_since"
    text = inquiry.say(key, when=when(row.date, language) if row.date else "", **values)
    if row.kind_note:
        text = inquiry.say("called", text=text.rstrip("。."), called=row.kind_note)
    if row.status is AgreementStatus.INACTIVE_REPORTED and row.status_note:
        text = inquiry.say("noted", text=text.rstrip("。."), note=note_in(row.status_note, language))
    return text


def placed_by_note(row: Agreement) -> int | None:
    """Return which one of all partners a note says that an agreement was: 第100个."""
    span = find(fold(row.status_note), "placed")
    return None if span is None else number_in(span.text)


def noted(inquiry: Inquiry, row: Agreement) -> Statement:
    """Return an agreement with the note on it."""
    text, note = agreement_words(inquiry, row), note_in(row.status_note, inquiry.language)
    return inquiry.statement(inquiry.say("noted", text=text.rstrip("。."), note=inquiry.written(note)), row)


def precision_note(inquiry: Inquiry, row: Agreement) -> str:
    """Say what to know about the date: the table's own note, or that only the month, the year or nothing is known."""
    partner = partner_name(row, inquiry.language)
    if row.date_note:
        return inquiry.say("date_noted", partner=partner, note=note_in(row.date_note, inquiry.language))
    if row.date is None:
        return inquiry.say("date_not_known", partner=partner)
    if _is_exact(row):
        return ""
    return inquiry.say("only_year" if row.date.precision is Precision.YEAR else "only_month", partner=partner)


def disputed_words(inquiry: Inquiry, row: Agreement) -> str:
    """Return what else is claimed of an agreement, for the end of a list line; empty where the claims agree."""
    language = inquiry.language
    said = []
    for other in inquiry.book.claims_about(row):
        if other.date is None or _agrees(row, other):
            continue
        date, kind = format_date(other.date, language), kind_words(other.kind, language, 1)
        if _is_earlier_stage(row, other):
            said.append(inquiry.say("stage_in_line", date=date, kind=kind))
            continue
        another = "" if other.kind == row.kind else inquiry.say("claim_kind", kind=kind)
        claim = inquiry.say("claim_in_line", date=date, kind=another)
        note = note_in(other.status_note, language)
        said.append(inquiry.say("claim_in_line_noted", claim=claim, note=note) if note else claim)
    return inquiry.say("disputed", claims=("; " if is_english(inquiry.language) else "；").join(said)) if said else ""


def date_words(inquiry: Inquiry, row: Agreement) -> str:
    """Write the date of an agreement, and that it is approximate or inferred where the table says so."""
    if row.date is None:
        return inquiry.say("no_date")
    date = format_date(row.date, inquiry.language)
    if not is_approximate(row):
        return date
    return inquiry.say("about_date" if _is_coarse(row) else "inferred_date", date=date)


def is_approximate(row: Agreement) -> bool:
    """Tell whether the table notes that the year of an agreement is approximate, or was inferred."""
    return row.date is not None and speaks_of(fold(row.date_note), "date.approximate")


def _is_coarse(row: Agreement) -> bool:
    return is_approximate(row) and row.date is not None and row.date.day is None


def _is_earlier_stage(row: Agreement, other: Agreement) -> bool:
    """Tell whether another claim is of the weaker tie that a sister city had before it became one."""
    if row.date is None or other.date is None or other.kind == row.kind or "sister" not in row.kind.value:
        return False
    return "exchange" in other.kind.value and other.date.last_day < row.date.first_day


def _agrees(row: Agreement, other: Agreement) -> bool:
    """Tell whether another claim is the same date, only less exact."""
    if row.date is None or other.date is None or row.kind != other.kind:
        return False
    whole = Period(other.date.first_day, other.date.last_day + dt.timedelta(days=1), "")
    return surely_within(row.date, whole)


def _claim(inquiry: Inquiry, row: Agreement, other: Agreement) -> Statement:
    kind = kind_words(other.kind, inquiry.language)
    if other.status_note and (other.date, other.kind) == (row.date, row.kind):
        note = note_in(other.status_note, inquiry.language)
        return inquiry.statement(inquiry.say("claim_noted", note=note), other)
    if other.date is None:
        text = inquiry.say("claim_undated", kind=kind)
    else:
        date, time = format_date(other.date, inquiry.language), when(other.date, inquiry.language)
        told = "claim_differs" if other.kind == row.kind else "claim_other_kind"
        key = "claim_earlier_stage" if _is_earlier_stage(row, other) else told
        # What agrees, or came before, is not in dispute: its note has nothing to explain.
        key = "claim_coarser" if _agrees(row, other) else key
        text = inquiry.say(key, date=date, when=time, kind=kind)
        if key in {"claim_coarser", "claim_earlier_stage"}:
            return inquiry.statement(text, other)
    if other.status_note:
        note = note_in(other.status_note, inquiry.language)
        text = inquiry.say("noted", text=text.rstrip("。."), note=note)
    return inquiry.statement(text, other)


def _is_exact(row: Agreement) -> bool:
    return row.date is not None and row.date.precision is Precision.DAY


def _insists_on_the_day(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> bool:
    """Tell whether nothing but the day will do: it is asked for in so many words, or the year is already known."""
    if not inquiry.query.exact_day:
        return False
    years = {row.date.year for row in rows if row.date}
    return inquiry.says("day_wanted") or bool(years & set(inquiry.query.years))
