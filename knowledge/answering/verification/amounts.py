"""What the numbers of a clause count and bound, and whether they rise or fall, beside those of the evidence."""

import re
from collections.abc import Sequence

from knowledge.answering.verification import sense
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.facts import Fact
from knowledge.answering.verification.matching import covers, is_way, same
from knowledge.answering.verification.units import NAMES, Unit
from knowledge.answering.verification.values import TWO
from knowledge.language.bounds import Bound

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
