"""Comparisons, rises and falls, limits and what is counted: held against the numbers of the evidence."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.answering.verification import sense
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import among, covers, is_amount, is_way, meet, same
from knowledge.answering.verification.numbers import TWO
from knowledge.answering.verification.reading import Sentence
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.language.bounds import Bound

_MORE = r"more|larger|bigger|longer|higher|greater|taller|wider|heavier|dearer|costlier"
_LESS = r"fewer|less|smaller|shorter|lower|cheaper|lighter|narrower"
_THAN = r"\b[^,.;]*?\bthan\b"
_FORMS = (
    (re.compile(rf"\b(?:{_MORE}){_THAN}|[高多大长]于|超过(?=[^\d一二三四五六七八九十百千万]{{2,}})"), 1, "number"),
    (re.compile(rf"\b(?:{_LESS}){_THAN}|[低少小短]于"), -1, "number"),
    (re.compile(rf"\b(?:later|newer|younger){_THAN}|\bafter\b(?= the)|[晚迟]于"), 1, "time"),
    (re.compile(rf"\b(?:earlier|older){_THAN}|\bbefore\b(?= the)|[早先]于"), -1, "time"),
)
_BI = re.compile(
    r"(?<![同环])比(?!赛|较|例|如|利|什|勒|萨|布)(?P<than>[^,;。]{1,16}?)(?:更|还|要)?"
    r"(?:(?P<more>[多大高长贵]|增加|增长)|(?P<late>[晚迟])|(?P<early>早)|(?:[少小低短]|便宜|减少|下降))"
)
_COMPARATIVE = re.compile(r"\w+er|more|less")


class _Comparison(NamedTuple):
    """What a clause compares: more or later (1) or less (-1), where its left ends, and from where to where its right."""

    direction: int
    kind: str
    left: int
    begin: int
    end: int


def compared(chain: Sequence[Fact], sentences: Sequence[Sequence[Fact]]) -> bool | None:
    """Return whether a comparison in a clause is borne out; None where there is none or nothing tells."""
    fact = chain[-1]
    found = _comparison(fact)
    facts = [there for some in sentences for there in some]
    if found is None or any((known := _comparison(there)) and known[:2] == found[:2] for there in facts):
        return None
    ahead = [
        unit
        for before in chain
        for unit in before.units
        if unit.end <= found.left and not is_amount(unit) and not _COMPARATIVE.fullmatch(unit.word)
    ]
    behind = [unit for unit in fact.units if found.begin <= unit.start < found.end]
    mine = [unit for unit in ahead if not among(unit, behind)]
    theirs = [unit for unit in behind if not among(unit, ahead)]
    mine = _apart(mine, theirs, facts)
    theirs = _apart(theirs, mine, facts)
    if found.kind == "time" and (order := _order(mine, theirs, facts)):
        return order == found.direction
    ours, others = _told(mine, theirs, sentences, found.kind), _told(theirs, mine, sentences, found.kind)
    sign = next((sign for one in ours for other in others if (sign := _sign(one, other))), 0)
    return found.direction == sign if sign else None


def _comparison(fact: Fact) -> _Comparison | None:
    """Return what a clause compares, if anything."""
    start = fact.start
    for pattern, direction, kind in _FORMS:
        if match := pattern.search(fact.text):
            left = match.end() - len("than") if match.group().endswith("than") else match.start()
            return _Comparison(direction, kind, start + left, start + match.end(), start + len(fact.text))
    if match := _BI.search(fact.text):
        begin, end = match.span("than")
        direction = 1 if match["more"] or match["late"] else -1
        kind = "time" if match["late"] or match["early"] else "number"
        return _Comparison(direction, kind, start + match.start(), start + begin, start + end)
    return None


def _apart(some: Sequence[Unit], others: Sequence[Unit], facts: Sequence[Fact]) -> list[Unit]:
    """Return what is told of the one and not of the other as well."""
    both = [fact for fact in facts if meet(others, fact.units) and not _comparison(fact)]
    return [unit for unit in some if not any(among(unit, fact.units) for fact in both)]


def _order(mine: Sequence[Unit], theirs: Sequence[Unit], facts: Sequence[Fact]) -> int:
    """Return 1 where the evidence itself puts the first after the second, -1 for before, 0 where it says nothing."""
    for fact in facts:
        if (found := _comparison(fact)) and found.kind == "time":
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
            named |= {index for index, unit in enumerate(wanted) if among(unit, fact.units)}
            if meet(rivals, fact.units):
                named = set()
            found.setdefault(len(named), []).extend(unit for unit in fact.units if unit.kind == kind)
    return next((found[count] for count in sorted(found, reverse=True) if count and found[count]), [])


def _sign(one: Unit, other: Unit) -> int:
    """Return whether a number or date is more (1) or less (-1) than another; 0 for alike, or where nothing compares."""
    if one.value is None or other.value is None:
        return 0
    mine, theirs = one.value.number, other.value.number
    if mine is not None and theirs is not None:
        return (mine.value > theirs.value) - (mine.value < theirs.value) if mine.kind is theirs.kind else 0
    if one.value.date is None or other.value.date is None:
        return 0
    first, then = one.value.date.found.first, other.value.date.found.first
    return (first > then) - (first < then)


_BOUNDS = (
    re.compile(
        r"至少|最少|不少于|不低于|起码|以上|过半|满(?=\d)|(?<![不得])超过|逾|(?<!不)多于|\bover \d|\bmore than\b|\bor (?:more|older|over)\b|\bat least\b|\bno (?:fewer|less) than\b|\bminimum\b"
    ),
    re.compile(
        r"最多|至多|不得?超过|(?<=[\d年月日天时周一二三四五六七八九十])之?内|以内|未满|不满|不足|不高于|不多于|上限|以下|限|\bor (?:less|fewer|under)\b|\bat most\b|\b(?:no|not) more than\b|\bup to\b|\bwithin\b|\bunder \d|\bless than\b|\bfewer than\b|\bmaximum\b"
    ),
)
_FROM_TO = re.compile(r"\bfrom\b.*\bto\b|[由从].*(?:至|到|为)")


def limited_otherwise(fact: Fact, there: Fact) -> bool:
    """Tell whether a number is a limit here and none in the evidence."""
    exact = any(unit.value.number.bound is Bound.EXACT for unit in fact.units if unit.value and unit.value.number)
    return exact and any(bound.search(fact.text) and not bound.search(there.text) for bound in _BOUNDS)


def way_told(sentence: Sentence, sentences: Sequence[Sequence[Fact]]) -> tuple[bool, str]:
    """Return whether numbers show the rise or fall that a sentence tells, and the word for it that is wrong."""
    words = [unit for fact in sentence.facts for unit in fact.units if is_way(unit)]
    numbers = [unit for fact in sentence.facts for unit in fact.units if unit.kind == "number"]
    if not words or not numbers:
        return False, ""
    there = [unit for facts in sentences for fact in facts for unit in fact.units]
    ways = {sense.role(unit.key) for unit in there if is_way(unit)}
    if len(numbers) == 1 and not ways:
        counts = [unit for unit in there if unit.kind == "number"]
        at = next((index for index, unit in enumerate(counts) if same(numbers[0], unit)), 0)
        pair = counts[at - 1 : at + 1] if at else []
    else:
        pair = numbers if len(numbers) == 2 and _FROM_TO.search(sentence.folded) else []  # noqa: PLR2004 - from one to the other
    values = [unit.value.number.value for unit in pair if unit.value and unit.value.number]
    if len(values) != 2:  # noqa: PLR2004
        return False, ""
    way = "rise" if values[0] < values[1] else "fall"
    ends = [unit for unit in there if unit.kind == "number" and same(pair[1], unit)]
    if len(numbers) == 2 and any(unit.raw == "from" for unit in ends):  # noqa: PLR2004
        return True, words[0].word
    wrong = next((word.word for word in words if sense.role(word.key) != way or (ways and way not in ways)), "")
    return True, wrong


def counted_otherwise(fact: Fact, there: Fact) -> str:
    """Return a number that counts something else in the evidence than here."""
    numbers = [other for other in there.units if other.kind == "number"]
    for unit in fact.units:
        if TWO.match(fact.text, unit.start - fact.start):
            continue
        said = _counted(unit, fact) if unit.kind == "number" else []
        again = [other for other in numbers if same(unit, other)]
        after = [noun for other in again for noun in _counted(other, there)]
        known = after or [noun for other in again for noun in _owner(other, there)]
        if said and known and not sense.is_among("anybody", said[0].word) and not _overlap(said, known):
            if after:
                return f"{unit.word} {said[0].word}"
            rivals = [
                noun
                for other in numbers
                if other not in again
                for noun in _counted(other, there) or _owner(other, there)
            ]
            if _overlap(said, rivals) or any(covers(there, noun) for noun in said):
                return f"{unit.word} {said[0].word}"
        owner = _owner(unit, fact) if unit.kind == "number" and not said else []
        owners = [noun for other in again for noun in _owner(other, there)]
        if owner and owners and not _overlap(owner, owners) and not any(covers(there, noun) for noun in owner):
            return f"{unit.word} {owner[0].word}"
    return ""


def _overlap(one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    return any(same(unit, known) or same(known, unit) for unit in one for known in other)


def _counted(number: Unit, fact: Fact) -> list[Unit]:
    """Return the nouns right after a number."""
    found: list[Unit] = []
    end = number.end
    for unit in fact.units:
        if unit.start < end:
            continue
        gap = fact.text[end - fact.start : unit.start - fact.start].strip(" -")
        if unit.kind not in NAMES or gap not in ({"", "个", "of", "of the", "the", "of their"} if not found else {""}):
            break
        found.append(unit)
        end = unit.end
    return found


def _owner(number: Unit, fact: Fact) -> list[Unit]:
    """Return the Chinese nouns right before a number: 出口额3.6亿美元, 二等奖25名."""
    found: list[Unit] = []
    start = number.start
    for unit in reversed(fact.units):
        if unit.end > start:
            continue
        gap = fact.text[unit.end - fact.start : start - fact.start]
        if (
            unit.kind not in {*NAMES, "rank"}
            or unit.word.isascii()
            or gap not in ({"", "为", "有", "共", "共有", "达", "达到", "各"} if not found else {""})
        ):
            break
        found.append(unit)
        start = unit.start
    return found if sum(len(unit.word) for unit in found) > 1 else []
