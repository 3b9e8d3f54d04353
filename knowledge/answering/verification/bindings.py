"""Which places the numbers and dates of a sentence are said of: those of the clause, else of the nearest that has some."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from knowledge.answering.verification.dated import SaidDate
from knowledge.names import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.answering.verification.facts import Fact
    from knowledge.language.numbers import Number
    from knowledge.names import Mention

# 仅次于广州: what is said is not said of these.
_COMPARED = re.compile(
    r"(?:仅次于|次于|少于|不如|低于|多于|早于|晚于|在[^,;。]{1,20}之[后前])[^,;。、]*(?:、[^,;。、]*)*|"
    r"\b(?:after|behind|ahead of|second only to|than)\b(?! (?:visit|the visit))[^,.;()]*"
)
_DATED = re.compile(r"\d{4}")
_RESPECTIVELY = re.compile(r"\brespectively\b|分别|依次")
_CLOSES = re.compile(r"[^()]*\)[\s.。;!]*")


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A number or a date, with the span of its clause and the ids of the places that it is said of."""

    start: int
    end: int
    number: Number | None
    date: SaidDate | None
    clause: tuple[int, int] = (0, 0)
    places: frozenset[str] = frozenset()


def value_of(found: SaidDate | Number) -> Value:
    """Return a date or number as a value that is not yet said of anything."""
    if isinstance(found, SaidDate):
        return Value(found.found.start, found.found.end, None, found)
    return Value(found.start, found.end, found, None)


def bound_values(
    folded: str, values: Sequence[Value], facts: Sequence[Fact], mentions: Sequence[Mention]
) -> Iterator[Value]:
    """Yield values with their clause and the places that they are said of."""
    # One with a date of its own is told of as well: 早于尼斯(1998年).
    compared = [match.span() for match in _COMPARED.finditer(folded) if not _DATED.search(match.group())]
    named = [one for one in mentions if not any(start <= one.start < end for start, end in compared)]
    paired = _paired(folded, values, named)
    spans = [(fact.start, fact.start + len(fact.text)) for fact in facts] or [(0, len(folded))]
    inside = [[one for one in named if start <= one.start < end] for start, end in spans]
    for value in values:
        at = max((index for index, (start, _) in enumerate(spans) if start <= value.start), default=0)
        nearest = [*inside[at::-1], *inside[at + 1 :]]
        said_of = next((some for some in nearest if some), [])
        if _closes_sentence(folded, value, values):
            said_of = named
        places = frozenset(one.place.id for one in paired.get(value.start, said_of))
        yield dataclasses.replace(value, clause=spans[at], places=places)


def _closes_sentence(folded: str, value: Value, values: Sequence[Value]) -> bool:
    """Tell whether a value stands in the brackets that close a sentence, the only ones: they speak of all of it."""
    opening = folded.rfind("(", 0, value.start)
    if opening < 0 or not _CLOSES.fullmatch(folded, value.end):
        return False
    return not any(other.end < opening and folded[other.end : other.end + 1] == ")" for other in values)


def _paired(folded: str, values: Sequence[Value], named: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Pair values and the last names in their order where the text says "respectively"."""
    paired: dict[int, list[Mention]] = {}
    names = [one for one in named if one.place.kind is not PlaceKind.COUNTRY]
    for some in ([one for one in values if one.date], [one for one in values if one.number]):
        if _RESPECTIVELY.search(folded) and len(names) >= len(some) > 1:
            paired |= {value.start: [name] for value, name in zip(some, names[-len(some) :], strict=True)}
    return paired
