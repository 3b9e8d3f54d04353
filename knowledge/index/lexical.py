"""The lexical leg: BM25 over a passage's own words and over what its words are called in the other language."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import bm25s
import numpy as np

from knowledge.text.tokens import tokens
from knowledge.text.words import glosses, segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class TermIndex:
    """BM25 scores of n texts, kept by bm25s as a sparse matrix on disk."""

    def __init__(self, scores: bm25s.BM25 | None, size: int) -> None:
        self._bm25 = scores
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> TermIndex:
        """Index texts given as their tokens, in order."""
        if not any(texts):
            return cls(None, len(texts))
        # bm25s sets its own logger to DEBUG, whatever the operator wants.
        logging.getLogger("bm25s").setLevel(logging.NOTSET)
        scores = bm25s.BM25()
        scores.index([list(text) for text in texts], show_progress=False)
        return cls(scores, len(texts))

    def save(self, directory: Path) -> None:
        """Write the index to a directory, made when it is missing."""
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "size.json").write_text(json.dumps({"size": self.size, "empty": self._bm25 is None}))
        if self._bm25 is not None:
            self._bm25.save(str(directory), show_progress=False)

    @classmethod
    def load(cls, directory: Path) -> TermIndex:
        """Open a saved index; the matrix stays on disk until it is used."""
        about = json.loads((directory / "size.json").read_text())
        scores = None if about["empty"] else bm25s.BM25.load(str(directory), mmap=True, show_progress=False)
        return cls(scores, about["size"])

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every text for some terms, (n,)."""
        known = self._ids(terms)
        if self._bm25 is None or not known:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores_from_ids(known), dtype=np.float32)

    def scores_of_any(self, alternatives: Iterable[Iterable[str]]) -> NDArray[np.float32]:
        """Return BM25 scores where each word may match by any one of its alternatives, the best of them counting.

        The sum over all alternatives would favour the word with the longest dictionary entry.
        """
        total = np.zeros(self.size, dtype=np.float32)
        for terms in alternatives:
            columns = [self.scores([term]) for term in terms if self._ids([term])]
            if columns:
                total += np.maximum.reduce(columns)
        return total

    def document_frequency(self, term: str) -> int:
        """Return in how many texts a term occurs."""
        known = self._ids([term])
        if self._bm25 is None or not known:
            return 0
        starts = self._bm25.scores["indptr"]
        return int(starts[known[0] + 1] - starts[known[0]])

    def _ids(self, terms: Iterable[str]) -> list[int]:
        if self._bm25 is None:
            return []
        vocabulary: dict[str, int] = self._bm25.vocab_dict
        return [vocabulary[term] for term in terms if term in vocabulary]


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
