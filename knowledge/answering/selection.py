"""Weigh each candidate sentence and put the best first."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answering.comparison import Comparison
from knowledge.answering.likeness import WordMatcher
from knowledge.answering.reading import Reader
from knowledge.answering.requirements import Lack, lacks
from knowledge.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.answering.candidates import Candidate
    from knowledge.answering.things import Names
    from knowledge.embedding import Embedder
    from knowledge.evidence import Language
    from knowledge.index import KnowledgeIndex
    from knowledge.names import Gazetteer
    from knowledge.understanding.query import Query, Term


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
    "alike_telling": 3.1, "words_sentence": 2.0, "words_governed": 0.9, "alike_whole": 2.1, "alike": 2.1,
    "rank": 1.8, "published": 1.3,
    "places_sentence": 1.0, "home": 0.9, "counted_beside": 0.7, "relation": 0.6, "edition": 0.5, "words_context": 0.4,
    "quoted": 1.0, "kind": 0.3, "listed": 0.3, "same_language": -0.4, "year": -0.4,
}  # fmt: skip
# A sentence that lacks something asked for comes after those that do not.
_LACKING = 2.0
_READ_CLOSELY = 40
_INHERITED = 0.5  # what a word of the turns before is worth


class Selector:
    """Measure candidate sentences against a question."""

    def __init__(self, index: KnowledgeIndex, embedder: Embedder, gazetteer: Gazetteer, names: Names) -> None:
        self._names = names
        self._index = index
        self._gazetteer = gazetteer
        self.reader = Reader(gazetteer)
        self._matcher = WordMatcher(embedder, index.words_of)

    def read(self, query: Query, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return the readings of the most promising candidates, best first."""
        weights = self.term_weights(query)
        quick = [self._quick(query, candidate, weights) for candidate in candidates]
        if any(reading.measures["quoted"] == 1.0 for reading in quick):
            quick = [reading if reading.measures["quoted"] else _lacking(reading, Lack.QUOTED) for reading in quick]
        quick.sort(key=_score, reverse=True)
        close = quick[:_READ_CLOSELY]
        if not close:
            return []
        sentences = [reading.candidate.told for reading in close]
        languages = [reading.candidate.passage.language for reading in close]
        alike = self._matcher.compare(query.text, query.asked_in, sentences, languages)
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
            weights[term] = weight * (_INHERITED if term.inherited else 1.0)
        return weights

    def _quick(self, query: Query, candidate: Candidate, weights: dict[Term, float]) -> Reading:
        compared = Comparison(query, candidate, weights, self.reader, self._gazetteer, self._names)
        return Reading(candidate, compared.measures(), lacks(compared), 0.0)


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
