"""Whether the numbers and dates of a statement stand in its evidence, and are said there of the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.verification import relations
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import implied_by, is_named
from knowledge.answering.verification.words import likeness, statement_terms, words_of
from knowledge.names import PlaceKind
from knowledge.text.numbers import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.answering.verification.clauses import Sentence, Value
    from knowledge.answering.verification.known import Known
    from knowledge.names import Gazetteer, Place

_FEW = 12
# A date framed so is that of the paper itself.
_DATED = re.compile(
    r"截至|截止|发布|公布|刊[出登载]|上网|发表|文件|报告|报道|资料|来源|材料|as of|as at|published|posted|issued|released|dated|"
    r"\b(?:report|paper|article|plan|source|document|record|list|page|press conference|transcript|data)\b"
)
_AROUND = 40
_FIRST = re.compile(
    r"首|第一|最早|最多|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|\binaugural\b|"
    r"\bfound(?:ed|ing)\b|\bmost\b"
)
_QUOTATION = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
_OPENS_LIST = re.compile(r"[::]|是(?!否)|\b(?:are|were|namely)\b")
_ITEMS = re.compile(r"、|,?(?:以及|和|及)|,\s*(?:and\s+)?|\s+and\s+|;\s*")
_CODE = re.compile(r"[a-z]+(\d+)\b")
# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.5
_LIKE = 0.6


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def findings(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        """Yield each number and date that no cited piece of evidence states of the same thing."""
        for value in sentence.values:
            if _states_nothing(value, sentence, evidence):
                continue
            fault = Fault.DATE if value.date else Fault.NUMBER
            written = sentence.folded[value.start : value.end]
            same = [
                (other, part, piece)
                for piece in evidence
                for part in piece.reading.sentences
                for other in part.values
                if carried(value, other)
            ]
            if not same:
                if not (_is_of_the_paper(value, sentence, evidence) or _is_in_a_name(value, evidence)):
                    yield Finding(fault, written)
                continue
            placed = [(other, part) for other, part, piece in same if self._of_the_same(value, sentence, other, piece)]
            if not placed:
                yield Finding(fault, f"{written}: said of another place")
            elif not any(_counts_the_same(value, sentence, other, part) for other, part in placed):
                yield Finding(fault, f"{written}: said of another thing")

    def _of_the_same(self, said: Value, sentence: Sentence, known: Value, piece: Known) -> bool:
        """Tell whether a value is said of the places that the evidence says it of."""
        mine, theirs = self._places(said), self._places(known)
        extra = [place for key, place in mine.items() if key not in theirs and not implied_by(place, theirs)]
        missing = [place for key, place in theirs.items() if key not in mine and not implied_by(place, mine)]
        if any(self._is_taken_for(one, other, sentence, piece) for one in extra for other in missing):
            return False
        named = piece.places
        return all(
            place.id in named or implied_by(place, named) or is_named(place, piece.words, self._gazetteer)
            for place in extra
        )

    def _is_taken_for(self, said: Place, known: Place, sentence: Sentence, piece: Known) -> bool:
        """Tell whether a place stands where the evidence has another of its sort.

        An organisation counts only where the statement leaves out the one known: its names are not all recognised.
        """
        if said.kind is not known.kind or (said.country == "CN") is not (known.country == "CN"):
            return False
        if said.kind is not PlaceKind.ORGANISATION:
            return True
        there = is_named(said, piece.words, self._gazetteer)
        return not there and not is_named(known, words_of(sentence.folded), self._gazetteer)

    def _places(self, value: Value) -> Mapping[str, Place]:
        found = {key: self._gazetteer.get(key) for key in value.places}
        return {key: place for key, place in found.items() if place is not None and key != "country:cn"}


def _states_nothing(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a value claims nothing of its own: "one", "both", a list's own length, a date quoted as relative."""
    number = value.number
    if number is None:
        quoted = any(match.start() < value.start < match.end() for match in _QUOTATION.finditer(sentence.raw))
        return quoted and value.date is not None and value.date.relative and _has_relative_date(evidence)
    if not number.certain:
        return True
    if number.kind is NumberKind.ORDINAL and number.low == 1:
        return any(_FIRST.search(piece.folded) for piece in evidence)
    if number.low != number.high or number.low > _FEW or number.kind is not NumberKind.COUNT:
        return False
    if number.low in _list_lengths(sentence.folded):
        return True
    cities = {mention.place.id for mention in sentence.mentions if mention.place.is_city}
    return number.spelled and (number.low == len(cities) or (number.low == 2 and _names_two(evidence)))  # noqa: PLR2004 - both


