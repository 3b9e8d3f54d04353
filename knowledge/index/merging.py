"""Merge the rankings of two languages into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.evidence import Language
    from knowledge.index.fusion import Hit, Rankings


def merge(rankings: Rankings, language: Language) -> list[Hit]:
    """Return the hits of both languages, best first, without what another hit says already."""
    merged = []
    for rank in range(max(len(rankings.same), len(rankings.other))):
        merged += rankings.same[rank : rank + 1] + rankings.other[rank : rank + 1]
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
