"""Compare a prepared model with vectors known beforehand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.embedding.embedder import Encoder

KNOWN_VECTORS = "known_vectors.json"

# int8 arithmetic differs a little between processors (0.994 to 0.998 was seen); a wrong tokenizer or a wrong
# tensor brings it below 0.95.
MINIMUM_COSINE = 0.985


@dataclass(frozen=True)
class KnownVector:
    """A text and its unit vector under the full-precision weights."""

    text: str
    query: bool
    vector: NDArray[np.float32]


def known_vectors() -> tuple[KnownVector, ...]:
    """Return the bundled texts and vectors; the file says how they were computed."""
    content = json.loads(resources.files(__package__).joinpath(KNOWN_VECTORS).read_text(encoding="utf-8"))
    return tuple(
        KnownVector(entry["text"], entry["kind"] == "query", np.asarray(entry["vector"], dtype=np.float32))
        for entry in content["vectors"]
    )


def cosines_to_known(encoder: Encoder, known: Sequence[KnownVector]) -> list[float]:
    """Return the cosine between the encoder's vector and the known one for each text."""
    return [
        float(encoder.vectors([entry.text], query=entry.query)[0] @ entry.vector) / float(np.linalg.norm(entry.vector))
        for entry in known
    ]


def self_test(encoder: Encoder) -> None:
    """Raise ModelError when the encoder does not give the known vectors."""
    known = known_vectors()
    cosines = cosines_to_known(encoder, known)
    worst = min(range(len(known)), key=cosines.__getitem__)
    if not cosines[worst] >= MINIMUM_COSINE:  # a NaN fails too
        raise ModelError(
            f"the prepared embedding model failed its self-test: cosine {cosines[worst]:.3f} to the known vector of "
            f"{known[worst].text!r}, at least {MINIMUM_COSINE} expected. Install the versions of onnx and "
            "onnxruntime that the lock file names, or set EMBEDDING_MODEL to another sentence-transformers model"
        )
