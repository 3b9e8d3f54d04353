"""Which anniversary, when, and after how many years: of one partner, in a range of days, or the next of all."""

import datetime as dt
from collections.abc import Sequence

from knowledge.answering.records.agreement_date import agreement_statements, date_words, undated_answer
from knowledge.answering.records.anniversary_list import answer_in_range, answer_soonest, ask_which_city
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.occasions import (
    anniversary_statement,
    coming_statements,
    leap_note,
    not_yet,
    occasions,
    years_asked,
)
from knowledge.answering.records.phrasing import counted, day_words, home_name, is_english, partner_words, when
from knowledge.calendar import anniversary, full_years
from knowledge.evidence import Answer, Statement
from knowledge.records import Agreement, kind_words
from knowledge.text.numerals import ordinal
from knowledge.understanding.query import AnswerKind, Period

_MOST = 10


def answer_anniversaries(inquiry: Inquiry) -> Answer | None:
    """Answer a question about anniversaries, or ask which city is meant."""
    if inquiry.organisations or inquiry.leaves_unexplained("agreement", "anniversary"):
        return None
    if inquiry.partners:
        return _of_partners(inquiry)
    period = _range_asked(inquiry)
    filtered = inquiry.named_homes or inquiry.countries or inquiry.continents
    listed = inquiry.query.kind in (AnswerKind.LIST, AnswerKind.COUNT)
    coming = inquiry.says("upcoming") and inquiry.query.kind is not AnswerKind.DATE
    of_one = inquiry.query.follows_up and inquiry.says("pronoun") and not inquiry.query.among
    if period is None and inquiry.says("first") and years_asked(inquiry):
        return answer_soonest(inquiry)
    if period is None and (of_one or not (filtered or listed or coming)):
        return ask_which_city(inquiry)
    if period is None and inquiry.says("next_one") and not years_asked(inquiry):
        return answer_soonest(inquiry)
    return answer_in_range(inquiry, period)


def _range_asked(inquiry: Inquiry) -> Period | None:
    if inquiry.period is not None:
        return inquiry.period
    today = inquiry.query.today
    if inquiry.says("on_this_day"):
        return Period(today, today + dt.timedelta(days=1), "")
    return None


def _of_partners(inquiry: Inquiry) -> Answer | None:
    tied = inquiry.agreements(any_kind=True)
    if not all(any(inquiry.is_partner(row, place) for row in tied) for place in inquiry.partners):
        return None
    if undated := undated_answer(inquiry, tied):
        return undated
    rows = tuple(row for row in tied if row.date is not None)
    if not all(any(inquiry.is_partner(row, place) for row in rows) for place in inquiry.partners):
        return None
    years = years_asked(inquiry)
    statements: list[Statement] = []
    for row in rows:
        statements += _of_partner(inquiry, row, years)
        statements += agreement_statements(inquiry, row)[1:]
    notes = [leap_note(inquiry, row) for row in rows]
    return inquiry.answer(statements, notes=notes)


def _of_partner(inquiry: Inquiry, row: Agreement, years: Sequence[int]) -> list[Statement]:
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    if years:
        return [anniversary_statement(inquiry, row, anniversary(row.date, n), "that_anniversary") for n in years]
    period = inquiry.period
    if inquiry.says("how_many_years") and not inquiry.says("next_anniversary"):
        return [_years_so_far(inquiry, row, period)]
    if period is not None and period.start != dt.date.min:
        sure, open_ = occasions((row,), period)
        if found := [*sure, *open_]:
            return [anniversary_statement(inquiry, row, item.anniversary, "that_anniversary") for item in found[:_MOST]]
    return coming_statements(inquiry, row)


def _years_so_far(inquiry: Inquiry, row: Agreement, period: Period | None) -> Statement:
    """Tell how many years an agreement has lasted on a day, in a year, or today."""
    assert row.date is not None  # noqa: S101 - the caller keeps only dated rows
    language, today = inquiry.language, inquiry.query.today
    start = period.start if period else today
    last = period.end - dt.timedelta(days=1) if period and period.end < dt.date.max else today
    if before := not_yet(inquiry, row, last):
        return before
    values = {
        "home": home_name(row, language),
        "partner": partner_words(row, language),
        "since": date_words(inquiry, row),
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
        key = "years_on" if last <= today else "years_by"
        text = inquiry.say(key, day=day_words(last, language), **values, **_years(inquiry, years))
    return inquiry.statement(text, row)


def _years(inquiry: Inquiry, count: int) -> dict[str, object]:
    return {"years": counted(count, "year") if is_english(inquiry.language) else count, "nth": ordinal(count)}
