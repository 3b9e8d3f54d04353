"""Which agreements of a list fall in the period asked about, in what order, and what to call them."""

import datetime as dt
from collections.abc import Callable, Iterable

from knowledge.answering.records.agreement_date import date_words
from knowledge.answering.records.inquiry import EXCHANGE_KINDS, SISTER_KINDS, Inquiry, may_be_within, surely_within
from knowledge.answering.records.phrasing import (
    country_name,
    day_words,
    home_name,
    is_english,
    joined,
    number_words,
    partner_name,
    partner_words,
    period_words,
    place_in_text,
    side_by_side,
)
from knowledge.calendar import format_date
from knowledge.evidence import Statement
from knowledge.records import Agreement, kind_words
from knowledge.text.pinyin import sounded
from knowledge.understanding.query import AnswerKind, By, Relation


def in_period(inquiry: Inquiry, rows: Iterable[Agreement]) -> tuple[tuple[Agreement, ...], tuple[Agreement, ...]]:
    """Return the rows dated surely within the range asked about, and those that may be."""
    period = inquiry.period
    if period is None:
        return tuple(rows), ()
    dated = [row for row in rows if row.date is not None]
    if period.recurring:
        found = [(row, period.touches_day(row.date.month, row.date.day)) for row in dated if row.date]
        return tuple(row for row, on in found if on), tuple(row for row, on in found if on is None)
    sure = tuple(row for row in dated if row.date and surely_within(row.date, period))
    return sure, tuple(row for row in dated if row.date and may_be_within(row.date, period) and row not in sure)


def uncertain_note(inquiry: Inquiry, uncertain: Iterable[Agreement]) -> str:
    """Name the partners of whom no source says whether they are of the time asked about."""
    names = joined((partner_name(row, inquiry.language) for row in uncertain), inquiry.language)
    return inquiry.say("may_be_dated_in", partners=names) if names else ""


def in_order(rows: Iterable[Agreement]) -> list[Agreement]:
    """Return agreements by date; those without one come last."""
    return sorted(rows, key=lambda row: (row.date.first_day if row.date else dt.date.max, row.partner_en))


def arranged(inquiry: Inquiry, rows: Iterable[Agreement]) -> list[Agreement]:
    """Return agreements in the order asked for, by date where none is; those without a date come last."""
    order, language = inquiry.query.order, inquiry.language
    ordered = in_order(rows)
    if order is None:
        return ordered
    keys: dict[By, Callable[[Agreement], str]] = {
        By.COUNTRY: lambda row: country_name(row, language),
        By.CONTINENT: lambda row: row.continent,
        By.NAME: lambda row: sounded(partner_name(row, language)),
    }
    if order.by in keys:
        return sorted(ordered, key=keys[order.by], reverse=order.descending)
    if not order.descending:
        return ordered
    dated = [row for row in ordered if row.date is not None]
    return [*reversed(dated), *(row for row in ordered if row.date is None)]


def homes_and_kinds(rows: Iterable[Agreement]) -> list[tuple[str, str]]:
    """Return each home city and kind of tie that occurs, once."""
    return list(dict.fromkeys((row.home_en, row.kind) for row in rows))


