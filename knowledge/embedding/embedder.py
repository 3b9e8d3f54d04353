"""Turn queries and passages into vectors that can be compared across languages."""

import functools
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.centring import LanguageMeans, centre
from knowledge.evidence import Language

_BATCH = 32
_REMEMBERED_QUERIES = 256


class Encoder(Protocol):
    """A model that gives vectors, with its own prompts before queries and passages."""

    def vectors(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Return a unit vector for each text, (n, dimension)."""


class WordEncoder(Protocol):
    """A model that gives the words of questions vectors like those of the sentences that answer them."""

    def word_vectors(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
        """Return for each text the vectors of its tokens in context, (tokens, dimension), without the prompt's own."""


class Embedder:
    """An encoder with language centring; safe to share between threads.

    The model is opened at the first text, so that work that turns out to need no vector does not wait for it.
    """

    def __init__(
        self,
        open_encoder: Callable[[], Encoder],
        open_words: Callable[[], WordEncoder],
        *,
        fingerprint: str,
        dimension: int,
        means: LanguageMeans,
    ) -> None:
        """Take how to open the encoders, what identifies all vectors, the texts' width, and the language means."""
        self.fingerprint = fingerprint
        self.dimension = dimension
        self._open_encoder = open_encoder
        self._open_words = open_words
        self._words: WordEncoder | None = None
        self._means = means
        self._opening = threading.Lock()
        self._opened: Encoder | None = None
        self._one_query = functools.lru_cache(maxsize=_REMEMBERED_QUERIES)(self._encode_one_query)

    @property
    def encoder(self) -> Encoder:
        """Return the encoder, opened when first asked for."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open_encoder()
            return self._opened

    @property
    def words(self) -> WordEncoder:
        """Return the encoder of words, opened when first asked for."""
        with self._opening:
            if self._words is None:
                self._words = self._open_words()
            return self._words

    def encode_queries(self, texts: Sequence[str], languages: Sequence[Language]) -> NDArray[np.float32]:
        """Return one centred unit vector for each query, (n, dimension); single queries are remembered."""
        if len(texts) == 1 == len(languages):
            return self._one_query(texts[0], languages[0]).copy()
        return self._encode(texts, languages, query=True)

    def encode_passages(
        self, texts: Sequence[str], languages: Sequence[Language], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return one centred unit vector for each passage, (n, dimension), in the given order.

        `progress` is called after each batch with the number of passages it had. The longest go first, so that
        an estimate of the time left errs on the long side.
        """
        return self._encode(texts, languages, query=False, progress=progress)

    def encode_words(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
        """Return for each text the vectors of its tokens in context, (tokens, dimension), without the prompt's own.

        They are neither centred nor of unit length.
        """
        return self.words.word_vectors(texts, query=query)

    def _encode_one_query(self, text: str, language: Language) -> NDArray[np.float32]:
        return self._encode([text], [language], query=True)

    def _encode(
        self,
        texts: Sequence[str],
        languages: Sequence[Language],
        *,
        query: bool,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        if len(texts) != len(languages):
            raise ValueError(f"{len(texts)} texts but {len(languages)} languages")
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        longest_first = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        for start in range(0, len(texts), _BATCH):
            batch = longest_first[start : start + _BATCH]
            vectors[batch] = self.encoder.vectors([texts[index] for index in batch], query=query)
            if progress is not None:
                progress(len(batch))
        return centre(vectors, languages, self._means.query if query else self._means.passage)
