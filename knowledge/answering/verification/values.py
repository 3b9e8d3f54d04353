"""The numbers and dates of a sentence, the places that they are said of, and when one says no more than another."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.calendar import PartialDate, Precision
from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind
from knowledge.language.times import Time, find_points
from knowledge.names import Mention, PlaceKind

_RESPECTIVELY = re.compile(r"\brespectively\b|分别|依次")


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A number or a date, with the span of its clause and the ids of the places that it is said of."""

    start: int
    end: int
    number: Number | None
    date: SaidDate | None
    clause: tuple[int, int] = (0, 0)
    places: frozenset[str] = frozenset()


def value_of(found: SaidDate | Number) -> Value:
    """Return a date or number as a value that is not yet said of anything."""
    if isinstance(found, SaidDate):
        return Value(found.found.start, found.found.end, None, found)
    return Value(found.start, found.end, found, None)


def bound_values(
    folded: str, values: Sequence[Value], spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[Value]:
    """Yield values with their clause and the places that they are said of."""
    paired = _paired(folded, values, mentions)
    inside = [[one for one in mentions if start <= one.start < end] for start, end in spans]
    for value in values:
        at = max((index for index, (start, _) in enumerate(spans) if start <= value.start), default=0)
        nearest = [*inside[at::-1], *inside[at + 1 :]]
        said_of = next((some for some in nearest if some), [])
        places = frozenset(one.place.id for one in paired.get(value.start, said_of))
        yield dataclasses.replace(value, clause=spans[at], places=places)


def _paired(folded: str, values: Sequence[Value], named: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Pair values and the last names in their order where the text says "respectively"."""
    paired: dict[int, list[Mention]] = {}
    names = [one for one in named if one.place.kind is not PlaceKind.COUNTRY]
    for some in ([one for one in values if one.date], [one for one in values if one.number]):
        if _RESPECTIVELY.search(folded) and len(names) >= len(some) > 1:
            paired |= {value.start: [name] for value, name in zip(some, names[-len(some) :], strict=True)}
    return paired


_RECURRING = re.compile(r"每年|历年|\b(?:every|each) year\b|\bannual|\byearly\b")
_SAME_YEAR = re.compile(r"同年|当年|\b(?:in )?(?:the )?same year")
_SENTINEL = PartialDate(2000, 6, 15)


@dataclasses.dataclass(frozen=True, slots=True)
class SaidDate:
    """A date of a clause; ``yearless`` where the text gives no year, ``relative`` where it counts from another date."""

    found: Time
    yearless: bool = False
    relative: bool = False


def said_dates(folded: str, reference: PartialDate | None, known: int | None = None) -> list[SaidDate]:
    """Return the dates of a folded text.

    A month and day without a year take the year named before them (``known``: in the sentence before), else that of
    the reference; one that recurs takes none. Those that nothing resolves are kept as yearless, in the year 2000.
    """
    explicit = {(date.start, date.end): date for date in find_points(folded)}
    counted = {(date.start, date.end): date for date in find_points(folded, reference=reference)} if reference else {}
    recurs = bool(_RECURRING.search(folded))
    found: list[SaidDate] = []
    for date in find_points(folded, reference=_SENTINEL):
        span = (date.start, date.end)
        if span in explicit:
            found.append(SaidDate(explicit[span]))
            known = explicit[span].first.year
        elif date.relative:
            if known is not None and _SAME_YEAR.match(folded, date.start):
                of_year = find_points(folded, reference=PartialDate(known, 6, 15))
                found += [SaidDate(one) for one in of_year if (one.start, one.end) == span]
            elif span in counted:
                found.append(SaidDate(counted[span], relative=True))
            elif date.precision is not Precision.YEAR:
                found.append(SaidDate(date, yearless=True))
        elif recurs or (known is None and span not in counted):
            found.append(SaidDate(date, yearless=True))
        elif known is not None:
            of_year = find_points(folded, reference=PartialDate(known, 6, 15))
            again = {(one.start, one.end): one for one in of_year}
            found.append(SaidDate(again.get(span, date), yearless=span not in again))
        else:
            found.append(SaidDate(counted[span], yearless=True, relative=True))
    return found


# What may be said of a number that the evidence gives so: a limit is never made exact, nor another limit.
_MAY_SAY = {
    Bound.EXACT: {Bound.EXACT, Bound.ABOUT},
    Bound.ABOUT: {Bound.ABOUT},
    Bound.OVER: {Bound.OVER, Bound.AT_LEAST, Bound.ABOUT},
    Bound.AT_LEAST: {Bound.AT_LEAST, Bound.OVER},
    Bound.NEARLY: {Bound.NEARLY, Bound.UNDER, Bound.ABOUT, Bound.AT_MOST},
    Bound.UNDER: {Bound.UNDER, Bound.NEARLY, Bound.ABOUT, Bound.AT_MOST},
    Bound.AT_MOST: {Bound.AT_MOST},
}


def carried(said: Value, known: Value) -> bool:
    """Tell whether a value of a statement is one of the evidence's, in whatever form."""
    if said.date is not None and known.date is not None:
        return date_carried(said.date, known.date)
    if said.number is not None and known.number is not None:
        return number_carried(said.number, known.number)
    return False


def date_carried(said: SaidDate, known: SaidDate) -> bool:
    """Tell whether a date is no more precise than a known one and holds it; one without a year may be of any."""
    if said.yearless:
        return same_day_of_year(said.found, known.found)
    if known.yearless and not known.relative:
        return False
    return said.found.first <= known.found.first and known.found.last <= said.found.last


def same_day_of_year(said: Time, known: Time) -> bool:
    """Tell whether a date without its year is no more precise than a known one, and falls on it in that year."""
    if Precision.YEAR in {said.precision, known.precision}:
        return False
    first, last, known_first, known_last = (
        day.month * 100 + day.day for day in (said.first, said.last, known.first, known.last)
    )
    return first <= known_first and known_last <= last


_STOREYS = frozenset("层 楼 期 届 级 号".split())
# How many of the smallest unit that measures it exactly: a month is no number of days.
_MONTHS = {
    "年": 12,
    "year": 12,
    "years": 12,
    "个月": 1,
    "month": 1,
    "months": 1,
    "季度": 3,
    "个季度": 3,
    "quarter": 3,
    "quarters": 3,
}
_DAYS = {"周": 7, "个星期": 7, "星期": 7, "week": 7, "weeks": 7, "天": 1, "日": 1, "day": 1, "days": 1}


def lasts_the_same(said: Number, known: Number) -> bool:
    """Tell whether two spans of time are as long in different units: two years, 24个月."""
    if said.bound not in _MAY_SAY[known.bound] or said.unit == known.unit:
        return False
    for scale in (_MONTHS, _DAYS):
        mine, theirs = scale.get(said.unit), scale.get(known.unit)
        if mine and theirs:
            return (said.value * mine, said.top * mine) == (known.value * theirs, known.top * theirs)
    return False


def number_carried(said: Number, known: Number) -> bool:
    """Tell whether a number says no more than the one known: value, kind, currency and bound."""
    if lasts_the_same(said, known):
        return True
    if said.vague or known.vague:
        return said.vague and said.value <= known.value and known.top <= said.top
    if (said.value, said.top) != (known.value, known.top) or said.bound not in _MAY_SAY[known.bound]:
        return False
    if said.currency and said.currency != known.currency:
        return False
    return _of_one_kind(said, known)


def _of_one_kind(said: Number, known: Number) -> bool:
    """Tell whether a number may stand for one that counts something else by its form."""
    if said.kind is known.kind or (said.kind is NumberKind.COUNT and known.kind is NumberKind.MONEY):
        return True
    if said.bare and known.kind is NumberKind.YEARS:  # "for 30 years with Lyon and with Tampere for 10"
        return True
    if said.kind is NumberKind.YEARS and known.kind is NumberKind.ORDINAL:  # the 45th, of anniversaries
        return "anniversar" in said.unit or "周年" in said.unit
    if {said.kind, known.kind} == {NumberKind.COUNT, NumberKind.ORDINAL}:  # on the third floor, 三层
        return bool({said.unit, known.unit} & _STOREYS)
    plain = said.kind is NumberKind.COUNT and not said.unit and not said.noun
    return plain and known.kind is NumberKind.YEARS