def described(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    """Say of what the rows are: 13 sister cities of Guangzhou in Europe since 2010."""
    language = inquiry.language
    rows = list(rows)
    parts = []
    for home, kind in homes_and_kinds(rows):
        own = [row for row in rows if (row.home_en, row.kind) == (home, kind)]
        values = {"home": home_name(own[0], language), "kind": kind_words(kind, language, len(own))}
        parts.append(inquiry.say("rows_of", where=where_words(inquiry), n=len(own), **values))
    text = joined(parts, language)
    if is_english(language) and where_words(inquiry):
        text = f"{text} {where_words(inquiry)}"
    if when := when_words(inquiry):
        text = inquiry.say("rows_when", rows=text, period=when.strip("()"))
    return text


def where_words(inquiry: Inquiry) -> str:
    """Say in which countries, regions and continents the ties asked about are: in Africa; nothing where in none."""
    language = inquiry.language
    lands = [place for place in inquiry.query.lands if f"country:{place.country.lower()}" not in inquiry.home_countries]
    if not lands and not inquiry.query.regions:  # the country of the partners left out
        lands = [place for land in inquiry.countries if (place := inquiry.gazetteer.get(f"country:{land.lower()}"))]
    names = [place_in_text(place, language) for place in lands]
    names += [region.en if is_english(language) else region.zh for region in inquiry.query.regions]
    return inquiry.say("in_place", where=joined(dict.fromkeys(names), language)) if names else ""


def where_beside(inquiry: Inquiry) -> str:
    """Say where the ties asked about are, behind what it belongs to."""
    where = where_words(inquiry)
    return f" {where}" if where and is_english(inquiry.language) else where


def partners_counted(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    """Say how many partners of each kind each home city has among these: 3 sister cities of Guangzhou in Europe."""
    language, rows = inquiry.language, list(dict.fromkeys(rows))
    parts = []
    for home in dict.fromkeys(row.home_en for row in rows):
        own = [row for row in rows if row.home_en == home]
        values = {"home": home_name(own[0], language), "where": where_beside(inquiry)}
        parts.append(inquiry.say("counted_of_home", rows=_of_each_kind(inquiry, own), **values))
    return side_by_side(parts, language, "、")


def _of_each_kind(inquiry: Inquiry, rows: list[Agreement]) -> str:
    """Say how many of each kind there are: 38 sister cities and one friendly exchange city."""
    language = inquiry.language
    counts = {kind: sum(row.kind == kind for row in rows) for _, kind in homes_and_kinds(rows)}
    words = (
        inquiry.say("so_many_of_kind", n=number_words(n, language), kind=kind_words(kind, language, n))
        for kind, n in counts.items()
    )
    return joined(words, language)


def _of_each_kind_and_all(inquiry: Inquiry, rows: list[Agreement]) -> str:
    """Say how many of each kind there are, and where all are counted together, how many that makes."""
    text = _of_each_kind(inquiry, rows)
    if inquiry.query.kind is not AnswerKind.COUNT or len({row.kind for row in rows}) == 1:
        return text
    return inquiry.say("in_all", rows=text, n=number_words(len(rows), inquiry.language))


def place_and_time(inquiry: Inquiry) -> str:
    """Say where and when the ties asked about are: in Africa since 2010."""
    where = where_words(inquiry)
    when = when_words(inquiry)
    if is_english(inquiry.language):
        return f"{where} {when}".strip()
    return f"{where}{when}结好" if when else where


def when_words(inquiry: Inquiry) -> str:
    """Say of when the ties asked about are; a day of every year in the words of the question."""
    period = inquiry.period
    if period is None:
        return ""
    if period.recurring:
        return f"({period.text})" if is_english(inquiry.language) else period.text
    return period_words(period, inquiry.language)


def none_listed(inquiry: Inquiry) -> Statement | None:
    """Say that a complete list has no tie of the kind, place and time asked about; None where no list is complete."""
    period = inquiry.period
    (kind, *_) = inquiry.kinds_wanted()
    for home in inquiry.homes:
        whole = inquiry.book.complete_list(home, kind)
        own = [row for row in inquiry.book.served if inquiry.home_of(row) == home and row.kind is kind]
        undated = period is not None and any(row.date is None for row in own)
        late = period is not None and whole is not None and period.end > whole.as_of.last_day
        if whole is None or not own or late or undated:
            continue
        text = inquiry.say(
            "none_on_list",
            home=home_name(own[0], inquiry.language),
            n=len(own),
            kind=kind_words(kind, inquiry.language),
            date=format_date(whole.as_of, inquiry.language),
            where=place_and_time(inquiry),
            verb="is" if period is None else "was gained",
        )
        return inquiry.statement(text, whole)
    return None


def listed_by(inquiry: Inquiry) -> list[Statement]:
    """Say how many of a complete list there were at the end of a time; nothing where a date is missing."""
    period, statements = inquiry.period, []
    if period is None:
        return []
    for home in inquiry.homes:
        kind = inquiry.kinds_wanted()[0]
        whole = inquiry.book.complete_list(home, kind)
        own = [row for row in inquiry.agreements(kinds=(kind,)) if inquiry.home_of(row) == home]
        if whole is None or any(row.date is None or row.date.day is None for row in own):
            continue
        text = inquiry.say(
            "listed_by",
            home=home_name(own[0], inquiry.language),
            n=sum(row.date.last_day < period.end for row in own if row.date),
            m=len(own),
            kind=kind_words(kind, inquiry.language),
            date=format_date(whole.as_of, inquiry.language),
            day=day_words(period.end - dt.timedelta(days=1), inquiry.language),
        )
        statements.append(inquiry.statement(text, whole))
    return statements


def other_kind_note(inquiry: Inquiry, home: str) -> str:
    """Say that the friendly exchange cities are not all on record, so one may be; nothing if they are."""
    exchange = EXCHANGE_KINDS[0]
    known = any(inquiry.home_of(row) == home and row.kind is exchange for row in inquiry.book.served)
    if not known or inquiry.book.complete_list(home, exchange) is not None:
        return ""
    return inquiry.say("other_kind_unknown", kind=kind_words(exchange, inquiry.language))


def beside_them(inquiry: Inquiry) -> list[Statement]:
    """Tell the ties of the other kind where and when those of one were asked about; none where all were."""
    relation = inquiry.relation
    narrowed = inquiry.countries or inquiry.continents or inquiry.period is not None
    if relation not in (Relation.SISTER, Relation.EXCHANGE) or inquiry.query.among or not narrowed:
        return []
    of_these, others = SISTER_KINDS, EXCHANGE_KINDS
    if relation is Relation.EXCHANGE:
        of_these, others = others, of_these
    places = [of_these.index(kind) for kind in inquiry.kinds_wanted()]
    rows, _ = in_period(inquiry, inquiry.agreements(kinds=[others[place] for place in places]))
    where = place_and_time(inquiry) if is_english(inquiry.language) else when_words(inquiry) + where_words(inquiry)
    return in_one_line(inquiry, rows, "also_has", where)


def in_one_line(inquiry: Inquiry, rows: Iterable[Agreement], key: str, where: str) -> list[Statement]:
    """Tell in one statement for each home city which partners it has, and since when."""
    language, rows = inquiry.language, in_order(rows)
    statements = []
    for home in dict.fromkeys(row.home_en for row in rows):
        own = [row for row in rows if row.home_en == home]
        named = (
            inquiry.say("since_beside", partner=partner_words(row, language), date=date_words(inquiry, row))
            for row in own
        )
        values = {"home": home_name(own[0], language), "rows": _of_each_kind(inquiry, own)}
        text = inquiry.say(
            key,
            where=f" {where}" if where and is_english(language) else where,
            partners=("; " if is_english(language) else "；").join(named),
            **values,
        )
        statements.append(inquiry.statement(text, *own))
    return statements


def ambiguity_notes(inquiry: Inquiry) -> list[str]:
    """Say that "friendship city" has two readings, where it was asked."""
    return [inquiry.say("friendship_means")] if inquiry.query.relation is Relation.FRIENDSHIP else []


def lead_of(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    """Say before a list whose partners it holds: how many, where and of when, and that there may be more of them."""
    language, rows = inquiry.language, list(rows)
    if inquiry.query.among:
        scope = place_and_time(inquiry)
        return inquiry.say("of_those", scope=scope) if scope else ""
    dated = inquiry.period is not None
    clauses = []
    for home in dict.fromkeys(row.home_en for row in rows):
        own = [row for row in rows if row.home_en == home]
        values = {
            "home": home_name(own[0], language),
            "where": where_words(inquiry),
            "rows": _of_each_kind_and_all(inquiry, own),
        }
        clauses.append(inquiry.say("home_gained" if dated else "home_has", **values))
    scope = place_and_time(inquiry) if is_english(language) else when_words(inquiry)
    text = inquiry.say("scoped" if scope else "unscoped", text=side_by_side(clauses, language, "，"), scope=scope)
    if inquiry.besides:
        text = inquiry.say("besides", partners=besides_words(inquiry), text=text)
    return inquiry.say("rows_follow", text=text, hedge=may_lack(inquiry, rows))


def besides_words(inquiry: Inquiry) -> str:
    """Name the partners that a list leaves out."""
    return joined((place_in_text(place, inquiry.language) for place in inquiry.besides), inquiry.language)


def may_lack(inquiry: Inquiry, rows: Iterable[Agreement]) -> str:
    """Say of which kinds no list is known to be complete; nothing where all are."""
    rows = list(rows)
    whole = {kind for row in rows for kind in [row.kind] if _is_whole(inquiry, row)}
    lacking = dict.fromkeys(row.kind for row in rows if not _is_whole(inquiry, row))
    if not lacking:
        return ""
    if not whole - lacking.keys():
        return inquiry.say("may_lack")
    return inquiry.say(
        "kinds_may_lack", kinds=joined((kind_words(k, inquiry.language) for k in lacking), inquiry.language)
    )


def _is_whole(inquiry: Inquiry, row: Agreement) -> bool:
    return inquiry.book.complete_list(inquiry.home_of(row), row.kind) is not None
