"""Whether a number or date says no more than one that is known."""

from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.dated import SaidDate
from knowledge.calendar import Precision
from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind
from knowledge.language.times import Time

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
