"""Anniversaries of agreements: of one partner, and those that fall in a range of days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from knowledge.answering.records import cues
from knowledge.answering.records.agreement_date import agreement_statements, disputed_words
from knowledge.answering.records.inquiry import may_be_within, surely_within
from knowledge.answering.records.phrasing import (
    counted,
    day_words,
    home_name,
    is_english,
    joined,
    kind_words,
    ordinal,
    partner_name,
    partner_words,
    period_words,
    when,
)
from knowledge.calendar import Anniversary, anniversaries, anniversary, format_date, full_years, next_anniversary
from knowledge.evidence import Answer, Mode, Statement
from knowledge.understanding.points import months_after
from knowledge.understanding.query import AnswerKind, Period

if TYPE_CHECKING:
    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.calendar import PartialDate
    from knowledge.records import Agreement

ROUND_YEARS = 10
# In a range this short every anniversary is told; in a longer one the round ones, unless all are asked for.
_SHORT_RANGE = dt.timedelta(days=100)
_CHOICES = 3
_SILVER_AND_GOLD = {"silver": 25, "golden": 50, "diamond": 60, "银": 25, "金": 50}


class Occasion(NamedTuple):
    """An anniversary and the agreement it is of."""

    row: Agreement
    since: PartialDate
    anniversary: Anniversary


def answer_anniversaries(inquiry: Inquiry) -> Answer | None:
    """Answer a question about anniversaries, or ask which city is meant."""
    if inquiry.organisations or inquiry.leaves_unexplained("agreement", "anniversary"):
        return None
    if inquiry.partners:
        return _of_partners(inquiry)
    period = _range_asked(inquiry)
    filtered = inquiry.named_homes or inquiry.countries or inquiry.continents
    if period is None and not filtered and inquiry.query.kind not in (AnswerKind.LIST, AnswerKind.COUNT):
        return _which_city(inquiry)
    return _in_range(inquiry, period)


def occasions(
    rows: tuple[Agreement, ...], period: Period, *, every: int = 1, years: int | None = None
) -> tuple[list[Occasion], list[Occasion]]:
    """Return the anniversaries that surely fall in a half-open range, soonest first, and those that may.

    Only an anniversary of which the day is not known can be one that may.
    """
    first, last = dt.date(period.start.year, 1, 1), min(period.end, dt.date(dt.MAXYEAR, 1, 1))
    found = [
        Occasion(row, row.date, item)
        for row in rows
        if row.date is not None
        for item in anniversaries(row.date, first, last, every=every)
        if (years is None or item.years == years) and may_be_within(item.date, period)
    ]
    found.sort(key=lambda item: (item.anniversary.date.first_day, -item.anniversary.years))
    sure = [item for item in found if surely_within(item.anniversary.date, period)]
    return sure, [item for item in found if item not in sure]


def next_statement(inquiry: Inquiry, row: Agreement, *, every: int = 1) -> Statement | None:
    """Return the next anniversary of an agreement, or None where its date is not known."""
    if row.date is None:
        return None
    return _told(inquiry, row, next_anniversary(row.date, inquiry.query.today, every=every), "next_anniversary")


def _of_partners(inquiry: Inquiry) -> Answer | None:
    rows = tuple(row for row in inquiry.agreements(any_kind=True) if row.date is not None)
    if not rows or not all(any(inquiry.is_partner(row, place) for row in rows) for place in inquiry.partners):
        return None
    years = years_asked(inquiry)
    statements: list[Statement] = []
    for row in rows:
        statements += _of_partner(inquiry, row, years)
        statements += agreement_statements(inquiry, row)[1:]
    notes = [_leap_note(inquiry, row) for row in rows]
    return inquiry.answer(statements, notes=notes)


def _of_partner(inquiry: Inquiry, row: Agreement, years: int | None) -> list[Statement]:
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    if years is not None:
        return [_told(inquiry, row, anniversary(row.date, years), "that_anniversary")]
    period = inquiry.period
    if cues.HOW_MANY_YEARS.search(inquiry.text):
        return [_years_so_far(inquiry, row, period)]
    if period is not None and period.start != dt.date.min:
        sure, open_ = occasions((row,), period)
        if found := [*sure, *open_]:
            return [_told(inquiry, row, item.anniversary, "that_anniversary") for item in found[:ROUND_YEARS]]
    coming = next_anniversary(row.date, inquiry.query.today)
    statements = [_told(inquiry, row, coming, "next_anniversary")]
    if coming.years % ROUND_YEARS:
        tenth = next_anniversary(row.date, inquiry.query.today, every=ROUND_YEARS)
        statements.append(_told(inquiry, row, tenth, "round_anniversary"))
    return statements


def _years_so_far(inquiry: Inquiry, row: Agreement, period: Period | None) -> Statement:
    """Tell how many years an agreement has lasted on a day, in a year, or today."""
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    language, today = inquiry.language, inquiry.query.today
    start = period.start if period else today
    last = period.end - dt.timedelta(days=1) if period and period.end < dt.date.max else today
    values = {
        "home": home_name(row, language),
        "partner": partner_words(row, language),
        "since": format_date(row.date, language),
        "kind": kind_words(row.kind, language),
    }
    whole_year = period is not None and (last.month, last.day) == (12, 31) and last.year > row.date.year
    if whole_year and (start == dt.date.min or (start.month, start.day, start.year) == (1, 1, last.year)):
        item = anniversary(row.date, last.year - row.date.year)
        text = inquiry.say(
            "years_in", year=last.year, when=when(item.date, language), **values, **_years(inquiry, item.years)
        )
        return inquiry.statement(text, row)
    years = full_years(row.date, last)
    if years is None:
        text = inquiry.say(
            "years_about", day=day_words(last, language), **values, **_years(inquiry, last.year - row.date.year)
        )
    else:
        text = inquiry.say("years_on", day=day_words(last, language), **values, **_years(inquiry, years))
    return inquiry.statement(text, row)


def _years(inquiry: Inquiry, count: int) -> dict[str, object]:
    return {"years": counted(count, "year") if is_english(inquiry.language) else count, "nth": ordinal(count)}


def _in_range(inquiry: Inquiry, asked: Period | None) -> Answer | None:
    today = inquiry.query.today
    rows = inquiry.agreements()
    years = years_asked(inquiry)
    far = asked is None and years is not None
    period = asked or Period(today, months_after(today, 12 if not far else 12 * ROUND_YEARS), "")
    if period.start == dt.date.min or period.end == dt.date.max:
        period = Period(
            max(period.start, dt.date(today.year, 1, 1)), min(period.end, months_after(today, 120)), period.text
        )
    every = _rule(inquiry, period, years)
    found, uncertain = occasions(rows, period, every=every, years=years)
    home = joined(dict.fromkeys(home_name(row, inquiry.language) for row in rows), inquiry.language)
    values = {
        "home": home,
        "period": period_words(period, inquiry.language),
        "what": inquiry.say(_what(every, len(found))),
    }
    may_fall = _uncertain_note(inquiry, uncertain)
    if not found:
        return _none_in_range(inquiry, rows, every, values, may_fall)
    several_homes = len({item.row.home_en for item in found}) > 1
    statements = [_line(inquiry, item, several_homes=several_homes) for item in found]
    lead = inquiry.say("anniversaries_in", n=len(found), **values)
    notes = [may_fall, *(_leap_note(inquiry, item.row) for item in found)]
    return inquiry.answer(statements, lead=lead, notes=notes)


def _what(every: int, count: int) -> str:
    if count == 1:
        return "one_round_year" if every > 1 else "one_any_year"
    return "round_years" if every > 1 else "any_years"


def _none_in_range(
    inquiry: Inquiry, rows: tuple[Agreement, ...], every: int, values: dict[str, str], note: str
) -> Answer | None:
    today = inquiry.query.today
    ahead = [Occasion(row, row.date, next_anniversary(row.date, today, every=every)) for row in rows if row.date]
    if not ahead:
        return None
    soonest = min(ahead, key=lambda item: item.anniversary.date.first_day)
    statement = _told(inquiry, soonest.row, soonest.anniversary, "next_anniversary")
    return inquiry.answer([statement], lead=inquiry.say("no_anniversary_in", **values), notes=[note])


def _rule(inquiry: Inquiry, period: Period, years: int | None) -> int:
    """Return 10 where only round anniversaries are wanted, else 1."""
    if years is not None:
        return 1
    if cues.ROUND.search(inquiry.text):
        return ROUND_YEARS
    short = period.end - period.start <= _SHORT_RANGE
    return 1 if short or cues.EVERY_YEAR.search(inquiry.text) else ROUND_YEARS


def years_asked(inquiry: Inquiry) -> int | None:
    """Return N where the Nth anniversary is asked for ("every tenth year" is a rule, not an N)."""
    if inquiry.query.ordinal is not None:
        return inquiry.query.ordinal if "anniversar" in inquiry.text or "周年" in inquiry.text else None
    return next((years for word, years in _SILVER_AND_GOLD.items() if f"{word} jubilee" in inquiry.text), None)


def _range_asked(inquiry: Inquiry) -> Period | None:
    if inquiry.period is not None:
        return inquiry.period
    today = inquiry.query.today
    if cues.ON_THIS_DAY.search(inquiry.text):
        return Period(today, today + dt.timedelta(days=1), "")
    return None


def _told(inquiry: Inquiry, row: Agreement, item: Anniversary, key: str) -> Statement:
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    language = inquiry.language
    text = inquiry.say(
        key,
        home=home_name(row, language),
        partner=partner_words(row, language),
        kind=kind_words(row.kind, language),
        since=when(row.date, language),
        date=format_date(item.date, language),
        nth=ordinal(item.years),
        years=item.years,
        distance=_distance(inquiry, item),
    )
    return inquiry.statement(text, row)


def _line(inquiry: Inquiry, item: Occasion, *, several_homes: bool) -> Statement:
    language = inquiry.language
    text = inquiry.say(
        "anniversary_line",
        home=f"{home_name(item.row, language)}{' – ' if is_english(language) else '—'}" if several_homes else "",
        partner=partner_words(item.row, language),
        date=format_date(item.anniversary.date, language),
        nth=ordinal(item.anniversary.years),
        years=item.anniversary.years,
        since=format_date(item.since, language),
        distance=_distance(inquiry, item.anniversary),
    )
    return inquiry.statement(text + disputed_words(inquiry, item.row), item.row, *inquiry.book.claims_about(item.row))


def _distance(inquiry: Inquiry, item: Anniversary) -> str:
    """Say how far off an anniversary is, or that only its month or year is known."""
    days = item.days_to_go(inquiry.query.today)
    if days is None:
        return inquiry.say("day_unknown")
    if days == 0:
        return inquiry.say("day_is_today")
    number = counted(abs(days), "day") if is_english(inquiry.language) else abs(days)
    return inquiry.say("days_to_go" if days > 0 else "days_ago", days=number)


def _uncertain_note(inquiry: Inquiry, uncertain: list[Occasion]) -> str:
    """Name the partners whose anniversary may or may not fall in the range, since its day is not known."""
    names = joined(dict.fromkeys(partner_name(item.row, inquiry.language) for item in uncertain), inquiry.language)
    return inquiry.say("may_fall_in", partners=names) if names else ""


def _leap_note(inquiry: Inquiry, row: Agreement) -> str:
    return inquiry.say("leap_day") if row.date and (row.date.month, row.date.day) == (2, 29) else ""


def _which_city(inquiry: Inquiry) -> Answer | None:
    """Ask which partner is meant, offering those with the nearest anniversaries."""
    today = inquiry.query.today
    dated = [row for row in inquiry.agreements() if row.date is not None and row.date.day is not None]
    every = ROUND_YEARS if cues.ROUND.search(inquiry.text) else 1
    years = years_asked(inquiry)
    soonest = sorted(
        dated,
        key=lambda row: next_anniversary(row.date, today, every=years or every).date.first_day,  # type: ignore[arg-type]  # dated rows only
    )
    names = dict.fromkeys(
        f"{home_name(row, inquiry.language)}–{partner_name(row, inquiry.language)}" for row in soonest
    )
    choices = tuple(inquiry.written(name) for name in list(names)[:_CHOICES])
    if not choices:
        return None
    return Answer(inquiry.language, Mode.RECORDS, lead=inquiry.say("which_city"), choices=choices)
