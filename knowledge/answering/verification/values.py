"""Whether the numbers and dates of a statement stand in its evidence, and are said there of the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answering.reading import term_presence
from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import covers, same_day_of_year
from knowledge.answering.verification.known import implied_by
from knowledge.answering.verification.relations import clashes, relation_in
from knowledge.names import PlaceKind
from knowledge.text.numbers import Bound, NumberKind
from knowledge.understanding.terms import content_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.reading import Reader
    from knowledge.answering.verification.clauses import SaidDate, Sentence, Value
    from knowledge.answering.verification.known import Known
    from knowledge.names import Gazetteer, Place
    from knowledge.text.numbers import FoundNumber

# What may be said of a number that the evidence gives so: a limit is never made exact, nor another limit.
_MAY_SAY = {
    Bound.EXACT: {Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST},
    Bound.ABOUT: {Bound.ABOUT},
    Bound.OVER: {Bound.OVER, Bound.AT_LEAST, Bound.ABOUT},
    Bound.AT_LEAST: {Bound.AT_LEAST, Bound.OVER},
    Bound.UNDER: {Bound.UNDER, Bound.ABOUT, Bound.AT_MOST},
    Bound.AT_MOST: {Bound.AT_MOST},
}
_FEW = 12
_DATED = re.compile(
    r"截至|截止|截自|发布|公布|刊[出登载]|上网|发表|文件|报告|报道|资料|来源|计划|材料|as of|as at|by the time|published|posted|issued|released|dated|"
    r"\b(?:report|paper|article|plan|source|document|record|list|page|press conference|transcript|data)\b"
)
_FIRST = re.compile(
    r"首|第一|最早|开始|起步|创[立办设]|成立|开创|\bfirst\b|\bsince\b|\bbegan\b|\bstart|\bearliest\b|inaugural|\bfound(?:ed|ing)\b"
)
_QUOTATION = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
# By how much what is counted must be liker to another number's words than to its own to be taken for it.
_CLEARLY = 0.34
_LIKE = 0.5


class ValueChecker:
    """Check the numbers and dates of statements."""

    def __init__(self, gazetteer: Gazetteer, reader: Reader) -> None:
        self._gazetteer = gazetteer
        self._reader = reader

    def findings(self, sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
        """Yield each number and date that no cited piece of evidence states of the same thing."""
        for value in sentence.values:
            fault = Fault.DATE if value.date else Fault.NUMBER
            written = sentence.folded[value.start : value.end]
            if self._needs_nothing(value, sentence, evidence):
                continue
            same = [(known, other, place) for known in evidence for other, place in _equal(value, known)]
            if not same:
                if not self._is_source_date(value, sentence, evidence):
                    yield Finding(fault, written)
            elif not any(self._of_the_same(value, place, other, known) for known, other, place in same):
                yield Finding(fault, f"{written}: said of another place")
            elif not any(self._counts_the_same(value, sentence, other, where) for _, where, other in _swap(same)):
                yield Finding(fault, f"{written}: said of another thing")

    def _needs_nothing(self, value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
        """Tell whether a number states nothing by itself: "one", "both", "first" in a loose sense, a list's own length."""
        number = value.number
        if number is None:
            assert value.date is not None  # noqa: S101 - a value is a number or a date
            quoted = any(m.start() < value.start < m.end() for m in _QUOTATION.finditer(sentence.raw))
            return (
                value.date.relative
                and quoted
                and any(
                    other.date is not None and other.date.relative
                    for known in evidence
                    for part in known.reading.sentences
                    for other in part.values
                )
            )
        if not number.certain:
            return True
        if number.kind is NumberKind.ORDINAL and number.low == 1:
            return any(_FIRST.search(known.folded) for known in evidence)
        if number.spelled and number.kind is NumberKind.COUNT and number.low <= _FEW and number.low == number.high:
            named = {
                mention.place.id
                for mention in sentence.mentions
                if mention.place.kind is not PlaceKind.COUNTRY or number.low > 2  # noqa: PLR2004 - the two cities
            }
            cities = [mention.place for mention in sentence.mentions if mention.place.is_city]
            listed = len({place.id for place in cities})
            return number.low in {len(named), listed, listed - 1} or (number.low == 2 and _names_two(evidence))  # noqa: PLR2004
        return False

    def _of_the_same(self, said: Value, where: Sentence, known_value: Value, known: Known) -> bool:
        """Tell whether a value is said of the places that the evidence says it of."""
        mine = self._places(said)
        theirs = self._places(known_value)
        extra = {key: place for key, place in mine.items() if key not in theirs and not implied_by(place, theirs)}
        missing = {key: place for key, place in theirs.items() if key not in mine and not implied_by(place, mine)}
        if any(_sort(one) == _sort(other) for one in extra.values() for other in missing.values()):
            return False
        named = known.places
        return all(
            key in named or implied_by(place, named) or is_written(place, known, self._gazetteer)
            for key, place in extra.items()
        )

    def _places(self, value: Value) -> dict[str, Place]:
        found = {key: self._gazetteer.get(key) for key in value.places}
        return {key: place for key, place in found.items() if place is not None and key != "country:cn"}

    def _counts_the_same(self, said: Value, sentence: Sentence, known_value: Value, where: Sentence) -> bool:
        """Tell whether what is counted or dated is what the evidence counts or dates, not what a rival there does."""
        mine = self._beside(said, sentence)
        own = self._beside(known_value, where)
        relation, known_relation = relation_in(mine), relation_in(own)
        if relation and known_relation and clashes(relation, known_relation):
            return False
        rivals = [
            other
            for other in where.values
            if bool(other.number) == bool(said.number) and not is_equal(said, other) and _same_kind(said, other)
        ]
        if not rivals:
            return True
        fit = self._likeness(mine, own)
        best = max(self._likeness(mine, self._beside(rival, where)) for rival in rivals)
        return not (best >= _LIKE and best > fit + _CLEARLY)

    def _beside(self, value: Value, sentence: Sentence) -> str:
        """Return the words that go with a value: its clause, up to the next value of it where there are several."""
        start, end = sentence.clauses[value.clause]
        others = [
            other
            for other in sentence.values
            if other.clause == value.clause and bool(other.number) == bool(value.number)
        ]
        if len(others) > 1:
            later = [other.start for other in others if other.start > value.start]
            earlier = [other.end for other in others if other.end < value.start]
            if value is others[0] or earlier:
                start = value.end if later or earlier else start
            end = min(later, default=end)
        chars = list(sentence.folded)
        for left, right in sentence.spans:
            chars[left:right] = " " * (right - left)
        return "".join(chars)[start:end]

    def _likeness(self, mine: str, theirs: str) -> float:
        terms = content_terms(mine, ())
        if not terms:
            return 0.0
        text = self._reader.prepare(theirs)
        return sum(term_presence(term, text) for term in terms) / len(terms)

    def _is_source_date(self, value: Value, sentence: Sentence, evidence: Sequence[Known]) -> bool:
        """Tell whether a date is the date of a paper cited, and is said to be: as of, published, (November 2018)."""
        if value.date is None:
            return False
        said = value.date.found
        before, after = (
            sentence.folded[max(0, value.start - 40) : value.start],
            sentence.folded[value.end : value.end + 30],
        )
        framed = before.rstrip().endswith("(") or _DATED.search(before) or _DATED.search(after)
        if not framed:
            return False
        for known in evidence:
            if known.published and said.first <= known.published.first_day and known.published.last_day <= said.last:
                return True
            if any(
                _date_equal(value.date, other.date)
                for part in known.around.sentences
                for other in part.values
                if other.date
            ):
                return True
        return False


