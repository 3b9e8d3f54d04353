"""Whether the numbers and dates of a statement stand in its evidence, and are said there of the same thing."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from knowledge.answering.verification import relations
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Frame
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.known import implied_by, is_named
from knowledge.answering.verification.words import counted_terms, likeness, presence, words_of
from knowledge.names import PlaceKind
from knowledge.text.language import HAN
from knowledge.text.numbers import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.answering.verification.clauses import Sentence, Value
    from knowledge.answering.verification.known import Known
    from knowledge.names import Gazetteer, Place

_FEW = 12
# How far after a number the word is looked for that it counts.
_AROUND = 40
_NEXT_TO = 2
_FIRST = re.compile(
    r"首|第一|最早|最多|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|\binaugural\b|"
    r"\bfound(?:ed|ing)\b|\bmost\b"
)
_QUOTATION = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
_OPENS_LIST = re.compile(r"[:：]|是(?!否)|\b(?:are|were|namely)\b")
_ITEMS = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
_RANGE = re.compile(r"\s*(?:年)?\s*(?:-|–|—|~|至|到|\bto\b)\s*")
_TWO = re.compile(r"两[市国地校城岸省院类种方]|(?:the )?two (?:cit|sides|part|countr|kinds)")
_CODE = re.compile(r"[a-z]+(\d+)\b")
# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.2
_LIKE = 0.45
# So many words next to a number tell what it counts.
_NEAREST = 4


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def findings(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        """Yield each number and date that no cited piece of evidence states of the same thing."""
        yield from _broken_ranges(sentence)
        yield from _doubled(sentence, evidence)
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
                if carried(value, other) and _is_framed_alike(value, other, part, piece)
            ]
            if not same:
                if not (_is_of_the_paper(value, evidence) or _is_in_a_name(value, sentence, evidence)):
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
    """Tell whether a value claims nothing of its own: "one", "both", a list's own length, a date quoted as relative."""
    number = value.number
    if number is None:
        quoted = any(match.start() < value.start < match.end() for match in _QUOTATION.finditer(sentence.raw))
        return quoted and value.date is not None and value.date.relative and _has_relative_date(evidence)
    if not number.certain:
        return True
    if number.kind is NumberKind.ORDINAL and number.low == 1:
        return not _counts_such(value, sentence, evidence) and any(_FIRST.search(piece.folded) for piece in evidence)
    if number.low != number.high or number.low > _FEW or number.kind is not NumberKind.COUNT:
        return False
    if number.low in _list_lengths(sentence, value):
        return True
    if number.spelled and number.low > 1 and number.low in sentence.lists:
        return True
    two = _TWO.match(sentence.folded, value.start)
    return two is not None and (two.group()[-1] in "类种" or _names_two(evidence))


