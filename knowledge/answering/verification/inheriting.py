"""What a clause of the evidence leaves out and goes on with from those before it."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.matching import TIMES, covers, is_amount, is_length, same
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.calendar import PartialDate

# The heading or title of what is planned, and what tells of a plan without its words.
_PLAN = re.compile(r"计划|规划|目标|任务|\b(?:plans?|planned|targets?|tasks?|ahead|outlook)\b")
_SHIFTED = re.compile(r"\b(?:before|after)\b|[之以此]?[前后](?!者|来|往)")
_ANY = re.compile(
    r".*[一另]处|\s*(?:and |but )?(?:all|they|both|some|most|many|these|those|none|each|it)\b|[^,;。]{0,4}[均都]"
)


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
    in_plan = bool(_PLAN.search(piece.around_folded))
    for part in piece.reading.sentences:
        for index in range(len(part.facts)):
            yield Spot(part.facts[: index + 1], part.facts, earlier, piece.published, in_plan)
        earlier += part.facts


def astray(missing: Sequence[Unit], wanted: Sequence[Unit], spot: Spot, around: str) -> Unit | None:
    """Return what a clause leaves out and does not go on with either; what stands far before must stand together."""
    far: list[Unit] = []
    for unit in missing:
        told = _inherits(unit, wanted, spot)
        if not told and (unit.kind not in {"noun", "verb"} or _has_rival(unit, wanted, spot)):
            return unit
        if unit.word not in around and not any(covers(before, unit) for before in spot.chain):
            far.append(unit)
    together = any(all(covers(before, unit) for unit in far) for before in spot.earlier)
    return far[0] if far and not together else None


def _has_rival(unit: Unit, wanted: Sequence[Unit], spot: Spot) -> bool:
    """Tell whether a clause, or that before it, has another word of a unit's sort that the statement does not say."""
    if unit.kind == "verb" and not spot.fact.finite:
        return True
    return any(
        (other.kind == unit.kind or {other.kind, unit.kind} == set(NAMES))
        and not sense.is_free(other.word)
        and not any(same(one, other) for one in wanted)
        for there in spot.chain[-2:]
        for other in there.units
    )


def _inherits(unit: Unit, wanted: Sequence[Unit], spot: Spot) -> bool:
    """Tell whether what a clause leaves out stands before it, and nothing stands in its place since."""
    if unit.kind == "verb" and spot.fact.finite:
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
            return not _is_taken(unit, wanted, spot.fact) and not _is_replaced(unit, before, since, wanted)
        since.append(before)
    return _comes_from_afar(unit, wanted, spot, since)


def _comes_from_afar(unit: Unit, wanted: Sequence[Unit], spot: Spot, since: Sequence[Fact]) -> bool:
    """Tell whether a sentence before has what a clause leaves out: a name, a time where it has none, a verb."""
    timed = any(one.kind in TIMES for there in spot.chain for one in there.units)
    fragment = unit.kind == "verb" and not any(other.finite for other in spot.whole)
    if fragment:
        return any(covers(before, unit) for before in spot.earlier)
    if _is_taken(unit, wanted, spot.fact) or not (unit.kind in NAMES or (unit.kind in TIMES and not timed)):
        return False
    before = next((one for one in reversed(spot.earlier) if covers(one, unit)), None)
    return before is not None and not _is_replaced(unit, before, since, wanted)


def _is_taken(unit: Unit, wanted: Sequence[Unit], there: Fact) -> bool:
    """Tell whether a clause acts by somebody else, and tells no number or date by which it could be known."""
    if unit.kind not in NAMES or unit.raw != "subj" or not there.finite:
        return False
    if any(one.kind in {"number", "time"} and covers(there, one) for one in wanted):
        return False
    acting = [other for other in there.units if other.kind in NAMES and other.raw == "subj"]
    return bool(acting) and not any(one.raw == "subj" and same(one, other) for one in wanted for other in acting)


def _is_replaced(unit: Unit, before: Fact, since: Sequence[Fact], wanted: Sequence[Unit]) -> bool:
    """Tell whether something of a unit's sort that is not said took its place after the clause that has it."""
    mine = [other for other in before.units if same(unit, other)]
    turned = all(other.raw not in {"obj", "subj"} and other.role != unit.role for other in mine)
    if unit.kind in NAMES and mine and turned and unit.raw == "subj":
        # What goes on without a subject goes on with that of the clause, not with another name in it.
        acting = [other for other in before.units if other.kind in NAMES and other.raw == "subj"]
        goes_on = not any(other.kind in NAMES and other.raw == "subj" for there in since for other in there.units)
        verb = next((other.start for other in before.units if other.kind == "verb"), 0)
        other_acts = any(not any(same(one, other) for one in wanted) for other in acting)
        if goes_on and other_acts and not _ANY.match(since[0].text) and not any(other.start < verb for other in mine):
            return True
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
