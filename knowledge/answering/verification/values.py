"""Whether the numbers and dates of a statement stand in its evidence, and are said there of the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.answering.verification import relations
from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import Known, implied_by, is_named
from knowledge.answering.verification.sums import is_reckoned
from knowledge.answering.verification.words import counted_terms, likeness, words_of
from knowledge.language.numbers import NumberKind
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.text.language import HAN

_FIRST = re.compile(
    r"首|第一|最早|最多|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|\binaugural\b|"
    r"\bfound(?:ed|ing)\b|\bmost\b"
)
# Both of what is known.
TWO = re.compile(
    r"两(?:[市国地校城岸省院类种方]|[个座家所]?(?:城市|班|馆|港|学校|大学|医院|图书馆|博物馆|公司|国家))|"
    r"(?:the )?two (?:cit|sides|part|countr|kinds|museum|port|school|universit|compan|hospital|class|librar|orchestra|club)|"
    r"two(?= (?:[a-z]+ed|are|were|have|had|became|met|will|do|did|can)\b)|[这該该此]?[两兩二](?:者|地)"
)
_AS_OF = re.compile(r"(?:截[至止](?:到|至)?|\bas (?:of|at))\s*(?:the )?$")
_YEAR_BEFORE = re.compile(r"上一?年|前一年|去年|\b(?:previous|last) year\b|\byear (?:before|earlier)\b")
# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.2
_LIKE = 0.45
# So many words next to a number tell what it counts.
_NEAREST = 4
_NEXT_TO = 2


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def findings(self, sentence: Sentence, evidence: Sequence[Known], *, bound: bool) -> Iterator[Finding]:
        """Yield what no cited piece states of the same thing; a date that is ``bound`` by its clause needs no more."""
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
            placed = [(other, part) for other, part, piece in same if self._of_the_same(value, sentence, other, piece)]
            if not same:
                if not is_reckoned(value, sentence, evidence):
                    yield Finding(fault, written)
            elif not placed:
                yield Finding(fault, f"{written}: said of another place")
            elif not (bound and value.date) and not any(
                _counts_the_same(value, sentence, other, part) for other, part in placed
            ):
                yield Finding(fault, f"{written}: said of another thing")

    def _of_the_same(self, said: Value, sentence: Sentence, known: Value, piece: Known) -> bool:
        """Tell whether a value is said of the places that the evidence says it of."""
        mine, theirs = self._places(said), self._places(known)
        counted = said.number is not None and said.number.kind is NumberKind.COUNT
        # What is counted in a country is not what is counted in its continent.
        shared = {key: place for key, place in mine.items() if key in theirs and place.country != "CN"}
        basis, other_basis = (shared, shared) if counted else (theirs, mine)
        extra = [place for key, place in mine.items() if key not in theirs and not implied_by(place, basis)]
        missing = [place for key, place in theirs.items() if key not in mine and not implied_by(place, other_basis)]
        if any(self._is_taken_for(one, other, sentence, piece) for one in extra for other in missing):
            return False
        if counted and any(map(_is_region, extra)) and any(map(_is_region, missing)):
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


def _is_region(place: Place) -> bool:
    return place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.PROVINCE)


def _states_nothing(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a value claims nothing of its own: "one", "both", the first of what began, the year before."""
    number = value.number
    if number is None:
        if _YEAR_BEFORE.search(sentence.folded, value.start, value.end):
            return any(_YEAR_BEFORE.search(piece.folded) for piece in evidence)
        return _is_as_of_the_paper(value, sentence, evidence)
    if not number.certain:
        return True
    if number.kind is NumberKind.ORDINAL and number.value == 1:
        return not _counts_such(value, sentence, evidence) and any(_FIRST.search(piece.folded) for piece in evidence)
    return number.value == number.top and TWO.match(sentence.folded, value.start) is not None


def _is_as_of_the_paper(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a date only says as of when things are so: that of a paper cited which dates nothing itself."""
    if value.date is None or not _AS_OF.search(sentence.folded[: value.start]):
        return False
    said = value.date.found
    return any(
        piece.published is not None
        and said.first <= piece.published.first_day
        and piece.published.last_day <= said.last
        and not any(other.date for part in piece.reading.sentences for other in part.values)
        for piece in evidence
    )


def _counts_the_same(said: Value, sentence: Sentence, known: Value, part: Sentence) -> bool:
    """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
    mine, own = _beside(said, sentence), _beside(known, part)
    ties, known_ties = relations.relations(mine), relations.relations(own)
    if ties and known_ties and not relations.carried(ties, known_ties, sentence.folded):
        return False
    if said.number is not None and said.number.value != said.number.top:
        return True
    rivals = [
        other
        for other in part.values
        if _is_comparable(said, other) and not carried(said, other) and other.places == known.places
    ]
    terms = counted_terms(mine)[:_NEAREST]
    if not rivals or not terms or all(len(term.word) == 1 for term in counted_terms(own)):
        return True
    fit = likeness(terms, words_of(own))
    best = max(likeness(terms, words_of(_beside(rival, part))) for rival in rivals)
    return best < _LIKE or best <= fit + _CLEARLY


def _counts_such(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether the evidence numbers such things itself: the first must then be one of those, no mere beginning."""
    terms = counted_terms(_beside(value, sentence))[:2]
    named = _named_next(value, sentence)
    for piece in evidence:
        for part in piece.reading.sentences:
            for other in part.values:
                if other.number is None or other.number.kind is not NumberKind.ORDINAL:
                    continue
                if other.number.value == 1 or likeness(terms, words_of(_beside(other, part))) >= _LIKE:
                    return True
                if named and named == _named_next(other, part):
                    return True
    return False


def _named_next(value: Value, sentence: Sentence) -> str:
    """Return the id of what is named right after a number: the third Guangzhou Award, 第三届广州奖."""
    return next((mention.place.id for mention in sentence.mentions if 0 <= mention.start - value.end <= _NEXT_TO), "")


def _is_comparable(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _beside(value: Value, sentence: Sentence) -> str:
    """Return the words that go with a value: in its clause up to the next one, or where none follow, before it."""
    start, end = value.clause
    chars = list(sentence.folded)
    for left, right in sentence.spans:
        chars[left:right] = " " * (right - left)
    text = "".join(chars)
    others = [
        other for other in sentence.values if other.clause == value.clause and bool(other.number) == bool(value.number)
    ]
    after = text[value.end : min((other.start for other in others if other.start > value.start), default=end)]
    before = text[max((other.end for other in others if other.end <= value.start), default=start) : value.start]
    if value.number is None:
        return f"{before} {after}"
    terms = counted_terms(after)
    if any(len(term.word) > 1 for term in terms) or not HAN.search(text):
        return after
    return f"{before} {after}"
