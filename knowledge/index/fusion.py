"""Reciprocal rank fusion, and the rankings of the two languages."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.evidence import Passage

# Cormack, Clarke and Büttcher (2009): a large constant keeps one leg's first place from deciding alone.
_RRF = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` is fused and only ranks, ``dense`` a cosine, ``lexical`` a BM25 score."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclasses.dataclass(frozen=True, slots=True)
class Rankings:
    """Hits in the question's language and in the other language, each best first; their scores do not compare."""

    same: list[Hit]
    other: list[Hit]


def best_rows(scores: NDArray[np.float32], k: int) -> list[int]:
    """Return the rows with the k highest scores above zero, best first; equal scores in row order."""
    if not len(scores):
        return []
    if k < len(scores):
        threshold = np.partition(scores, -k)[-k]
        candidates = np.flatnonzero(scores >= max(threshold, np.finfo(np.float32).tiny))
    else:
        candidates = np.flatnonzero(scores > 0)
    order = np.argsort(-scores[candidates], kind="stable")
    return [int(row) for row in candidates[order[:k]]]


def reciprocal_ranks(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> dict[int, float]:
    """Fuse rankings of rows into one score a row: the weighted sum of 1 / (60 + rank)."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + weight / (_RRF + rank)
    return scores
