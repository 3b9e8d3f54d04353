"""Whether a number of a statement is the sum, difference, half or multiple of numbers of its evidence."""

import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known
from knowledge.language.bounds import Bound
from knowledge.language.numbers import Number, NumberKind

_TOTAL = re.compile(
    r"合计|[一总合]?共|总[数计]|加起来|两者|\b(?:in (?:all|total)|altogether|together|total|combined|sum)\b"
)
_REST = re.compile(
    r"其余|其他|其它|余下|剩|还有|还差|相差|多(?=[了出\d一二两三四五六七八九十百])|少(?=[了\d一二两三四五六七八九十百])|[净]?增|减|涨|降|晚了|早了|便宜|贵|境内|"
    r"国内|"
    r"\b(?:rest|remaining|others?|left|more|fewer|less|difference|increase|decrease|up by|"
    r"down by|rose|rise|grew|fell|dropped|short of|longer|shorter|later|earlier)\b"
)
_EACH = re.compile(r"(?:各[^\d,;。]{0,4}|每\w{1,3}|\beach(?: \w+){0,2}|\bapiece|\bboth(?: \w+){0,2})\s*$")
_HALF = re.compile(r"一半|半数|减半|对半|各半|半价|\bhalf\b|\bhalved\b|\bhalves\b")
_MOST_SHARES, _IN_HALF, _LEAD, _LOOK = 12, 50, 4, 24


def is_reckoned(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number is the sum, difference, half or multiple of what is known, and is said to be."""
    number = value.number
    if number is None or number.value != number.top or number.bound not in {Bound.EXACT, Bound.ABOUT}:
        return False
    if number.kind is NumberKind.SHARE and number.value == _IN_HALF:
        return any(_HALF.search(piece.folded) for piece in evidence)
    adds, leaves = bool(_TOTAL.search(sentence.folded)), bool(_REST.search(sentence.folded))
    said = {other.number.value for other in sentence.values if other.number and other is not value}
    for piece in evidence:
        halved = _HALF.search(piece.folded) is not None
        for part in piece.reading.sentences:
            known = [other.number for other in part.values if other.number and other.number.value == other.number.top]
            if any(
                _joins(number, one, two, adds=adds or told, leaves=leaves or told)
                for one, two in itertools.combinations(known, 2)
                for told in [{one.value, two.value} <= said]
            ):
                return True
            if halved and any(one.value == 2 * number.value for one in known):
                return True
            if adds and any(_times(number, one) for one in _each(part)):
                return True
    return (leaves or adds) and _between_sentences(number, sentence, evidence, adds=adds)


def _joins(number: Number, one: Number, two: Number, *, adds: bool, leaves: bool) -> bool:
    """Tell whether a number is the sum of two where it adds, or their difference where it says what is left."""
    if not _alike(one, two) or number.kind is not one.kind:
        return False
    return (adds and one.value + two.value == number.value) or (leaves and abs(one.value - two.value) == number.value)


def _alike(one: Number, two: Number) -> bool:
    return one.kind is two.kind and not (one.unit and two.unit and one.unit != two.unit)


def _each(part: Sentence) -> Iterator[Number]:
    """Yield the numbers of which there are several: 作品各60幅."""
    for value in part.values:
        if value.number is not None and _EACH.search(part.folded[max(0, value.start - _LOOK) : value.start]):
            yield value.number


def _told_alike(one: Value, first: Sentence, two: Value, second: Sentence, sentence: Sentence) -> bool:
    """Tell whether the same words, which the statement has too, lead to both numbers: 派出学生86人, 派出学生40人."""
    before, other = first.folded[: one.start][-_LEAD:], second.folded[: two.start][-_LEAD:]
    return before == other and all(char in sentence.folded for char in before)


def _times(number: Number, one: Number) -> bool:
    return one.value > 0 and number.value % one.value == 0 and 1 < number.value / one.value <= _MOST_SHARES


def _between_sentences(number: Number, sentence: Sentence, evidence: Sequence[Known], *, adds: bool) -> bool:
    """Tell whether a number is the sum or the difference of two of different sentences with the same unit."""
    parts = [part for piece in evidence for part in piece.reading.sentences]
    for first, second in itertools.combinations(parts, 2):
        for one, two in itertools.product(first.values, second.values):
            if one.number is None or two.number is None or one.number.kind is NumberKind.ORDINAL:
                continue
            same = one.number.unit == two.number.unit and (one.number.unit or one.number.noun == two.number.noun)
            if adds and not _told_alike(one, first, two, second, sentence):
                continue
            reckoned = one.number.value + two.number.value if adds else abs(one.number.value - two.number.value)
            if same and _alike(one.number, two.number) and reckoned == number.value:
                return True
    return False
