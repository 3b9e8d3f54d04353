"""Anniversaries of agreements as values and as sentences."""

import datetime as dt
import itertools
from collections.abc import Collection, Iterable
from typing import NamedTuple

from knowledge.answering.records.agreement_date import date_words, disputed_words, is_approximate
from knowledge.answering.records.inquiry import Inquiry, may_be_within, surely_within
from knowledge.answering.records.phrasing import counted, day_words, home_name, is_english, partner_words, when
from knowledge.calendar import Anniversary, PartialDate, anniversaries, anniversary, format_date, next_anniversary
from knowledge.evidence import Statement
from knowledge.language.lexicon import find_all
from knowledge.records import Agreement, kind_words
from knowledge.records.book import TENS
from knowledge.text.numerals import ordinal
from knowledge.understanding.before import number_in
from knowledge.understanding.query import Period

_NEAR = 100
# What has more figures is a year of the calendar.
_MOST_YEARS = 999
_FIVES, _SEVERAL = 5, 2
_SILVER_AND_GOLD = {"silver": 25, "golden": 50, "diamond": 60}


class Occasion(NamedTuple):
    """An anniversary and the agreement it is of."""

    row: Agreement
    since: PartialDate
    anniversary: Anniversary


def occasions(
    rows: tuple[Agreement, ...], period: Period, *, every: int = 1, years: Collection[int] = ()
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
        if (not years or item.years in years) and may_be_within(item.date, period)
    ]
    found.sort(key=lambda item: (item.anniversary.date.first_day, -item.anniversary.years))
    sure: list[Occasion] = []
    possible: list[Occasion] = []
    for item in found:
        (sure if surely_within(item.anniversary.date, period) else possible).append(item)
    return sure, possible


def years_asked(inquiry: Inquiry) -> tuple[int, ...]:
    """Return each N where the Nth anniversary is asked for ("every tenth year" is a rule, not an N)."""
    completed = years_completed(inquiry.text)
    if inquiry.query.ordinal is not None and len(completed) < _SEVERAL:
        return (inquiry.query.ordinal,) if "anniversar" in inquiry.text or "周年" in inquiry.text else ()
    named = tuple(years for word, years in _SILVER_AND_GOLD.items() if f"{word} jubilee" in inquiry.text)
    return completed or named


def years_completed(text: str) -> tuple[int, ...]:
    """Return the full years that a text counts (满三十年); that of 到2030年 names a year."""
    counts = (number_in(span.text) for span in find_all(text, "years_completed"))
    return tuple(dict.fromkeys(count for count in counts if count is not None and count <= _MOST_YEARS))


def not_yet(inquiry: Inquiry, row: Agreement, day: dt.date) -> Statement | None:
    """Say that a tie was still to come on a day, or return None where it may not have been."""
    if row.date is None or row.date.first_day <= day:
        return None
    language = inquiry.language
    text = inquiry.say(
        "years_before",
        day=day_words(day, language),
        home=home_name(row, language),
        partner=partner_words(row, language),
        kind=kind_words(row.kind, language),
        since=format_date(row.date, language),
    )
    return inquiry.statement(text, row)


def anniversary_statement(inquiry: Inquiry, row: Agreement, item: Anniversary, key: str) -> Statement:
    """Return the sentence on one anniversary of an agreement."""
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    language = inquiry.language
    text = inquiry.say(
        key,
        home=home_name(row, language),
        partner=partner_words(row, language),
        kind=kind_words(row.kind, language),
        since=when(row.date, language),
        date=format_date(item.date, language),
        **_years(inquiry, row, item),
        distance=distance_words(inquiry, item),
    )
    return inquiry.statement(text, row)


def anniversary_line(inquiry: Inquiry, item: Occasion, *, with_home: bool, with_kind: bool = False) -> Statement:
    """Return one line of a list: the day, the partner, how many years, how far off, and what is disputed."""
    text = inquiry.say("anniversary_line", **_values(inquiry, item, with_home=with_home, with_kind=with_kind))
    return inquiry.statement(text + disputed_words(inquiry, item.row), item.row, *inquiry.book.claims_about(item.row))


