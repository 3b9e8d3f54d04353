"""How much of a question a record's own words carry."""

from collections.abc import Iterable, Sequence

from knowledge.answering.records.inquiry import Inquiry
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.understanding.query import Term

# Of four content words three must be in the row; of three or fewer, all.
_LEAST = 0.75
# A single Chinese character stands in too many words, and has too many meanings, to be matched.
_MEANINGFUL = 2
# Meanings that nearly every row shares: they tell no row from another.
_EVERYWHERE = frozenset({"citi", "countri", "foreign", "intern", "nation", "town"})


def needed_terms(inquiry: Inquiry, *topics: str) -> list[Term]:
    """Return the content words that a row must carry: those that the kind of question does not account for."""
    terms = inquiry.unexplained(*topics)
    words = [term for term in terms if term.word.isascii() or len(term.word) >= _MEANINGFUL]
    return words or terms


def coverage(terms: Sequence[Term], texts: Iterable[str]) -> float:
    """Return the share of the terms that the texts (zh and en of one row) carry; 1 where there are none."""
    if not terms:
        return 1.0
    whole = fold(" ".join(texts))
    stems = set(tokens(whole.replace("-", " ")))
    return sum(_carries(whole, stems, term) for term in terms) / len(terms)


def covers(terms: Sequence[Term], texts: Iterable[str]) -> bool:
    """Tell whether a row carries enough of what is asked to be an answer."""
    return coverage(terms, texts) >= _LEAST


def says_any(terms: Sequence[Term], texts: Iterable[str]) -> bool:
    """Tell whether a row has one of the terms itself: 人口 means people as well, and a delegation has some."""
    whole = fold(" ".join(texts))
    stems = set(tokens(whole.replace("-", " ")))
    return any(term.word in whole or not stems.isdisjoint(tokens(term.word)) for term in terms)


def _carries(whole: str, stems: set[str], term: Term) -> bool:
    if not term.word.isascii() and len(term.word) < _MEANINGFUL:
        return False
    if not term.word.isascii() and term.word in whole:
        return True
    telling = term.meanings - _EVERYWHERE
    return not telling.isdisjoint(stems)
