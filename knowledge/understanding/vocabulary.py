"""The words that each kind of record answer accounts for: a question with any other content word asks for more.

"What is the population of Tampere" names a partner and nothing that an agreement tells; only a question all of whose
content words are accounted for is answered from the tables. English words are compared by stem; a Chinese word is
accounted for when it can be cut into the pieces listed.
"""

import csv
import functools
from collections.abc import Iterable
from pathlib import Path

from knowledge.text.folding import fold
from knowledge.text.tokens import stem
from knowledge.understanding.query import Term

VOCABULARY = Path(__file__).with_name("vocabulary.csv")
# The words of asking itself count for every topic.
_ASKING = "asking"


def unexplained(terms: Iterable[Term], names: Iterable[str], *topics: str) -> list[Term]:
    """Return the content words that neither these topics, nor the way of asking, nor a name accounts for."""
    tables = _vocabulary()
    english = frozenset().union(*(tables[topic, "en"] for topic in (_ASKING, *topics)))
    chinese = frozenset().union(*(tables[topic, "zh"] for topic in (_ASKING, *topics)))
    named = {piece for name in names for piece in (fold(name), *fold(name).replace("-", " ").split())}
    return [term for term in terms if not _explains(term.word, english, chinese, named)]


@functools.cache
def _vocabulary() -> dict[tuple[str, str], frozenset[str]]:
    words: dict[tuple[str, str], set[str]] = {}
    with VOCABULARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed = row["words"].split()
            folded = [stem(word) for word in listed] if row["language"] == "en" else listed
            words.setdefault((row["topic"], row["language"]), set()).update(folded)
    return {key: frozenset(value) for key, value in words.items()}


def _explains(word: str, english: frozenset[str], chinese: frozenset[str], named: set[str]) -> bool:
    if word in named or any(char.isdecimal() for char in word):
        return True
    if word.isascii():
        return all(piece in named or not piece or stem(piece) in english for piece in word.split("-"))
    return _can_be_cut(word, chinese) or any(word in name for name in named if not name.isascii())


def _can_be_cut(word: str, pieces: frozenset[str]) -> bool:
    reachable = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        reachable[end] = any(reachable[start] and word[start:end] in pieces for start in range(end))
    return reachable[-1]
