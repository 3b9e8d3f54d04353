"""Hold the facts of a statement against those of its evidence: each must be told in a clause and what governs it."""

from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.amounts import counted_otherwise, limited_otherwise, way_told
from knowledge.answering.verification.claim import NOWHERE, Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.comparing import compared
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.inheriting import Spot, astray, spots_of
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.matching import TIMES, WORDS, counts, covers, is_way, same
from knowledge.answering.verification.quantities import named_days
from knowledge.answering.verification.roles import joined_otherwise, rank_findings, roles_otherwise
from knowledge.answering.verification.standing import stands_otherwise
from knowledge.answering.verification.topicality import is_verbatim
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.language.numbers import NumberKind

_TIME_UNITS = ("year", "quarter", "month", "week", "day", "hour", "minute", "term")


def unheld(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield each clause of a statement that no clause of the evidence tells, with what keeps the nearest from it."""
    spots = [spot for piece in evidence for spot in spots_of(piece)]
    sentences = [part.facts for piece in evidence for part in piece.reading.sentences]
    around = " ".join(piece.around_folded for piece in evidence)
    yield from rank_findings(sentence.folded, " ".join(piece.folded for piece in evidence))
    told, wrong = way_told(sentence, sentences)
    if wrong:
        yield Finding(Fault.RELATION, wrong)
    said = False
    subject: tuple[Unit, ...] = ()
    for index, fact in enumerate(sentence.facts):
        chain = sentence.facts[: index + 1]
        timed = all(unit.kind in TIMES for unit in fact.units)
        units = list(fact.units) if timed else _with_subject(fact, subject)
        subject = _subject(units) or subject
        borne_out = compared(chain, units, sentences)
        if borne_out is not None:
            said, subject = True, ()
            if not borne_out:
                yield Finding(Fault.RELATION, f"compared otherwise: {fact.text.strip()}")
            continue
        units = [unit for unit in units if not _adds_nothing(unit, units, told=told)]
        yield from _strange(units, spots, around)
        wanted = _wanted(fact, units, spots)
        if wanted:
            said = True
            yield from _nearest(chain, wanted, spots, around)
    if not said and not is_verbatim(sentence, evidence):
        yield Finding(Fault.UNRELATED, "states nothing")


def _adds_nothing(unit: Unit, units: Sequence[Unit], *, told: bool) -> bool:
    """Tell whether a word goes with any matter, or only with the numbers of a rise or fall that are looked at."""
    if unit.kind not in WORDS:
        return False
    counted = sense.is_among("anybody", unit.word) and any(counts(other, unit) for other in units)
    return counted or sense.is_free(unit.word) or (told and is_way(unit))


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
    if unit.kind not in WORDS or unit.word in around or sense.is_among("anybody", unit.word):
        return False
    return len(unit.word) > 1 or sense.role(unit.key) in {"rise", "fall"}


def _may_be_synonym(unit: Unit, units: Sequence[Unit], spots: Sequence[Spot]) -> bool:
    """Tell whether a verb that is not known to say something else may say what the evidence does of all the rest.

    The table knows the verbs that turn a statement round; one that it has not is taken for another word for the same.
    """
    if unit.kind not in {"noun", "verb"}:
        return False
    others = [other for other in units if other is not unit and not sense.is_free(other.word)]
    if _is_light(unit, units):
        return True
    if sense.groups(unit.key) or sense.is_among("unlike", unit.word):
        return False
    return len(others) > 1 and any(all(covers(spot.fact, other) for other in others) for spot in spots)


def _is_light(unit: Unit, units: Sequence[Unit]) -> bool:
    """Tell whether a verb leaves what is done to the noun after it: provides support, 提供资助."""
    gives = sense.role(unit.key) in {"give", "get"}
    if unit.kind not in WORDS or not (gives or sense.is_among("giving", unit.word)):
        return False
    after = [other for other in units if 0 <= other.start - unit.end <= 1]
    return any(other.kind in WORDS and sense.may_act(other.key, other.word) for other in after)


def _subject(units: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.kind in NAMES and unit.raw == "subj")


def _with_subject(fact: Fact, subject: Sequence[Unit]) -> list[Unit]:
    """Return the units of a clause, with the subject of the one before where it has none of its own."""
    units = list(fact.units)
    if any(unit.kind in NAMES and unit.raw in {"subj", "obj"} for unit in units):
        return units
    return [*subject, *units]


def _unlike(chain: Sequence[Fact], wanted: Sequence[Unit], spot: Spot, around: str) -> tuple[int, Finding] | None:
    """Return what keeps a clause from telling a fact, with how near it comes; None where it tells it."""
    fact, there = chain[-1], spot.fact
    missing = [unit for unit in wanted if not covers(there, unit) and not _is_light(unit, wanted)]
    near = sum(covers(there, unit) for unit in fact.units)
    if not near or (missing and fact.has_verb and not _says_something(there)):
        return 0, Finding(Fault.UNRELATED, f"not said: {fact.text.strip()}")
    if (left_out := astray(missing, wanted, spot, around)) is not None:
        return near * 10, Finding(_kind(wanted), f"not said there of {left_out.word}")
    finding = next(_otherwise(chain, wanted, spot), None)
    return (near * 10 + 5, finding) if finding else None


def _otherwise(chain: Sequence[Fact], wanted: Sequence[Unit], spot: Spot) -> Iterator[Finding]:
    """Yield what a clause that has all of a fact says otherwise: denied, as a duty, planned, in other roles or numbers."""
    fact, there = chain[-1], spot.fact
    if there.part_of and not fact.part_of and _replaced_any(there, wanted):
        yield Finding(Fault.UNRELATED, f"said of a part only: {there.text.strip()}")
    yield from stands_otherwise(chain, spot)
    if turned := roles_otherwise(fact, there, wanted) or joined_otherwise(fact, there):
        yield Finding(Fault.ROLE, turned)
    if limited_otherwise(fact, there):
        yield Finding(Fault.NUMBER, f"a limit: {fact.text.strip()}")
    if counted := counted_otherwise(fact, there):
        yield Finding(Fault.NUMBER, counted)


def _kind(wanted: Sequence[Unit]) -> Fault:
    """Return what a clause that is not told there is a fault of: of its number, its date, or of the matter."""
    kinds = {unit.kind for unit in wanted}
    return Fault.NUMBER if "number" in kinds else Fault.DATE if "time" in kinds else Fault.UNRELATED


def _says_something(there: Fact) -> bool:
    placed = any(unit.kind not in NAMES or unit.raw not in {"subj", "of"} for unit in there.units)
    return there.finite or bool(there.denials) or placed


def _replaced_any(there: Fact, wanted: Sequence[Unit]) -> bool:
    return any(
        other.kind in NAMES and not sense.is_free(other.word) and not any(same(one, other) for one in wanted)
        for other in there.units
    )
