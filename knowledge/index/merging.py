"""Merge the rankings of two languages into one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.evidence import Language
    from knowledge.index.fusion import Hit, Rankings


# Measured on tests/evaluation/pools.jsonl: the cosine of a question to its answer is about .49 in one language and .29
# across two, that of the best wrong passage .26 and .21. A larger factor helps across languages less than it costs
# within one.
_OTHER_LANGUAGE = 1.3


def merge(rankings: Rankings, language: Language) -> list[Hit]:
    """Return the hits of both languages, best first, without what another hit says already.

    The scores of hits that are not in ``language``, the question's, are raised so that both compare.
    """
    raised = [dataclasses.replace(hit, score=hit.score * _OTHER_LANGUAGE) for hit in rankings.other]
    merged = sorted([*rankings.same, *raised], key=lambda hit: -hit.score)
    return without_repeats(merged, language)


def without_repeats(hits: Iterable[Hit], language: Language) -> list[Hit]:
    """Drop hits that repeat an earlier one's words; of the two sides of a pair keep the question's language.

    The side that is kept takes the place of the better of the two.
    """
    kept: dict[str, Hit] = {}
    for hit in hits:
        passage = hit.passage
        key = f"pair {passage.source.path} {passage.pair}" if passage.pair else f"text {fold(passage.text)}"
        if key not in kept or (passage.language is language and kept[key].passage.language is not language):
            kept[key] = hit
    return list(kept.values())
