"""Hold a rephrased question to the user's own words: it may fill in what the conversation says, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.reading import Reader, term_presence
from knowledge.language.numbers import NumberKind, find_numbers
from knowledge.text.folding import fold
from knowledge.text.language import detect_language
from knowledge.understanding.query import AnswerKind, Scope
from knowledge.understanding.terms import content_terms
from knowledge.understanding.understand import understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.names import Gazetteer
    from knowledge.understanding.query import Query

_NUMBER = re.compile(r"\d+")
# A content word counts as said where so much of it was: 结好 for 结为友好城市.
_SAID = 0.5
# Words that change what is asked; one that the user wrote must stay, one that he did not must not come in.
_TURNING = (
    re.compile(r"不|没|未|无|非|除|\b(?:not|no|never|without|except|other than)\b|n't\b"),
    re.compile(r"实际|真正|最终|事实上|\b(?:actual(?:ly)?|really|in fact|achieved?)\b"),
    re.compile(r"计划|目标|预计|拟|\b(?:plan(?:ned)?|target|goal|expected)\b"),
    re.compile(
        r"最(?:早|先|新|近|后|多|少|大|高)|第一|首|\b(?:first|last|latest|newest|oldest|earliest|most|largest|fewest)\b"
    ),
    re.compile(r"每|\b(?:each|every|per)\b"),
)


class Faithfulness:
    """Judge rephrased questions by the rules that read every question."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._reader = Reader(gazetteer)

    def queries(self, text: str, asked: Query, said: Sequence[str]) -> tuple[Query, ...]:
        """Return a rephrased question as the rules read it, or nothing where it is another question.

        ``asked`` is the question as the rules read it after the turns before; ``said`` are those turns. Every place,
        year, number and turning word of the question stays; places, numbers and other words that come in were said.
        """
        conversation = "\n".join([asked.asked, *said])
        if not text or detect_language(text) is not detect_language(asked.asked):
            return ()
        if not self._keeps(text, asked.asked) or not self._adds_nothing(text, conversation):
            return ()
        read = understand(text, today=asked.today, gazetteer=self._gazetteer, language=asked.language)
        if any(query.scope is not Scope.QUESTION for query in read):
            return ()
        first = read[0]
        if asked.kind not in {AnswerKind.OPEN, first.kind} and len(read) == 1:
            return ()
        if (asked.exact_day, asked.complete, asked.ordinal) != (first.exact_day, first.complete, first.ordinal):
            return ()
        return read

    def adds_nothing(self, text: str, asked: Query, said: Sequence[str]) -> bool:
        """Tell whether a translation names no place and no number that the conversation does not."""
        conversation = "\n".join([asked.asked, asked.text, *said])
        return self._places(text) <= self._places(conversation) and _numbers(text) <= _numbers(conversation)

    def _keeps(self, text: str, asked: str) -> bool:
        folded, own = fold(text), fold(asked)
        if not self._places(asked) <= self._places(text) or not _numbers(own) <= _numbers(folded):
            return False
        return all(bool(word.search(own)) <= bool(word.search(folded)) for word in _TURNING)

    def _adds_nothing(self, text: str, conversation: str) -> bool:
        folded, all_said = fold(text), fold(conversation)
        if not self._places(text) <= self._places(conversation) or not _numbers(folded) <= _numbers(all_said):
            return False
        if not all(bool(word.search(folded)) <= bool(word.search(all_said)) for word in _TURNING):
            return False
        prepared = self._reader.prepare(conversation)
        spans = [(mention.start, mention.end) for mention in self._gazetteer.find(folded)]
        return all(term_presence(term, prepared) >= _SAID for term in content_terms(folded, spans))

    def _places(self, text: str) -> frozenset[str]:
        return frozenset(mention.place.id for mention in self._gazetteer.find(text))


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, in digits or words, and its editions (第三届)."""
    folded = fold(text)
    numbers = find_numbers(folded)
    counted = {str(number.value) for number in numbers if number.value > 1}
    editions = {f"no. {number.value}" for number in numbers if number.kind is NumberKind.ORDINAL}
    return frozenset(counted | set(_NUMBER.findall(folded)) | editions)
