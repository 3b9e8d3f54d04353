"""The qualifiers of a claim about a tie, each held against its row: when, of which kind, where, which, how long."""

import dataclasses
import datetime as dt
import enum
import re

from knowledge.answering.records.agreement_date import agreement_statements, noted, placed_by_note, signed_at
from knowledge.answering.records.figures import count_reached
from knowledge.answering.records.inquiry import Inquiry, may_be_within, surely_within
from knowledge.answering.records.occasions import (
    anniversary_statement,
    not_yet,
    occasions,
    years_asked,
    years_completed,
)
from knowledge.answering.records.phrasing import counted, day_words, home_name, is_english, partner_words
from knowledge.answering.records.ranking import first_of, latest_of, rank_statement
from knowledge.answering.records.rows import in_order, where_beside
from knowledge.calendar import format_date, full_years, next_anniversary
from knowledge.evidence import Statement
from knowledge.language.lexicon import find, find_all, speaks_of
from knowledge.language.meanings import months_after
from knowledge.language.numbers import NumberKind, find_numbers
from knowledge.language.times import find_times
from knowledge.names import PlaceKind
from knowledge.records import Agreement, kind_words
from knowledge.understanding.before import number_in
from knowledge.understanding.query import Period, Relation, Topic

# What it is said not to be.
_UNSAID = re.compile(r"(?:不是|并非|\bnot )[^,]*")
_CENTURY = 100


class Verdict(enum.Enum):
    """What the records say to one qualifier, the better first."""

    HOLDS = "holds"
    OPEN = "open"
    CONTRADICTED = "contradicted"


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """One qualifier held against the records, with what else is to be told where it does not hold."""

    verdict: Verdict
    told: tuple[Statement, ...] = ()


def checks(inquiry: Inquiry, row: Agreement) -> list[Check]:
    """Return what the records say to each qualifier that a text puts on a tie."""
    number, span = placed_by_note(row), find(inquiry.text, "placed")
    of_all = inquiry.query.relation is not Relation.EXCHANGE and inquiry.query.topic is not Topic.ANNIVERSARY
    if number is not None and span is not None and of_all:
        holds = number_in(span.text) == number
        return [Check(Verdict.HOLDS if holds else Verdict.CONTRADICTED, (noted(inquiry, row),))]
    held = (_date, _kind, _land, _place, _only, *_OF_NUMBERS)
    found = {check: check(inquiry, row) for check in held}
    unheld = _states_number(inquiry) and not any(found[check] for check in _OF_NUMBERS)
    # What nothing here holds against the records is not affirmed: "for fifteen full years".
    return [*(check for check in found.values() if check is not None), *([Check(Verdict.OPEN)] if unheld else [])]


def _states_number(inquiry: Inquiry) -> bool:
    """Tell whether a text states a number beside those of its times and of the partners that it names."""
    times = [(time.start, time.end) for time in find_times(inquiry.text, inquiry.query.today)]
    times += [(year.start, year.end) for year in find_all(inquiry.text, "short_year")]
    stated = [number for number in find_numbers(inquiry.text, blocked=times) if number.kind in _STATED]
    return any(number.value not in (1, len(inquiry.partners)) for number in stated)


def _date(inquiry: Inquiry, row: Agreement) -> Check | None:  # noqa: PLR0911 - one a way to say when
    """Hold the time claimed against the date of a tie; "already in 2010" claims that it was before."""
    period = inquiry.period
    if period is None and len(inquiry.query.years) > 1:
        return Check(Verdict.OPEN)  # several times: which is said of what is not told here
    if period is None and row.date is not None and (span := find(inquiry.text, "short_year")):
        return Check(Verdict.HOLDS if number_in(span.text) == row.date.year % _CENTURY else Verdict.CONTRADICTED)
    counted_years = bool(years_completed(inquiry.text)) or inquiry.says("lasted.longer", "lasted.shorter")
    if period is None or counted_years:
        return None
    if _years_left_bare(inquiry) is not None:
        return None
    if row.date is None:
        return Check(Verdict.OPEN)
    if period.recurring:
        on = period.touches_day(row.date.month, row.date.day)
        return Check({True: Verdict.HOLDS, False: Verdict.CONTRADICTED, None: Verdict.OPEN}[on])
    if inquiry.says("already"):
        begun = row.date.last_day < period.end
        return Check(Verdict.HOLDS if begun else Verdict.CONTRADICTED)
    if period.end == dt.date.max:
        period = _beginning(period)
    if surely_within(row.date, period):
        return Check(Verdict.HOLDS)
    return Check(Verdict.OPEN if may_be_within(row.date, period) else Verdict.CONTRADICTED)


def _beginning(period: Period) -> Period:
    """Return the year, month or day with which a time begins: what has been a tie "since 1988" became one then."""
    day = period.start
    if (day.month, day.day) == (1, 1):
        return dataclasses.replace(period, end=dt.date(day.year + 1, 1, 1))
    return dataclasses.replace(period, end=months_after(day, 1) if day.day == 1 else day + dt.timedelta(days=1))


