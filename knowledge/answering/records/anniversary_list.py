"""Anniversaries that fall in a range of days, the soonest of all, and the question which city is meant."""

import datetime as dt
from collections.abc import Iterable, Sequence

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.occasions import (
    Occasion,
    anniversary_days,
    anniversary_line,
    anniversary_statement,
    leap_note,
    occasions,
    years_asked,
)
from knowledge.answering.records.phrasing import capitalised, home_name, joined, partner_name, period_words
from knowledge.answering.records.rows import partners_counted, where_beside
from knowledge.calendar import anniversary, next_anniversary
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer, Mode, Statement
from knowledge.language.meanings import months_after
from knowledge.records import Agreement
from knowledge.records.book import TENS
from knowledge.text.numerals import ordinal
from knowledge.understanding.query import Period

# In a range this short every anniversary is told; in a longer one the round ones, unless all are asked for.
_SHORT_RANGE = dt.timedelta(days=100)
_TELLING_RANGE = dt.timedelta(days=28)
_CHOICES = 3
FIVES = 5
# With more lines than this, long ones would push what was asked for off the screen.
_LONG_LIST = 8


def answer_in_range(inquiry: Inquiry, asked: Period | None) -> Answer | None:
    """List the anniversaries of a range of days (by default of the next twelve months)."""
    today = inquiry.query.today
    rows = inquiry.agreements()
    years = years_asked(inquiry)
    far = asked is None and bool(years)
    period = asked or Period(today, months_after(today, 12 if not far else 12 * TENS), "")
    if period.start == dt.date.min or period.end == dt.date.max:
        period = Period(
            max(period.start, dt.date(today.year, 1, 1)), min(period.end, months_after(today, 120)), period.text
        )
    if asked is not None and inquiry.says("still_ahead") and period.start < today < period.end:
        period = Period(today, period.end, period.text)
    every = _rule(inquiry, period, years)
    found, uncertain = occasions(rows, period, every=every, years=years)
    # Where no round one falls in the range, and only they were not asked for, the others are told.
    if not found and every > 1 and not _wants_round(inquiry):
        every = 1
        found, uncertain = occasions(rows, period, years=years)
    values = {
        "home": joined(dict.fromkeys(home_name(row, inquiry.language) for row in rows), inquiry.language),
        "where": where_beside(inquiry),
        "period": capitalised(period_words(period, inquiry.language)),
        "what": _what(inquiry, every, years),
    }
    # Of a few days, that one of them may be the day says nothing.
    long_enough = period.end - period.start >= _TELLING_RANGE
    may_fall = _uncertain_note(inquiry, uncertain) if long_enough else ""
    if not found:
        ahead = _next(inquiry, rows, every, years, max(today, period.start))
        lead = inquiry.say("no_anniversary_in", **values)
        return inquiry.answer(ahead, lead=lead, notes=[may_fall]) if ahead else None
    # The round ones first, and then all others, unless only they are asked for.
    both = every > 1 and not _wants_round(inquiry)
    others = [item for item in occasions(rows, period)[0] if item.anniversary.years % every] if both else []
    told = [item.row for item in (*found, *others)]
    labels = {
        "with_home": len({row.home_en for row in (rows if both else told)}) > 1,
        "with_kind": len({row.kind for row in told}) > 1,
    }
    if len(found) > _LONG_LIST:
        statements = anniversary_days(inquiry, found, **labels)
    else:
        statements = [anniversary_line(inquiry, item, **labels) for item in found]
    statements += anniversary_days(inquiry, others, **labels)
    lead = inquiry.say(
        "anniversaries_both" if others else "anniversaries_in",
        rows=partners_counted(inquiry, told),
        have=inquiry.say("has" if len(set(told)) == 1 else "have"),
        m=len(found),
        **values,
    )
    notes = [may_fall, *(leap_note(inquiry, item.row) for item in found)]
    first, last = period.start, period.end - dt.timedelta(days=1)
    picture = inquiry.picture(Chart.CALENDAR, rows, first.year) if first.year == last.year else None
    return inquiry.answer(statements, lead=lead, notes=notes, picture=picture)


def answer_soonest(inquiry: Inquiry) -> Answer | None:
    """Tell the next anniversary of all, or the first of so many years, and those of the same day."""
    every = _round(inquiry) if _wants_round(inquiry) else 1
    years, rows = years_asked(inquiry), inquiry.agreements()
    told = _next(inquiry, rows, every, years)
    lead = inquiry.say("first_to_reach", years=years[0], where=where_beside(inquiry)) if len(years) == 1 else ""
    return inquiry.answer(told, lead=lead) if told else None


