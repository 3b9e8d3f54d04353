"""What else the row of a tie tells: how its partner is written, what sources say of its date, where it was signed."""

from knowledge.answering.records.agreement_date import date_words, signed_at
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import home_name, partner_words
from knowledge.answering.records.rows import in_order
from knowledge.evidence import Answer
from knowledge.records import kind_words, note_in, source_title


def answer_names(inquiry: Inquiry) -> Answer | None:
    """Tell how the partners named are written in the other language."""
    if not inquiry.partners or inquiry.leaves_unexplained("agreement", "particulars"):
        return None
    rows = {inquiry.book.partner_id(row): row for place in inquiry.partners for row in inquiry.own_agreements(place)}
    statements = [
        inquiry.statement(
            inquiry.say(
                "written_as", zh=row.partner_zh, en=row.partner_en, land_zh=row.country_zh, land_en=row.country_en
            ),
            row,
        )
        for row in rows.values()
    ]
    return inquiry.answer(statements) if statements else None


def answer_sources(inquiry: Inquiry) -> Answer | None:
    """Tell what each source says of the date of the partners named, and which the records go by."""
    if not inquiry.partners or inquiry.leaves_unexplained("agreement", "particulars"):
        return None
    language = inquiry.language
    rows = [row for place in inquiry.partners for row in inquiry.own_agreements(place)]
    statements = [
        inquiry.statement(
            inquiry.say(
                "source_says",
                title=source_title(told, language),
                date=date_words(inquiry, told),
                kind=""
                if told.kind == row.kind
                else inquiry.say("kind_in_line", kind=kind_words(told.kind, language, 1)),
                note=inquiry.say("source_noted", note=note_in(told.status_note, language)) if told.status_note else "",
            ),
            told,
        )
        for row in rows
        for told in (row, *inquiry.book.claims_about(row))
    ]
    lead = "\n".join(
        inquiry.say(
            "records_take",
            home=home_name(row, language),
            partner=partner_words(row, language),
            date=date_words(inquiry, row),
        )
        for row in rows
    )
    return inquiry.answer(statements, lead=lead) if statements else None


def answer_signed(inquiry: Inquiry) -> Answer | None:
    """List the agreements signed in the place named, or neither at home nor with the partner; None where none is."""
    place = inquiry.signed_in
    elsewhere = inquiry.says("signed_elsewhere")
    if not (place or elsewhere) or inquiry.leaves_unexplained("agreement", "particulars"):
        return None
    rows = inquiry.agreements(of=())
    if not rows:
        return None
    known = [row for row in rows if row.place_signed]
    if place is not None:
        chosen = [row for row in known if inquiry.place_signed(row) == place]
    else:
        chosen = [
            row
            for row in known
            if (at := inquiry.place_signed(row)) and at.id not in (inquiry.home_of(row), inquiry.book.partner_id(row))
        ]
    note = inquiry.say("places_known", n=len(known), m=len(rows))
    if not chosen:
        return inquiry.abstention(inquiry.say("none_signed_there"), (), notes=[note])
    return inquiry.answer([signed_at(inquiry, row) for row in in_order(chosen)], notes=[note])
