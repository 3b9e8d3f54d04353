"""A candidate sentence beside the question: prepared texts, and what is measured of it."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from knowledge.answering.kinds import carries, listed_items, numerals
from knowledge.answering.ordinals import editions
from knowledge.answering.reading import Reader, term_presence
from knowledge.names import PlaceKind
from knowledge.text.folding import fold
from knowledge.understanding.query import AnswerKind
from knowledge.understanding.topics import relation_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.answering.candidates import Candidate
    from knowledge.answering.reading import Text
    from knowledge.names import Gazetteer, Place
    from knowledge.understanding.query import Query, Term

CLAUSE = re.compile(r"[^,，、;；。:]+")
# Parts of a larger name as often as places.
_LOOSE = frozenset({PlaceKind.CONTINENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE})
_IN_CONTEXT = 0.8  # what a word is worth that stands around the sentence, not in it
_NUMBER_WORDS = (
    {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
    | {char: number for number, char in enumerate("二三四五六七八九十", 2)}
    | {"两": 2}
)
_HOW_MANY_LISTED = re.compile(
    r"(?:哪|的|这|那|是)([两二三四五六七八九十])[个座项家条种方大届国城所位]?|\b(two|three|four|five|six|seven|eight|nine|ten)\b"
)


@dataclasses.dataclass(frozen=True)
class Comparison:
    """One candidate sentence and one question; everything is worked out once, when asked for.

    ``weights`` tell how much each word of the question says.
    """

    query: Query
    candidate: Candidate
    weights: dict[Term, float]
    reader: Reader
    gazetteer: Gazetteer

    @functools.cached_property
    def question(self) -> str:
        """Return the folded question."""
        return fold(self.query.text)

    @functools.cached_property
    def text(self) -> Text:
        """Return the sentence, prepared."""
        return self.reader.prepare(self.candidate.sentence)

    @functools.cached_property
    def context(self) -> Text:
        """Return the passage with its headings and title, prepared."""
        return self.reader.prepare(self.candidate.context)

    @functools.cached_property
    def home(self) -> list[Place]:
        """Return the home cities asked about: the whole paper may be about them."""
        return [place for place in self.query.places if place.country == "CN" and place.kind is PlaceKind.CITY]

    @functools.cached_property
    def foreign(self) -> list[Place]:
        """Return the other places asked about: the sentence itself should name them."""
        named = [place for place in self.query.places if place.kind not in _LOOSE and place.id != "country:cn"]
        return [place for place in named if place not in self.home]

    @functools.cached_property
    def presence(self) -> dict[Term, float]:
        """Return how far each word of the question stands in the sentence."""
        return {term: term_presence(term, self.text) for term in self.query.terms}

    @functools.cached_property
    def presence_around(self) -> dict[Term, float]:
        """Return how far each word of the question stands in the sentence or around it."""
        return {term: max(self.presence[term], term_presence(term, self.context)) for term in self.query.terms}

    @functools.cached_property
    def kind_met(self) -> bool:
        """Tell whether the sentence has the kind of thing asked for."""
        return carries(self.query.kind, self.candidate.sentence, self.question)

    @functools.cached_property
    def years_here(self) -> frozenset[int]:
        """Return the years of the sentence and of its paper."""
        published = self.candidate.passage.source.published
        return self.text.years | ({published.year} if published else frozenset())

    @functools.cached_property
    def counted_beside(self) -> float:
        """Return how far the clause of a number also holds a word of what is counted."""
        best = 0.0
        for clause in self.clauses_with_numbers(self.text.folded):
            part = self.reader.prepare(clause)
            best = max(best, max((term_presence(term, part) for term in self.query.terms), default=0.5))
        return best

    @functools.cached_property
    def number_asked(self) -> int:
        """Return how many things the question says there are (which three …), 0 where it says nothing."""
        asked = _HOW_MANY_LISTED.search(fold(self.query.asked))
        return _NUMBER_WORDS[asked.group(1) or asked.group(2)] if asked else 0

    def clauses_with_numbers(self, folded: str) -> list[str]:
        """Return the clauses that count something."""
        return [match.group() for match in CLAUSE.finditer(folded) if numerals(match.group(), self.question)]

    def named(self, place: Place, text: Text) -> bool:
        """Tell whether a text names a place, or a city of the country where the place is one."""
        if place.id in text.places:
            return True
        if place.kind is PlaceKind.COUNTRY:
            found = map(self.gazetteer.get, text.places)
            return any(other is not None and other.country == place.country for other in found)
        return any(name in text.folded for name in self.gazetteer.names_of(place) if len(name) > 1)

    def measures(self) -> dict[str, float]:
        """Return what is measured of the sentence, each from 0 to 1 (see ``knowledge.answering.selection.WEIGHTS``)."""
        query, text, passage = self.query, self.text, self.candidate.passage
        total = sum(self.weights.values()) or 1.0
        asked = editions(self.question)
        around = {term: max(self.presence[term], _IN_CONTEXT * value) for term, value in self.presence_around.items()}
        return {
            "words_sentence": sum(self.weights[term] * value for term, value in self.presence.items()) / total,
            "words_context": sum(self.weights[term] * value for term, value in around.items()) / total,
            "places_sentence": _share(self.named(place, text) for place in self.foreign),
            "home": _share(self.named(place, text) or place.id in passage.about for place in self.home),
            "kind": float(self.kind_met),
            "counted_beside": self.counted_beside if query.kind is AnswerKind.COUNT else float(self.kind_met),
            "rank": 1 / (1 + self.candidate.rank),
            "year": _share(year in text.years for year in query.years),
            "edition": 1.0 if not asked else float(bool(asked & editions(text.folded))),
            "same_language": float(passage.language is query.asked_in),
            "quoted": _share(fold(name) in text.folded for name in query.quoted),
            "relation": float(query.relation is None or relation_of(text.folded) is query.relation),
            "published": _share(year in self.years_here for year in query.years),
            "listed": self._listed(),
        }

    def _listed(self) -> float:
        """Return 1 where the sentence lists as many things as the question says there are, 0.5 where it says none."""
        if not self.number_asked or self.query.kind not in {AnswerKind.LIST, AnswerKind.PLACE, AnswerKind.OPEN}:
            return 0.5
        return float(listed_items(self.candidate.sentence) >= self.number_asked)


def _share(hits: Iterable[bool]) -> float:
    """Return the share of true values, 1 when there is nothing to meet."""
    values = [float(hit) for hit in hits]
    return sum(values) / len(values) if values else 1.0
