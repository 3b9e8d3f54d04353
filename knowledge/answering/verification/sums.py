"""Whether a number of a statement is reckoned from two numbers of its evidence: their sum, difference, half or multiple."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from knowledge.language.bounds import Bound
from knowledge.language.numbers import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.verification.bindings import Value
    from knowledge.answering.verification.clauses import Sentence
    from knowledge.answering.verification.known import Known
    from knowledge.language.numbers import Number

_TOTAL = re.compile(
    r"合计|[一总合]?共|总[数计]|加起来|两者|\b(?:in (?:all|total)|altogether|together|total|combined|sum)\b"
)
_REST = re.compile(
    r"其余|其他|其它|余下|剩|还有|还差|相差|多(?=[了出\d一二两三四五六七八九十百])|少(?=[了\d一二两三四五六七八九十百])|[净]?增|减|涨|降|晚了|早了|便宜|贵|境内|国内|"
    r"\b(?:rest|remaining|others?|left|more|fewer|less|difference|increase|decrease|up by|down by|rose|rise|grew|fell|dropped|short of|longer|shorter|later|earlier)\b"
)
_EACH = re.compile(r"(?:各|每\w{1,3}|\beach(?: \w+){0,2}|\bapiece|\bboth(?: \w+){0,2})\s*$")
_HALF = re.compile(r"一半|半数|减半|对半|各半|\bhalf\b|\bhalved\b|\bhalves\b")
_MOST_SHARES = 12


def is_reckoned(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number adds up two of the evidence, is their difference, a half or so many times one, and says so."""
    number = value.number
    if number is None or number.value != number.top or number.bound not in {Bound.EXACT, Bound.ABOUT}:
        return False
    adds, leaves = bool(_TOTAL.search(sentence.folded)), bool(_REST.search(sentence.folded))
    said = {other.number.value for other in sentence.values if other.number and other is not value}
    for piece in evidence:
        for part in piece.reading.sentences:
            known = [other.number for other in part.values if other.number and other.number.value == other.number.top]
            for one, two in itertools.combinations(known, 2):
                if not _alike(one, two) or number.kind is not one.kind:
                    continue
                stated = {one.value, two.value} <= said
                if one.value + two.value == number.value and (adds or stated):
                    return True
                if abs(one.value - two.value) == number.value and (leaves or stated):
                    return True
            if _HALF.search(piece.folded) and any(one.value == 2 * number.value for one in known):
                return True
            if adds and any(_times(number, one) for one in _each(part)):
                return True
    return leaves and _between_sentences(number, evidence)


def _alike(one: Number, two: Number) -> bool:
    return one.kind is two.kind and not (one.unit and two.unit and one.unit != two.unit)


def _each(part: Sentence) -> Iterator[Number]:
    """Yield the numbers of which there are several: 作品各60幅."""
    for value in part.values:
        if value.number is not None and _EACH.search(part.folded[: value.start]):
            yield value.number


def _times(number: Number, one: Number) -> bool:
    return one.value > 0 and number.value % one.value == 0 and 1 < number.value / one.value <= _MOST_SHARES


def _between_sentences(number: Number, evidence: Sequence[Known]) -> bool:
    """Tell whether a number is the difference of two of different sentences with the same unit."""
    parts = [part for piece in evidence for part in piece.reading.sentences]
    for first, second in itertools.combinations(parts, 2):
        for one, two in itertools.product(first.values, second.values):
            if one.number is None or two.number is None or one.number.kind is NumberKind.ORDINAL:
                continue
            same = one.number.unit == two.number.unit and (one.number.unit or one.number.noun == two.number.noun)
            if same and _alike(one.number, two.number) and abs(one.number.value - two.number.value) == number.value:
                return True
    return False
