"""Tokens for keyword search: Chinese character bigrams and stemmed Latin words, on folded text."""

import functools
import re
import threading

import snowballstemmer

from knowledge.text.folding import fold

_RUN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_\u3400-\u4dbf\u4e00-\u9fff]+(?:['.-][^\W_\u3400-\u4dbf\u4e00-\u9fff]+)*"
)
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

ENGLISH_STOPWORDS = frozenset(
    (
        "a an the of in on at to for from by with as and or is are was were be been being it its this that these those "
        "do does did has have had will would can could shall should may might must not no which who whom whose what "
        "when where why how there their they them he she his her you your we our us i my me about into than then so "
        "if but also any some such"
    ).split()
)


class _Stemmers(threading.local):
    """A stemmer for each thread: it keeps the word that it works on in itself."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


@functools.cache
def _stemmers() -> _Stemmers:
    return _Stemmers()


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return an English word without its inflection: cities -> citi, signed -> sign, visits -> visit."""
    return str(_stemmers().english.stemWord(word))


def tokens(text: str) -> list[str]:
    """Return the search tokens of a text, in order, with repeats.

    A run of Chinese characters gives its bigrams (a single character gives itself); a Latin word gives its stem,
    unless it is an English stop word; digits are kept whole.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _HAN_RUN.fullmatch(run):
            found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
        elif run not in ENGLISH_STOPWORDS:
            found.append(stem(run))
    return found
