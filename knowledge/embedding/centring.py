"""Take the language out of vectors: subtract each language's mean, then make the length one again.

Without it a passage in the question's language outranks the passage with the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Language

BUNDLED_MEANS = "language_means.json"


@dataclass(frozen=True)
class LanguageMeans:
    """The mean unit vector of each language, apart for queries and passages; empty means no centring."""

    query: Mapping[Language, NDArray[np.float32]]
    passage: Mapping[Language, NDArray[np.float32]]

    @property
    def digest(self) -> str:
        """Return a digest that changes with any of the means."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def to_json(self) -> dict[str, dict[str, list[float]]]:
        """Return the means as JSON values, six decimals."""
        return {
            kind: {str(language): np.round(mean.astype(float), 6).tolist() for language, mean in means.items()}
            for kind, means in (("query", self.query), ("passage", self.passage))
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> LanguageMeans:
        """Read what `to_json` wrote; other keys are notes for people."""
        return cls(query=_vectors(values["query"]), passage=_vectors(values["passage"]))


def bundled_means() -> LanguageMeans:
    """Return the means of the default model; the file says on which text they were estimated."""
    text = resources.files(__package__).joinpath(BUNDLED_MEANS).read_text(encoding="utf-8")
    return LanguageMeans.from_json(json.loads(text))


def mean_of(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of unit vectors, itself not of unit length."""
    mean: NDArray[np.float32] = vectors.mean(axis=0)
    return mean


def centre(
    vectors: NDArray[np.float32], languages: Sequence[Language], means: Mapping[Language, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return unit vectors with their language's mean taken out; languages without a mean stay as they are."""
    nothing = np.zeros(vectors.shape[1], dtype=np.float32)
    centred = vectors - np.stack([means.get(language, nothing) for language in languages])
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    result: NDArray[np.float32] = (centred / np.maximum(length, np.finfo(np.float32).tiny)).astype(np.float32)
    return result


def _vectors(means: Mapping[str, Sequence[float]]) -> dict[Language, NDArray[np.float32]]:
    return {Language(language): np.asarray(mean, dtype=np.float32) for language, mean in means.items()}
