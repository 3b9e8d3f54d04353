"""An embedder for tests in which the model is not the point: texts that share words have similar vectors."""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Embedder
from knowledge.embedding.centring import LanguageMeans
from knowledge.evidence import Language
from knowledge.text.tokens import tokens

_DIMENSION = 64
_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]", re.IGNORECASE)


class HashingEmbedder(Embedder):
    """Sums one fixed random direction a word; it opens no model and counts the passages it embeds."""

    def __init__(self, fingerprint: str = "hashing") -> None:
        nothing: dict[Language, NDArray[np.float32]] = {}
        super().__init__(
            _no_model,
            _no_model,
            fingerprint=fingerprint,
            dimension=_DIMENSION,
            means=LanguageMeans(query=nothing, passage=nothing),
        )
        self.embedded: list[str] = []

    def encode_queries(self, texts: Sequence[str], languages: Sequence[Language]) -> NDArray[np.float32]:
        assert len(texts) == len(languages)
        return np.stack([_vector(text) for text in texts])

    def encode_passages(
        self, texts: Sequence[str], languages: Sequence[Language], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        if progress:
            progress(len(texts))
        return self.encode_queries(texts, languages)

    def encode_words(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:  # noqa: ARG002 - as the embedder has it
        return [np.stack([_vector(word) for word in _WORD.findall(text) or [text]]) for text in texts]


def _vector(text: str) -> NDArray[np.float32]:
    directions = [_direction(token) for token in tokens(text)] or [_direction("")]
    total = np.sum(directions, axis=0)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _direction(token: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(token.encode()).digest()[:8])
    return np.random.default_rng(seed).normal(size=_DIMENSION).astype(np.float32)


def _no_model() -> NoReturn:
    raise AssertionError("a test that needs the model should use it")
