"""Whether a comparison goes the way that the numbers or the dates of the evidence go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.language.numbers import NumberKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.answering.verification.facts import Fact, Unit

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


def comparison(fact: Fact) -> tuple[int, bool, int, tuple[int, int]] | None:
    """Return the direction of a comparison in a clause, whether it is one of times, where its left ends, and its right."""
    for pattern, direction, of_time in _FORMS:
        if match := pattern.search(fact.text):
            left = match.end() - len("than") if match.group().endswith("than") else match.start()
            return direction, of_time, left, (match.end(), len(fact.text))
    if match := _BI.search(fact.text):
        how = match["how"]
        direction = 1 if how in _BI_ABOVE | _BI_LATE else -1
        return direction, how in _BI_LATE | _BI_EARLY, match.start(), match.span("than")
    return None


def agrees(
    direction: int,
    left: Sequence[Unit],
    right: Sequence[Unit],
    sentences: Sequence[Sequence[Fact]],
    same: Callable[[Unit, Unit], bool],
    *,
    of_time: bool,
    ordered: bool,
) -> bool | None:
    """Return whether what is told of the left is more (or later) than of the right; None where nothing tells."""
    mine = [unit for unit in left if not any(same(unit, other) for other in right)]
    theirs = [unit for unit in right if not any(same(unit, other) for other in left)]
    facts = [fact for sentence in sentences for fact in sentence]
    mine = _apart(mine, theirs, facts, same)
    theirs = _apart(theirs, mine, facts, same)
    if not mine or not theirs:
        return None
    if of_time and (told := _order(mine, theirs, sentences, same)):
        return told == direction
    if of_time and ordered:
        return None
    kind = "time" if of_time else "number"
    ours, others = (_told(one, two, sentences, same, kind) for one, two in ((mine, theirs), (theirs, mine)))
    signs = [_sign(one, other) for one in ours for other in others if _comparable(one, other)]
    return direction == signs[0] if signs and signs[0] else None


def _apart(
    some: Sequence[Unit], others: Sequence[Unit], facts: Sequence[Fact], same: Callable[[Unit, Unit], bool]
) -> list[Unit]:
    """Return what is told of the one and not of the other as well."""
    both = [
        fact
        for fact in facts
        if any(same(unit, known) for unit in others for known in fact.units) and not comparison(fact)
    ]
    return [unit for unit in some if not any(same(unit, known) for fact in both for known in fact.units)]


def _order(
    mine: Sequence[Unit],
    theirs: Sequence[Unit],
    sentences: Sequence[Sequence[Fact]],
    same: Callable[[Unit, Unit], bool],
) -> int:
    """Return 1 where the evidence itself puts the first after the second, -1 for before, 0 where it says nothing."""
    for facts in sentences:
        for fact in facts:
            found = comparison(fact)
            if found is None or not found[1]:
                continue
            direction, _, start, (end, _) = found
            before = [unit for unit in fact.units if unit.end <= fact.start + start]
            after = [unit for unit in fact.units if unit.start >= fact.start + end]
            for one, two, way in ((mine, theirs, direction), (theirs, mine, -direction)):
                if any(same(unit, other) for unit in one for other in before) and any(
                    same(unit, other) for unit in two for other in after
                ):
                    return way
    return 0


def _told(
    wanted: Sequence[Unit],
    rivals: Sequence[Unit],
    sentences: Sequence[Sequence[Fact]],
    same: Callable[[Unit, Unit], bool],
    kind: str,
) -> list[Unit]:
    """Return the numbers or dates told of something, where most of it is named: until a rival is."""
    found: dict[int, list[Unit]] = {}
    for facts in sentences:
        named: set[int] = set()
        for fact in facts:
            if any(same(unit, other) for unit in rivals for other in fact.units):
                named = set()
                continue
            named |= {index for index, unit in enumerate(wanted) if any(same(unit, other) for other in fact.units)}
            if named:
                units = [
                    unit for unit in fact.units if unit.kind == kind and not any(same(one, unit) for one in wanted)
                ]
                found.setdefault(len(named), []).extend(units)
    return next((found[count] for count in sorted(found, reverse=True) if found[count]), [])


def _comparable(one: Unit, other: Unit) -> bool:
    first, second = one.value, other.value
    if first is None or second is None:
        return False
    if first.number is not None and second.number is not None:
        mine, theirs = first.number, second.number
        return mine.kind is theirs.kind is not NumberKind.ORDINAL and (
            mine.unit == theirs.unit or not mine.unit or not theirs.unit
        )
    return first.date is not None and second.date is not None


def _sign(one: Unit, other: Unit) -> int:
    first, second = one.value, other.value
    assert first is not None and second is not None  # noqa: S101, PT018 - comparable ones have values
    if first.number is not None and second.number is not None:
        return (first.number.value > second.number.value) - (first.number.value < second.number.value)
    assert first.date is not None and second.date is not None  # noqa: S101, PT018
    return (first.date.found.first > second.date.found.first) - (first.date.found.first < second.date.found.first)
