"""The named thing that a question asks about, as the papers or the question name it: a programme, an award, a camp."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.answering.reading import Text, term_presence
from knowledge.evidence import Passage
from knowledge.language.lexicon import find_all, speaks_of
from knowledge.names.dictionary import load_dictionary
from knowledge.text.folding import fold
from knowledge.text.tokens import ENGLISH_STOPWORDS
from knowledge.text.words import is_deed
from knowledge.understanding.query import Query, Term

# So many characters in a row that a paper names something by are no accident.
_SHORTEST = 3
_PAIR = 2
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_MARKED = re.compile(r"[“「『《]([^”」』》\n]{2,24})[”」』》]")
_CAPITALS = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w'-]+(?: (?:of|the|and|for|in) (?=[A-Z])| (?=[A-Z])|[A-Z][\w'-]+)*")
_QUESTION = re.compile(r"[?？]|^[问問Q答A][:：]?$|^\w{1,3}[:：]")
# Sorts of things that have several words each.
_SORTS = tuple(
    f"paper.thing.{sort}"
    for sort in ("award", "contest", "grant", "show", "training", "placement", "volunteers", "plan")
)
_SORTS_TOLD_APART = tuple(sort for sort in _SORTS if sort != "paper.thing.plan")
# How much of a name must stand there, and how far a word of it.
_MOST_OF_IT = 0.5
_A_WORD = 0.56  # more than a meaning that two Chinese words share


class Names:
    """What the papers name: headings, and what stands in title or quotation marks; known the day they are read."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._holding: dict[str, set[int]] = {}
        seen: dict[str, None] = {}
        for passage in passages:
            marked = _MARKED.findall(passage.text)
            cells = [passage.search_text.partition(": ")[2].partition(";")[0]] if passage.search_text else []
            for name in {passage.source.title, *passage.heading.split(" › "), *marked, *cells}:
                seen[name] = None
        for number, name in enumerate(name for name in seen if not _QUESTION.search(name)):
            for run in _HAN.findall(fold(name)):
                for at in range(len(run) - _SHORTEST + 1):
                    self._holding.setdefault(run[at : at + _SHORTEST], set()).add(number)

    def within(self, folded: str) -> tuple[str, ...]:
        """Return the stretches of a folded text, as long as can be, that one name of the papers holds."""
        return tuple(stretch for run in _HAN.findall(folded) for stretch in self._stretches(run))

    def _stretches(self, run: str) -> Iterator[str]:
        start, holding = 0, set[int]()
        for at in range(len(run) - _SHORTEST + 1):
            here = self._holding.get(run[at : at + _SHORTEST], set[int]())
            if holding and not holding & here:
                yield run[start : at + _SHORTEST - 1]
                holding = set()
            start, holding = (start, holding & here) if holding else (at, here)
        if holding:
            yield run[start:]


def named_terms(query: Query, *, beside_another: bool = False) -> tuple[Term, ...]:
    """Return the words of what the question itself names: in capitals, or before a word like 计划, 奖, 论坛.

    A word for a sort of thing alone (the course) names none, but a prize is told from all else, and ``beside_another``
    thing any is.
    """
    capitals = {fold(word) for match in _CAPITALS.findall(query.text) for word in match.split()}
    capitals -= {fold(part) for place in query.places for part in place.en.split()} | ENGLISH_STOPWORDS
    named = [term for term in query.terms if term.word in {word.removesuffix("'s") for word in capitals}]
    folded = fold(query.text)
    for head in find_all(folded, "paper.thing"):
        words = [term for term in words_before(folded, head.start, head.end, query.terms) if not is_deed(term.word)]
        told_apart = beside_another or any(speaks_of(head.text, sort) for sort in _SORTS_TOLD_APART)
        has_a_name = any(folded[: head.start].rstrip().endswith(term.word) for term in named)
        if told_apart or has_a_name or any(folded.find(term.word, head.start, head.end) < 0 for term in words):
            named += words
    return tuple(dict.fromkeys(named))


def unknown_partners(query: Query) -> tuple[Term, ...]:
    """Return the words that a question of a tie has for cities that nothing knows: the other side of 与, a capital."""
    folded = fold(query.text)
    if not speaks_of(folded, "paper.tie", "paper.signing"):
        return ()
    dictionary = load_dictionary()
    capitals = {fold(word) for match in _CAPITALS.findall(query.text) for word in match.split()}
    known = {word for place in query.places for word in (*fold(place.en).split(), place.zh)}
    found = []
    for term in query.terms:
        if term.word in known or speaks_of(term.word, "paper.tie", "paper.thing"):
            continue
        if term.word.isascii():
            is_name = term.word in capitals and term.word not in dictionary.english
        else:
            word = re.escape(term.word)
            joined = re.search(f"[与和跟同]{word}|{word}[\u3400-\u9fff]?[与和跟同]", folded)
            is_name = joined is not None and term.word not in dictionary.glosses
        found += [term] if is_name else []
    return tuple(found)


def words_before(folded: str, start: int, end: int, terms: Iterable[Term]) -> list[Term]:
    """Return the words that stand without a gap before a head, and those that hold it."""
    found = [
        term
        for term in terms
        if len(term.word) > 1 and folded.find(term.word, max(0, start - len(term.word)), end) >= 0
    ]
    words = {term.word: term for term in terms if len(term.word) > 1 and not term.word.isascii()}
    while True:
        step = next((word for word in words if folded.endswith(word, 0, start)), None)
        if step is None:
            return found
        found.append(words[step])
        start -= len(step)


def stands_in(stretch: str, folded: str) -> bool:
    """Tell whether most of a stretch of a name stands in a folded text."""
    plain = _without_ties(stretch)
    if len(plain) < 2 or plain in folded:  # noqa: PLR2004 - one character names nothing
        return True
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)]
    return sum(pair in folded for pair in pairs) >= _MOST_OF_IT * len(pairs)


@functools.lru_cache(maxsize=1024)
def _without_ties(stretch: str) -> str:
    """Leave out the words of the field: a paper says now 友好城市, now 友城."""
    for span in find_all(stretch, "paper.tie_word"):
        stretch = stretch.replace(span.text, "")
    return stretch


def words_stand(terms: Sequence[Term], texts: Sequence[Text]) -> float:
    """Return the share of the words of a name that stand in one of these texts, 1 where there is none."""
    standing = [any(_stands(term, text) for text in texts) for term in terms]
    return sum(standing) / len(standing) if standing else 1.0


def _stands(term: Term, text: Text) -> bool:
    # A name is cut short by a character of each of its parts: 友协 for 友好协会.
    short = len(term.word) == _PAIR and not term.word.isascii()
    parts = short and re.search(
        f"{re.escape(term.word[0])}[^,，。;；\\n]{{0,12}}{re.escape(term.word[1])}", text.folded
    )
    return bool(parts) or term_presence(term, text) >= _A_WORD or _of_one_sort(term.word, text.folded)


def says_only_the_sort(term: Term) -> bool:
    """Tell whether a word of a name says no more than that it is a plan, which another language words as it likes."""
    return any(span.text == term.word for span in find_all(term.word, "paper.thing.plan"))


def _of_one_sort(word: str, folded: str) -> bool:
    """Tell whether a word is wholly that for a sort of thing (prize), and the text has one for the same (award)."""
    sorts = (sort for sort in _SORTS if any(span.text == word for span in find_all(word, sort)))
    return any(speaks_of(folded, sort) for sort in sorts)
