"""The first, the latest and the Nth partner of a home city."""

import datetime as dt
from collections.abc import Iterable

from knowledge.answering.records.agreement_date import agreement_statements, noted, placed_by_note
from knowledge.answering.records.inquiry import EXCHANGE_KINDS, SISTER_KINDS, Inquiry
from knowledge.answering.records.phrasing import (
    home_name,
    is_english,
    joined,
    partner_name,
    partner_words,
    placed,
    when,
)
from knowledge.answering.records.rows import (
    ambiguity_notes,
    in_order,
    in_period,
    uncertain_note,
    when_words,
    where_words,
)
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import find_all, speaks_of
from knowledge.records import Agreement, AgreementStatus, kind_words
from knowledge.text.folding import fold
from knowledge.understanding.before import number_in


def answer_ranked(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Give the first, the latest or the Nth partner of each home city; rows that cannot be told apart together."""
    sure, uncertain = in_period(inquiry, rows)
    chosen = [row for row in sure if row.date is not None]
    statements: list[Statement] = []
    # "Of the three" are ranked together, whosever partners they are.
    groups = [chosen] if inquiry.query.among else [[r for r in chosen if r.home_en == home] for home in _homes(chosen)]
    for own in groups if chosen else ():
        places = [number_in(span.text) or 0 for span in find_all(inquiry.text, "placed")]
        if inquiry.wants_first or (len(inquiry.named_homes) > 1 and inquiry.says("earlier")):
            statements += _told(inquiry, first_of(own), "first_partner")
            statements += _of_the_other_kind(inquiry, own, latest=False)
        else:
            statements += [told for number in places for told in _placed(inquiry, own, number)]
        if inquiry.wants_latest:
            # Once its time has passed, the latest of a period is the last of it.
            past = inquiry.period is not None and inquiry.period.end <= inquiry.query.today
            statements += _told(inquiry, latest_of(own), "last_partner" if past else "latest_partner")
            statements += _of_the_other_kind(inquiry, own, latest=True)
    if not statements:
        return None
    undated = [partner_name(row, inquiry.language) for row in rows if row.date is None]
    note = inquiry.say("without_date", partners=joined(undated, inquiry.language)) if undated else ""
    return inquiry.answer(statements, notes=[note, uncertain_note(inquiry, uncertain), *ambiguity_notes(inquiry)])


def _placed(inquiry: Inquiry, own: list[Agreement], number: int) -> list[Statement]:
    """Tell which partner is the Nth: by the notes on the ties of its home city, else by date."""
    homes = {inquiry.home_of(row) for row in own}
    of_homes = (row for row in inquiry.book.served if inquiry.home_of(row) in homes)
    if by_note := [row for row in of_homes if placed_by_note(row) == number]:
        return [noted(inquiry, row) for row in by_note]
    ordered = in_order(own)
    if not 0 < number <= len(ordered):
        return []
    return _told(inquiry, _level_with(ordered[number - 1], ordered), "nth_partner", number)


def _of_the_other_kind(inquiry: Inquiry, own: list[Agreement], *, latest: bool) -> list[Statement]:
    """Tell the friendly exchange city that came before the first sister city, or after the latest: it may be meant."""
    left_out = speaks_of(fold(inquiry.query.asked), "kind.left_out")
    if left_out or inquiry.query.among or inquiry.kinds_wanted() != SISTER_KINDS[:1]:
        return []
    homes = {row.home_en for row in own}
    sure, _ = in_period(inquiry, inquiry.agreements(kinds=EXCHANGE_KINDS[:1]))
    others = [row for row in sure if row.date is not None and row.home_en in homes]
    if latest:
        last = max(row.date.last_day for row in own if row.date)
        beyond = [row for row in latest_of(others) if row.date and row.date.first_day > last]
    else:
        first = min(row.date.first_day for row in own if row.date)
        beyond = [row for row in first_of(others) if row.date and row.date.last_day < first]
    return _told(inquiry, beyond, "latest_partner" if latest else "first_partner") if beyond else []


def _homes(rows: list[Agreement]) -> list[str]:
    return list(dict.fromkeys(row.home_en for row in rows))


def _level_with(row: Agreement, ordered: list[Agreement]) -> list[Agreement]:
    """Return a row with those whose dates are not precise enough to tell which of them comes first."""
    if row.date is None or row.date.day is not None:
        return [row]
    first, last = row.date.first_day, row.date.last_day
    return [other for other in ordered if other.date and other.date.first_day <= last and first <= other.date.last_day]


def latest_on_record(inquiry: Inquiry, rows: Iterable[Agreement]) -> list[Statement]:
    """Tell the latest partner of each home city, whatever time is asked about."""
    dated = [row for row in rows if row.date is not None]
    groups = ([row for row in dated if row.home_en == home] for home in _homes(dated))
    return [told for own in groups for told in _told(inquiry, latest_of(own), "latest_partner", timed=False)]


def _told(inquiry: Inquiry, rows: list[Agreement], key: str, n: int = 1, *, timed: bool = True) -> list[Statement]:
    claims = [claim for row in rows for claim in agreement_statements(inquiry, row)[1:]]
    those = "_of_those" if inquiry.query.among else ""
    text = _ranked(inquiry, rows, f"{key}{those}", _named(inquiry, rows), n=n, timed=timed)
    return [inquiry.statement(text, *rows), *claims]


def _named(inquiry: Inquiry, rows: list[Agreement]) -> str:
    """Name partners with their dates: one, those of one day, or those of which any may be meant."""
    language = inquiry.language
    names = joined((partner_words(row, language) for row in rows), language)
    day = rows[0].date
    if day is None or any(row.date != day for row in rows) or (len(rows) > 1 and day.day is None):
        each = [
            inquiry.say(
                "ranked_among",
                partner=partner_words(row, language),
                date=when(row.date, language) if row.date else inquiry.say("no_date"),
            )
            for row in rows
        ]
        return inquiry.say("one_of_them", partners=joined(each, language))
    key = "ranked_with_home" if inquiry.query.among and len(rows) == 1 else "ranked_with_date"
    text = inquiry.say(
        key,
        partner=names,
        date=when(day, language),
        home=home_name(rows[0], language),
        kind=kind_words(rows[0].kind, language, 1),
    )
    quiet = len(rows) == 1 and rows[0].status is AgreementStatus.INACTIVE_REPORTED
    return text + inquiry.say("quiet_in_line") if quiet else text


def _ranked(inquiry: Inquiry, rows: list[Agreement], key: str, partner: str, *, n: int, timed: bool) -> str:
    """Say which partner has a place among those that the question narrows down to, and to what it does."""
    language, day = inquiry.language, rows[0].date
    together = len(rows) > 1 and day is not None and day.day is not None and all(row.date == day for row in rows)
    time = when_words(inquiry) if timed else ""
    scope = f"{time}，" if time else ""
    if is_english(language):
        scope = "".join(f" {words}" for words in (where_words(inquiry), time) if words)
    if inquiry.book.complete_list(inquiry.home_of(rows[0]), rows[0].kind) is None:
        key = {"first_partner": "first_on_record", "nth_partner": "nth_on_record"}.get(key, key)
    return inquiry.say(
        key,
        home=home_name(rows[0], language),
        kind=kind_words(rows[0].kind, language, 2 if together else 1),
        where=where_words(inquiry),
        scope=scope,
        nth=placed(n, language),
        partner=partner,
        **{"was": "were" if together else "was", "is": "are" if together else "is"},
    )


def first_of(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly precedes."""
    earliest_end = min((row.date.last_day for row in rows if row.date), default=dt.date.max)
    return [row for row in in_order(rows) if row.date and row.date.first_day <= earliest_end]


def latest_of(rows: list[Agreement]) -> list[Agreement]:
    """Return the rows that no other certainly follows."""
    latest_start = max((row.date.first_day for row in rows if row.date), default=dt.date.min)
    return [row for row in in_order(rows) if row.date and row.date.last_day >= latest_start]


def rank_statement(inquiry: Inquiry, row: Agreement, place: int, of: int, *, dated: bool = False) -> Statement:
    """Return which one of its home city's ties of a kind an agreement is, by date."""
    key = "first_partner" if place == 1 else "latest_partner" if place == of else "nth_partner"
    partner = _named(inquiry, [row]) if dated else partner_words(row, inquiry.language)
    return inquiry.statement(_ranked(inquiry, [row], key, partner, n=place, timed=False), row)
