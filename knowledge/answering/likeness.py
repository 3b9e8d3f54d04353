"""How like a question a sentence is, word by word in context (late interaction, Khattab and Zaharia 2020).

The vectors are of an encoder that was taught which sentences answer questions (`knowledge.answering.training`).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.remembering import Remembered
from knowledge.embedding import Embedder

_REMEMBERED = 2_000


class Likeness(NamedTuple):
    """How like a question sentences are, read in one way.

    ``whole`` is the cosine of the mean vectors, (sentences,); ``best`` is the best match of each token of the question,
    (sentences, tokens).
    """

    whole: NDArray[np.float32]
    best: NDArray[np.float32]

    @property
    def mean(self) -> NDArray[np.float32]:
        """Return the mean best match of the question's tokens, (sentences,)."""
        return np.asarray(self.best.mean(axis=1))

    def quarter(self, *, least: bool) -> NDArray[np.float32]:
        """Return the mean of the quarter of the question's tokens that match least, or most, (sentences,)."""
        ordered = np.sort(self.best, axis=1)
        size = max(1, ordered.shape[1] // 4)
        return np.asarray((ordered[:, :size] if least else ordered[:, -size:]).mean(axis=1))


def _nothing(_: str) -> None:
    return None


class WordMatcher:
    """Compare questions with sentences token by token; what is stored or was seen before is not encoded again."""

    def __init__(self, embedder: Embedder, stored: Callable[[str], NDArray[np.float32] | None] = _nothing) -> None:
        """Compare by an embedder; ``stored`` gives the vectors of a sentence's words, or None."""
        self._embedder = embedder
        self._stored = stored
        self._seen: Remembered[NDArray[np.float16]] = Remembered(_REMEMBERED)

    def compare(self, question: str, *ways: Sequence[Sequence[str]]) -> list[Likeness]:
        """Return the likeness of sentences to the question, for each way of reading them with what stands about them.

        A way gives for each sentence the texts whose tokens are matched.
        """
        if not any(ways):
            return [Likeness(np.zeros(0, np.float32), np.zeros((0, 1), np.float32)) for _ in ways]
        known = self._words([text for way in ways for texts in way for text in texts])
        own = self._embedder.encode_words([question], query=True)[0]
        asked = _unit(own)
        topic = _unit(own.mean(axis=0)[np.newaxis])[0]
        found = []
        for way in ways:
            told = [np.concatenate([known[text] for text in texts]) for texts in way]
            best = np.stack([(asked @ _unit(vectors).T).max(axis=1) for vectors in told])
            found.append(Likeness(_unit(np.stack([vectors.mean(axis=0) for vectors in told])) @ topic, best))
        return found

    def _words(self, sentences: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found: dict[str, NDArray[np.float32]] = {}
        for sentence in dict.fromkeys(sentences):
            if (stored := self._stored(sentence)) is not None:
                found[sentence] = stored
            elif (seen := self._seen.get(sentence)) is not None:
                found[sentence] = seen.astype(np.float32)
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in found]
        for sentence, vectors in zip(new, self._embedder.encode_words(new, query=False) if new else (), strict=True):
            rows = (vectors if len(vectors) else np.zeros((1, vectors.shape[1]))).astype(np.float16)
            self._seen.put(sentence, rows)
            found[sentence] = rows.astype(np.float32)
        return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)
