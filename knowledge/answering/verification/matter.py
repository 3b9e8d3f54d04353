"""Whether a statement is about what its evidence says at all: its words, the tie it names, its strong words."""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.answering.reading import term_presence
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.relations import clashes, relation_in
from knowledge.names import PlaceKind
from knowledge.understanding.terms import content_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.reading import Reader
    from knowledge.answering.verification.clauses import Sentence
    from knowledge.answering.verification.known import Known

_STRICT = Path(__file__).with_name("strict.csv")
# Words that frame a statement: they name its source or go with any.
_FRAME = re.compile(
    r"\b(?:according|report(?:s|ed|edly)?|paper|source|document|record|records|article|note|stat(?:es?|ed|ing)|mention(?:s|ed)?|list(?:s|ed)?|published|"
    r"posted|transcript|include[sd]?|including|namely|following|well|known|total|overall|also)\b|根据|据|报告|报道|资料|来源|文件|记录|记载|显示|指出|提到|列出|发布|公布|包括|其中|截至|总共"
)
_ENOUGH = 0.34
_FEW_WORDS = 2


@functools.cache
def _strict() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with _STRICT.open(encoding="utf-8", newline="") as file:
        return tuple((row["concept"], re.compile(f"{row['zh']}|{row['en']}")) for row in csv.DictReader(file))


class MatterChecker:
    """Check what a statement is about."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def findings(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        """Yield strong words and ties that the evidence does not have, and a statement of another matter."""
        for concept, pattern in _strict():
            said = pattern.search(sentence.folded)
            if said and not any(pattern.search(known.folded) for known in evidence):
                yield Finding(Fault.QUALIFIER, f"{concept}: {said.group()}")
        yield from self._relation(sentence, evidence)
        share, count = self.shared(sentence, evidence)
        said_something = bool(sentence.mentions or sentence.values)
        if count and share < _ENOUGH and (count >= _FEW_WORDS or not said_something):
            yield Finding(Fault.UNRELATED, f"{share:.2f} of {count} words")
        elif not count and not said_something:
            yield Finding(Fault.UNRELATED, "states nothing")

    def shared(self, sentence: Sentence, evidence: Sequence[Known]) -> tuple[float, int]:
        """Return how far the words of a statement stand in its evidence, and how many words that are."""
        plain = _FRAME.sub(lambda match: " " * len(match.group()), sentence.folded)
        terms = content_terms(plain, sentence.spans)
        if not terms:
            return 1.0, 0
        found = sum(max(term_presence(term, known.text) for known in evidence) for term in terms)
        return found / len(terms), len(terms)

    def _relation(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        said = relation_in(sentence.folded)
        if said is None:
            return
        cities = {mention.place.id for mention in sentence.mentions if _is_partner(mention.place)}
        near: list[str] = []
        for known in evidence:
            for part in known.reading.sentences:
                if not cities or cities & {mention.place.id for mention in part.mentions}:
                    near.append(part.folded)
        kinds = {relation_in(text) for text in near} - {None}
        if not kinds:
            kinds = {relation_in(known.folded) for known in evidence} - {None}
        if not kinds or all(clashes(said, kind) for kind in kinds if kind is not None):
            yield Finding(Fault.RELATION, said.value)


def _is_partner(place: object) -> bool:
    return (
        getattr(place, "kind", None) in (PlaceKind.CITY, PlaceKind.DISTRICT) and getattr(place, "country", "") != "CN"
    )
