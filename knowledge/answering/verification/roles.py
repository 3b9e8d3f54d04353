"""Who does what to whom, and of whom something is: neither may be turned round."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import same
from knowledge.answering.verification.units import NAMES, Unit

_COPULAR = re.compile(r"[是为有]|\b(?:is|are|was|were)\b")
_RANK = re.compile(r"\b(?:vice|deputy|assistant|acting|former|honorary)[ -]?$|(?:副|代理|前任|名誉)$")
_OFFICES = re.compile(
    r"\b(?:mayor|president|governor|director|minister|chair\w*|secretary|consul)\b|"
    r"市长|主席|主任|部长|会长|校长|院长|局长|处长|省长|县长|区长|秘书长"
)


def rank_findings(said: str, known: str) -> Iterator[Finding]:
    """Yield an office held in the folded evidence by a deputy only: the mayor for the vice mayor."""
    for match in _OFFICES.finditer(said):
        there = [one.start() for one in re.finditer(re.escape(match.group()), known)]
        if there and not _RANK.search(said[: match.start()]) and all(_RANK.search(known[:at]) for at in there):
            yield Finding(Fault.ROLE, match.group())


def places_exchanged(fact: Fact, there: Fact) -> str:
    """Return two places that have each other's role in a clause of another language; what is done for one is to it."""
    if not (fact.has_verb and there.has_verb):
        return ""
    mine, theirs = (
        [dataclasses.replace(unit, role="to") if unit.role in {"for", "obj"} else unit for unit in one.units]
        for one in (fact, there)
    )
    places = [unit for unit in mine if unit.kind == "place"]
    turned = _exchanged(places, dataclasses.replace(there, units=tuple(theirs)), passive=False)
    return turned if " and " in turned else ""


def roles_otherwise(fact: Fact, there: Fact, wanted: Sequence[Unit]) -> str:
    """Return who has another role than in the evidence."""
    verbs_end = max((unit.end for unit in fact.units if unit.kind == "verb"), default=fact.start) - fact.start
    if _COPULAR.search(fact.text, verbs_end):
        return ""
    return _exchanged(wanted, there, passive=fact.passive and there.passive)


def _exchanged(wanted: Sequence[Unit], there: Fact, *, passive: bool) -> str:
    """Return two names that have each other's role in the evidence, or one that acts here and is acted on there."""
    paired = [
        (unit, other)
        for unit in wanted
        if unit.kind in NAMES
        for other in there.units
        if other.kind in NAMES and same(unit, other)
    ]
    verbs = [other for other in there.units if other.kind == "verb"]
    same_verb = any(unit.kind == "verb" and verbs and same(unit, verbs[0]) for unit in wanted)
    for one, there_one in paired:
        fits = [_fits(one, other, verbs, same_verb=same_verb) for unit, other in paired if unit is one]
        if not any(fits):
            return f"{one.word}: {one.role}"
        for two, there_two in paired:
            roles = one.role != two.role and (one.role, two.role) == (there_two.role, there_one.role)
            raws = passive and one.raw != two.raw and (one.raw, two.raw) == (there_two.raw, there_one.raw)
            if (
                one.start < two.start
                and not same(one, two)
                and {one.role, two.role} != {"subj", "with"}
                and (roles or raws)
            ):
                return f"{one.word} and {two.word}"
    return ""


def _fits(said: Unit, known: Unit, verbs: Sequence[Unit], *, same_verb: bool) -> bool:
    """Tell whether a name may have its role here of the one that it has there."""
    roles = {said.role, known.role}
    if not same_verb or roles not in ({"subj", "to"}, {"subj", "obj"}):
        return True
    return said.kind != "place" and not any(sense.role(verb.key) in {"give", "get"} for verb in verbs)
