"""How like a question a sentence is, word by word in context (late interaction, Khattab and Zaharia 2020)."""

from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from knowledge.embedding import Embedder
    from knowledge.evidence import Language

_REMEMBERED = 2_000


class Likeness(NamedTuple):
    """Of each sentence, (sentences,) each.

    ``whole`` is the cosine of the mean vectors, ``mean`` the mean best match of the question's tokens.
    """

    whole: NDArray[np.float32]
    mean: NDArray[np.float32]


def _nothing(_: str) -> None:
    return None


class WordMatcher:
    """Compare questions with sentences token by token; what is stored or was seen before is not encoded again."""

    def __init__(self, embedder: Embedder, stored: Callable[[str], NDArray[np.float32] | None] = _nothing) -> None:
        """Compare by an embedder; ``stored`` gives the vectors of a sentence's words, or None."""
        self._embedder = embedder
        self._stored = stored
        self._seen: collections.OrderedDict[str, NDArray[np.float16]] = collections.OrderedDict()
        self._lock = threading.Lock()

    def compare(
        self, question: str, language: Language, read_with: Sequence[Sequence[str]], languages: Sequence[Language]
    ) -> Likeness:
        """Return the likeness of each sentence, read with what governs it, to the question.

        A sentence comes first, then what it is read with: the tokens of all of them are matched. All tokens of a
        language share a common direction, which says nothing; it is estimated on the sentences at hand and taken off,
        each language's own.
        """
        if not read_with:
            nothing = np.zeros(0, np.float32)
            return Likeness(nothing, nothing)
        known = self._words([text for texts in read_with for text in texts])
        common = {}
        for side in set(languages):
            sentences = [texts[0] for texts, one in zip(read_with, languages, strict=True) if one is side]
            common[side] = np.concatenate([known[sentence] for sentence in sentences]).mean(axis=0)
        own = self._embedder.encode_words([question], query=True)[0]
        direction = common.get(language, own.mean(axis=0))
        asked = _unit(own - direction)
        topic = _unit((own.mean(axis=0) - direction)[np.newaxis])[0]
        centred = [
            np.concatenate([known[text] for text in texts]) - common[side]
            for texts, side in zip(read_with, languages, strict=True)
        ]
        means = np.stack([vectors.mean(axis=0) for vectors in centred])
        best = np.stack([(asked @ _unit(vectors).T).max(axis=1) for vectors in centred])
        return Likeness(_unit(means) @ topic, best.mean(axis=1))

    def _words(self, sentences: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found = {
            sentence: words for sentence in dict.fromkeys(sentences) if (words := self._stored(sentence)) is not None
        }
        others = [sentence for sentence in dict.fromkeys(sentences) if sentence not in found]
        with self._lock:
            new = [sentence for sentence in others if sentence not in self._seen]
            if new:
                for sentence, vectors in zip(new, self._embedder.encode_words(new, query=False), strict=True):
                    rows = vectors if len(vectors) else np.zeros((1, self._embedder.dimension))
                    self._seen[sentence] = rows.astype(np.float16)
            for sentence in others:
                found[sentence] = self._seen[sentence].astype(np.float32)
                self._seen.move_to_end(sentence)
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)
