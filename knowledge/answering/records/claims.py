"""Yes and no: every qualifier of what a text claims of a tie is held against the records."""

import dataclasses
import re
from collections.abc import Container, Iterable

from knowledge.answering.records.agreement_date import agreement_statements, precision_note
from knowledge.answering.records.comparison import places_compared
from knowledge.answering.records.figures import claimed_count, claimed_figure, claimed_so_many, count_statements
from knowledge.answering.records.inquiry import Inquiry, may_be_within, surely_within
from knowledge.answering.records.listing import list_agreements
from knowledge.answering.records.phrasing import home_name, joined, land_in_text, place_name
from knowledge.answering.records.qualifiers import Check, Verdict
from knowledge.answering.records.qualifiers import checks as checks_of
from knowledge.answering.records.rows import (
    beside_them,
    in_one_line,
    in_order,
    in_period,
    none_listed,
    other_kind_note,
)
from knowledge.calendar import format_date
from knowledge.evidence import Answer, Statement
from knowledge.language.lexicon import speaks_of
from knowledge.names import Place
from knowledge.records import Agreement, AgreementStatus, kind_words
from knowledge.records.ties import is_over
from knowledge.understanding.query import AnswerKind, Relation

_PAIR = 2
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Which of two cities is said to be the earlier one: the words between or after their names.
_EARLIER = re.compile(
    r"比[^,，]*?(?:早|久|老|先|长)|早于|先于|在[^,，]*?(?:之前|前面)|\b(?:earlier|before|older|longer|sooner|first)\b"
)
_LATER = re.compile(r"比[^,，]*?(?:晚|新|迟|后|短)|晚于|后于|在[^,，]*?(?:之后|后面)|\b(?:later|after|newer|younger)\b")


def answer_claim(inquiry: Inquiry) -> Answer | None:
    """Answer a yes-or-no question about ties; None where it is about something else."""
    query = inquiry.query
    if not query.claim or inquiry.organisations or query.is_of_papers:
        return _of_figure(inquiry) if query.claim else None
    if inquiry.says("same_kind") and (told := _of_kind(inquiry)):
        return told
    if len(inquiry.partners) >= _PAIR and (_EARLIER.search(inquiry.unnamed) or _LATER.search(inquiry.unnamed)):
        return _of_order(inquiry)
    if len(inquiry.partners) == _PAIR and inquiry.says("same_day"):
        return _of_order(inquiry, together=True)
    if inquiry.partners:
        return _of_partners(inquiry) if inquiry.speaks_of_ties else _of_figure(inquiry)
    return _of_places(inquiry) or _of_number(inquiry) or _of_existence(inquiry) or _of_figure(inquiry)


def _answer(inquiry: Inquiry, verdict: Verdict, statements: Iterable[Statement], notes: Iterable[str] = ()) -> Answer:
    """Answer with yes or no, or with neither; with the other one where a text denies: "it is not ours, is it?"."""
    leads = ("no", "yes") if inquiry.query.denied else ("yes", "no")
    lead = dict(zip((Verdict.HOLDS, Verdict.CONTRADICTED), leads, strict=True)).get(verdict)
    return inquiry.answer(tuple(dict.fromkeys(statements)), lead=inquiry.say(lead) if lead else "", notes=notes)


def _together(checks: Iterable[Check]) -> Verdict:
    return _worst(check.verdict for check in checks)


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=tuple(Verdict).index, default=Verdict.HOLDS)


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=tuple(Verdict).index)