def _kind(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold the kind of tie claimed against the row's; 结好 and "twinned" are said of either."""
    relation = inquiry.query.relation
    if (relation is Relation.SISTER and inquiry.says("sister.named")) or inquiry.says("sister.full"):
        return Check(Verdict.HOLDS if row.kind.value.startswith("sister") else Verdict.CONTRADICTED)
    if relation is Relation.EXCHANGE:
        return Check(Verdict.HOLDS if "exchange" in row.kind.value else Verdict.CONTRADICTED)
    return None


def _land(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold the country or continent named beside a partner against the row's; that of the rank is no claim."""
    lands = [
        place
        for place in inquiry.query.lands
        if f"country:{place.country.lower()}" not in inquiry.home_countries and place != inquiry.signed_in_land
    ]
    if not lands or _ranked(inquiry):
        return None
    holds = any(
        place.country == row.iso_country if place.kind is PlaceKind.COUNTRY else place.en in row.continents
        for place in lands
    )
    return Check(Verdict.HOLDS if holds else Verdict.CONTRADICTED)


def _place(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold the place claimed for the signing against that on record."""
    city, land = inquiry.signed_in, inquiry.signed_in_land
    if city is None and land is None:
        return None
    place = inquiry.place_signed(row)
    told = (signed_at(inquiry, row),) if row.place_signed else ()
    if place is None:
        return Check(Verdict.OPEN, told)
    holds = place == city if city is not None else land is not None and place.country == land.country
    return Check(Verdict.HOLDS if holds else Verdict.CONTRADICTED, told)


def _ranked(inquiry: Inquiry) -> bool:
    return inquiry.says("first", "latest", "placed", "only_one")


def _only(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold that a tie is the only one of its kind, or in the country or continent named, against the others."""
    if not inquiry.says("only_one"):
        return None
    others = [other for other in inquiry.rivals_of(row) if other is not row]
    if others:
        return Check(Verdict.CONTRADICTED, tuple(agreement_statements(inquiry, others[0])[:1]))
    whole = inquiry.book.complete_list(inquiry.home_of(row), row.kind)
    if whole is None:
        return Check(Verdict.OPEN)
    text = inquiry.say(
        "only_on_list",
        home=home_name(row, inquiry.language),
        partner=partner_words(row, inquiry.language),
        n=len([other for other in inquiry.book.served if (other.home_en, other.kind) == (row.home_en, row.kind)]),
        kind=kind_words(row.kind, inquiry.language),
        date=format_date(whole.as_of, inquiry.language),
        where=where_beside(inquiry),
    )
    # Of the ties of the other kind there may be one more.
    named = inquiry.query.relation is not None
    return Check(Verdict.HOLDS if named else Verdict.OPEN, (inquiry.statement(text, whole),))


def _place_claimed(inquiry: Inquiry) -> int | None:
    """Return which one of all a claim says: the second; not the second of May."""
    times = find_times(inquiry.text, inquiry.query.today)
    spans = find_all(inquiry.text, "placed")
    span = next((one for one in spans if not any(t.start <= one.start < t.end for t in times)), None)
    return number_in(span.text) if span is not None else None


def _rank(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold a claimed rank (first, second, newest) against the row's place among the ties of its home city and kind."""
    if not inquiry.says("first", "latest", "placed") or row.date is None:
        return None
    if not inquiry.says("first", "latest") and inquiry.book.complete_list(inquiry.home_of(row), row.kind) is None:
        # Which one it is of a list with gaps, nobody can tell; how many there were then may be known.
        return Check(Verdict.OPEN, tuple(count_reached(inquiry, row)))
    wanted = inquiry.kinds_wanted()
    own = [other for other in inquiry.rivals_of(row, () if row.kind in wanted else wanted) if other.date is not None]
    ordered = in_order(own)
    if row not in ordered:  # the first of the kind named is another
        right = latest_of(own) if inquiry.says("latest") else first_of(own)
        told = [rank_statement(inquiry, other, ordered.index(other) + 1, len(own), dated=True) for other in right[:1]]
        return Check(Verdict.CONTRADICTED, tuple(told))
    place = ordered.index(row) + 1
    claimed = _place_claimed(inquiry)
    from_the_end = inquiry.says("from_the_end") or (inquiry.says("latest") and claimed != 1)
    if claimed is not None and (claimed > 1 or from_the_end):
        claimed = len(ordered) - claimed + 1 if from_the_end else claimed
        holds = claimed == place
    elif inquiry.says("latest"):
        holds = row in latest_of(own)
    else:
        holds = row in first_of(own)
    if holds:
        return Check(Verdict.HOLDS)
    right = latest_of(own) if inquiry.says("latest") else first_of(own) if inquiry.says("first") else []
    if claimed is not None:
        right = ordered[claimed - 1 : claimed] if claimed else right
    told = [rank_statement(inquiry, other, ordered.index(other) + 1, len(ordered), dated=True) for other in right[:1]]
    return Check(Verdict.CONTRADICTED, (rank_statement(inquiry, row, place, len(ordered)), *told))


def _anniversary(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold the number of an anniversary claimed against those of the time named, else of this year and the next."""
    years, today = years_asked(inquiry), inquiry.query.today
    if not years or row.date is None or not inquiry.says("anniversaries") or inquiry.says("lasted.shorter"):
        return None
    if len(years) > 1:
        years = _years_said_of(inquiry, row)
        if not years:
            return Check(Verdict.OPEN)  # which is said of which is not told
    coming = next_anniversary(row.date, today)
    time = inquiry.period or Period(dt.date(today.year, 1, 1), coming.date.last_day + dt.timedelta(days=1), "")
    sure, open_ = occasions((row,), time)
    fits = [item for item in (*sure, *open_) if item.anniversary.years in years]
    named = [item.anniversary for item in (fits or [*sure, *open_])] or [coming]
    told = tuple(anniversary_statement(inquiry, row, item, "that_anniversary") for item in named)
    if not fits:
        return Check(Verdict.CONTRADICTED, told)
    return Check(Verdict.HOLDS if fits[0] in sure else Verdict.OPEN, told)


def _years_said_of(inquiry: Inquiry, row: Agreement) -> tuple[int, ...]:
    """Return the full years that a claim of several says of a partner; nothing where that is not plain.

    Each name has one number, all behind the names or all before them; what it is said not to be counts as none.
    """
    text = _UNSAID.sub("", inquiry.text)
    names = [
        name
        for name in inquiry.gazetteer.find(text)
        if any(inquiry.is_partner(row, name.place) for row in inquiry.book.served)
    ]
    starts, ends = [name.start for name in names], [name.end for name in names]
    before = [years_completed(text[end:start]) for end, start in zip([0, *ends], starts, strict=False)]
    behind = [years_completed(text[end:start]) for end, start in zip(ends, [*starts[1:], len(text)], strict=True)]
    said = before if before and before[0] else behind
    if any(len(years) != 1 for years in said):
        return ()
    return next((years for name, years in zip(names, said, strict=False) if inquiry.is_partner(row, name.place)), ())


def _age(inquiry: Inquiry, row: Agreement) -> Check | None:
    """Hold a number of years claimed against how long a tie has lasted today, or on the day named."""
    if _anniversary(inquiry, row) is not None:
        return None
    longer, shorter = find(inquiry.text, "lasted.longer"), find(inquiry.text, "lasted.shorter")
    span = shorter or longer
    years = number_in(span.text) if span else next(iter(years_completed(inquiry.text)), None)
    years = _years_left_bare(inquiry) if span is None and years is None else years
    if years is None or row.date is None:
        return None
    if inquiry.period is None and inquiry.query.years:
        return Check(Verdict.OPEN)
    today = inquiry.query.today
    period = inquiry.period
    if span and period and (span.text in period.text.casefold() or period.text.casefold() in span.text):
        period = None
    in_year = (
        period is not None
        and dt.date.min < period.start
        and period.end - period.start >= dt.timedelta(days=300)
        and period.end < dt.date.max
    )
    day = period.end - dt.timedelta(days=1) if period is not None and period.end < dt.date.max else today
    if before := not_yet(inquiry, row, day):
        return Check(Verdict.CONTRADICTED, (before,))
    lasted = day.year - row.date.year if in_year else full_years(row.date, day)
    told = () if lasted is None else (_lasted(inquiry, row, lasted, day),)
    if lasted is None:
        return Check(Verdict.OPEN)
    # An anniversary claimed for a year is that very one; years "completed" today may be more.
    holds = lasted < years if shorter else lasted == years if in_year and not longer else lasted >= years
    if not longer and not shorter and not in_year and speaks_of(inquiry.text, "exactly_years"):
        holds = lasted == years
    return Check(Verdict.HOLDS if holds else Verdict.CONTRADICTED, told)


def _years_left_bare(inquiry: Inquiry) -> int | None:
    """Return the one number beside a time that is not over: "40 next year" counts years, for nothing else is told."""
    period = inquiry.period
    if (
        period is None
        or not inquiry.query.today < period.end < dt.date.max
        or inquiry.says("sister.named", "anniversaries")
    ):
        return None
    at = inquiry.text.find(period.text)
    numbers = find_numbers(inquiry.text, blocked=[(at, at + len(period.text))] if at >= 0 else (), doubtful=True)
    counts = [int(number.value) for number in numbers if number.kind in (NumberKind.COUNT, NumberKind.YEARS)]
    return counts[0] if len(counts) == 1 and counts[0] > 1 else None


def _lasted(inquiry: Inquiry, row: Agreement, years: int, day: dt.date) -> Statement:
    language = inquiry.language
    text = inquiry.say(
        "years_on" if day <= inquiry.query.today else "years_by",
        home=home_name(row, language),
        partner=partner_words(row, language),
        since=format_date(row.date, language) if row.date else "",
        kind=kind_words(row.kind, language),
        day=day_words(day, language),
        years=counted(years, "year") if is_english(language) else years,
    )
    return inquiry.statement(text, row)


# The checks that hold a number, and the sorts of number that one of them must have held.
_OF_NUMBERS = (_rank, _anniversary, _age)
_STATED = frozenset({NumberKind.COUNT, NumberKind.YEARS, NumberKind.DURATION, NumberKind.ORDINAL})
