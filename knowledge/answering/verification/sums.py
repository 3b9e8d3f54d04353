"""Whether a number of a statement is the sum of two numbers of its evidence, or what is left of them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from knowledge.language.bounds import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.answering.verification.bindings import Value
    from knowledge.answering.verification.clauses import Sentence
    from knowledge.answering.verification.known import Known

_TOTAL = re.compile(
    r"合计|[一总合]?共|总[数计]|加起来|两者|\b(?:in (?:all|total)|altogether|together|total|combined|sum)\b"
)
_REST = re.compile(
    r"其余|其他|其它|余下|剩|还有|相差|多(?=[了出\d])|少(?=[了\d])|增加了|减少了|便宜|贵|境内|国内|"
    r"\b(?:rest|remaining|other|others|left|more|fewer|less|difference|increase of|up by|down by)\b"
)


def is_reckoned(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number adds up two of one sentence of the evidence, or is their difference, and says so."""
    number = value.number
    if number is None or number.value != number.top or number.bound is not Bound.EXACT:
        return False
    adds, leaves = _TOTAL.search(sentence.folded), _REST.search(sentence.folded)
    said = {other.number.value for other in sentence.values if other.number and other is not value}
    for piece in evidence:
        for part in piece.reading.sentences:
            known = [other.number for other in part.values if other.number and other.number.value == other.number.top]
            for one, two in itertools.combinations(known, 2):
                if (
                    one.kind is not two.kind
                    or number.kind is not one.kind
                    or (one.unit and two.unit and one.unit != two.unit)
                ):
                    continue
                stated = {one.value, two.value} <= said
                if one.value + two.value == number.value and (adds or stated):
                    return True
                if abs(one.value - two.value) == number.value and (leaves or stated):
                    return True
    return False
