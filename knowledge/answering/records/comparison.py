"""Two partners, two home cities, or several countries and continents, side by side."""

import dataclasses

from knowledge.answering.records.agreement_date import agreement_statements
from knowledge.answering.records.figures import count_statements, is_ahead, not_yet
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import counted, home_name, is_english, joined, partner_name, partner_words
from knowledge.answering.records.ranking import answer_ranked
from knowledge.answering.records.rows import in_one_line, in_period, may_lack, where_words
from knowledge.calendar import PartialDate, anniversary, format_date, full_years
from knowledge.charts.kinds import Chart
from knowledge.evidence import Answer, Picture, Statement
from knowledge.records import Agreement, AgreementKind
from knowledge.understanding.query import AnswerKind, Relation

_PAIR = 2


def answer_comparison(inquiry: Inquiry) -> Answer | None:
    """Compare the dates of two partners, the numbers of several home cities, or name what these have in common."""
    if inquiry.organisations or inquiry.leaves_unexplained("agreement"):
        return None
    if len(inquiry.partners) >= _PAIR:
        return _partners(inquiry)
    if len(inquiry.named_homes) < _PAIR or inquiry.partners:
        return None
    if inquiry.says("common") and inquiry.query.kind is not AnswerKind.COUNT:
        return _in_common(inquiry)
    return _homes(inquiry)


def _homes(inquiry: Inquiry) -> Answer | None:
    """Compare home cities: by their first partners where that is asked, else by their numbers."""
    if inquiry.says("first") or inquiry.says("earlier"):
        return answer_ranked(inquiry, inquiry.agreements())
    if inquiry.countries or inquiry.continents:
        return None
    statements = count_statements(inquiry)
    if statements and is_ahead(inquiry):
        return not_yet(inquiry, statements)
    if not statements:
        return None
    return inquiry.answer(statements, picture=Picture(Chart.HOMES))


def _partners(inquiry: Inquiry) -> Answer | None:
    """Say which partner came first, where their dates are precise enough to tell."""
    earliest: list[tuple[PartialDate, Agreement]] = []
    for place in inquiry.partners:
        rows = inquiry.own_agreements(place)
        dated = [(row.date, row) for row in rows if row.date is not None]
        if not dated:
            return None
        earliest.append(min(dated, key=lambda pair: pair[0].first_day))
    earliest.sort(key=lambda pair: pair[0].first_day)
    (first_date, first), (second_date, second) = earliest[:_PAIR]
    language = inquiry.language
    told = [(row, agreement_statements(inquiry, row)) for _, row in earliest]
    every = [statement for _, statements in told for statement in statements]
    # The comparison tells the dates: an agreement is told beside it only for what kind of tie it is of.
    plain = all(row.kind is AgreementKind.SISTER_CITY for row, _ in told[:_PAIR]) and len(told) == _PAIR
    rest = [statement for _, statements in told for statement in statements[1:]] if plain else every
    if inquiry.says("difference"):
        return inquiry.answer([apart(inquiry, earliest[0][1], earliest[-1][1]), *rest])
    if first_date == second_date and first_date.day:
        text = inquiry.say(
            "came_together",
            first=partner_words(first, language),
            second=partner_words(second, language),
            first_date=format_date(first_date, language),
        )
        return inquiry.answer([inquiry.statement(text, first, second), *rest])
    if first_date.last_day >= second_date.first_day:
        return inquiry.answer(every, lead=inquiry.say("order_open"))
    text = inquiry.say(
        "came_first",
        first=partner_words(first, language),
        first_home=home_name(first, language),
        second=partner_words(second, language),
        second_home=home_name(second, language),
        first_date=format_date(first_date, language),
        second_date=format_date(second_date, language),
    )
    return inquiry.answer([inquiry.statement(text, first, second), *rest])


