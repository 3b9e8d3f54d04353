"""Read a sentence against a question: what of the question it meets, and what it lacks."""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable

from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.language.times import Time, find_times
from knowledge.names import Gazetteer
from knowledge.text.folding import fold
from knowledge.text.pinyin import syllables
from knowledge.text.tokens import stem
from knowledge.text.words import glosses, segment
from knowledge.understanding.query import Term

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
# Times are looked for, not placed: any day does to count the relative ones from.
_SOME_DAY = dt.date(2000, 1, 1)
# Years of the Republic of China (112年), which papers of Taiwan write without naming the era.
_ERA_YEARS, _ERA_BEGINS = range(60, 160), 1911
# Endings that make one word of another: fellow, fellowship; intern, internship.
_ENDINGS = re.compile(r"(?:s|er|or|ing|ship|ment|ion|al|ist|ity|y|ed|ness|hip)+")
_SHORTEST_STEM = 4

# How far a word that is not there in itself counts when its parts or its meaning are.
_BY_PARTS = 0.6
_BY_MEANING = 0.8
_BY_MEANING_SAME_LANGUAGE = 0.55
# A Chinese name written in Pinyin (Xiaoming, Hongmian).
_BY_SOUND = 0.9
_SHORTEST_NAME = 5


@dataclasses.dataclass(frozen=True)
class Text:
    """A piece of evidence prepared for comparison.

    ``plain`` is the text itself; ``stems`` are of its Latin words, ``meanings`` the English stems of its Chinese ones;
    ``places`` are gazetteer ids.
    """

    plain: str
    folded: str
    stems: frozenset[str]
    meanings: frozenset[str]
    places: frozenset[str]

    @functools.cached_property
    def sounds(self) -> str:
        """Return its Pinyin."""
        return "".join(syllables(self.folded))

    @functools.cached_property
    def times(self) -> tuple[Time, ...]:
        """Return the times it names; those that count from a day not told are of no particular year."""
        return find_times(self.folded, _SOME_DAY, anchor=_SOME_DAY)

    @functools.cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return its numbers, dates left out."""
        return find_numbers(self.folded, blocked=[(time.start, time.end) for time in self.times])

    @functools.cached_property
    def years(self) -> frozenset[int]:
        """Return the calendar years it names, also as years of the Republic (112年)."""
        named: set[int] = set()
        for time in self.times:
            if not time.relative and not time.recurring:
                named.update(day.year for day in (time.first, time.last) if dt.date.min < day < dt.date.max)
        eras = {
            int(n.value)
            for n in self.numbers
            if n.kind is NumberKind.YEARS and n.unit == "年" and n.value in _ERA_YEARS
        }
        return frozenset(named | {year + _ERA_BEGINS for year in eras})

    @functools.cached_property
    def editions(self) -> frozenset[int]:
        """Return the ordinals it names (first, 第三届, 4th)."""
        return frozenset(int(number.value) for number in self.numbers if number.ordinal and not number.value % 1)


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
            plain=text,
            folded=folded,
            stems=stems,
            meanings=frozenset(meanings),
            places=frozenset(mention.place.id for mention in mentions if mention.exact),
        )


def term_presence(term: Term, text: Text) -> float:
    """Return from 0 to 1 how far a word of the question stands in a text, in itself, by its parts or its meaning."""
    if term.word in text.folded if not term.word.isascii() else bool(term.meanings & text.stems):
        return 1.0
    if term.word.isascii():
        if term.meanings & text.meanings or any(_akin(stem, other) for stem in term.meanings for other in text.stems):
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


def _akin(one: str, other: str) -> bool:
    """Tell whether two English stems are of one word: fellow and fellowship."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_STEM and long.startswith(short) and bool(_ENDINGS.fullmatch(long[len(short) :]))
