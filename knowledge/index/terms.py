"""How often each term occurs in each of some texts: postings as arrays on disk, from which BM25 is counted when asked.

Scores are not kept, for they change with every text that comes or goes; the counts of a text never do.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TERMS = "terms.txt"
_ARRAYS = ("starts", "rows", "counts", "lengths")


class Terms:
    """The terms of n texts.

    Term t occurs in the texts ``rows[starts[t]:starts[t + 1]]``, ascending, so often as ``counts`` says there.
    ``lengths``, (n,), are the numbers of terms of the texts.
    """

    def __init__(
        self,
        listed: Sequence[str] | Path,
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        counts: NDArray[np.int32],
        lengths: NDArray[np.int32],
    ) -> None:
        """Take the arrays; the terms themselves may be in a file that is read when first asked for."""
        self._listed = listed
        self.starts, self.rows, self.counts, self.lengths = starts, rows, counts, lengths

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]]) -> Terms:
        """Count the terms of texts."""
        numbers: dict[str, int] = {}
        ids: list[int] = []
        lengths: list[int] = []
        for text in texts:
            ids += [numbers.setdefault(term, len(numbers)) for term in text]
            lengths.append(len(text))
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        return cls._counted(list(numbers), np.array(ids, dtype=np.int64), rows, None, np.array(lengths, dtype=np.int32))

    @classmethod
    def merge(cls, parts: Sequence[tuple[Terms, NDArray[np.int32]]], size: int) -> Terms:
        """Put texts of several together; each comes with its texts' new rows, -1 for one that is left out."""
        numbers: dict[str, int] = {}
        ids, rows, counts = [], [], []
        lengths = np.zeros(size, dtype=np.int32)
        for part, places in parts:
            own = np.array([numbers.setdefault(term, len(numbers)) for term in part.listed], dtype=np.int64)
            every = np.repeat(own, np.diff(part.starts))
            place = places[part.rows]
            kept = place >= 0
            ids.append(every[kept])
            rows.append(place[kept])
            counts.append(np.asarray(part.counts)[kept])
            lengths[places[places >= 0]] = part.lengths[places >= 0]
        return cls._counted(list(numbers), np.concatenate(ids), np.concatenate(rows), np.concatenate(counts), lengths)

    @classmethod
    def _counted(
        cls,
        listed: list[str],
        ids: NDArray[np.int64],
        rows: NDArray[np.int32],
        counts: NDArray[np.int32] | None,
        lengths: NDArray[np.int32],
    ) -> Terms:
        """Sort occurrences by term and text; without counts each occurrence is one."""
        size = max(len(lengths), 1)
        where = ids * size + rows
        if counts is None:
            where, counts = np.unique(where, return_counts=True)
        else:
            order = np.argsort(where, kind="stable")
            where, counts = where[order], counts[order]
        found, texts = np.divmod(where, size)
        starts = np.concatenate([[0], np.cumsum(np.bincount(found, minlength=len(listed)))])
        return cls(listed, starts.astype(np.int64), texts.astype(np.int32), counts.astype(np.int32), lengths)

    def save(self, folder: Path) -> None:
        """Write everything into a folder, made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _TERMS).write_text("\n".join(self.listed), encoding="utf-8")
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Terms:
        """Open what ``save`` wrote; it stays on disk until it is used."""
        return cls(folder / _TERMS, *(np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS))

    @property
    def size(self) -> int:
        """Return the number of texts."""
        return len(self.lengths)

    @property
    def listed(self) -> Sequence[str]:
        """Return the terms by their number."""
        return list(self._numbers)

    def postings(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the texts that a term occurs in and how often it does in each."""
        number = self._numbers.get(term)
        if number is None:
            return self.rows[:0], self.counts[:0]
        where = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.rows[where], self.counts[where]

    @functools.cached_property
    def _numbers(self) -> dict[str, int]:
        listed = self._listed
        if not isinstance(listed, list):
            text = listed.read_text(encoding="utf-8")  # type: ignore[union-attr] # else it is a list
            listed = text.split("\n") if text else []
        return dict(zip(listed, itertools.count(), strict=False))
