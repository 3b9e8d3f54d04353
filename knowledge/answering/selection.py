"""Weigh each candidate sentence and put the best first."""

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidate
from knowledge.answering.comparison import Comparison
from knowledge.answering.likeness import WordMatcher
from knowledge.answering.reading import Reader
from knowledge.answering.requirements import Lack, lacks
from knowledge.answering.things import Names
from knowledge.embedding import Embedder
from knowledge.evidence import Language
from knowledge.index import KnowledgeIndex
from knowledge.names import Gazetteer
from knowledge.text.tokens import tokens
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
        return self.candidate.unit.sentence


# What each measure of a sentence is worth; `make fit` learns them. That no sentence answers is worth 0.
WEIGHTS: dict[str, float] = json.loads(resources.files(__package__).joinpath("weights.json").read_text())
_READ_CLOSELY = 40
_INHERITED = 0.5  # what a word of the turns before is worth
_FEW = 20  # sentences of one language, to which one is compared
_BEFORE, _ABOVE = 0.95, 0.9  # how far a match beside the sentence counts


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
        measured = self._by_meaning(query, candidates)
        likely = sorted(
            zip(candidates, measured, strict=True), key=lambda one: -(one[1]["alike"] + one[1]["alike_around"])
        )[:_READ_CLOSELY]
        weights = self.term_weights(query)
        compared = [
            Comparison(query, candidate, weights, self.reader, self._gazetteer, self._names) for candidate, _ in likely
        ]
        missing = [lacks(one) for one in compared]
        asked = _of_the_question(query, compared)
        may_answer = [measures["alike_around"] for (_, measures), lack in zip(likely, missing, strict=True) if not lack]
        best = max(may_answer, default=0.0)
        read = []
        for one, (_, measures), lack in zip(compared, likely, missing, strict=True):
            told = measures | asked | one.measures() | {"less_alike": best - measures["alike_around"]}
            read.append(Reading(one.candidate, told, lack, score(told)))
        return sorted(read, key=lambda reading: -reading.score)

    def like(self, question: str, texts: Sequence[str]) -> tuple[float, float]:
        """Return how like a question texts are together, word by word and as a whole."""
        (found,) = self._matcher.compare(question, [texts] if texts else [])
        return (float(found.mean[0]), float(found.whole[0])) if texts else (0.0, 0.0)

    def _by_meaning(self, query: Query, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
        """Measure by meaning, both within a language (a likeness is always higher within one) and as it is."""
        languages = [candidate.passage.language for candidate in candidates]
        near, after, above = self._matcher.compare(
            query.text,
            [candidate.read_with for candidate in candidates],
            [candidate.follows for candidate in candidates],
            [candidate.above for candidate in candidates],
        )
        around = np.maximum(near.best, np.maximum(_BEFORE * after.best, _ABOVE * above.best)).mean(axis=1)
        found = np.array([candidate.found_by_meaning for candidate in candidates], dtype=np.float32)
        beside = {
            "alike": near.mean,
            "alike_whole": near.whole,
            "alike_after": after.mean,
            "alike_after_whole": after.whole,
            "alike_above": above.mean,
            "alike_above_whole": above.whole,
            "alike_around": around,
            "found_by_meaning": found,
        }
        columns = {name: _beside_its_language(values, languages) for name, values in beside.items()}
        columns |= {
            "least_alike": near.quarter(least=True).tolist(),
            "most_alike": near.quarter(least=False).tolist(),
            "near": found.tolist(),
            "like": near.mean.tolist(),
            "like_whole": near.whole.tolist(),
            "like_around": around.tolist(),
            "found_by_words": [candidate.found_by_words for candidate in candidates],
            "other_language": [float(one is not query.asked_in) for one in languages],
        }
        return [{name: values[at] for name, values in columns.items()} for at in range(len(candidates))]

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


def _of_the_question(query: Query, compared: Sequence[Comparison]) -> dict[str, float]:
    """Return what is measured of all sentences together: what was asked, and what of it none of them has."""
    weights = compared[0].weights if compared else {}
    total = sum(weights.values()) or 1.0
    found = {term: max(one.presence_around[term] for one in compared) for term in weights}
    return {
        "any": 1.0,
        "unfound": sum(weight * (1 - found[term]) for term, weight in weights.items()) / total,
        "words_asked": math.log(1 + len(query.terms)),
        "claims": float(query.claim),
    }


def _beside_its_language(values: NDArray[np.float32], languages: Sequence[Language]) -> list[float]:
    """Return each value less the mean of its language: a likeness is always higher within one language.

    Beside few others a value says less.
    """
    means, counted = {}, {}
    for side in set(languages):
        own = [value for value, one in zip(values, languages, strict=True) if one is side]
        means[side], counted[side] = float(np.mean(own)), min(len(own) / _FEW, 1.0)
    return [(float(value) - means[side]) * counted[side] for value, side in zip(values, languages, strict=True)]


def score(measures: Mapping[str, float]) -> float:
    """Return what measures are worth together: above 0 it rather answers than not, as far as was learnt."""
    return sum(weight * measures[name] for name, weight in WEIGHTS.items())
