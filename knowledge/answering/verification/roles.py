"""Who does what to whom, and of whom something is: neither may be turned round."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.matching import among, covers, same
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.text.language import HAN

_COPULAR = re.compile(r"[是为有]|\b(?:is|are|was|were)\b")
# What is said to be something (X是Y的项目), not to do it or to have been done by somebody (是X送的).
_IS_SUCH = re.compile(r"[^,;是]{2,16}是[^,;是]*[^的,;。][,;。]?$")
_RANK = re.compile(r"\b(?:vice|deputy|assistant|acting|former|honorary)[ -]?$|(?:副|代理|前任|名誉)$")
_OFFICES = re.compile(
    r"\b(?:mayor|president|governor|director|minister|chair\w*|secretary|consul)\b|市长|主席|主任|部长|会长|校长|院长|局长|处长|省长|县长|区长|秘书长"
)


def turned(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield two places that have each other's role in every clause of the evidence, in whatever language, that names both."""
    facts = [fact for piece in evidence for part in piece.reading.sentences for fact in part.facts]
    for fact in sentence.facts:
        places = [unit for unit in fact.units if unit.kind == "place"] if fact.has_verb else []
        both = [there for there in facts if there.has_verb and sum(covers(there, unit) for unit in places) > 1]
        found = [_exchanged(_given(places), _given_in(there), passive=False) for there in both]
        if found and all(" and " in one for one in found):
            yield Finding(Fault.ROLE, found[0])


def _given(units: Sequence[Unit]) -> list[Unit]:
    """Return units with what is done for somebody as done to them: trained nurses for Lyon, 为里昂培训护士."""
    return [dataclasses.replace(unit, role="to") if unit.role in {"for", "obj"} else unit for unit in units]


def _given_in(fact: Fact) -> Fact:
    return dataclasses.replace(fact, units=tuple(_given(fact.units)))


def rank_findings(said: str, known: str) -> Iterator[Finding]:
    """Yield an office held in the evidence by a deputy only: the mayor for the vice mayor."""
    for match in _OFFICES.finditer(said):
        there = [one.start() for one in re.finditer(re.escape(match.group()), known)]
        if there and not _RANK.search(said[: match.start()]) and all(_RANK.search(known[:at]) for at in there):
            yield Finding(Fault.ROLE, match.group())


def roles_otherwise(fact: Fact, there: Fact, wanted: Sequence[Unit]) -> str:
    """Return who has another role than in the evidence; where something is said to be something only two exchanged."""
    verbs_end = max((unit.end for unit in fact.units if unit.kind == "verb"), default=fact.start) - fact.start
    if _COPULAR.search(fact.text, verbs_end):
        return ""
    turned = _exchanged(wanted, there, passive=fact.passive and there.passive)
    return "" if _IS_SUCH.match(fact.text) and " and " not in turned else turned


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
        fits = [_fits(one, other, there, verbs, same_verb=same_verb) for unit, other in paired if unit is one]
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


def _fits(said: Unit, known: Unit, there: Fact, verbs: Sequence[Unit], *, same_verb: bool) -> bool:
    """Tell whether a name may have its role here of the one that it has there."""
    roles, raws = {said.role, known.role}, {said.raw, known.raw}
    chinese = bool(HAN.search(there.text))
    if raws & {"between", "among"}:
        return True
    if raws == {"in", "by"} and chinese:
        return False
    another = "from" in roles or (chinese and there.has_verb and not same_verb and known.raw == "subj")
    if said.kind == "place" and "in" in roles and raws & {"from", "subj"} and another:
        return False
    gives = any(sense.role(verb.key) in {"give", "get"} for verb in verbs)
    if same_verb and (roles == {"subj", "to"} or (gives and roles == {"subj", "obj"})):
        return False
    return not (same_verb and said.kind == "place" and "subj" in roles and bool(roles & {"to", "obj"}))


def joined_otherwise(fact: Fact, there: Fact) -> str:
    """Return a place that goes with another word here than in the evidence: the mayor of X, the X teachers, X外办."""
    mine, theirs = _joined(fact), _joined(there)
    for place, head in mine:
        others = [known for known, other in theirs if same(head, other)]
        heads = [other for known, other in theirs if same(place, known)]
        if others and heads and not among(place, others) and not among(head, heads):
            return f"{place.word} {head.word}"
    return ""


def _joined(fact: Fact) -> list[tuple[Unit, Unit]]:
    found = []
    for index, unit in enumerate(fact.units):
        if unit.kind != "place":
            continue
        after = fact.units[index + 1] if index + 1 < len(fact.units) else None
        before = fact.units[index - 1] if index else None
        if unit.raw == "of" and before is not None and before.kind == "noun":
            found.append((unit, before))
        elif (
            after is not None
            and after.kind == "noun"
            and fact.text[unit.end - fact.start : after.start - fact.start].strip() in {"", "'s", "市", "的"}
        ):
            found.append((unit, after))
    return found