def _of_order(inquiry: Inquiry, *, together: bool = False) -> Answer | None:
    """Answer whether one partner came before another, or on the same day."""
    rows: list[Agreement] = []
    for place in inquiry.partners[:_PAIR]:
        dated = [row for row in inquiry.own_agreements(place) if row.date is not None]
        if not dated:
            return None
        rows.append(in_order(dated)[0])
    one, other = rows
    assert one.date is not None  # noqa: S101 - kept only with a date
    assert other.date is not None  # noqa: S101 - the same
    statements = [statement for row in rows for statement in agreement_statements(inquiry, row)]
    if one.date.first_day <= other.date.last_day and other.date.first_day <= one.date.last_day:
        if one.date != other.date or one.date.day is None:
            return inquiry.answer(statements, lead=inquiry.say("order_open"))
        return _answer(inquiry, Verdict.HOLDS if together else Verdict.CONTRADICTED, statements)
    if together:
        same_year = inquiry.says("same_year") and one.date.year == other.date.year
        return _answer(inquiry, Verdict.HOLDS if same_year else Verdict.CONTRADICTED, statements)
    first_is_earlier = one.date.last_day < other.date.first_day
    claimed = not _LATER.search(inquiry.unnamed)
    return _answer(inquiry, Verdict.HOLDS if first_is_earlier is claimed else Verdict.CONTRADICTED, statements)


def _of_kind(inquiry: Inquiry) -> Answer | None:
    """Answer whether several partners are of one kind; None where fewer are meant."""
    own = [inquiry.own_agreements(place) for place in inquiry.partners] or [inquiry.agreements(any_kind=True)]
    rows = [row for found in own for row in found]
    if len(rows) < _PAIR or not all(own):
        return None
    holds = len({row.kind for row in rows}) == 1
    statements = [statement for row in rows for statement in agreement_statements(inquiry, row)]
    return _answer(inquiry, Verdict.HOLDS if holds else Verdict.CONTRADICTED, statements)


def _of_partners(inquiry: Inquiry) -> Answer | None:
    rows = inquiry.agreements(any_kind=True)
    missing = [place for place in inquiry.partners if not any(inquiry.is_partner(row, place) for row in rows)]
    homes_without = [home for home in inquiry.named_homes if not any(inquiry.home_of(row) == home for row in rows)]
    elsewhere = not any(inquiry.home_of(row) in inquiry.homes for row in rows)
    if missing and (like := _called_otherwise(inquiry, missing)):
        near = [statement for row in like for statement in agreement_statements(inquiry, row)]
        return inquiry.abstention(inquiry.say("may_be_called"), near)
    if missing or homes_without or elsewhere:
        return _not_on_the_list(inquiry, rows) or _with_another(inquiry) or _not_on_record(inquiry, rows)
    statements: list[Statement] = []
    # Of the ties of one pair any may be meant; where no home city is named, the office's own before those of others.
    verdicts: dict[tuple[str, str], list[Verdict]] = {}
    own = {inquiry.book.partner_id(row) for row in rows if inquiry.home_of(row) in inquiry.homes}
    for row in rows:
        found, partner = checks_of(inquiry, row), inquiry.book.partner_id(row)
        statements += [*agreement_statements(inquiry, row), *(told for check in found for told in check.told)]
        if inquiry.home_of(row) in inquiry.homes or partner not in own:
            pair = partner, inquiry.home_of(row) if inquiry.named_homes else ""
            verdicts.setdefault(pair, []).append(_together(found))
    signed = inquiry.signed_in is not None or inquiry.signed_in_land is not None
    if signed and not any(row.place_signed for row in rows):
        return inquiry.abstention(inquiry.say("place_not_recorded"), statements)
    # Whether it is the one or the other is answered by neither yes nor no, nor what it is not known to be set beside.
    unsure = inquiry.says("either", "set_beside") or speaks_of(inquiry.unnamed, "older_than", "younger_than")
    # Nor is it whether a tie is one that is over: its row says so.
    ended = any(row.status is AgreementStatus.INACTIVE_REPORTED and is_over(row.status_note) for row in rows)
    verdict = Verdict.OPEN if unsure or ended else _worst(map(_best, verdicts.values()))
    return _answer(inquiry, verdict, statements, [precision_note(inquiry, row) for row in rows])


