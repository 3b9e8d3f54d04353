"""A part of what one audience may see: passages in order with their terms and sentences; written once, never changed.

Passages are sorted by language, file and ordinal, so that neighbours in a file are neighbours here and a language is
one range of rows.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import hashlib
import json
import mmap
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Language, Passage
from knowledge.index.lexical import gloss_terms
from knowledge.index.sentences import Sentences, SentenceWriter, number_of
from knowledge.index.stored import from_line, indexed_text, to_line
from knowledge.index.terms import Terms
from knowledge.text.tokens import tokens
from knowledge.text.words import GLOSSARY, NAMES

ABOUT = "about.json"
_PASSAGES, _OFFSETS, _SENTENCES = "passages.jsonl", "offsets.npy", "sentences"
_WORDS, _MEANINGS = "words", "meanings"
_VERSION = 1
# Whoever opens a generation looks at every passage; what is unchanged has been looked at before. Some 2 kB each.
_REMEMBERED = 32_768

Order: TypeAlias = "tuple[bool, str, int, str, str]"


def order(passage: Passage) -> Order:
    """Return by what passages are sorted, in a part and wherever two are equally good."""
    return (passage.language is not Language.ZH, passage.source.path, passage.ordinal, passage.locator, passage.id)


@functools.cache
def version() -> str:
    """Return what changes when the same passages would have other terms."""
    shipped = b"".join(path.read_bytes() for path in (GLOSSARY, NAMES))
    return f"{_VERSION}-{hashlib.sha256(shipped).hexdigest()[:16]}"


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


class Part:
    """Passages by row and by id, and the terms of each language.

    ``words[language]`` counts the passages' own words; ``meanings[language]`` what they say in the other language's
    words. Row numbers of terms count from the language's first row.
    """

    def __init__(
        self,
        lines: _Lines,
        ids: Sequence[str],
        *,
        records: Sequence[int],
        chinese: int,
        words: dict[Language, Terms],
        meanings: dict[Language, Terms],
        sentences: Sentences | None = None,
    ) -> None:
        self.lines = lines
        self.ids = ids
        self.records = records
        self.ranges = {Language.ZH: range(chinese), Language.EN: range(chinese, len(ids))}
        self.words = words
        self.meanings = meanings
        self.sentences = sentences
        self.passage: Callable[[int], Passage] = functools.lru_cache(_REMEMBERED)(lambda row: from_line(lines[row]))

    @classmethod
    def build(cls, passages: Collection[Passage]) -> Part:
        """Put passages in order and count their terms, in memory."""
        ordered = sorted(passages, key=order)
        chinese = bisect.bisect_left(ordered, x=True, key=lambda passage: passage.language is not Language.ZH)
        sides = {Language.ZH: ordered[:chinese], Language.EN: ordered[chinese:]}
        return cls(
            [to_line(passage) for passage in ordered],
            [passage.id for passage in ordered],
            records=[row for row, passage in enumerate(ordered) if passage.record],
            chinese=chinese,
            words={language: Terms.build(map(own_terms, side)) for language, side in sides.items()},
            meanings={language: Terms.build(map(foreign_terms, side)) for language, side in sides.items()},
        )

    @classmethod
    def merge(cls, parts: Sequence[tuple[Part, frozenset[int]]]) -> Part:
        """Put parts together, each without the rows that are gone; nothing is read or counted again but the order."""
        found = sorted(
            (order(from_line(part.lines[row])), number, row)
            for number, (part, gone) in enumerate(parts)
            for row in range(len(part.ids))
            if row not in gone
        )
        places = [np.full(len(part.ids), -1, dtype=np.int32) for part, _ in parts]
        for place, (_, number, row) in enumerate(found):
            places[number][row] = place
        chinese = sum(not key[0] for key, _, _ in found)
        sizes = {Language.ZH: chinese, Language.EN: len(found) - chinese}
        firsts = {Language.ZH: 0, Language.EN: chinese}

        def merged(kind: str, language: Language) -> Terms:
            own = []
            for (part, _), place in zip(parts, places, strict=True):
                here = place[part.ranges[language].start : part.ranges[language].stop]
                own.append((getattr(part, kind)[language], np.where(here >= 0, here - firsts[language], -1)))
            return Terms.merge(own, sizes[language])

        records = sorted(
            int(place[row])
            for (part, gone), place in zip(parts, places, strict=True)
            for row in part.records
            if row not in gone
        )
        return cls(
            [parts[number][0].lines[row].rstrip(b"\n") for _, number, row in found],
            [parts[number][0].ids[row] for _, number, row in found],
            records=records,
            chinese=chinese,
            words={language: merged(_WORDS, language) for language in Language},
            meanings={language: merged(_MEANINGS, language) for language in Language},
        )

    def save(self, folder: Path, sentences: Sequence[Sentences] = ()) -> None:
        """Write everything into a folder, with what some have of the sentences of its passages."""
        folder.mkdir(parents=True)
        offsets = [0]
        with (folder / _PASSAGES).open("wb") as file:
            for row in range(len(self.ids)):
                offsets.append(offsets[-1] + file.write(self.lines[row] + b"\n"))
        np.save(folder / _OFFSETS, np.array(offsets, dtype=np.int64))
        for language in Language:
            self.words[language].save(folder / f"{_WORDS}-{language}")
            self.meanings[language].save(folder / f"{_MEANINGS}-{language}")
        numbers = {number_of(passage_id) for passage_id in self.ids}
        with contextlib.closing(SentenceWriter(folder / _SENTENCES)) as writer:
            for other in sentences:
                writer.copy(other, numbers.__contains__)
            writer.finish()
        about = {
            "version": version(),
            "ids": list(self.ids),
            "records": list(self.records),
            "chinese": len(self.ranges[Language.ZH]),
        }
        (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Part:
        """Open what ``save`` wrote; texts, terms and sentences stay on disk until they are used."""
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        part = cls(
            _MappedLines(folder / _PASSAGES, np.load(folder / _OFFSETS)),
            about["ids"],
            records=about["records"],
            chinese=about["chinese"],
            words={language: Terms.load(folder / f"{_WORDS}-{language}") for language in Language},
            meanings={language: Terms.load(folder / f"{_MEANINGS}-{language}") for language in Language},
            sentences=Sentences(folder / _SENTENCES),
        )
        part.is_current = about["version"] == version()
        return part

    is_current = True

    @functools.cached_property
    def rows(self) -> dict[str, int]:
        """Return the row of each id."""
        return {passage_id: row for row, passage_id in enumerate(self.ids)}

    def rows_of_file(self, path: str, language: Language) -> range:
        """Return the rows of a file's passages in a language."""
        rows = self.ranges[language]
        first = bisect.bisect_left(rows, path, key=lambda row: self.passage(row).source.path)
        last = bisect.bisect_right(rows, path, key=lambda row: self.passage(row).source.path)
        return rows[first:last]


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
