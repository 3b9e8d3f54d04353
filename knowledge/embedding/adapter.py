"""What makes a reader of meanings of the embedding model: low-rank changes of its upper layers, and a classifier.

`adapter.npz` is made by ``make phrasings`` (`knowledge.understanding.training`).
"""

import dataclasses
import functools
import hashlib
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.weights import PackedWeights, Shape

ADAPTER = Path(__file__).with_name("adapter.npz")


class Weights(Protocol):
    """Weights by their names, each a flat float32 array."""

    @property
    def shape(self) -> Shape:
        """Return the sizes of the encoder."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return one tensor."""


@dataclasses.dataclass(frozen=True)
class Adapter:
    """The matrix ``name`` becomes itself plus ``up[name] @ down[name]``; ``head`` is (meanings, hidden)."""

    meanings: tuple[str, ...]
    head: NDArray[np.float32]
    bias: NDArray[np.float32]
    down: dict[str, NDArray[np.float32]]
    up: dict[str, NDArray[np.float32]]

    def adapted(self, weights: PackedWeights) -> Weights:
        """Return the weights with the changes in them."""
        return _Adapted(weights, self)


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


@functools.cache
def load_adapter() -> Adapter:
    """Return the adapter that the product carries."""
    with np.load(ADAPTER, allow_pickle=False) as stored:
        parts = {name: stored[name].astype(np.float32) for name in stored.files if name.startswith(("down.", "up."))}
        return Adapter(
            tuple(map(str, stored["meanings"])),
            stored["head"].astype(np.float32),
            stored["bias"].astype(np.float32),
            {name.removeprefix("down."): part for name, part in parts.items() if name.startswith("down.")},
            {name.removeprefix("up."): part for name, part in parts.items() if name.startswith("up.")},
        )


@functools.cache
def adapter_digest() -> str:
    """Return what identifies the adapter."""
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()[:16]
