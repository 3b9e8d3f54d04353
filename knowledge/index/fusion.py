"""Fuse the dense and the lexical leg into one ranking, and merge the rankings of the two languages."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Language, Passage
from knowledge.index.part import Order
from knowledge.text.folding import fold

# Measured on tests/evaluation/pools.jsonl and on questions about five papers; .1 to .2 do equally well.
_LEXICAL_WEIGHT = 0.15
_TINY = float(np.finfo(np.float32).tiny)


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` is fused and only ranks, ``dense`` is a centred cosine, ``lexical`` a BM25 score."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclasses.dataclass(frozen=True, slots=True)
class Rankings:
    """Hits in the question's language and in the other language, each best first.

    A passage in the other language is less similar to a question than one in its own that says the same.
    """

    same: list[Hit]
    other: list[Hit]


def best_rows(scores: NDArray[np.float32], k: int) -> list[int]:
    """Return the rows with the k highest scores above zero, and those that score as the last of them does."""
    threshold = np.partition(scores, -k)[-k] if k < len(scores) else 0.0
    return [int(row) for row in np.flatnonzero((scores >= threshold) & (scores > 0))]


def fuse(
    dense: Mapping[int, float], lexical: NDArray[np.float32], k: int, order: Callable[[int], Order]
) -> dict[int, tuple[float, float]]:
    """Return the k best rows with their fused score and their cosine, best first, equal ones by ``order``.

    The score is the cosine plus 0.15 times the BM25 score over the best BM25 score. Such a convex combination ranks
    better than reciprocal ranks (Bruch, Gai and Ingber 2023; here hit@1 across languages .92 instead of .88), and its
    scores compare between questions. ``dense`` has the nearest rows only; a row beyond them is given their last cosine.
    """
    best = max(float(lexical.max(initial=0.0)), _TINY)
    floor = min(dense.values(), default=0.0)
    candidates = {*dense, *best_rows(lexical, max(k, len(dense)))}
    cosine = {row: dense.get(row, floor) for row in candidates}
    score = {row: cosine[row] + _LEXICAL_WEIGHT * float(lexical[row]) / best for row in candidates}
    ranked: list[int] = []
    for _, equal in itertools.groupby(sorted(candidates, key=lambda row: -score[row]), key=score.__getitem__):
        tied = list(equal)
        ranked += sorted(tied, key=order) if len(tied) > 1 else tied
        if len(ranked) >= k:
            break
    return {row: (score[row], cosine[row]) for row in ranked[:k]}


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