def _list_lengths(folded: str) -> set[int]:
    """Return how many items the lists of a sentence have."""
    lengths = set()
    for opening in _OPENS_LIST.finditer(folded):
        items = re.split(r"[;。()]|\.(?:\s|$)", folded[opening.end() :])[0]
        lengths.add(len([item for item in _ITEMS.split(items) if item.strip()]))
    return lengths - {1}


def _has_relative_date(evidence: Sequence[Known]) -> bool:
    return any(
        other.date is not None and other.date.relative
        for piece in evidence
        for part in piece.reading.sentences
        for other in part.values
    )


def _names_two(evidence: Sequence[Known]) -> bool:
    return any(sum(place.is_city for place in piece.places.values()) > 1 for piece in evidence)


def _is_of_the_paper(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a date is that of a paper cited, and is said to be: as of, published, (November 2018)."""
    if value.date is None:
        return False
    said = value.date.found
    before = sentence.folded[max(0, value.start - _AROUND) : value.start]
    after = sentence.folded[value.end : value.end + _AROUND]
    if not (before.rstrip().endswith("(") or _DATED.search(before) or _DATED.search(after)):
        return False
    published = [piece.published for piece in evidence if piece.published]
    if any(said.first <= date.first_day and date.last_day <= said.last for date in published):
        return True
    return any(carried(value, other) for piece in evidence for part in piece.around.sentences for other in part.values)


def _is_in_a_name(value: Value, evidence: Sequence[Known]) -> bool:
    """Tell whether a number belongs to a name: of a paper (三年行动计划), of a meeting (COP15, the 15th)."""
    number = value.number
    if number is None or number.kind not in {NumberKind.YEARS, NumberKind.ORDINAL}:
        return False
    if any(carried(value, other) for piece in evidence for part in piece.around.sentences for other in part.values):
        return True
    codes = {int(digits) for piece in evidence for digits in _CODE.findall(piece.folded)}
    return number.kind is NumberKind.ORDINAL and number.low in codes


def _counts_the_same(said: Value, sentence: Sentence, known: Value, part: Sentence) -> bool:
    """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
    mine, own = _beside(said, sentence), _beside(known, part)
    ties, known_ties = relations.relations(mine), relations.relations(own)
    if ties and known_ties and not relations.carried(ties, known_ties, sentence.folded):
        return False
    rivals = [
        other
        for other in part.values
        if _is_comparable(said, other) and not carried(said, other) and other.places == known.places
    ]
    terms = statement_terms(mine)
    if not rivals or not terms:
        return True
    fit = likeness(terms, words_of(own))
    best = max(likeness(terms, words_of(_beside(rival, part))) for rival in rivals)
    return best < _LIKE or best <= fit + _CLEARLY


def _is_comparable(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _beside(value: Value, sentence: Sentence) -> str:
    """Return the words that go with a value: its clause, without what belongs to the other values in it."""
    start, end = sentence.clauses[value.clause]
    chars = list(sentence.folded)
    for left, right in sentence.spans:
        chars[left:right] = " " * (right - left)
    others = [other for other in sentence.values if other.clause == value.clause and _is_comparable(value, other)]
    if len(others) > 1:
        later = [other.start for other in others if other.start > value.start]
        start = value.end if value is not others[0] or not "".join(chars[start : value.start]).strip() else start
        end = min(later, default=end)
    return "".join(chars)[start:end]
