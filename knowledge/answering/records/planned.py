"""Ties that are still to be concluded: asked about, they are told as planned, and counted among no others."""

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import home_name, joined, partner_name, partner_words
from knowledge.evidence import Answer, Statement
from knowledge.records import Agreement, kind_words, note_in
from knowledge.understanding.query import AnswerKind


def answer_planned(inquiry: Inquiry) -> Answer | None:
    """Say that nothing is signed yet with the partners named; None where one of them has a tie, or none is planned."""
    rows = [row for place in inquiry.partners for row in inquiry.book.planned if inquiry.is_partner(row, place)]
    named = {inquiry.book.partner_id(row) for row in rows}
    if not rows or any(place.id not in named for place in inquiry.partners) or inquiry.agreements(any_kind=True):
        return None
    if not inquiry.speaks_of_ties or inquiry.organisations:
        return None
    statements = [_planned(inquiry, row) for row in rows]
    if AnswerKind.DATE not in inquiry.query.kinds or inquiry.query.claim:
        return inquiry.answer(statements)
    partners = joined(dict.fromkeys(partner_name(row, inquiry.language) for row in rows), inquiry.language)
    return inquiry.abstention(inquiry.say("not_signed_yet", partners=partners), statements)


def _planned(inquiry: Inquiry, row: Agreement) -> Statement:
    language = inquiry.language
    text = inquiry.say(
        "agreement_planned",
        home=home_name(row, language),
        partner=partner_words(row, language),
        kind=kind_words(row.kind, language),
        note=note_in(row.status_note, language),
    )
    return inquiry.statement(text, row)
