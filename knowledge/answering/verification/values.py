"""Whether the numbers and dates of a statement stand in its evidence, and are said there of the same thing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.answering.verification.bindings import Value
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.counting import counts_such, counts_the_same, doubled_values
from knowledge.answering.verification.equal import carried
from knowledge.answering.verification.framing import broken_ranges, is_framed_alike, is_of_the_paper, is_quoted_relative
from knowledge.answering.verification.known import Known, implied_by, is_named
from knowledge.answering.verification.sums import is_reckoned
from knowledge.answering.verification.words import counted_terms, presence, words_of
from knowledge.language.numbers import NumberKind
from knowledge.names import Gazetteer, Place, PlaceKind

_FEW = 12
# How far after a number the word is looked for that it counts.
_AROUND = 40
_FIRST = re.compile(
    r"首|第一|最早|最多|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|\binaugural\b|"
    r"\bfound(?:ed|ing)\b|\bmost\b"
)
_OPENS_LIST = re.compile(r"[:：]|是(?!否)|\b(?:are|were|namely)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_ITEMS = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
# Both of what is known.
TWO = re.compile(
    r"两(?:[市国地校城岸省院类种方]|[个座家所]?(?:城市|班|馆|港|学校|大学|医院|图书馆|博物馆|公司|国家))|"
    r"(?:the )?two (?:cit|sides|part|countr|kinds|museum|port|school|universit|compan|hospital|class|librar|orchestra|club)|"
    r"two(?= (?:[a-z]+ed|are|were|have|had|became|met|will|do|did|can)\b)|[这該该此]?[两兩二](?:者|地)"
)
_JOINED = re.compile(r"(?:大学|学院|学校|公司|协会|医院|馆|院)[^;。]*[与同和及互]|\band\b")
_YEAR_BEFORE = re.compile(r"上一?年|前一年|去年|\b(?:previous|last) year\b|\byear (?:before|earlier)\b")
_CODE = re.compile(r"[a-z]+(\d+)\b")


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def findings(
        self, sentence: Sentence, evidence: Sequence[Known], supports: Sequence[Sentence], *, bound: bool
    ) -> Iterator[Finding]:
        """Yield each number and date that no cited piece of evidence states of the same thing; a date that is ``bound`` by its clause needs no more."""
        yield from broken_ranges(sentence)
        yield from doubled_values(sentence, evidence)
        for value in sentence.values:
            if _states_nothing(value, sentence, evidence):
                continue
            fault = Fault.DATE if value.date else Fault.NUMBER
            written = sentence.folded[value.start : value.end]
            of_the_paper = is_of_the_paper(value, sentence, evidence, supports)
            same = [
                (other, part, piece)
                for piece in evidence
                for part in piece.reading.sentences
                for other in part.values
                if carried(value, other) and is_framed_alike(value, other, part, piece)
            ]
            if not same:
                if not (
                    of_the_paper or _is_in_a_name(value, sentence, evidence) or is_reckoned(value, sentence, evidence)
                ):
                    yield Finding(fault, written)
                continue
            placed = [(other, part) for other, part, piece in same if self._of_the_same(value, sentence, other, piece)]
            if of_the_paper:
                continue
            if not placed:
                yield Finding(fault, f"{written}: said of another place")
            elif not (bound and value.date) and not any(
                counts_the_same(value, sentence, other, part) for other, part in placed
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
    """Tell whether a value claims nothing of its own: "one", "both", a list's own length, a date quoted as relative."""
    number = value.number
    if number is None:
        before = _YEAR_BEFORE.search(sentence.folded, value.start, value.end)
        if before and any(_YEAR_BEFORE.search(piece.folded) for piece in evidence):
            return True
        return is_quoted_relative(value, sentence, evidence)
    if not number.certain:
        return True
    if number.kind is NumberKind.ORDINAL and number.value == 1:
        return not counts_such(value, sentence, evidence) and any(_FIRST.search(piece.folded) for piece in evidence)
    few = number.value == number.top and 1 < number.value <= _FEW and number.kind is NumberKind.COUNT
    return few and (_counts_its_list(value, sentence, spelled=number.spelled) or _is_both(value, sentence, evidence))


def _counts_its_list(value: Value, sentence: Sentence, *, spelled: bool) -> bool:
    number = value.number
    assert number is not None  # noqa: S101 - the caller has looked
    return number.value in _list_lengths(sentence, value) or (spelled and number.value in sentence.lists)


def _is_both(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    two = TWO.match(sentence.folded, value.start)
    return two is not None and (two.group()[-1] in "类种" or _names_two(evidence))


def _list_lengths(sentence: Sentence, value: Value) -> set[int]:
    """Return how many items the list has that a number opens (after a colon or "are"), or closes in Chinese."""
    lengths = set()
    before = re.split(r"[,;。:(]", sentence.folded[: value.start])[-1]
    if "、" in before:
        lengths.add(before.count("、") + 1)
        if re.search(r"[和及与][^、]*$", before):
            lengths.add(before.count("、") + 2)
    open_text = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence.folded)
    others = (other for other in sentence.values if other.start > value.start and other.number)
    later = min((other.start for other in others if open_text[other.start].strip()), default=len(open_text))
    opening = _OPENS_LIST.search(open_text, value.end, later)
    if opening:
        items = re.split(r"[;。()]|\.(?:\s|$)", sentence.folded[opening.end() :])[0]
        if "、" in items:
            items = items.split(",")[0]
            if not re.search(r"和|及", items):  # which may join two items or stand within one
                lengths.add(items.count("、") + 1)
        elif items.count(" and ") <= 1:
            lengths.add(len([item for item in _ITEMS.split(items) if item.strip()]))
    return lengths - {1}


def _names_two(evidence: Sequence[Known]) -> bool:
    cities = any(sum(place.is_city for place in piece.places.values()) > 1 for piece in evidence)
    return cities or any(_JOINED.search(piece.folded) for piece in evidence)


def _is_in_a_name(value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
    """Tell whether a number belongs to a name: of a paper (三年行动计划), of a meeting (COP15, the 15th)."""
    number = value.number
    if number is None or number.kind not in {NumberKind.YEARS, NumberKind.ORDINAL}:
        return False
    following = counted_terms(sentence.folded[value.end : value.end + _AROUND])[:1]
    next_to = following and sentence.folded[value.end :].lstrip(" -届次场个年").startswith(following[0].word)
    for piece in evidence if next_to else ():
        for part in piece.around.sentences:
            for other in part.values:
                named = words_of(part.folded[other.end : other.end + _AROUND])
                if carried(value, other) and presence(following[0], named):
                    return True
    codes = {int(digits) for piece in evidence for digits in _CODE.findall(piece.folded)}
    return number.kind is NumberKind.ORDINAL and number.value in codes
