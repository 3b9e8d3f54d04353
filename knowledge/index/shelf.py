"""All that one audience may see: the parts of a generation, read as if they were one."""

import bisect
import functools
import heapq
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Language, Passage
from knowledge.index.lexical import TermIndex
from knowledge.index.part import Order, Part, order
from knowledge.index.terms import Terms


class Shelf:
    """Passages by row and by id, and BM25 over their terms.

    A row counts the texts of one language, part after part, those that are gone among them.
    """

    def __init__(self, parts: Sequence[tuple[Part, frozenset[int]]]) -> None:
        """Take the parts, each with its rows that are gone."""
        self._parts = parts
        self._firsts: dict[Language, list[int]] = {
            language: [0, *np.cumsum([len(part.ranges[language]) for part, _ in parts]).tolist()]
            for language in Language
        }

    def __len__(self) -> int:
        return sum(len(part.ids) - len(gone) for part, gone in self._parts)

    def words(self, language: Language) -> TermIndex:
        """Return the scores by the passages' own words."""
        return self._indexes["words", language]

    def meanings(self, language: Language) -> TermIndex:
        """Return the scores by what the passages say in the other language's words."""
        return self._indexes["meanings", language]

    def row(self, passage_id: str, language: Language) -> int | None:
        """Return the row of an id, or None."""
        for first, (part, gone) in zip(self._firsts[language], self._parts, strict=False):
            row = part.rows.get(passage_id)
            if row is not None and row not in gone:
                return first + row - part.ranges[language].start
        return None

    def passage(self, row: int, language: Language) -> Passage:
        """Return the passage of a row."""
        number = bisect.bisect_right(self._firsts[language], row) - 1
        part, _ = self._parts[number]
        return part.passage(part.ranges[language][row - self._firsts[language][number]])

    def order(self, language: Language) -> Callable[[int], Order]:
        """Return what decides between two equally good rows: the passages' own order, in whatever part they are."""
        return lambda row: order(self.passage(row, language))

    def get(self, passage_id: str) -> Passage | None:
        """Return the passage of an id, or None."""
        for part, gone in self._parts:
            row = part.rows.get(passage_id)
            if row is not None and row not in gone:
                return part.passage(row)
        return None

    def file(self, path: str, language: Language) -> list[Passage]:
        """Return the passages of a file in a language, in order."""
        found = [
            part.passage(row)
            for part, gone in self._parts
            for row in part.rows_of_file(path, language)
            if row not in gone
        ]
        return sorted(found, key=order)

    def all(self) -> Iterator[Passage]:
        """Read every passage, in order."""
        return heapq.merge(*(_alive(part, gone) for part, gone in self._parts), key=order)

    def records(self) -> list[Passage]:
        """Return the passages that are record rows, in order."""
        found = [part.passage(row) for part, gone in self._parts for row in part.records if row not in gone]
        return sorted(found, key=order)

    def words_of(self, sentence: str) -> NDArray[np.float32] | None:
        """Return the vectors of a sentence's words, (words, dimension), or None for one that has none kept."""
        for part, _ in self._parts:
            found = part.sentences.find(sentence) if part.sentences else None
            if found is not None:
                return found
        return None

    @functools.cached_property
    def _indexes(self) -> dict[tuple[str, Language], TermIndex]:
        return {
            (kind, language): TermIndex([self._terms(kind, language, part, gone) for part, gone in self._parts])
            for kind in ("words", "meanings")
            for language in Language
        }

    def _terms(
        self, kind: str, language: Language, part: Part, gone: frozenset[int]
    ) -> tuple[Terms, NDArray[np.bool_] | None]:
        terms: Terms = getattr(part, kind)[language]
        rows = part.ranges[language]
        dropped = [row - rows.start for row in gone if row in rows]
        if not dropped:
            return terms, None
        alive = np.ones(terms.size, dtype=np.bool_)
        alive[dropped] = False
        return terms, alive


def _alive(part: Part, gone: frozenset[int]) -> Iterator[Passage]:
    return (part.passage(row) for row in range(len(part.ids)) if row not in gone)