def _not_on_the_list(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Say that a complete list does not have a city; None where no list is known to be complete."""
    wanted = inquiry.kinds_wanted()
    named = inquiry.query.relation is Relation.SISTER and (inquiry.says("sister") or not rows)
    if not named and not (inquiry.asks_of_any_tie and not rows):
        return None
    for home in inquiry.homes:
        found = off_the_list(inquiry, home)
        if found is None:
            continue
        told_so, missing = found
        others = [statement for row in _of_any_home(inquiry) for statement in agreement_statements(inquiry, row)]
        others += _around(inquiry, missing, (home,))
        lead = inquiry.say("not_of_kind", kind=kind_words(wanted[0], inquiry.language, 1))
        # A list of one kind says nothing of the other: where that is not complete, the tie may be of it.
        told = {place.id for place in missing for row in rows if inquiry.is_partner(row, place)}
        open_ = any(place.id not in told for place in missing)
        notes = [other_kind_note(inquiry, home)] if open_ else []
        return inquiry.answer([told_so, *others], lead=lead, notes=notes)
    return None


def off_the_list(inquiry: Inquiry, home: str) -> tuple[Statement, list[Place]] | None:
    """Say which of the partners named a complete list of a home city does not have, and return them.

    None where no list is known to be complete, or where it has them all.
    """
    kind = inquiry.kinds_wanted()[0]
    whole = inquiry.book.complete_list(home, kind)
    own = [row for row in inquiry.book.served if inquiry.home_of(row) == home and row.kind is kind]
    missing = [p for p in inquiry.partners if not any(inquiry.is_partner(row, p) for row in own)]
    if whole is None or not own or not missing or _called_otherwise(inquiry, missing):
        return None
    text = inquiry.say(
        "not_on_list",
        home=home_name(own[0], inquiry.language),
        n=len(own),
        kind=kind_words(kind, inquiry.language),
        date=format_date(whole.as_of, inquiry.language),
        names=joined((place_name(place, inquiry.language) for place in missing), inquiry.language),
    )
    return inquiry.statement(text, whole), missing


def _called_otherwise(inquiry: Inquiry, places: Iterable[Place]) -> list[Agreement]:
    """Return the office's ties in the countries of places by Chinese names that no gazetteer knows: 柏斯 for 珀斯."""
    countries = {place.country for place in places}
    return [
        row
        for row in inquiry.book.served
        if inquiry.home_of(row) in inquiry.homes and row.iso_country in countries and _HAN.search(row.partner_en)
    ]


def _of_any_home(inquiry: Inquiry) -> tuple[Agreement, ...]:
    """Return the ties of the partners named, the office's own first."""
    rows = [row for row in inquiry.book.served if any(inquiry.is_partner(row, place) for place in inquiry.partners)]
    return tuple(sorted(rows, key=lambda row: inquiry.home_of(row) not in inquiry.homes))


def _with_another(inquiry: Inquiry) -> Answer | None:
    """Say with which other home cities partners are on record, where they are with none of those meant; else None."""
    rows = _of_any_home(inquiry)
    if not rows or any(inquiry.home_of(row) in inquiry.homes for row in rows):
        return None
    statements = [statement for row in rows for statement in agreement_statements(inquiry, row)]
    homes = [place for place in inquiry.book.homes if place.id in inquiry.homes]
    lead = inquiry.say(
        "no_such_tie",
        homes=joined((place_name(place, inquiry.language) for place in homes), inquiry.language),
        partners=joined((place_name(place, inquiry.language) for place in inquiry.partners), inquiry.language),
    )
    return inquiry.answer(statements, lead=lead)


def _not_on_record(inquiry: Inquiry, rows: tuple[Agreement, ...]) -> Answer | None:
    """Say with which home city no tie of a city is on record, where no list is known to be complete; else None."""
    if not (inquiry.query.relation or inquiry.asks_of_any_tie) or inquiry.leaves_unexplained("agreement"):
        return None
    pairs = [
        (home, place)
        for home in inquiry.homes
        for place in inquiry.partners
        if not any(inquiry.home_of(row) == home and inquiry.is_partner(row, place) for row in rows)
    ]
    homes, names = {home for home, _ in pairs}, dict.fromkeys(place for _, place in pairs)
    statements = [told for row in rows for told in agreement_statements(inquiry, row)] or count_statements(inquiry)
    if not pairs:
        return None
    lead = inquiry.say(
        "not_on_record",
        homes=joined((place_name(p, inquiry.language) for p in inquiry.book.homes if p.id in homes), inquiry.language),
        names=joined((place_name(place, inquiry.language) for place in names), inquiry.language),
        kind=kind_words(inquiry.kinds_wanted()[0], inquiry.language),
    )
    told = [*statements, *_around(inquiry, names, homes)]
    return inquiry.answer(told, lead=lead) if told else inquiry.abstention(lead, ())


def _around(inquiry: Inquiry, places: Iterable[Place], homes: Container[str]) -> list[Statement]:
    """Tell what home cities have in the countries of places with which they have nothing."""
    told: list[Statement] = []
    for country in dict.fromkeys(place.country for place in places):
        rows = [row for row in inquiry.book.served if row.iso_country == country and inquiry.home_of(row) in homes]
        if rows and not any(inquiry.is_partner(row, place) for row in rows for place in places):
            where = inquiry.say("in_place", where=land_in_text(rows[0], inquiry.language))
            told += in_one_line(inquiry, rows, "has_there", where)
    return told


def _of_places(inquiry: Inquiry) -> Answer | None:
    """Answer whether there are more in one country or continent than in another."""
    return places_compared(inquiry) if inquiry.says("more_than", "fewer_than") else None


def _of_number(inquiry: Inquiry) -> Answer | None:
    """Answer whether a home city has so many partners."""
    if inquiry.query.relation is None or inquiry.leaves_unexplained("agreement"):
        return None
    if inquiry.countries or inquiry.continents:
        return _of_number_there(inquiry)
    claimed = claimed_count(inquiry)
    statements = count_statements(inquiry)
    if claimed is None or not statements:
        return None
    return _answer(inquiry, Verdict.HOLDS if claimed else Verdict.CONTRADICTED, statements)


def _of_number_there(inquiry: Inquiry) -> Answer | None:
    """Answer whether a home city has so many partners in a place; where its list may lack some, it alone tells."""
    chosen, uncertain = in_period(inquiry, inquiry.agreements())
    fits = claimed_so_many(inquiry, len(chosen))
    if fits is None or not chosen or uncertain or inquiry.leaves_unexplained("agreement"):
        return None
    listed = list_agreements(inquiry, inquiry.agreements())
    lists = [inquiry.book.complete_list(home, kind) for home in inquiry.homes for kind in inquiry.kinds_wanted()]
    if listed is None or not all(lists):
        return listed
    return dataclasses.replace(listed, lead=f"{inquiry.say('yes' if fits else 'no')}\n{listed.lead}")


def _of_figure(inquiry: Inquiry) -> Answer | None:
    """Answer whether there is so much of what the tables count, or which place a city has by it."""
    return claimed_figure(inquiry) if inquiry.query.relation is None or inquiry.says("paper.ranked") else None


def _of_existence(inquiry: Inquiry) -> Answer | None:
    """Answer whether there is any tie of the kind, place and time named."""
    narrowed = inquiry.countries or inquiry.continents or inquiry.period is not None
    asked = inquiry.query.relation is not None and inquiry.query.kind is AnswerKind.YES_NO
    if not narrowed or not asked or inquiry.leaves_unexplained("agreement"):
        return None
    rows = inquiry.agreements()
    period = inquiry.period
    if period is not None:
        if any(row.date and not surely_within(row.date, period) and may_be_within(row.date, period) for row in rows):
            return None
        rows = tuple(row for row in rows if row.date is not None and surely_within(row.date, period))
    if rows:
        return None  # the list itself is the answer
    none = none_listed(inquiry)
    if none is None:
        return None
    if beside := beside_them(inquiry):
        kind = kind_words(inquiry.kinds_wanted()[0], inquiry.language, 1)
        return inquiry.answer([*beside, none], lead=inquiry.say("none_but", kind=kind))
    notes = [other_kind_note(inquiry, home) for home in inquiry.homes[:1]]
    return inquiry.answer([none], lead=inquiry.say("none"), notes=notes)
