"""Labelled phrasings of what people ask, and how likely a text means each of their meanings.

``phrasings/zh.csv`` and ``en.csv`` hold some five thousand ways to say some seventy things, with placeholders for names
and times. ``weights.npz`` is a linear classifier over the embeddings of these texts, made by ``make phrasings``
(`training`), which prints how many it gets right of those left out.
"""

import csv
import dataclasses
import functools
import hashlib
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import Language
from knowledge.language.spoken import plain_words
from knowledge.text.folding import fold
from knowledge.text.tokens import stem
from knowledge.understanding.terms import content_terms

PHRASINGS = Path(__file__).with_name("phrasings")
WEIGHTS = PHRASINGS / "weights.npz"
# What stands for a name or a time when texts are compared.
STANDS_FOR = {
    Language.ZH: {
        "home": "我市", "city": "某市", "country": "某国", "time": "某年", "thing": "某项目",
        "ordinal": "第几", "number": "几", "group": "某人",
    },
    Language.EN: {
        "home": "our city", "city": "this city", "country": "this country", "time": "that year",
        "thing": "the programme", "ordinal": "Nth", "number": "so many", "group": "people",
    },
}  # fmt: skip
_SAME = {"city2": "city", "region": "country", "year": "time", "period": "time", "date": "time"}
_PLACEHOLDER = re.compile(r"<(\w+)>")


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may mean: how the rules say it, in each language (nothing where they do not).

    In ``[…]`` stands what is left out where a text names nothing of the kind. ``leans`` is set where it is only
    understood after what came before.
    """

    leans: bool
    said: dict[Language, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """A linear classifier: a row of ``matrix`` and a number of ``bias`` for each meaning."""

    meanings: tuple[str, ...]
    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each text how likely each meaning is, (texts, meanings)."""
        scores = vectors @ self.matrix.T + self.bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def with_plain_words(phrasing: str, language: Language) -> str:
    """Return a labelled phrasing with plain words for its placeholders."""
    words = STANDS_FOR[language]
    return _PLACEHOLDER.sub(lambda match: words[_SAME.get(match[1], match[1])], phrasing)


def comparable(text: str) -> str:
    """Return a text as it is compared: folded, everyday speech written out."""
    return plain_words(fold(text))


@functools.cache
def phrasings() -> tuple[tuple[str, str, Language], ...]:
    """Return every labelled phrasing: its meaning, its text with placeholders, its language."""
    found = []
    for language in Language:
        with (PHRASINGS / f"{language}.csv").open(encoding="utf-8", newline="") as file:
            found += [(row["meaning"], row["phrasing"], language) for row in csv.DictReader(file)]
    return tuple(found)


def digest() -> str:
    """Return what identifies the phrasings and how they are compared."""
    said = "\n".join(f"{meaning}\t{comparable(with_plain_words(text, of))}" for meaning, text, of in phrasings())
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@functools.cache
def meanings() -> dict[str, Meaning]:
    """Return every meaning by its name."""
    with (PHRASINGS / "meanings.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["meaning"]: Meaning(row["leans"] == "yes", {of: row[of.value] for of in Language})
            for row in csv.DictReader(file)
        }


@functools.cache
def words_of(meaning: str) -> frozenset[str]:
    """Return the content words that the phrasings of a meaning have, English ones by stem."""
    said = [comparable(_PLACEHOLDER.sub(" ", text)) for name, text, _ in phrasings() if name == meaning]
    return frozenset(term.word for text in said for term in content_terms(text, ())) | frozenset(
        stem(term.word) for text in said for term in content_terms(text, ()) if term.word.isascii()
    )


@functools.cache
def weights(fingerprint: str) -> Weights | None:
    """Return the classifier; None for another embedding model than the one that it was trained with."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        if str(stored["model"]) != fingerprint:
            return None
        return Weights(
            tuple(map(str, stored["meanings"])), stored["matrix"].astype(np.float32), stored["bias"].astype(np.float32)
        )
