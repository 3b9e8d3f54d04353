"""Whether what stands in a clause of a statement is what stands in one of its evidence."""

from collections.abc import Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.equal import date_carried, number_carried
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.units import Unit
from knowledge.language.numbers import NumberKind

WORDS = ("noun", "verb", "rank")
TIMES = ("time", "season")


def covers(fact: Fact, unit: Unit) -> bool:
    """Tell whether a clause has what a unit says, a Chinese word within a longer one too."""
    return among(unit, fact.units) or (
        unit.kind in WORDS and len(unit.word) > 1 and not unit.word.isascii() and unit.word in fact.text
    )


def among(unit: Unit, known: Sequence[Unit]) -> bool:
    """Tell whether one of several units says what a unit does."""
    return any(same(unit, other) for other in known)


def meet(said: Sequence[Unit], known: Sequence[Unit]) -> bool:
    """Tell whether one of several units is among others."""
    return any(among(unit, known) for unit in said)


def same(said: Unit, known: Unit) -> bool:  # noqa: PLR0911 - one return a kind
    """Tell whether a unit of the evidence says what one of a statement does."""
    match said.kind:
        case "place":
            if known.kind == "place":
                return said.key == known.key or said.word in known.word or known.word in said.word
            return said.word == known.word or (
                len(known.word) == 1 and sense.stands_for(known.word, said.key.split("-")[0])
            )
        case "number":
            return known.kind == "number" and _same_number(said, known)
        case "time":
            return known.kind == "time" and _same_time(said, known)
        case "period" | "season" | "rank" | "clock":
            return said.kind == known.kind and said.key == known.key
    if known.kind not in WORDS:
        return known.kind in {"place", "number", "season"} and said.word in known.word
    if sense.alike(said.key, known.key) or {sense.role(said.key), sense.role(known.key)} == {"give", "get"}:
        return True
    if said.word.isascii() or known.word.isascii():
        return False
    general = len(known.word) > len(said.word) > 1 and bool(
        sense.groups(known.word[-1]) & sense.groups(said.word)
    )  # 比赛, of 友谊赛
    return general or (len(known.word) > 1 and known.word in said.word)


def _same_number(said: Unit, known: Unit) -> bool:
    one, other = said.value, known.value
    assert one is not None and other is not None  # noqa: S101, PT018 - units of this kind have one
    if one.number is None or other.number is None or not number_carried(one.number, other.number):
        return False
    mine, theirs = said.key.removesuffix("s"), known.key.removesuffix("s")
    return (
        not mine
        or not theirs
        or mine == theirs
        or not all(sense.is_among("unit", one) for one in (mine, theirs))
        or sense.alike(mine, theirs)
    )


def _same_time(said: Unit, known: Unit) -> bool:
    one, other = said.value, known.value
    assert one is not None and other is not None  # noqa: S101, PT018 - units of this kind have one
    alike = one.date is not None and other.date is not None and date_carried(one.date, other.date)
    return alike and (said.raw == "before") is (known.raw == "before")


def counts(number: Unit, unit: Unit) -> bool:
    """Tell whether a unit stands right behind a number or rank."""
    return number.kind in {"number", "rank"} and 0 <= unit.start - number.end <= 1


def is_amount(unit: Unit) -> bool:
    """Tell whether a unit is a number and no ordinal."""
    number = unit.value.number if unit.value else None
    return number is not None and number.kind is not NumberKind.ORDINAL


def is_length(unit: Unit) -> bool:
    """Tell whether a unit says how long something takes."""
    number = unit.value.number if unit.value else None
    return number is not None and number.kind in {NumberKind.DURATION, NumberKind.YEARS}


def is_way(unit: Unit) -> bool:
    """Tell whether a word says that something rises or falls."""
    return sense.role(unit.key) in {"rise", "fall"}
