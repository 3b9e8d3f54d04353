"""Weigh each candidate sentence, and tell what it lacks to be an answer."""

from __future__ import annotations

import dataclasses
import enum
import math
import re
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answering.kinds import ROLES, carries, listed_items, names_a_day, numerals
from knowledge.answering.likeness import WordMatcher
from knowledge.answering.ordinals import editions
from knowledge.answering.reading import Reader, term_presence
from knowledge.names import PlaceKind
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.understanding.query import AnswerKind, Topic
from knowledge.understanding.topics import relation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.answering.candidates import Candidate
    from knowledge.answering.reading import Text
    from knowledge.embedding import Embedder
    from knowledge.index import KnowledgeIndex
    from knowledge.names import Gazetteer, Place
    from knowledge.understanding.query import Query, Term


class Lack(enum.StrEnum):
    """What a sentence lacks to answer the question."""

    PLACE = "place"
    YEAR = "year"
    EDITION = "edition"
    KIND = "kind"
    DAY = "day"
    RELATION = "relation"
    COMPLETE = "complete"
    ACHIEVED = "achieved"
    QUOTED = "quoted"
    SUBJECT = "subject"
    TOPIC = "topic"


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with what was measured of it (see ``WEIGHTS``), what it lacks, and its score."""

    candidate: Candidate
    measures: dict[str, float]
    lacks: frozenset[Lack]
    score: float

    @property
    def sentence(self) -> str:
        """Return the sentence itself."""
        return self.candidate.sentence


# What each measure of a sentence is worth: learnt by logistic regression on sentences marked right or wrong.
# The likenesses are computed only for the best by the other measures.
WEIGHTS = {
    "alike_telling": 3.1, "words_sentence": 2.9, "alike_whole": 2.1, "alike": 2.1, "rank": 1.8, "published": 1.3,
    "places_sentence": 1.0, "home": 0.9, "counted_beside": 0.7, "relation": 0.6, "edition": 0.5, "words_context": 0.4,
    "quoted": 1.0, "kind": 0.3, "listed": 0.3, "same_language": -0.4, "year": -0.4,
}  # fmt: skip
# A sentence that lacks something asked for comes after those that do not.
_LACKING = 2.0
_READ_CLOSELY = 40
_NUMBER_WORDS = (
    {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
    | {char: number for number, char in enumerate("二三四五六七八九十", 2)}
    | {"两": 2}
)
_HOW_MANY_LISTED = re.compile(
    r"(?:哪|的|这|那|是)([两二三四五六七八九十])[个座项家条种方大届国城所位]?|\b(two|three|four|five|six|seven|eight|nine|ten)\b"
)

_TARGET = re.compile(r"达到|力争|计划|目标|预计|将|拟|\b(?:target|plan|aim|goal|will|by 20\d\d)\b")
_ACHIEVED = re.compile(
    r"实际|真正|最终|事实上|究竟|\b(?:actual(?:ly)?|in fact|really|in reality|end(?:ed)? up|in the end|achieved?)\b"
)
_SIGNING = re.compile(r"签约|签署|签订|签的|\bsign")
_AGREEMENT_WORDS = re.compile(r"签|协议|备忘录|结|缔|建立|关系|\b(?:sign|agreement|memorandum|establish|relation)")
_COMPARED = re.compile(r"(?:仅次于|次于|少于|不如|低于|继)[^,,。;;]*|\b(?:after|behind|than|second only to)\b[^,.;]*")
_CLAUSE = re.compile(r"[^,,、;;。:]+")
_NUMBER_OF = 2
_ON_TOPIC = 0.5
# From here on a list is told by its length alone.
_MANY = 5
# Parts of a larger name as often as places.
_LOOSE = frozenset({PlaceKind.CONTINENT, PlaceKind.DISTRICT, PlaceKind.PROVINCE})
# A date, a number or a name is of the city that stands beside it.
_OF_THE_PLACE = frozenset({AnswerKind.DATE, AnswerKind.COUNT, AnswerKind.PERSON, AnswerKind.MONEY})


class Selector:
    """Measure candidate sentences against a question."""

    def __init__(self, index: KnowledgeIndex, embedder: Embedder, gazetteer: Gazetteer) -> None:
        self._index = index
        self._gazetteer = gazetteer
        self._reader = Reader(gazetteer)
        self._matcher = WordMatcher(embedder)

    def read(self, query: Query, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return the readings of the most promising candidates, best first."""
        weights = self.term_weights(query)
        quick = [self._measure(query, candidate, weights) for candidate in candidates]
        if any(reading.measures["quoted"] == 1.0 for reading in quick):
            quick = [reading if reading.measures["quoted"] else _lacking(reading, Lack.QUOTED) for reading in quick]
        quick.sort(key=_score, reverse=True)
        close = quick[:_READ_CLOSELY]
        if not close:
            return []
        sentences = [reading.sentence for reading in close]
        languages = [reading.candidate.passage.language for reading in close]
        alike = self._matcher.compare(query.text, query.language, sentences, languages)
        read = []
        columns = (_beside_its_language(values, languages) for values in alike)
        for reading, whole, mean, telling in zip(close, *columns, strict=True):
            measures = reading.measures | {"alike_whole": whole, "alike": mean, "alike_telling": telling}
            full = dataclasses.replace(reading, measures=measures)
            read.append(dataclasses.replace(full, score=_score(full)))
        return sorted(read, key=lambda reading: -reading.score)

    def term_weights(self, query: Query) -> dict[Term, float]:
        """Return how much each word of the question says: rare words more, words of earlier turns less."""
        size = max(self._index.size(), 1)
        weights = {}
        for term in query.terms:
            counts = [self._index.document_frequency(token) for token in tokens(term.word)]
            rarest = min(counts, default=0)
            weight = math.log(1 + size / (1 + rarest))
            weights[term] = weight * (0.5 if term.inherited else 1.0)
        return weights

    def _measure(self, query: Query, candidate: Candidate, weights: dict[Term, float]) -> Reading:
        text = self._reader.prepare(candidate.sentence)
        context = self._reader.prepare(candidate.context)
        passage = candidate.passage
        presence = {term: term_presence(term, text) for term in query.terms}
        around = {term: max(presence[term], 0.8 * term_presence(term, context)) for term in query.terms}
        total = sum(weights.values()) or 1.0
        foreign, home = self._split_places(query)
        kind_met = carries(query.kind, candidate.sentence, fold(query.text))
        asked = editions(fold(query.text))
        named = editions(text.folded)
        published = passage.source.published
        years_here = text.years | ({published.year} if published else set())
        measures = {
            "words_sentence": sum(weights[t] * presence[t] for t in query.terms) / total,
            "words_context": sum(weights[t] * around[t] for t in query.terms) / total,
            "places_sentence": _share(self._named(place, text) for place in foreign),
            "home": _share(self._named(place, text) or place.id in passage.about for place in home),
            "kind": float(kind_met),
            "counted_beside": self._counted_beside(query, text) if query.kind is AnswerKind.COUNT else float(kind_met),
            "rank": 1 / (1 + candidate.rank),
            "year": _share(year in text.years for year in query.years),
            "edition": 1.0 if not asked else float(bool(asked & named)),
            "same_language": float(passage.language is query.language),
            "quoted": _share(fold(name) in text.folded for name in query.quoted),
            "relation": float(query.relation is None or relation_of(text.folded) is query.relation),
            "published": _share(year in years_here for year in query.years),
            "listed": self._listed(query, candidate.sentence),
        }
        lacks = self._lacks(query, candidate, text, context, measures)
        return Reading(candidate, measures, lacks, 0.0)

    def _split_places(self, query: Query) -> tuple[list[Place], list[Place]]:
        """Return the places that a sentence must name, and those that the whole paper may be about."""
        home = [place for place in query.places if place.country == "CN" and place.kind is PlaceKind.CITY]
        named = [place for place in query.places if place.kind not in _LOOSE]
        foreign = [place for place in named if place not in home and place.id != "country:cn"]
        return foreign, home

    def _named(self, place: Place, text: Text) -> bool:
        if place.id in text.places:
            return True
        if place.kind is PlaceKind.COUNTRY:
            return any(
                found is not None and found.country == place.country for found in map(self._gazetteer.get, text.places)
            )
        return any(name in text.folded for name in self._gazetteer.names_of(place) if len(name) > 1)

    def _counted_beside(self, query: Query, text: Text) -> float:
        """Return how far the clause of a number also holds a word of what is counted."""
        best = 0.0
        for match in _CLAUSE.finditer(text.folded):
            clause = match.group()
            if not numerals(clause, fold(query.text)):
                continue
            part = self._reader.prepare(clause)
            best = max(best, max((term_presence(term, part) for term in query.terms), default=0.5))
        return best

    def _lacks(
        self, query: Query, candidate: Candidate, text: Text, context: Text, measures: dict[str, float]
    ) -> frozenset[Lack]:
        lacks = set()
        foreign, _ = self._split_places(query)
        required = [
            place for place in foreign if place.kind is not PlaceKind.ORGANISATION or place.id.startswith("university:")
        ]
        if any(not self._named(place, text) and not self._named(place, context) for place in required):
            lacks.add(Lack.PLACE)
        cities = [place for place in foreign if place.kind is PlaceKind.CITY]
        if query.kind in _OF_THE_PLACE and any(not self._stands_by(place, text, candidate) for place in cities):
            lacks.add(Lack.PLACE)
        if measures["home"] == 0.0:
            lacks.add(Lack.PLACE)
        published = candidate.passage.source.published
        known_years = text.years | context.years | ({published.year} if published else set())
        if any(year not in known_years for year in query.years) and not query.compares:
            lacks.add(Lack.YEAR)
        if measures["edition"] == 0.0:
            lacks.add(Lack.EDITION)
        if not carries(query.kind, candidate.sentence, fold(query.text)):
            lacks.add(Lack.KIND)
        if query.kind in {AnswerKind.PERSON, AnswerKind.NAME} and not self._has_role(query, text):
            lacks.add(Lack.KIND)
        if self._off_topic(query, text, context):
            lacks.add(Lack.TOPIC)
        if query.kind is AnswerKind.MONEY and query.terms and not self._counted_beside(query, text):
            lacks.add(Lack.KIND)
        if query.exact_day and not names_a_day(candidate.sentence):
            lacks.add(Lack.DAY)
        if (
            (query.topic is Topic.AGREEMENT or _SIGNING.search(fold(query.text)))
            and query.kind is AnswerKind.DATE
            and relation_of(text.folded) is None
            and not _AGREEMENT_WORDS.search(text.folded)
        ):
            lacks.add(Lack.RELATION)
        if query.kind is AnswerKind.LIST and measures["listed"] == 0.0 and self._number_asked(query) >= _MANY:
            lacks.add(Lack.COMPLETE)
        if query.complete and query.kind is AnswerKind.LIST and self._list_too_short(query, candidate.sentence):
            lacks.add(Lack.COMPLETE)
        if _ACHIEVED.search(fold(query.text)) and _TARGET.search(text.folded):
            lacks.add(Lack.ACHIEVED)
        if query.kind is AnswerKind.COUNT and self._counts_another(query, text, passage_about=candidate.passage.about):
            lacks.add(Lack.SUBJECT)
        return frozenset(lacks)

    @staticmethod
    def _has_role(query: Query, text: Text) -> bool:
        """Tell whether the office that is asked about (the mayor, the chair) stands in the sentence."""
        roles = [term for term in query.terms if ROLES.fullmatch(term.word)]
        return all(term_presence(term, text) > 0 for term in roles)

    def _off_topic(self, query: Query, text: Text, context: Text) -> bool:
        """Tell whether a passage has too little of what the earlier turns were about, where a follow-up leans on it."""
        inherited = [term for term in query.terms if term.inherited]
        if not inherited or not query.follows_up:
            return False
        weights = self.term_weights(query)
        found = sum(weights[term] * max(term_presence(term, text), term_presence(term, context)) for term in inherited)
        return found < _ON_TOPIC * sum(weights[term] for term in inherited)

    def _stands_by(self, place: Place, text: Text, candidate: Candidate) -> bool:
        """Tell whether a sentence is of a city: it names it, or goes on from a sentence that does and names none."""
        if self._named(place, text):
            return True
        found = [self._gazetteer.get(name) for name in text.places]
        others = any(city is not None and city.kind is PlaceKind.CITY and city.country != "CN" for city in found)
        return not others and self._named(place, self._reader.prepare(candidate.before))

    def _counts_another(self, query: Query, text: Text, *, passage_about: tuple[str, ...]) -> bool:
        """Tell whether the numbers of a sentence belong to another city than the one asked about.

        In a paper about another city, the clause of the number must name the city asked about, not as what it is
        compared with (仅次于广州 …).
        """
        _, home = self._split_places(query)
        strangers = [place for place in home if place.id not in passage_about]
        if not strangers or not passage_about:
            return False
        clauses = [match.group() for match in _CLAUSE.finditer(_COMPARED.sub("", text.folded))]
        counted = [clause for clause in clauses if numerals(clause, fold(query.text))]
        return not any(self._named(place, self._reader.prepare(clause)) for place in strangers for clause in counted)

    @staticmethod
    def _number_asked(query: Query) -> int:
        """Return how many things the question says there are (which three …), 0 where it says nothing."""
        asked = _HOW_MANY_LISTED.search(fold(query.asked))
        return _NUMBER_WORDS[asked.group(1) or asked.group(2)] if asked else 0

    def _listed(self, query: Query, sentence: str) -> float:
        """Return 1 where a sentence lists as many things as the question says there are, 0.5 where it says none."""
        number = self._number_asked(query)
        if not number or query.kind not in {AnswerKind.LIST, AnswerKind.PLACE, AnswerKind.OPEN}:
            return 0.5
        return float(listed_items(sentence) >= number)

    def _list_too_short(self, query: Query, sentence: str) -> bool:
        asked = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", query.asked)]
        return listed_items(sentence) < (max(asked) if asked else _NUMBER_OF)


def _share(hits: object) -> float:
    """Return the share of true values, 1 when there is nothing to meet."""
    values = [float(hit) for hit in hits]  # type: ignore[attr-defined]  # any iterable of truth values
    return sum(values) / len(values) if values else 1.0


def _beside_its_language(values: NDArray[np.float32], languages: Sequence[Language]) -> list[float]:
    """Return each value less the mean of its language: a likeness is always higher within one language."""
    means = {}
    for side in set(languages):
        means[side] = float(np.mean([value for value, one in zip(values, languages, strict=True) if one is side]))
    return [float(value) - means[side] for value, side in zip(values, languages, strict=True)]


def _lacking(reading: Reading, lack: Lack) -> Reading:
    return dataclasses.replace(reading, lacks=reading.lacks | {lack})


def _score(reading: Reading) -> float:
    worth = sum(WEIGHTS[name] * value for name, value in reading.measures.items())
    return worth - _LACKING * len(reading.lacks)
