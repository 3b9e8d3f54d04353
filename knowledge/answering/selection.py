"""Weigh each candidate sentence and put the best first."""

from __future__ import annotations

import dataclasses
import json
import math
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answering.comparison import Comparison
from knowledge.answering.likeness import WordMatcher
from knowledge.answering.reading import Reader
from knowledge.answering.requirements import lacks
from knowledge.text.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.answering.candidates import Candidate
    from knowledge.answering.requirements import Lack
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


# What each measure of a sentence is worth; `make fit` learns them. That no sentence answers is worth 0.
WEIGHTS: dict[str, float] = json.loads(resources.files(__package__).joinpath("weights.json").read_text())
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
        """Return the readings of the most promising candidates, best first.

        All are measured by meaning; those that are the most like the question are then read word by word.
        """
        likely = sorted(self._by_meaning(query, candidates), key=lambda reading: -reading.score)[:_READ_CLOSELY]
        weights = self.term_weights(query)
        read = (self._closely(query, reading, weights) for reading in likely)
        return sorted(read, key=lambda reading: -reading.score)

    def _by_meaning(self, query: Query, candidates: Sequence[Candidate]) -> list[Reading]:
        languages = [candidate.passage.language for candidate in candidates]
        read_with = [candidate.read_with for candidate in candidates]
        alike = self._matcher.compare(query.text, query.asked_in, read_with, languages)
        found = np.array([candidate.found_by_meaning for candidate in candidates], dtype=np.float32)
        columns = (_beside_its_language(values, languages) for values in (alike.whole, alike.mean, found))
        readings = []
        for candidate, whole, mean, near in zip(candidates, *columns, strict=True):
            measures = {
                "alike_whole": whole,
                "alike": mean,
                "found_by_meaning": near,
                "found_by_words": candidate.found_by_words,
                "other_language": float(candidate.passage.language is not query.asked_in),
                "any": 1.0,
            }
            readings.append(Reading(candidate, measures, frozenset(), score(measures)))
        return readings

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

    def _closely(self, query: Query, reading: Reading, weights: dict[Term, float]) -> Reading:
        compared = Comparison(query, reading.candidate, weights, self.reader, self._gazetteer, self._names)
        measures = reading.measures | compared.measures()
        return Reading(reading.candidate, measures, lacks(compared), score(measures))


def _beside_its_language(values: NDArray[np.float32], languages: Sequence[Language]) -> list[float]:
    """Return each value less the mean of its language: a likeness is always higher within one language."""
    means = {}
    for side in set(languages):
        means[side] = float(np.mean([value for value, one in zip(values, languages, strict=True) if one is side]))
    return [float(value) - means[side] for value, side in zip(values, languages, strict=True)]


def score(measures: Mapping[str, float]) -> float:
    """Return what measures are worth together: above 0 it rather answers than not, as far as was learnt."""
    return sum(WEIGHTS[name] * value for name, value in measures.items())