def _swap(same: Sequence[tuple[Known, Value, Sentence]]) -> list[tuple[Known, Sentence, Value]]:
    return [(known, where, other) for known, other, where in same]


def _equal(value: Value, known: Known) -> Iterator[tuple[Value, Sentence]]:
    for sentence in known.reading.sentences:
        for other in sentence.values:
            if is_equal(value, other):
                yield other, sentence


def is_equal(said: Value, known: Value) -> bool:
    if said.date is not None:
        return known.date is not None and _date_equal(said.date, known.date)
    assert said.number is not None  # noqa: S101 - a value is a number or a date
    return known.number is not None and number_carried(said.number, known.number)


def _date_equal(said: SaidDate, known: SaidDate) -> bool:
    if said.yearless:
        return same_day_of_year(said.found, known.found)
    if known.yearless and not known.relative:
        return False
    return covers(said.found, known.found)


def number_carried(said: FoundNumber, known: FoundNumber) -> bool:
    """Tell whether a number says no more than the one known: value, kind, currency and bound."""
    if said.vague or known.vague:
        return said.vague and said.low <= known.low and known.high <= said.high
    if (said.low, said.high) != (known.low, known.high) or known.bound not in _MAY_SAY:
        return False
    if said.bound not in _MAY_SAY[known.bound] or (said.currency and said.currency != known.currency):
        return False
    kinds = {said.kind, known.kind}
    return (
        len(kinds) == 1
        or kinds == {NumberKind.COUNT, NumberKind.MONEY}
        and known.kind is NumberKind.MONEY
        or (not known.certain and known.kind is NumberKind.COUNT)
    )


def _same_kind(one: Value, other: Value) -> bool:
    if one.number is None or other.number is None:
        return one.number is other.number
    return one.number.kind is other.number.kind and other.number.certain


def _sort(place: Place) -> str:
    """Return the sort of place within which one may be taken for another."""
    return f"{place.kind}{'-home' if place.country == 'CN' else ''}"


def is_written(place: Place, known: Known, gazetteer: Gazetteer) -> bool:
    """Tell whether a name of a place stands in the evidence even where it was not taken for a place."""
    return any(
        (name in known.folded if not name.isascii() else re.search(rf"\b{re.escape(name)}\b", known.folded) is not None)
        for name in gazetteer.names_of(place)
        if len(name) > 1
    )


def _names_two(evidence: Sequence[Known]) -> bool:
    return any(sum(place.is_city for place in known.places.values()) > 1 for known in evidence)
