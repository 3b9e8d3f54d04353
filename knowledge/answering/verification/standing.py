"""How a clause stands to what it tells: denied, a duty, planned or done."""

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import PLAN, TIMES, Spot
from knowledge.answering.verification.numbers import is_shut_out

_MUST = re.compile(r"必须|务必|须(?!知)|应当|\bmust\b|\bhave to\b|\bhas to\b|\brequired\b|\bneeded\b|\bobliged to\b")
_MAY = re.compile(r"可以|可(?=[不选自])|\bmay\b|\bcan\b|\bneed not\b|\ballowed\b|\bpermitted\b|自愿|\bvoluntar")
_PAST = re.compile(
    r"已|达到|了(?!解)|过(?!程|去|境|渡)|完|\b(?:was|were|had|has|have|did|held|took|went|came|began|met|built|sent|gave|won|made|paid|became|set up|sang|taught|led|left|sold|spoke|wrote|drew|grew|flew|rose|got|kept|lent|bought|brought|chose|saw|told|said|ran|put)\b|"
    r"\b[a-z]+ed\b"
)
# What is planned is so not done.
_NOT_YET = re.compile(r"还没|尚未|还未|没有?|未(?!来)|\bnot yet\b|\bha(?:s|ve)(?:n't| not)\b")
_SHUT = re.compile(r"闭馆|停业|休馆|\bclosed (?!the\b|a\b|its\b)")


def stands_otherwise(chain: Sequence[Fact], spot: Spot) -> Iterator[Finding]:
    """Yield what a clause denies, demands, plans or has not finished, and the last of a chain does not."""
    fact, there = chain[-1], spot.fact
    text = there.text.strip()
    pending = bool(_NOT_YET.search(fact.text)) and not fact.planned and _is_planned(spot.chain) and not there.denials
    told_shut = is_shut_out(fact.text, there.text)
    if not pending and not told_shut and (_denials(chain) - _denials(spot.chain)) % 2:
        yield Finding(Fault.NEGATION, text)
    for one, other in ((_MUST, _MAY), (_MAY, _MUST)):
        if one.search(fact.text) and not one.search(there.text) and other.search(there.text) and not fact.denials:
            yield Finding(Fault.STATUS, f"a duty or none: {text}")
    if not pending and (status := _planned_otherwise(chain, spot)):
        yield Finding(Fault.STATUS, status)


def _denials(chain: Sequence[Fact]) -> int:
    """Return how often a clause denies, with the one that it goes on where it has no verb."""
    fact = chain[-1]
    says = fact.has_verb or fact.passive or any(unit.kind in {"number", "time"} for unit in fact.units)
    denials = fact.denials + len(_SHUT.findall(fact.text))
    return denials if says or denials or not chain[:-1] else _denials(chain[:-1])


def _planned_otherwise(chain: Sequence[Fact], spot: Spot) -> str:
    """Return what is told as done and is planned in the evidence, or the other way about."""
    fact, there = chain[-1], spot.fact
    if not fact.has_verb and fact.text.lstrip().startswith(("from ", "to ")):
        return ""
    here, planned = _is_planned(chain), _is_planned(spot.chain)
    if planned and not here and not PLAN.search(fact.text) and not _is_to_come(fact, spot):
        return f"planned in the evidence: {there.text.strip()}"
    if here and not planned and (not spot.in_plan or _PAST.search(there.text)):
        times = [unit.value.date for unit in (*fact.units, *there.units) if unit.value and unit.value.date]
        since = spot.published
        if not any(since is None or date.found.first > since.first_day for date in times):
            return f"not planned in the evidence: {there.text.strip()}"
    return ""


def _is_to_come(fact: Fact, spot: Spot) -> bool:
    """Tell whether a clause gives a day after its paper, and nothing as done: 2027年3月开班."""
    dates = [unit.value.date.found.first for unit in fact.units if unit.value and unit.value.date]
    since = spot.published.last_day if spot.published else None
    return bool(since and dates and min(dates) > since and not _PAST.search(fact.text))


def _is_planned(chain: Sequence[Fact]) -> bool:
    """Tell whether the last of some clauses is planned: itself, under a heading ("Target: …"), or going on from one."""
    if chain[0].planned and chain[0].text.rstrip().endswith(":"):
        return True
    for fact in reversed(chain):
        if fact.planned or fact.has_verb or any(unit.kind in TIMES for unit in fact.units):
            return fact.planned
    return False
