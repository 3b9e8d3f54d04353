"""Read a text as sentences and clauses: its names, its numbers and dates, and what each is said of."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from knowledge.answering.verification.bindings import Found, Value, bound_values, clause_spans, name_lists, start_of
from knowledge.answering.verification.dated import said_dates
from knowledge.language.numbers import find_numbers
from knowledge.text.folding import fold
from knowledge.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.calendar import PartialDate
    from knowledge.names import Gazetteer, Mention, Place

# Where a record's sentence says which paper it is from.
_SOURCE = re.compile(r"\s*[(\uff08](?:来源|出处|source|sources)\s*[:\uff1a].*$", re.IGNORECASE | re.DOTALL)
_ABBREVIATED = re.compile(r"\b(?:no|nos|vol|art)\.$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, folded: its names, the spans of its clauses, its values; ``lists`` are the cities in each list."""

    raw: str
    folded: str
    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]
    lists: tuple[int, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where names and values stand: what is left are the words."""
        found = [(mention.start, mention.end) for mention in self.mentions]
        return sorted([*found, *((value.start, value.end) for value in self.values)])


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A text as sentences; ``tail`` is where a record's sentence names its source, which states nothing itself."""

    sentences: tuple[Sentence, ...]
    tail: str

    @property
    def places(self) -> dict[str, Place]:
        """Return every place named, by id."""
        return {mention.place.id: mention.place for sentence in self.sentences for mention in sentence.mentions}


class ClauseReader:
    """Read texts; keeps what it has read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.read: Callable[[str, PartialDate | None], Reading] = functools.lru_cache(maxsize=4_000)(self._read)

    def _read(self, text: str, reference: PartialDate | None) -> Reading:
        tail = _SOURCE.search(text)
        body = text[: tail.start()] if tail else text
        sentences: list[Sentence] = []
        known: int | None = None
        for raw in _whole_sentences(body):
            sentence = self._sentence(raw, reference, known)
            years = [value.date.found.first.year for value in sentence.values if value.date and not value.date.yearless]
            known = years[-1] if years else None
            sentences.append(sentence)
        return Reading(tuple(sentences), tail.group() if tail else "")

    def _sentence(self, raw: str, reference: PartialDate | None, known: int | None) -> Sentence:
        folded = fold(raw)
        mentions = tuple(mention for mention in self._gazetteer.find(raw) if mention.exact)
        dates = said_dates(folded, reference, known)
        skip = [(date.found.start, date.found.end) for date in dates]
        skip += [(mention.start, mention.end) for mention in mentions]
        numbers = find_numbers(folded, blocked=skip, doubtful=True)
        found: list[Found] = sorted([*dates, *numbers], key=start_of)
        clauses = clause_spans(folded, mentions, found)
        groups = name_lists(folded, mentions)
        lists = tuple(sum(mention.place.is_city for mention in group) for group in groups)
        return Sentence(raw, folded, mentions, clauses, tuple(bound_values(folded, clauses, groups, found)), lists)


def _whole_sentences(text: str) -> list[str]:
    """Return the sentences; "no. 4" ends none."""
    found: list[str] = []
    for sentence in split_sentences(text):
        if found and _ABBREVIATED.search(found[-1]) and sentence[:1].isdigit():
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found
