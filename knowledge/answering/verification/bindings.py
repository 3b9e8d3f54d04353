"""Which places the numbers and dates of a sentence are said of: those of the clause, of several lists the nearest."""

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from knowledge.answering.verification.dated import SaidDate
from knowledge.language.numbers import Number
from knowledge.names import Mention, Place, PlaceKind

# Where a clause may end. Commas within figures and lists of names are no ends.
_STRONG = re.compile(r"[;。!?:()\[\]“”\"]|\.(?=\s|$)|(?<=\s)[-–—](?=\s)|——")
_WEAK = re.compile(r"[,、,]|\b(?:and|while|whereas|but)\b|和|及|而(?!且)|以及")
_CONJUNCTIONS = frozenset("and while whereas but 和 及 而 以及".split())
# What may stand between a conjunction and the number or name with which a new clause begins.
_BRIDGE = re.compile(
    r"\s*(?:(?:the|a|over|about|nearly|more than|at least|has|had|with|in|约|超过|近|另有|有|其中|与|同)\s*)*"
)
# What may stand between two names of one list.
_LISTED = re.compile(
    r"[\s,、/&·]*(?:\b(?:and|or|with|as well as)\b|和|与|及|以及|同|跟|或)?[\s,、]*(?:\b(?:the|city of)\b)?[\s(]*"
)
_AFTER_NAME = re.compile(r"[\s)]*(?:市|省|州|县|区)?[\s)]*")
# 仅次于广州: what is said is not said of these.
_COMPARED = re.compile(
    r"(?:仅次于|次于|少于|不如|低于|多于|早于|晚于|在[^,;。]{1,20}之[后前])[^,;。、]*(?:、[^,;。、]*)*|"
    r"\b(?:after|behind|ahead of|second only to|than)\b(?! (?:visit|the visit))[^,.;()]*"
)
_DATED = re.compile(r"\d{4}")
_RESPECTIVELY = re.compile(r"\brespectively\b|分别|依次")

Span: TypeAlias = tuple[int, int]
# Names that stand in one list.
Group: TypeAlias = "list[Mention]"
Found: TypeAlias = SaidDate | Number


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A number or a date and the places that its clause says it of; ``clause`` counts the clauses."""

    start: int
    end: int
    number: Number | None
    date: SaidDate | None
    places: frozenset[str]
    clause: int


def name_lists(folded: str, mentions: Sequence[Mention]) -> list[Group]:
    """Return runs of names that nothing but list signs part ("Lyon, France, and Bari"), those only compared with left out."""
    groups: list[Group] = []
    # One with a date of its own is told of as well: 早于尼斯(1998年).
    compared = [match.span() for match in _COMPARED.finditer(folded) if not _DATED.search(match.group())]
    for mention in mentions:
        if any(start <= mention.start < end for start, end in compared):
            continue
        if groups:
            last = groups[-1][-1]
            gap = folded[last.end : mention.start]
            if _LISTED.fullmatch(_AFTER_NAME.sub("", gap, count=1)):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def clause_spans(folded: str, mentions: Sequence[Mention], values: Sequence[Found]) -> tuple[Span, ...]:
    """Return the spans of the clauses: strong stops always part them, weak ones only what has values on both sides."""
    solid = [(mention.start, mention.end) for mention in mentions] + [
        (start_of(value), _end(value)) for value in values
    ]
    joins = [
        (left.end, right.start)
        for left, right in itertools.pairwise(mentions)
        if _LISTED.fullmatch(_AFTER_NAME.sub("", folded[left.end : right.start], count=1))
    ]
    cuts = [0]
    for match in sorted([*_STRONG.finditer(folded), *_WEAK.finditer(folded)], key=lambda one: one.start()):
        at, end = match.span()
        if any(start <= at < stop for start, stop in [*solid, *joins]):
            continue
        word = match.group()
        joining = word in _CONJUNCTIONS
        starts = [start for start, _ in solid if start >= end]
        if joining and not (
            starts and _BRIDGE.fullmatch(folded[end : min(starts)]) and any(start_of(v) < at for v in values)
        ):
            continue
        cuts.append(end)
    cuts.append(len(folded))
    return tuple((start, stop) for start, stop in itertools.pairwise(cuts) if folded[start:stop].strip())


def bound_values(
    folded: str,
    clauses: Sequence[Span],
    groups: Sequence[Group],
    found: Sequence[Found],
) -> Iterator[Value]:
    """Yield the values from left to right, each with the places that it is said of."""
    paired = _paired(folded, groups, found)
    for value in found:
        start, end = start_of(value), _end(value)
        index = next((n for n, (left, right) in enumerate(clauses) if left <= start < right), 0)
        places = paired.get(start)
        if places is None and _closes_sentence(folded, start, end, found, groups):
            places = [mention.place for group in groups for mention in group]
        if places is None:
            places = _places_of(value, index, clauses, groups, found)
        number = None if isinstance(value, SaidDate) else value
        date = value if isinstance(value, SaidDate) else None
        yield Value(start, end, number, date, frozenset(place.id for place in places), index)


def _closes_sentence(
    folded: str,
    start: int,
    end: int,
    found: Sequence[Found],
    groups: Sequence[Group],
) -> bool:
    """Tell whether a value stands in the brackets that close a sentence: they speak of all of it."""
    opening = folded.rfind("(", 0, start)
    if opening < 0 or not re.fullmatch(r"[^()]*\)[\s.。;!]*", folded[end:]):
        return False
    listed = any(groups and _end(value) < opening and folded[_end(value) : _end(value) + 1] == ")" for value in found)
    return not listed


def _paired(folded: str, groups: Sequence[Group], found: Sequence[Found]) -> dict[int, list[Place]]:
    """Pair names and values in their order where the text says "respectively"."""
    if not _RESPECTIVELY.search(folded):
        return {}
    paired: dict[int, list[Place]] = {}
    for kind in (SaidDate, Number):
        values = [value for value in found if isinstance(value, kind)]
        for group in groups:
            names = [mention.place for mention in group if mention.place.kind is not PlaceKind.COUNTRY]
            if len(names) == len(values) > 1:
                paired |= {start_of(value): [place] for value, place in zip(values, names, strict=True)}
    return paired


def _places_of(
    value: Found, index: int, clauses: Sequence[Span], groups: Sequence[Group], found: Sequence[Found]
) -> list[Place]:
    """Return the places of a value's clause, of several lists the nearest; else those of a clause before, else after."""
    inside = [[group for group in groups if left <= group[0].start < right] for left, right in clauses]
    here = inside[index]
    if not here:
        before = next((part for part in reversed(inside[:index]) if part), groups[:1])
        return [mention.place for group in before for mention in group]
    left, right = clauses[index]
    rivals = [
        other
        for other in found
        if left <= start_of(other) < right and isinstance(other, SaidDate) is isinstance(value, SaidDate)
    ]
    if len(here) > 1 and len(rivals) > 1:
        nearest = [group for group in here if min(rivals, key=lambda other: _distance(group, other)) is value]
        here = nearest or [min(here, key=lambda group: _distance(group, value))]
    return [mention.place for group in here for mention in group]


def _distance(group: Group, value: Found) -> int:
    return max(group[0].start - _end(value), start_of(value) - group[-1].end)


def start_of(value: Found) -> int:
    """Return where a value begins."""
    return value.found.start if isinstance(value, SaidDate) else value.start


def _end(value: Found) -> int:
    return value.found.end if isinstance(value, SaidDate) else value.end