def _next(
    inquiry: Inquiry, rows: tuple[Agreement, ...], every: int, years: Sequence[int], since: dt.date = dt.date.min
) -> list[Statement]:
    """Tell the next anniversary, or the first of so many years since a day, and those of the same day."""
    if years:
        found, key = _of_years(rows, years, since), "that_anniversary"
    else:
        found, key = _ahead(inquiry, rows, every), _next_key(every)
    first = [item for item in found if item.anniversary.date == found[0].anniversary.date]
    return [anniversary_statement(inquiry, item.row, item.anniversary, key) for item in first]


def _ahead(inquiry: Inquiry, rows: tuple[Agreement, ...], every: int) -> list[Occasion]:
    """Return the next anniversary of each agreement of which the day is known, soonest first."""
    today = inquiry.query.today
    found = [
        Occasion(row, row.date, next_anniversary(row.date, today, every=every))
        for row in rows
        if row.date is not None and row.date.day is not None
    ]
    return sorted(found, key=lambda item: item.anniversary.date.first_day)


def _of_years(rows: Iterable[Agreement], years: Sequence[int], since: dt.date) -> list[Occasion]:
    """Return the anniversaries of so many years of each agreement, those since a day, the first one first."""
    dated = [(row, row.date) for row in rows if row.date is not None]
    found = [Occasion(row, date, anniversary(date, n)) for row, date in dated for n in years]
    ahead = [item for item in found if item.anniversary.date.last_day >= since]
    return sorted(ahead, key=lambda item: item.anniversary.date.first_day)


def _wants_round(inquiry: Inquiry) -> bool:
    """Tell whether only round anniversaries are wanted: not for "round or not"."""
    return inquiry.says("round") and not inquiry.says("any_round")


def _round(inquiry: Inquiry) -> int:
    """Return every how many years anniversaries are round: five or ten where named, else as the office has it."""
    if inquiry.says("fives"):
        return FIVES
    return TENS if inquiry.says("tens") else inquiry.book.milestone


def _next_key(every: int) -> str:
    if every == 1:
        return "next_anniversary"
    return "next_round_anniversary" if every == TENS else "next_milestone_anniversary"


def _what(inquiry: Inquiry, every: int, years: Sequence[int]) -> str:
    """Name the anniversaries that are told: all, the round ones, or those of so many years."""
    if years:
        each = (inquiry.say("those_years", years=n, nth=ordinal(n)) for n in years)
        return inquiry.say("their_anniversary", what=joined(each, inquiry.language))
    if every == 1:
        return inquiry.say("an_anniversary", what=inquiry.say("any_years"))
    key = {TENS: "round_years", FIVES: "five_years"}.get(every, "milestone_years")
    return inquiry.say("a_special_anniversary", what=inquiry.say(key, n=every))


def _rule(inquiry: Inquiry, period: Period, years: Sequence[int]) -> int:
    """Return every how many years anniversaries are wanted: the round ones, or 1 for all."""
    if years or inquiry.says("any_round"):
        return 1
    if _wants_round(inquiry):
        return _round(inquiry)
    short = period.end - period.start <= _SHORT_RANGE
    return 1 if short or inquiry.says("every_year") else _round(inquiry)


def _uncertain_note(inquiry: Inquiry, uncertain: list[Occasion]) -> str:
    """Name the partners whose anniversary may or may not fall in the range, since its day is not known."""
    names = joined(dict.fromkeys(partner_name(item.row, inquiry.language) for item in uncertain), inquiry.language)
    return inquiry.say("may_fall_in", partners=names) if names else ""


def ask_which_city(inquiry: Inquiry) -> Answer | None:
    """Ask which partner is meant, offering those with the nearest anniversaries."""
    every = _round(inquiry) if _wants_round(inquiry) else 1
    every = next(iter(years_asked(inquiry)), every)
    soonest = [item.row for item in _ahead(inquiry, inquiry.agreements(), every)]
    names = dict.fromkeys(
        f"{home_name(row, inquiry.language)}–{partner_name(row, inquiry.language)}" for row in soonest
    )
    choices = tuple(inquiry.written(name) for name in list(names)[:_CHOICES])
    if not choices:
        return None
    return Answer(inquiry.language, Mode.RECORDS, lead=inquiry.say("which_city"), choices=choices)