def anniversary_days(
    inquiry: Inquiry, items: Iterable[Occasion], *, with_home: bool, with_kind: bool = False
) -> list[Statement]:
    """Return one line a day of a long list: who has which anniversary then, how far off it is, and what is disputed.

    Since when is left out: the day and the years tell it.
    """
    statements = []
    for _, group in itertools.groupby(items, key=lambda item: item.anniversary.date):
        same_day = list(group)
        rows = [row for item in same_day for row in (item.row, *inquiry.book.claims_about(item.row))]
        told = [
            inquiry.say("anniversary_short", **_values(inquiry, item, with_home=with_home, with_kind=with_kind))
            + disputed_words(inquiry, item.row)
            for item in same_day
        ]
        values = _values(inquiry, same_day[0], with_home=with_home, with_kind=with_kind)
        between = "; " if is_english(inquiry.language) else "；"
        statements.append(inquiry.statement(inquiry.say("anniversary_day", items=between.join(told), **values), *rows))
    return statements


def _years(inquiry: Inquiry, row: Agreement, item: Anniversary) -> dict[str, object]:
    """Return the number of years of an anniversary as values, told as approximate where its first year is."""
    values: dict[str, object] = {"years": item.years, "nth": ordinal(item.years)}
    if not is_approximate(row):
        return values
    return {key: inquiry.say("about_years", years=value) for key, value in values.items()}


def _values(inquiry: Inquiry, item: Occasion, *, with_home: bool, with_kind: bool) -> dict[str, object]:
    language = inquiry.language
    # The kind is told of the weaker tie: the other is what most of a list are.
    weaker = with_kind and "exchange" in item.row.kind.value
    return {
        "home": f"{home_name(item.row, language)}{' – ' if is_english(language) else '—'}" if with_home else "",
        "partner": partner_words(item.row, language),
        "date": format_date(item.anniversary.date, language),
        "kind": inquiry.say("exchange_beside") if weaker else "",
        **_years(inquiry, item.row, item.anniversary),
        "since": date_words(inquiry, item.row),
        "distance": "" if _is_far(inquiry, item.anniversary) else distance_words(inquiry, item.anniversary),
    }


def coming_statements(inquiry: Inquiry, row: Agreement, *, since: bool = True) -> list[Statement]:
    """Return the next anniversary of an agreement, a round one of this year that is over, and the next round one.

    ``since`` says since when the two have been partners: not where the agreement is told above.
    """
    if row.date is None:
        return []
    coming = next_anniversary(row.date, inquiry.query.today)
    statements = [anniversary_statement(inquiry, row, coming, "since_and_next" if since else "next_anniversary")]
    if (over := coming.years - 1) > 0 and over % _FIVES == 0 and row.date.year + over == inquiry.query.today.year:
        statements.append(anniversary_statement(inquiry, row, anniversary(row.date, over), "this_year_over"))
    milestone = inquiry.book.milestone
    if coming.years % milestone:
        round_one = next_anniversary(row.date, inquiry.query.today, every=milestone)
        key = "round_anniversary" if milestone == TENS else "milestone_anniversary"
        statements.append(anniversary_statement(inquiry, row, round_one, key))
    return statements


def distance_words(inquiry: Inquiry, item: Anniversary) -> str:
    """Say how far off an anniversary is, or that only its month or year is known."""
    days = item.days_to_go(inquiry.query.today)
    if days is None:
        return inquiry.say("day_unknown")
    if days == 0:
        return inquiry.say("day_is_today")
    number = counted(abs(days), "day") if is_english(inquiry.language) else abs(days)
    return inquiry.say("days_to_go" if days > 0 else "days_ago", days=number)


def _is_far(inquiry: Inquiry, item: Anniversary) -> bool:
    """Tell whether a day is so far off that in a list the number of days says nothing."""
    days = item.days_to_go(inquiry.query.today)
    return days is not None and abs(days) > _NEAR


def leap_note(inquiry: Inquiry, row: Agreement) -> str:
    """Explain the anniversary of a 29 February; empty for any other day."""
    return inquiry.say("leap_day") if row.date and (row.date.month, row.date.day) == (2, 29) else ""
