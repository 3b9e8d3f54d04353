"""The word vectors of sentences, made once at ingest: what an answer compares a question with, word by word in context.

A vector is kept as whole numbers of a byte with one scale (cosine .9999 to the full one), a quarter of the size. The
files stay on disk until a sentence is asked for.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Audience

_WORDS, _SCALES, _ENTRIES = "words.i8", "scales.f4", "entries.npy"
_ENTRY = np.dtype([("key", "<u8"), ("check", "<u8"), ("passage", "<u8"), ("start", "<i8"), ("count", "<i4")])
_HIGHEST = 127
# What an index keeps at most, some thirty thousand sentences: what is left out is made when it is first asked for.
MOST_BYTES = 512_000_000


class Sentence(NamedTuple):
    """A sentence of a passage with the vectors of its words, (words, dimension), and who may see the passage."""

    passage_id: str
    audience: Audience
    text: str
    words: NDArray[np.float32]


class Sentences:
    """The sentences of a folder, by their text."""

    def __init__(self, folder: Path) -> None:
        """Open what a `SentenceWriter` finished; a folder without is one of no sentences."""
        there = (folder / _ENTRIES).is_file()
        self._entries = np.load(folder / _ENTRIES, mmap_mode="r") if there else np.zeros(0, dtype=_ENTRY)
        self._keys = self._entries["key"]
        scales = np.memmap(folder / _SCALES, dtype="<f4", mode="r") if len(self._entries) else np.zeros(0, "<f4")
        self._scales: NDArray[np.float32] = scales
        words = np.memmap(folder / _WORDS, dtype=np.int8, mode="r") if len(self._entries) else np.zeros(0, np.int8)
        self._words: NDArray[np.int8] = words.reshape(len(scales), -1) if len(scales) else words.reshape(0, 0)

    @property
    def nbytes(self) -> int:
        """Return how many bytes the vectors take."""
        return self._words.nbytes

    def find(self, text: str) -> NDArray[np.float32] | None:
        """Return the vectors of a sentence's words, (words, dimension), or None for a sentence that is not kept."""
        key, check = _digest(text)
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        while place < len(self._entries) and int(self._keys[place]) == key:
            if int(self._entries[place]["check"]) == check:
                start, count = int(self._entries[place]["start"]), int(self._entries[place]["count"])
                rows = slice(start, start + count)
                found: NDArray[np.float32] = self._words[rows] * self._scales[rows, np.newaxis]
                return found
            place += 1
        return None

    def packed(self, is_kept: Callable[[int], bool]) -> Iterator[tuple[np.void, NDArray[np.int8], NDArray[np.float32]]]:
        """Return the entries of some passages, told by the number of their id, with words and scales as kept."""
        for entry in self._entries:
            if is_kept(int(entry["passage"])):
                rows = slice(int(entry["start"]), int(entry["start"]) + int(entry["count"]))
                yield entry, self._words[rows], self._scales[rows]


class SentenceWriter:
    """Writes sentences into a folder."""

    def __init__(self, folder: Path) -> None:
        """Begin in a folder, made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._words = (folder / _WORDS).open("wb")
        self._scales = (folder / _SCALES).open("wb")
        self._entries: list[tuple[int, int, int, int, int]] = []
        self.nbytes = 0
        self._rows = 0

    def add(self, sentence: Sentence) -> None:
        """Keep a sentence."""
        words = sentence.words if len(sentence.words) else np.zeros((1, sentence.words.shape[1]), dtype=np.float32)
        scales = (np.abs(words).max(axis=1) / _HIGHEST).astype("<f4")
        whole = np.round(words / np.maximum(scales, np.finfo(np.float32).tiny)[:, np.newaxis]).astype(np.int8)
        self._write((*_digest(sentence.text), number_of(sentence.passage_id)), whole, scales)

    def copy(self, other: Sentences, is_kept: Callable[[int], bool]) -> None:
        """Keep the sentences that another folder has of some passages, told by the number of their id."""
        for entry, words, scales in other.packed(is_kept):
            self._write((int(entry["key"]), int(entry["check"]), int(entry["passage"])), words, scales)

    def finish(self) -> None:
        """Write the rest; now the folder can be opened."""
        self.close()
        np.save(self._folder / _ENTRIES, np.sort(np.array(self._entries, dtype=_ENTRY), order=("key", "check")))

    def close(self) -> None:
        """Let go of the files; a folder that is not finished is one of no sentences."""
        self._words.close()
        self._scales.close()

    def _write(self, name: tuple[int, int, int], words: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self.nbytes += words.nbytes
        self._words.write(np.ascontiguousarray(words).tobytes())
        self._scales.write(np.ascontiguousarray(scales, dtype="<f4").tobytes())
        self._entries.append((*name, self._rows, len(words)))
        self._rows += len(words)


def number_of(passage_id: str) -> int:
    """Return a number that stands for the id of a passage."""
    return _digest(passage_id)[0]


def _digest(text: str) -> tuple[int, int]:
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
