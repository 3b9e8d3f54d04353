"""Whether a comparison goes the way that the numbers or the dates of the evidence go."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import among, is_amount, meet
from knowledge.answering.verification.units import Unit
from knowledge.language.numbers import NumberKind

_MORE = r"more|larger|bigger|longer|higher|greater|taller|wider|heavier|dearer|costlier"
_LESS = r"fewer|less|smaller|shorter|lower|cheaper|lighter|narrower"
_LATER, _EARLIER = r"later|newer|younger", r"earlier|older"
_FORMS = (
    (
        re.compile(rf"\b(?:{_MORE})\b[^,.;]*?\bthan\b|[高多大长]于|超过(?=[^\d一二三四五六七八九十百千万]{{2,}})"),
        1,
        False,
    ),
    (re.compile(rf"\b(?:{_LESS})\b[^,.;]*?\bthan\b|[低少小短]于"), -1, False),
    (re.compile(rf"\b(?:{_LATER})\b[^,.;]*?\bthan\b|\bafter\b(?= the)|[晚迟]于"), 1, True),
    (re.compile(rf"\b(?:{_EARLIER})\b[^,.;]*?\bthan\b|\bbefore\b(?= the)|[早先]于"), -1, True),
)
_BI = re.compile(
    r"(?<![同环])比(?!赛|较|例|如|利|什|勒|萨|布)(?P<than>[^,;。]{1,16}?)(?:更|还|要)?(?P<how>[多大高长贵晚迟]|[少小低短早]|便宜|增加|增长|减少|下降)"
)
_BI_ABOVE, _BI_LATE, _BI_EARLY = frozenset((*"多大高长贵", "增加", "增长")), frozenset("晚迟"), frozenset("早")


_COMPARATIVE = re.compile(r"\w+er|more|less")


class _Comparison(NamedTuple):
    """What a clause compares: more or later (1) or less (-1), where its left ends, and from where to where its right."""

    direction: int
    of_time: bool
    left: int
    begin: int
    end: int


def compared(chain: Sequence[Fact], units: Sequence[Unit], sentences: Sequence[Sequence[Fact]]) -> bool | None:
    """Return whether a comparison in a clause is borne out; None where there is none or nothing tells."""
    fact = chain[-1]
    found = _comparison(fact)
    if found is None or any(_compares_so(there, fact, found) for facts in sentences for there in facts):
        return None
    ahead = [unit for before in chain[:-1] for unit in before.units] + [*units]
    left = _named_only(
        [
            unit
            for unit in ahead
            if unit.end <= found.left and not is_amount(unit) and not _COMPARATIVE.fullmatch(unit.word)
        ]
    )
    right = _named_only([unit for unit in fact.units if found.begin <= unit.start < found.end])
    mine = [unit for unit in left if not among(unit, right)]
    theirs = [unit for unit in right if not among(unit, left)]
    mine = _apart(mine, theirs, sentences)
    theirs = _apart(theirs, mine, sentences)
    if not mine or not theirs:
        return None
    if found.of_time and (told := _order(mine, theirs, sentences)):
        return told == found.direction
    if found.of_time and " than" not in fact.text and "比" not in fact.text:
        return None
    kind = "time" if found.of_time else "number"
    ours, others = _told(mine, theirs, sentences, kind), _told(theirs, mine, sentences, kind)
    signs = (_sign(one, other) for one in ours for other in others)
    sign = next((sign for sign in signs if sign is not None), 0)
    return found.direction == sign if sign else None


def _compares_so(there: Fact, fact: Fact, found: _Comparison) -> bool:
    """Tell whether a clause of the evidence itself compares in the same direction, by the same amount."""
    known = _comparison(there)
    amounts = [unit for unit in fact.units if is_amount(unit)]
    alike = known is not None and known[:2] == found[:2]
    return alike and bool(amounts) and all(among(unit, there.units) for unit in amounts)


def _named_only(units: Sequence[Unit]) -> list[Unit]:
    units = [unit for unit in units if unit.kind != "period"]
    return [unit for unit in units if unit.kind != "verb"] or units


def _comparison(fact: Fact) -> _Comparison | None:
    """Return what a clause compares, if anything."""
    start = fact.start
    for pattern, direction, of_time in _FORMS:
        if match := pattern.search(fact.text):
            left = match.end() - len("than") if match.group().endswith("than") else match.start()
            return _Comparison(direction, of_time, start + left, start + match.end(), start + len(fact.text))
    if match := _BI.search(fact.text):
        how, (begin, end) = match["how"], match.span("than")
        direction = 1 if how in _BI_ABOVE | _BI_LATE else -1
        return _Comparison(direction, how in _BI_LATE | _BI_EARLY, start + match.start(), start + begin, start + end)
    return None


def _apart(some: Sequence[Unit], others: Sequence[Unit], sentences: Sequence[Sequence[Fact]]) -> list[Unit]:
    """Return what is told of the one and not of the other as well."""
    both = [fact for facts in sentences for fact in facts if meet(others, fact.units) and not _comparison(fact)]
    return [unit for unit in some if not any(among(unit, fact.units) for fact in both)]


def _order(mine: Sequence[Unit], theirs: Sequence[Unit], sentences: Sequence[Sequence[Fact]]) -> int:
    """Return 1 where the evidence itself puts the first after the second, -1 for before, 0 where it says nothing."""
    for fact in (fact for facts in sentences for fact in facts):
        found = _comparison(fact)
        if found is None or not found.of_time:
            continue
        before = [unit for unit in fact.units if unit.end <= found.left]
        after = [unit for unit in fact.units if unit.start >= found.begin]
        for one, two, way in ((mine, theirs, found.direction), (theirs, mine, -found.direction)):
            if meet(one, before) and meet(two, after):
                return way
    return 0


def _told(wanted: Sequence[Unit], rivals: Sequence[Unit], sentences: Sequence[Sequence[Fact]], kind: str) -> list[Unit]:
    """Return the numbers or dates told of something, where most of it is named: until a rival is."""
    found: dict[int, list[Unit]] = {}
    for facts in sentences:
        named: set[int] = set()
        for fact in facts:
            if meet(rivals, fact.units):
                named = set()
                continue
            named |= {index for index, unit in enumerate(wanted) if among(unit, fact.units)}
            units = [unit for unit in fact.units if unit.kind == kind and not meet(wanted, [unit])]
            if named:
                found.setdefault(len(named), []).extend(units)
    return next((found[count] for count in sorted(found, reverse=True) if found[count]), [])


def _sign(one: Unit, other: Unit) -> int | None:
    """Return whether a number or date is more (1) or less (-1) than another, 0 for alike; None where nothing compares."""
    if one.value is None or other.value is None:
        return None
    mine, theirs = one.value.number, other.value.number
    if mine is not None and theirs is not None:
        of_one_unit = mine.unit == theirs.unit or not mine.unit or not theirs.unit
        if mine.kind is not theirs.kind or mine.kind is NumberKind.ORDINAL or not of_one_unit:
            return None
        return (mine.value > theirs.value) - (mine.value < theirs.value)
    if one.value.date is None or other.value.date is None:
        return None
    first, then = one.value.date.found.first, other.value.date.found.first
    return (first > then) - (first < then)
