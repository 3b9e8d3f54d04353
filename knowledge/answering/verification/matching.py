"""When a clause of the evidence has what one of a statement says, in itself or from the clauses before it."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.reading import Known
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.answering.verification.values import date_carried, number_carried
from knowledge.calendar import PartialDate
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


# The heading or title of what is planned, and what tells of a plan without its words.
PLAN = re.compile(r"计划|规划|目标|任务|\b(?:plans?|planned|targets?|tasks?|ahead|outlook)\b")
_SHIFTED = re.compile(r"\b(?:before|after)\b|[之以此]?[前后](?!者|来|往)")


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where a fact of the evidence stands: the facts of its sentence up to it, and those of the sentences before."""

    chain: tuple[Fact, ...]
    whole: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    published: PartialDate | None
    in_plan: bool

    @property
    def fact(self) -> Fact:
        """Return the fact itself."""
        return self.chain[-1]


def spots_of(piece: Known) -> Iterator[Spot]:
    """Yield where each fact of a piece of evidence stands."""
    earlier: tuple[Fact, ...] = ()
    in_plan = bool(PLAN.search(piece.folded))
    for part in piece.reading.sentences:
        for index in range(len(part.facts)):
            yield Spot(part.facts[: index + 1], part.facts, earlier, piece.published, in_plan)
        earlier += part.facts


def astray(missing: Sequence[Unit], wanted: Sequence[Unit], spot: Spot, around: str) -> Unit | None:
    """Return what a clause leaves out and does not go on with either; what stands far before must stand together."""
    far: list[Unit] = []
    for unit in missing:
        if not _inherits(unit, wanted, spot):
            return unit
        if unit.word not in around and not any(covers(before, unit) for before in spot.chain):
            far.append(unit)
    together = any(all(covers(before, unit) for unit in far) for before in spot.earlier)
    return far[0] if far and not together else None


def _inherits(unit: Unit, wanted: Sequence[Unit], spot: Spot) -> bool:
    """Tell whether what a clause leaves out stands before it, and nothing stands in its place since."""
    if unit.kind == "verb" and spot.fact.has_verb:
        return any(other.kind == "noun" and same(unit, other) for before in spot.chain[:-1] for other in before.units)
    if unit.kind == "number" and unit.raw != "of" and is_amount(unit) and not is_length(unit):
        return False
    if unit.kind in TIMES:
        if bool(_SHIFTED.search(spot.fact.text)) is not (unit.raw == "before"):
            return False
        unit = dataclasses.replace(unit, raw="")
    since: list[Fact] = [spot.fact]
    for before in reversed(spot.chain[:-1]):
        if covers(before, unit):
            return not _is_replaced(unit, before, since, wanted)
        since.append(before)
    return _comes_from_afar(unit, wanted, spot, since)


def _comes_from_afar(unit: Unit, wanted: Sequence[Unit], spot: Spot, since: Sequence[Fact]) -> bool:
    """Tell whether a sentence before has what a clause leaves out: a name, a time where it has none, a verb."""
    timed = any(one.kind in TIMES for there in spot.chain for one in there.units)
    fragment = unit.kind == "verb" and not any(other.finite for other in spot.whole)
    if fragment:
        return any(covers(before, unit) for before in spot.earlier)
    if not (unit.kind in NAMES or (unit.kind in TIMES and not timed)):
        return False
    before = next((one for one in reversed(spot.earlier) if covers(one, unit)), None)
    return before is not None and not _is_replaced(unit, before, since, wanted)


def _is_replaced(unit: Unit, before: Fact, since: Sequence[Fact], wanted: Sequence[Unit]) -> bool:
    """Tell whether something of a unit's sort that is not said took its place after the clause that has it."""
    mine = [other for other in before.units if same(unit, other)]
    for there in since:
        for other in there.units:
            if unit.kind in NAMES:
                roles = {unit.role, *(one.role for one in mine)} if there is since[0] else set()
                alike = other.kind in NAMES and (
                    other.role in roles
                    or any(other.raw == one.raw and (there is since[0] or one.raw != "obj") for one in mine)
                )
            else:
                alike = other.kind == unit.kind or {other.kind, unit.kind} <= set(TIMES)
            if (
                alike
                and not (other.kind == "noun" and sense.is_free(other.word))
                and not any(same(one, other) for one in wanted)
            ):
                return True
    return False