def places_compared(inquiry: Inquiry) -> Answer | None:
    """Tell in which of several countries, regions or continents there are more; None where fewer than two are named."""
    lands = [place for place in inquiry.query.lands if f"country:{place.country.lower()}" not in inquiry.home_countries]
    regions = inquiry.query.regions
    if len(lands) + len(regions) < _PAIR:
        return None
    asked = dataclasses.replace(inquiry.query, relation=inquiry.query.relation or Relation.SISTER)
    of_one = [dataclasses.replace(asked, places=(*asked.homes, place), regions=()) for place in lands]
    of_one += [dataclasses.replace(asked, places=asked.homes, regions=(region,)) for region in regions]
    each = [
        (one, in_period(one, one.agreements())[0], where_words(one))
        for one in (dataclasses.replace(inquiry, query=query) for query in of_one)
    ]
    told = [told for one, rows, where in each for told in in_one_line(one, rows, "has_there", where)]
    if not told:
        return None
    sign, blank = (", ", " ") if is_english(inquiry.language) else ("、", "")
    counts = sign.join(inquiry.say("counted_in", place=where, n=len(rows)) for _, rows, where in each)
    most = max(len(rows) for _, rows, _ in each)
    ahead = [where for _, rows, where in each if len(rows) == most]
    lead = inquiry.say("more_in" if len(ahead) == 1 else "as_many_in_each", place=ahead[0], counts=counts)
    # Of lists that may lack some, and where it is not told which place was named first, neither yes nor no is sure.
    hedge = may_lack(inquiry, [row for _, rows, _ in each for row in rows])
    if inquiry.query.kind is AnswerKind.YES_NO and not hedge and not (lands and regions):
        holds = len(ahead) == 1 and (ahead[0] == each[0][2]) is not inquiry.says("fewer_than")
        lead = inquiry.say("yes" if holds else "no") + blank + lead
    return inquiry.answer(told, lead=lead + hedge)


def _in_common(inquiry: Inquiry) -> Answer | None:
    """Name the partners that every home city named has an agreement with."""
    rows = inquiry.agreements()
    groups: dict[str, list[Agreement]] = {}
    for row in rows:
        groups.setdefault(inquiry.book.partner_id(row), []).append(row)
    shared = [of for of in groups.values() if {inquiry.home_of(row) for row in of} >= set(inquiry.named_homes)]
    if not shared:
        return inquiry.abstention(inquiry.say("none_in_common"), count_statements(inquiry))
    statements = [statement for of in shared for row in of for statement in agreement_statements(inquiry, row)]
    names = joined((partner_name(of[0], inquiry.language) for of in shared), inquiry.language)
    homes = joined(dict.fromkeys(home_name(row, inquiry.language) for row in rows), inquiry.language)
    return inquiry.answer(statements, lead=inquiry.say("in_common", homes=homes, partners=names))


def apart(inquiry: Inquiry, one: Agreement, other: Agreement) -> Statement:
    """Return how far the dates of two agreements lie apart, to the day where both days are known."""
    assert one.date is not None  # noqa: S101 - the caller compares dated rows
    assert other.date is not None  # noqa: S101 - the same
    language = inquiry.language
    first, last = one.date, other.date
    years = full_years(first, last.last_day) if first.day and last.day else None
    if years is None:
        count = last.year - first.year
        span = inquiry.say("span_years", years=counted(count, "year") if is_english(language) else count)
    else:
        since = anniversary(first, years).date.first_day
        days, total = (last.first_day - since).days, (last.first_day - first.first_day).days
        words = (counted(years, "year"), counted(days, "day")) if is_english(language) else (years, days)
        key = "span_exact" if years else "span_days"
        span = inquiry.say(key, years=words[0], days=words[1], total=total)
    text = inquiry.say(
        "years_between",
        first=partner_words(one, language),
        second=partner_words(other, language),
        first_date=format_date(first, language),
        second_date=format_date(last, language),
        span=span,
    )
    return inquiry.statement(text, one, other)
