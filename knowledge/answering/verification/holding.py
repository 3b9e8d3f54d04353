"""Hold the facts of a statement against those of its evidence: each must be told in a clause and what governs it."""

from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.claim import NOWHERE, Fault, Finding
from knowledge.answering.verification.comparing import compared, counted_otherwise, limited_otherwise, way_told
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import PLAN, WORDS, Spot, astray, covers, is_way, spots_of
from knowledge.answering.verification.numbers import named_days
from knowledge.answering.verification.reading import Known, Sentence
from knowledge.answering.verification.roles import places_exchanged, roles_otherwise
from knowledge.answering.verification.standing import stands_otherwise
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.language.numbers import NumberKind

# So many units that a clause shares make it one of the same matter.
_ENOUGH = 2
_TIME_UNITS = ("year", "quarter", "month", "week", "day", "hour", "minute", "term")


def unheld(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield each clause of a statement that no clause of the evidence tells, with what keeps the nearest from it."""
    spots = [spot for piece in evidence for spot in spots_of(piece)]
    sentences = [part.facts for piece in evidence for part in piece.reading.sentences]
    around = " ".join(piece.around_folded for piece in evidence)
    told, wrong = way_told(sentence, sentences)
    if wrong:
        yield Finding(Fault.RELATION, wrong)
    said = False
    for index, fact in enumerate(sentence.facts):
        chain = sentence.facts[: index + 1]
        borne_out = compared(chain, sentences)
        if borne_out is not None:
            said = True
            if not borne_out:
                yield Finding(Fault.RELATION, f"compared otherwise: {fact.text.strip()}")
            continue
        units = [unit for unit in fact.units if not _adds_nothing(unit, told=told)]
        yield from _strange(units, spots, around)
        wanted = _wanted(fact, units, spots)
        if wanted:
            said = True
            yield from _nearest(chain, wanted, spots, around)
    if not said:
        yield Finding(Fault.UNRELATED, "states nothing")


def turned_round(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield a clause that the nearest of the evidence, in another language, denies, plans or tells of others.

    What a language says in one clause another may say in two: what the whole sentence denies or plans is so told.
    """
    spots = [spot for piece in evidence for spot in spots_of(piece)]
    told = {Fault.NEGATION} if any(fact.denials for fact in sentence.facts) else set()
    if PLAN.search(sentence.folded) or any(fact.planned for fact in sentence.facts):
        told.add(Fault.STATUS)
    for index, fact in enumerate(sentence.facts):
        near = [sum(covers(spot.fact, unit) for unit in fact.units) for spot in spots]
        if (top := max(near, default=0)) < _ENOUGH:
            continue
        nearest = [spot for spot, shared in zip(spots, near, strict=True) if shared == top]
        found = [next(stands_otherwise(sentence.facts[: index + 1], spot), None) for spot in nearest]
        if found[0] and all(found) and (fact.denials or fact.planned or found[0].fault not in told):
            yield found[0]
        if turned := next(filter(None, (places_exchanged(fact, spot.fact) for spot in nearest)), ""):
            yield Finding(Fault.ROLE, turned)


def _adds_nothing(unit: Unit, *, told: bool) -> bool:
    """Tell whether a word goes with any matter, or only with the numbers of a rise or fall that are looked at."""
    if unit.kind not in WORDS:
        return False
    light = sense.is_free(unit.word) or sense.is_among("anybody", unit.word) or sense.is_among("giving", unit.word)
    return light or (told and is_way(unit))


def _strange(units: Sequence[Unit], spots: Sequence[Spot], around: str) -> Iterator[Finding]:
    """Yield what stands nowhere in the evidence and is no other word for what does."""
    for unit in units:
        if any(covers(spot.fact, unit) for spot in spots) or not _must_be_there(unit, around, spots):
            continue
        if not _may_be_synonym(unit, units, spots):
            fault = Fault.NUMBER if unit.kind == "number" else Fault.UNRELATED
            yield Finding(fault, f"{NOWHERE}{unit.word}")


def _wanted(fact: Fact, units: Sequence[Unit], spots: Sequence[Spot]) -> list[Unit]:
    """Return what the evidence must tell together; a verb that adds little where there is nothing else."""
    wanted = [unit for unit in units if any(covers(spot.fact, unit) for spot in spots)]
    if all(unit.kind in NAMES for unit in wanted):
        verbs = [unit for unit in fact.units if unit.kind == "verb" and not is_way(unit) and unit not in wanted]
        wanted += [unit for unit in verbs if any(covers(spot.fact, unit) for spot in spots)]
    return wanted


def _nearest(chain: Sequence[Fact], wanted: Sequence[Unit], spots: Sequence[Spot], around: str) -> Iterator[Finding]:
    """Yield what keeps the clause of the evidence that comes nearest from telling a fact; nothing where one tells it."""
    faults: list[tuple[int, Finding]] = []
    for spot in spots:
        fault = _unlike(chain, wanted, spot, around)
        if fault is None:
            return
        faults.append(fault)
    yield max(faults, key=lambda one: one[0])[1]


def _must_be_there(unit: Unit, around: str, spots: Sequence[Spot]) -> bool:  # noqa: PLR0911 - one return a kind
    """Tell whether a unit that stands nowhere in the evidence says something of its own."""
    if unit.kind == "period":
        return unit.key.removeprefix("half").lstrip("23456") in {*_TIME_UNITS, "once", "twice", "thrice"}
    if unit.kind == "season":
        return not named_days(unit.word)
    if unit.kind == "number":
        number = unit.value.number if unit.value else None
        again = (other for spot in spots for other in spot.fact.units if other.kind == "number" and other.value)
        if number is None or number.kind is NumberKind.ORDINAL:
            return number is not None
        return any(other.value.number and other.value.number.value == number.value for other in again if other.value)
    if unit.kind in {"rank", "clock"}:
        return True
    if unit.kind not in WORDS or unit.word in around:
        return False
    return len(unit.word) > 1 or sense.role(unit.key) in {"rise", "fall"}


def _may_be_synonym(unit: Unit, units: Sequence[Unit], spots: Sequence[Spot]) -> bool:
    """Tell whether a verb that is not known to say something else may say what the evidence does of all the rest.

    The table knows the verbs that turn a statement round; one that it has not is taken for another word for the same.
    """
    if unit.kind not in {"noun", "verb"}:
        return False
    others = [other for other in units if other is not unit and not sense.is_free(other.word)]
    if sense.groups(unit.key) or sense.is_among("unlike", unit.word):
        return False
    return any(other.kind != "place" for other in others) and any(
        all(covers(spot.fact, other) for other in others) for spot in spots
    )


def _unlike(chain: Sequence[Fact], wanted: Sequence[Unit], spot: Spot, around: str) -> tuple[int, Finding] | None:
    """Return what keeps a clause from telling a fact, with how near it comes; None where it tells it."""
    fact, there = chain[-1], spot.fact
    missing = [unit for unit in wanted if not covers(there, unit)]
    near = sum(covers(there, unit) for unit in fact.units)
    if not near:
        return 0, Finding(Fault.UNRELATED, f"not said: {fact.text.strip()}")
    if (left_out := astray(missing, wanted, spot, around)) is not None:
        return near * 10, Finding(_kind(wanted), f"not said there of {left_out.word}")
    finding = next(_otherwise(chain, wanted, spot), None)
    return (near * 10 + 5, finding) if finding else None


def _otherwise(chain: Sequence[Fact], wanted: Sequence[Unit], spot: Spot) -> Iterator[Finding]:
    """Yield what a clause that has all of a fact says otherwise: denied, as a duty, planned, in other roles or numbers."""
    fact, there = chain[-1], spot.fact
    yield from stands_otherwise(chain, spot)
    if turned := roles_otherwise(fact, there, wanted):
        yield Finding(Fault.ROLE, turned)
    if limited_otherwise(fact, there):
        yield Finding(Fault.NUMBER, f"a limit: {fact.text.strip()}")
    if counted := counted_otherwise(fact, there):
        yield Finding(Fault.NUMBER, counted)


def _kind(wanted: Sequence[Unit]) -> Fault:
    """Return what a clause that is not told there is a fault of: of its number, its date, or of the matter."""
    kinds = {unit.kind for unit in wanted}
    return Fault.NUMBER if "number" in kinds else Fault.DATE if "time" in kinds else Fault.UNRELATED
