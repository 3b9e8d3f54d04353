"""How far the words of a statement stand in a text: in themselves, by their meaning, or by a synonym."""

import csv
import dataclasses
import functools
import re
from collections.abc import Sequence
from pathlib import Path

from knowledge.text.folding import fold
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem
from knowledge.text.words import GLOSSARY, lexicon, segment
from knowledge.understanding.query import Term
from knowledge.understanding.terms import content_terms

_SYNONYMS = Path(__file__).with_name("synonyms.csv")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ABOUT = re.compile(r"\[[^\]]*\]|CL:.*|\b(?:abbr|variant|see|surname|classifier)\b.*")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_NOT_COUNTED = ENGLISH_STOPWORDS | frozenset(
    "over about nearly almost more than around at least among them each other all total 其中 以及 另有 来自 分布 分别 共有 超过 左右 以上 多个 一个".split()
)
_COUNTED_SINGLE = frozenset("国 区 县 市 省 洲 届 名 位 批 团 次 对 所 家 处 条 种 类 项 级".split())
_BY_MEANING = 0.9
_BY_PARTS = 0.8
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """The words of a folded text.

    ``stems`` are of its Latin words and their parts, ``meanings`` the English stems that its Chinese words may stand
    for, ``ideas`` the groups of synonyms that any of them belong to.
    """

    folded: str
    stems: frozenset[str]
    meanings: frozenset[str]
    ideas: frozenset[int]


@functools.lru_cache(maxsize=16_384)
def meanings(word: str) -> frozenset[str]:
    """Return the stems of the English words that a Chinese word, or a half of it, may mean; acronyms too."""
    found: set[str] = set()
    for gloss in lexicon().get(word, ()):
        found.update(acronym.lower() for acronym in _ACRONYM.findall(gloss))
        for part in _WORD.findall(fold(_ABOUT.sub(" ", gloss)).replace("-", " ")):
            if part not in ENGLISH_STOPWORDS:
                found.add(stem(part))
    return frozenset(found)


@functools.lru_cache(maxsize=16_384)
def parts(word: str) -> tuple[str, ...]:
    """Return the dictionary words of two characters or more inside a longer Chinese word: 总领事馆 has 领事, 领事馆."""
    known = lexicon()
    return tuple(
        piece
        for size in (2, 3, 4)
        for start in range(len(word) - size + 1)
        if size < len(word) and (piece := word[start : start + size]) in known
    )


@functools.cache
def _ideas() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Return the groups of synonyms by English stem and by Chinese word; a row of the glossary is a group too."""
    rows: list[tuple[list[str], list[str]]] = []
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        rows += [(row["zh"].split(), row["en"].split()) for row in csv.DictReader(file)]
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            single = [part.strip() for part in row["en"].split(";") if " " not in part.strip()]
            if len(single) > 1:
                rows.append(([row["zh"]], single))
    english: dict[str, set[int]] = {}
    chinese: dict[str, set[int]] = {}
    for number, (zh, en) in enumerate(rows):
        for word in en:
            english.setdefault(stem(fold(word)), set()).add(number)
        for word in zh:
            chinese.setdefault(fold(word), set()).add(number)
    return (
        {word: frozenset(numbers) for word, numbers in english.items()},
        {word: frozenset(numbers) for word, numbers in chinese.items()},
    )


@functools.lru_cache(maxsize=16_384)
def words_of(folded: str) -> Words:
    """Read the words of a folded text."""
    english, chinese = _ideas()
    stems = {stem(word) for word in _WORD.findall(folded)}
    found: set[str] = set()
    ideas: set[int] = set()
    for word in segment(folded):
        if not word.isascii():
            found |= meanings(word)
    for run in _HAN_RUN.findall(folded):
        for piece in parts(run):
            found |= meanings(piece)
    for word, groups in chinese.items():
        if word in folded:
            ideas |= groups
    for word in stems:
        ideas |= english.get(word, frozenset())
    return Words(folded, frozenset(stems), frozenset(found), frozenset(ideas))


def ideas_of_stem(word: str) -> frozenset[int]:
    """Return the groups of synonyms of the stem of an English word."""
    return _ideas()[0].get(word, frozenset())


def ideas_of(term: Term) -> frozenset[int]:
    """Return the groups of synonyms that a word belongs to."""
    chinese = _ideas()[1]
    if term.word.isascii():
        return ideas_of_stem(stem(term.word))
    return frozenset().union(*(groups for word, groups in chinese.items() if word in term.word))


def presence(term: Term, text: Words) -> float:
    """Return from 0 to 1 how far a word stands in a text, in itself, by its meaning, a synonym or its parts."""
    word = term.word
    if word in text.folded if not word.isascii() else stem(word) in text.stems:
        return 1.0
    if ideas_of(term) & text.ideas:
        return _BY_MEANING
    if word.isascii():
        return _BY_MEANING if stem(word) in text.meanings else 0.0
    if meanings(word) & text.stems:
        return _BY_MEANING
    pieces = parts(word) or ((word[:2], word[-2:]) if len(word) > 2 else ())  # noqa: PLR2004 - two characters have no parts
    found = [piece in text.folded or bool(meanings(piece) & text.stems) for piece in pieces]
    return _BY_PARTS * sum(found) / len(found) if any(found) else 0.0


def statement_terms(folded: str, spans: Sequence[tuple[int, int]] = ()) -> list[Term]:
    """Return the content words outside the given spans; single Chinese characters say too little to count."""
    return [term for term in content_terms(folded, spans) if len(term.word) > 1]


def counted_terms(folded: str) -> list[Term]:
    """Return the words that may say what is counted, "countries" and 国 among them, in order."""
    found: dict[str, Term] = {}
    for word in segment(folded):
        for part in word.split("-") if word.isascii() else (word,):
            if part.isascii():
                if len(part) > 1 and part.isalpha() and part not in _NOT_COUNTED:
                    found.setdefault(part, Term(part, frozenset({stem(part)})))
            elif part not in _NOT_COUNTED and (len(part) > 1 or part in _COUNTED_SINGLE):
                found.setdefault(part, Term(part, meanings(part)))
    return list(found.values())


def likeness(terms: Sequence[Term], text: Words) -> float:
    """Return the mean presence of words in a text, 0 where there are none."""
    return sum(presence(term, text) for term in terms) / len(terms) if terms else 0.0
