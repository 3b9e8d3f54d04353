"""Read a sentence against a question: what of the question it meets, and what it lacks."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from knowledge.text.folding import fold
from knowledge.text.tokens import stem
from knowledge.text.words import glosses, segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.names import Gazetteer
    from knowledge.understanding.query import Term

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")

# How far a word that is not there in itself counts when its parts or its meaning are.
_BY_PARTS = 0.6
_BY_MEANING = 0.8
_BY_MEANING_SAME_LANGUAGE = 0.55
# A Chinese name written in Pinyin (Xiaoming, Hongmian).
_BY_SOUND = 0.9
_SHORTEST_NAME = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A piece of evidence prepared for comparison.

    ``stems`` are of its Latin words, ``meanings`` the English stems of its Chinese words, ``sounds`` its Pinyin.
    """

    folded: str
    stems: frozenset[str]
    meanings: frozenset[str]
    places: frozenset[str]
    years: frozenset[int]
    sounds: str


class Reader:
    """Prepare evidence and measure how much of a question it meets; keeps what it has prepared."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.prepare: Callable[[str], Text] = functools.lru_cache(maxsize=20_000)(self._prepare)

    def _prepare(self, text: str) -> Text:
        folded = fold(text)
        mentions = self._gazetteer.find(folded)
        stems = frozenset(stem(word) for word in _WORD.findall(folded))
        meanings: set[str] = set()
        for word in segment(folded):
            if not word.isascii():
                meanings |= glosses(word)
        for mention in mentions:
            meanings.update(stem(part) for part in _WORD.findall(fold(mention.place.en)))
        return Text(
            folded=folded,
            stems=stems,
            meanings=frozenset(meanings),
            places=frozenset(mention.place.id for mention in mentions if mention.exact),
            years=frozenset(int(year) for year in _YEAR.findall(folded)),
            sounds="".join(lazy_pinyin(folded)),
        )


def term_presence(term: Term, text: Text) -> float:
    """Return from 0 to 1 how far a word of the question stands in a text, in itself, by its parts or its meaning."""
    if term.word in text.folded if not term.word.isascii() else bool(term.meanings & text.stems):
        return 1.0
    if term.word.isascii():
        if term.meanings & text.meanings:
            return _BY_MEANING
        return _BY_SOUND if len(term.word) >= _SHORTEST_NAME and term.word in text.sounds else 0.0
    found = 0.0
    if len(term.word) > 2:  # noqa: PLR2004 - a word of two characters has no parts
        pieces = [term.word[i : i + 2] for i in range(len(term.word) - 1)]
        found = _BY_PARTS * sum(piece in text.folded for piece in pieces) / len(pieces)
    if term.meanings & text.stems:
        found = max(found, _BY_MEANING)
    elif term.meanings & text.meanings:
        found = max(found, _BY_MEANING_SAME_LANGUAGE)
    return found
