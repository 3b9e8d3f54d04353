"""What was taught to the upper layers of the embedding model: low-rank changes of their matrices.

``meanings.npz`` makes a reader of what messages mean of it (`knowledge.understanding.training`, ``make phrasings``),
``answers.npz`` makes the words of a sentence like those of the questions that it answers
(`knowledge.answering.training`, ``make answers``).
"""

import dataclasses
import functools
import hashlib
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.weights import PackedWeights, Shape

MEANINGS = Path(__file__).with_name("meanings.npz")
ANSWERS = Path(__file__).with_name("answers.npz")


class Weights(Protocol):
    """Weights by their names, each a flat float32 array."""

    @property
    def shape(self) -> Shape:
        """Return the sizes of the encoder."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return one tensor."""


@dataclasses.dataclass(frozen=True)
class Adapter:
    """The matrix ``name`` becomes itself plus ``up[name] @ down[name]``."""

    down: dict[str, NDArray[np.float32]]
    up: dict[str, NDArray[np.float32]]

    def adapted(self, weights: PackedWeights) -> Weights:
        """Return the weights with the changes in them."""
        return _Adapted(weights, self)


@dataclasses.dataclass(frozen=True)
class Classifier:
    """The names of the meanings; ``head`` is (meanings, hidden)."""

    meanings: tuple[str, ...]
    head: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclasses.dataclass(frozen=True)
class _Adapted:
    weights: PackedWeights
    adapter: Adapter

    @property
    def shape(self) -> Shape:
        return self.weights.shape

    def tensor(self, name: str) -> NDArray[np.float32]:
        own = self.weights.tensor(name)
        if name not in self.adapter.up:
            return own
        return np.asarray(own + (self.adapter.up[name] @ self.adapter.down[name]).ravel(), dtype=np.float32)


def load_adapter(path: Path) -> Adapter:
    """Return one of the adapters that the product carries."""
    with np.load(path, allow_pickle=False) as stored:
        parts = {name: stored[name].astype(np.float32) for name in stored.files if name.startswith(("down.", "up."))}
    return Adapter(
        *(
            {name.removeprefix(side): part for name, part in parts.items() if name.startswith(side)}
            for side in ("down.", "up.")
        )
    )


@functools.cache
def load_classifier() -> Classifier:
    """Return what tells the meanings apart."""
    with np.load(MEANINGS, allow_pickle=False) as stored:
        return Classifier(
            tuple(map(str, stored["meanings"])), stored["head"].astype(np.float32), stored["bias"].astype(np.float32)
        )


@functools.cache
def adapter_digest(*paths: Path) -> str:
    """Return what identifies adapters."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
