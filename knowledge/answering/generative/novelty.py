"""Find Chinese names that a model brought in: strings that no dictionary knows as words and no evidence has.

The verifier knows names by their form (a title, quotation marks, a dot). A made-up name may have none of these, but it
is no word either: 紫极星盟, 亚特兰蒂斯市.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification import Evidence, Fault, Finding
from knowledge.answering.verification.sounds import MARKED, sound_alike
from knowledge.language.figures import words
from knowledge.language.numbers import find_numbers
from knowledge.language.times import find_points
from knowledge.names import Gazetteer
from knowledge.names.dictionary import load_dictionary
from knowledge.text.folding import fold
from knowledge.text.language import HAN
from knowledge.text.tokens import stem
from knowledge.text.words import glosses, lexicon, segment
from knowledge.understanding.terms import content_terms

_LATIN = re.compile(r"[a-z][a-z'-]+")
# What stands before 市 and names no city.
_NO_CITY = frozenset("两全该各本我此城友都超股夜门多双三四五六七八九十数贵新老")
_SETTLEMENT = re.compile(r"([\u3400-\u9fff]{2,5})(?=[市县省郡镇](?![长民级场内外区政立]))")
_PAIR = 2
_ENOUGH = 0.5


def unknown_names(text: str, evidence: Sequence[Evidence], gazetteer: Gazetteer) -> Iterator[Finding]:
    """Yield the names in a Chinese statement that its evidence has neither as they are nor by sound or meaning."""
    folded = fold(text)
    if not HAN.search(folded):
        return
    known = _Known(evidence)
    mentions = [(mention.start, mention.end) for mention in gazetteer.find(folded)]
    figures = [(found.start, found.end) for found in find_points(folded)]
    figures += [(found.start, found.end) for found in find_numbers(folded, doubtful=True)]
    # Names with a dot are the verifier's.
    transcribed = [match.span() for match in MARKED.finditer(text)] if len(text) == len(folded) else []
    for term in content_terms(folded, [*mentions, *figures, *transcribed]):
        if HAN.match(term.word) and _may_be_a_name(term.word) and not known.has(term.word):
            yield Finding(Fault.NAME, term.word)
    for match in _SETTLEMENT.finditer(folded):
        name, end = match[1], match.end(1)
        named = any(left < end <= right or right == end for left, right in mentions)
        if not named and name[-1] not in _NO_CITY and not _ends_in_a_word(name) and not known.has(name[-2:]):
            yield Finding(Fault.PLACE, name)


def _may_be_a_name(word: str) -> bool:
    """Tell whether a string is no ordinary word: the dictionary has it as a proper noun only, or nothing has it.

    Two characters that nothing has are as often the ends of two words (月由) as a name.
    """
    dictionary = load_dictionary()
    if word in dictionary.ordinary or word in words("currency"):
        return False
    return word in dictionary.glosses or (len(word) > _PAIR and word not in lexicon())


def _ends_in_a_word(name: str) -> bool:
    """Tell whether an ordinary word or one of the glossary stands right before the settlement's kind (沿海城市)."""
    last = segment(name)[-1]
    return len(last) > 1 and not _may_be_a_name(last) and last not in load_dictionary().glosses


class _Known:
    """The words of the evidence: as written, as English stems, and as letters."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._folded = fold("\n".join(f"{piece.text}\n{piece.context}" for piece in evidence))
        self._latin = _LATIN.findall(self._folded)
        self._stems = frozenset(stem(word) for word in self._latin)

    def has(self, word: str) -> bool:
        """Tell whether a word is there, in itself, mostly by its characters or their meaning, or by its sound."""
        if word in self._folded:
            return True
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        if sum(pair in self._folded for pair in pairs) >= _ENOUGH * len(pairs):
            return True
        if glosses(word) & self._stems:
            return True
        meant = sum(bool(glosses(char) & self._stems) for char in word)
        return meant >= _ENOUGH * len(word) or any(sound_alike(latin, word) for latin in self._latin)
