"""BM25 over the texts of several parts as if they were one: document frequencies and lengths are those of all."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.index.terms import Terms
from knowledge.text.tokens import tokens
from knowledge.text.words import glosses, segment

# The values that Lucene and bm25s take where nothing is told.
_K1, _B = 1.5, 0.75


class TermIndex:
    """BM25 scores of n texts: those of each part in turn, without those that are gone."""

    def __init__(self, parts: Sequence[tuple[Terms, NDArray[np.bool_] | None]]) -> None:
        """Take the terms of each part and which of its texts are still there; None: all."""
        self._parts = parts
        self.size = sum(terms.size for terms, _ in parts)
        there = [terms.lengths if alive is None else terms.lengths[alive] for terms, alive in parts]
        self._texts = sum(map(len, there))
        mean = sum(int(lengths.sum()) for lengths in there) / max(self._texts, 1)
        self._norms = [_K1 * ((1 - _B) + _B * terms.lengths / (mean or 1.0)) for terms, _ in parts]

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every text for some terms, (n,); one that is gone has none."""
        total = np.zeros(self.size, dtype=np.float32)
        for term in terms:
            for rows, scores in self._scored(term):
                total[rows] += scores
        return total

    def scores_of_any(self, alternatives: Iterable[Iterable[str]]) -> NDArray[np.float32]:
        """Return BM25 scores where each word may match by any one of its alternatives, the best of them counting.

        The sum over all alternatives would favour the word with the longest dictionary entry.
        """
        total = np.zeros(self.size, dtype=np.float32)
        for terms in alternatives:
            best = np.zeros(self.size, dtype=np.float32)
            for term in terms:
                for rows, scores in self._scored(term):
                    best[rows] = np.maximum(best[rows], scores)
            total += best
        return total

    def document_frequency(self, term: str) -> int:
        """Return in how many texts a term occurs."""
        return sum(len(rows) for rows, _ in self._postings(term))

    def _postings(self, term: str) -> list[tuple[NDArray[np.int32], NDArray[np.int32]]]:
        found = []
        for terms, alive in self._parts:
            rows, counts = terms.postings(term)
            if alive is not None:
                there = alive[rows]
                rows, counts = rows[there], counts[there]
            found.append((rows, counts))
        return found

    def _scored(self, term: str) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Return for each part the texts that have a term, by their rows among all, and its score in each."""
        postings = self._postings(term)
        frequency = sum(len(rows) for rows, _ in postings)
        if not frequency:
            return []
        rarity = math.log(1 + (self._texts - frequency + 0.5) / (frequency + 0.5))
        scored, first = [], 0
        for (rows, counts), norms, (terms, _) in zip(postings, self._norms, self._parts, strict=True):
            share = counts / (norms[rows] + counts)
            scored.append((rows.astype(np.int64) + first, (rarity * share).astype(np.float32)))
            first += terms.size
        return scored


def gloss_terms(text: str) -> list[tuple[str, ...]]:
    """Return, for each word of a Chinese text, the English stems it may mean; a Latin word or number means itself."""
    found: list[tuple[str, ...]] = []
    for word in segment(text):
        if word.isascii():
            found += [(token,) for token in tokens(word)]
        else:
            meanings = glosses(word)
            if meanings:
                found.append(tuple(sorted(meanings)))
    return found