def _counts_such(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether the evidence numbers such things itself: then the first must be one of those, not just a beginning."""
    terms = counted_terms(_beside(value, sentence))[:2]
    named = _named_next(value, sentence)
    for piece in evidence:
        for part in piece.reading.sentences:
            for other in part.values:
                if other.number is None or other.number.kind is not NumberKind.ORDINAL:
                    continue
                if other.number.low == 1 or likeness(terms, words_of(_beside(other, part))) >= _LIKE:
                    return True
                if named and named == _named_next(other, part):
                    return True
    return False


def _named_next(value: Value, sentence: Sentence) -> str:
    """Return the id of what is named right after a number: the third Guangzhou Award, 第三届广州奖."""
    return next((mention.place.id for mention in sentence.mentions if 0 <= mention.start - value.end <= _NEXT_TO), "")


def _list_lengths(sentence: Sentence, value: Value) -> set[int]:
    """Return how many items the list has that a number opens (after a colon or "are"), or closes in Chinese."""
    lengths = set()
    before = re.split(r"[,;。:(]", sentence.folded[: value.start])[-1]
    if "、" in before:
        lengths.add(before.count("、") + 1)
    later = min((other.start for other in sentence.values if other.start > value.start and other.number), default=None)
    opening = _OPENS_LIST.search(sentence.folded, value.end, later or len(sentence.folded))
    if opening:
        items = re.split(r"[;。()]|\.(?:\s|$)", sentence.folded[opening.end() :])[0]
        if "、" in items:
            items = items.split(",")[0]
            if not re.search(r"和|及", items):  # which may join two items or stand within one
                lengths.add(items.count("、") + 1)
        elif items.count(" and ") <= 1:
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


def _broken_ranges(sentence: Sentence) -> Iterator[Finding]:
    """Yield ranges of dates that do not go forward."""
    dates = [value for value in sentence.values if value.date]
    for first, last in itertools.pairwise(dates):
        joined = _RANGE.fullmatch(sentence.folded, first.end, last.start)
        if joined and first.date and last.date and first.date.found.first >= last.date.found.first:
            yield Finding(Fault.DATE, sentence.folded[first.start : last.end])


def _doubled(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield a value given twice where the evidence has it once, and another instead: "12 cities in 12 countries"."""
    counted = [value for value in sentence.values if _is_counted(value)]
    for index, value in enumerate(counted):
        again = [other for other in counted[:index] if carried(value, other) and carried(other, value)]
        if not again:
            continue
        for piece in evidence:
            known = [other for part in piece.reading.sentences for other in part.values if _is_comparable(value, other)]
            same = [other for other in known if carried(value, other)]
            unused = [other for other in known if not any(carried(one, other) for one in sentence.values)]
            if same and (len(same) > len(again) or not unused):
                break
        else:
            fault = Fault.DATE if value.date else Fault.NUMBER
            yield Finding(fault, f"{sentence.folded[value.start : value.end]}: said twice")


def _is_counted(value: Value) -> bool:
    if value.date is not None:
        return value.date.frame is Frame.EVENT
    number = value.number
    return number is not None and number.certain and number.kind in {NumberKind.COUNT, NumberKind.ORDINAL}


def _is_framed_alike(said: Value, known: Value, part: Sentence, piece: Known) -> bool:
    """Tell whether a date is not taken from another role: the date of the paper for that of an event, or back."""
    if said.date is None or known.date is None or said.date.frame is known.date.frame:
        return True
    here = {value.date.frame for value in part.values if value.date}
    anywhere = {value.date.frame for one in piece.reading.sentences for value in one.values if value.date}
    match said.date.frame, known.date.frame:
        case (Frame.EVENT, Frame.AS_OF):
            return Frame.EVENT not in here
        case (Frame.EVENT, Frame.PAPER):
            return Frame.EVENT not in anywhere
        case (Frame.AS_OF, Frame.EVENT):
            return Frame.AS_OF not in here
    return True


def _is_of_the_paper(value: Value, evidence: Sequence[Known]) -> bool:
    """Tell whether a date is that of a paper cited, and is said to be; "as of" where the evidence has no such date."""
    if value.date is None or value.date.frame is Frame.EVENT:
        return False
    said = value.date.found
    for piece in evidence:
        frames = {other.date.frame for part in piece.reading.sentences for other in part.values if other.date}
        if value.date.frame is Frame.AS_OF and frames - {Frame.EVENT}:
            continue
        published = piece.published
        if published and said.first <= published.first_day and published.last_day <= said.last:
            return True
        beside = [other for part in piece.around.sentences for other in part.values if other.date]
        if any(carried(value, other) for other in beside if other.date and not other.date.relative):
            return True
    return False


def _is_in_a_name(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number belongs to a name: of a paper (三年行动计划), of a meeting (COP15, the 15th)."""
    number = value.number
    if number is None or number.kind not in {NumberKind.YEARS, NumberKind.ORDINAL}:
        return False
    following = counted_terms(sentence.folded[value.end : value.end + _AROUND])[:1]
    next_to = following and sentence.folded[value.end :].lstrip(" -届次场个").startswith(following[0].word)
    for piece in evidence if next_to else ():
        for part in piece.around.sentences:
            for other in part.values:
                named = words_of(part.folded[other.end : other.end + _AROUND])
                if carried(value, other) and presence(following[0], named):
                    return True
    codes = {int(digits) for piece in evidence for digits in _CODE.findall(piece.folded)}
    return number.kind is NumberKind.ORDINAL and number.low in codes


def _counts_the_same(said: Value, sentence: Sentence, known: Value, part: Sentence) -> bool:
    """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
    mine, own = _beside(said, sentence), _beside(known, part)
    ties, known_ties = relations.relations(mine), relations.relations(own)
    if ties and known_ties and not relations.carried(ties, known_ties, sentence.folded):
        return False
    if said.number is not None and said.number.low != said.number.high:
        return True
    rivals = [
        other
        for other in part.values
        if _is_comparable(said, other)
        and not carried(said, other)
        and other.places == known.places
        and not _in_one_range(known, other, part)
    ]
    terms = counted_terms(mine)[:_NEAREST]
    if not rivals or not terms or all(len(term.word) == 1 for term in counted_terms(own)):
        return True
    fit = likeness(terms, words_of(own))
    best = max(likeness(terms, words_of(_beside(rival, part))) for rival in rivals)
    return best < _LIKE or best <= fit + _CLEARLY


def _in_one_range(one: Value, other: Value, part: Sentence) -> bool:
    first, last = sorted((one, other), key=lambda value: value.start)
    return _RANGE.fullmatch(part.folded, first.end, last.start) is not None


def _is_comparable(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _beside(value: Value, sentence: Sentence) -> str:
    """Return the words that go with a value: in its clause up to the next one, or where none follow, before it."""
    start, end = sentence.clauses[value.clause]
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
