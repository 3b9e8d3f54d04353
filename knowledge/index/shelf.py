"""All that one audience may see, in order, with its lexical indexes: built once, then read from disk.

Passages are sorted by language, file and ordinal, so that neighbours in a file are neighbours here and a language is
one range of rows.
"""

from __future__ import annotations

import bisect
import functools
import json
import mmap
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.evidence import Language, Passage
from knowledge.index.lexical import TermIndex, gloss_terms
from knowledge.index.stored import from_line, indexed_text, to_line
from knowledge.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_PASSAGES, _OFFSETS, _ABOUT = "passages.jsonl", "offsets.npy", "about.json"


class _Lines(Protocol):
    """Lines by number, in memory or on disk."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> bytes: ...


class _MappedLines:
    """The lines of a file that stays on disk."""

    def __init__(self, path: Path, offsets: NDArray[np.int64]) -> None:
        self._offsets = offsets
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(offsets) > 1 else b""

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, row: int) -> bytes:
        return self._bytes[int(self._offsets[row]) : int(self._offsets[row + 1])]


class Shelf:
    """Passages by row and by id, and the term indexes of each language.

    ``words[language]`` has the passages' own words; ``meanings[language]`` what they say in the other language's words.
    Row numbers of a term index count from the language's first row.
    """

    def __init__(
        self,
        lines: _Lines,
        ids: Sequence[str],
        *,
        records: Sequence[int],
        chinese: int,
        words: dict[Language, TermIndex],
        meanings: dict[Language, TermIndex],
    ) -> None:
        self._lines = lines
        self.ids = ids
        self._records = records
        self._rows = {passage_id: row for row, passage_id in enumerate(ids)}
        self.ranges = {Language.ZH: range(chinese), Language.EN: range(chinese, len(ids))}
        self.words = words
        self.meanings = meanings
        self.passage: Callable[[int], Passage] = functools.lru_cache(maxsize=4096)(lambda row: from_line(lines[row]))

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> Shelf:
        """Put passages in order and index their terms, in memory."""
        ordered = sorted(
            passages, key=lambda p: (p.language is not Language.ZH, p.source.path, p.ordinal, p.locator, p.id)
        )
        chinese = bisect.bisect_left(ordered, x=True, key=lambda passage: passage.language is not Language.ZH)
        sides = {Language.ZH: ordered[:chinese], Language.EN: ordered[chinese:]}
        return cls(
            [to_line(passage) for passage in ordered],
            [passage.id for passage in ordered],
            records=[row for row, passage in enumerate(ordered) if passage.record],
            chinese=chinese,
            words={language: TermIndex.build([own_terms(p) for p in side]) for language, side in sides.items()},
            meanings={language: TermIndex.build([foreign_terms(p) for p in side]) for language, side in sides.items()},
        )

    def save(self, directory: Path) -> None:
        """Write everything to a directory, made when it is missing."""
        directory.mkdir(parents=True, exist_ok=True)
        offsets = [0]
        with (directory / _PASSAGES).open("wb") as file:
            for row in range(len(self.ids)):
                offsets.append(offsets[-1] + file.write(self._lines[row] + b"\n"))
        np.save(directory / _OFFSETS, np.array(offsets, dtype=np.int64))
        about = {"ids": list(self.ids), "records": list(self._records), "chinese": len(self.ranges[Language.ZH])}
        (directory / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        for language in Language:
            self.words[language].save(directory / f"words-{language}")
            self.meanings[language].save(directory / f"meanings-{language}")

    @classmethod
    def load(cls, directory: Path) -> Shelf:
        """Open what ``save`` wrote; texts and score matrices stay on disk until they are used."""
        about = json.loads((directory / _ABOUT).read_text(encoding="utf-8"))
        return cls(
            _MappedLines(directory / _PASSAGES, np.load(directory / _OFFSETS)),
            about["ids"],
            records=about["records"],
            chinese=about["chinese"],
            words={language: TermIndex.load(directory / f"words-{language}") for language in Language},
            meanings={language: TermIndex.load(directory / f"meanings-{language}") for language in Language},
        )

    def row(self, passage_id: str) -> int | None:
        """Return the row of an id, or None."""
        return self._rows.get(passage_id)

    def all(self) -> Iterator[Passage]:
        """Read every passage, in order."""
        return (from_line(self._lines[row]) for row in range(len(self.ids)))

    def records(self) -> list[Passage]:
        """Return the passages that are record rows."""
        return [self.passage(row) for row in self._records]


def own_terms(passage: Passage) -> list[str]:
    """Return the tokens of a passage with its title and headings."""
    return tokens(indexed_text(passage))


def foreign_terms(passage: Passage) -> list[str]:
    """Return what a question in the other language may call the things of a passage.

    For a Chinese passage the English glosses of its words, and its own Latin words and numbers; for an English passage
    its own numbers and whatever Chinese stands in it.
    """
    text = indexed_text(passage)
    if passage.language is Language.ZH:
        return [term for terms in gloss_terms(text) for term in terms]
    return own_terms(passage)
