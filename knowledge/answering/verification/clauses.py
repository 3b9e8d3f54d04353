"""Read a text as clauses: which places each number and date is said of."""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from typing import TYPE_CHECKING

from knowledge.calendar import PartialDate, Precision
from knowledge.names import PlaceKind
from knowledge.text.dates import FoundDate, find_dates
from knowledge.text.folding import fold
from knowledge.text.numbers import FoundNumber, find_numbers
from knowledge.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.names import Gazetteer, Mention, Place

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
_RESPECTIVELY = re.compile(r"\brespectively\b|分别|依次")
_RELATIVE = re.compile(
    r"[今明去前后来本当][年月]|[上下本这]个?月|昨|明天|今天|\b(?:next|last|this) (?:year|month)\b|yesterday|today|tomorrow"
)
_RECURRING = re.compile(r"每年|历年|\b(?:every|each) year\b|\bannual|\byearly\b")
# Where a record's sentence says which paper it is from.
_SOURCE = re.compile(r"\s*[(\uff08](?:来源|出处|source|sources)\s*[:\uff1a].*$", re.IGNORECASE | re.DOTALL)
_LOOK = 30
_AS_OF_BEFORE = re.compile(
    r"(?:截[至止](?:到|至)?|\bas (?:of|at)|\bplan(?:ned)? (?:of|in)|\bdata (?:of|from))\s*(?:the )?$"
)
_PAPER_BEFORE = re.compile(
    r"(?:日期(?:为|是)?|刊[于出登]|发表于|\bdated|\b(?:posted|published|announced|appeared)\b[^.;]{0,60}\b(?:on|in)|"
    r"\b(?:article|report|paper|transcript|press conference|page|text|materials?|list|survey)s? (?:of|from)(?: the)?)\s*$"
)
_PAPER_AFTER = re.compile(
    r"(?:的|的一[篇份])?(?:[^\s,;。()\d]{0,4})?(?:发布会|文章|报告|报道|材料|实录|期刊|论文|资料|刊出|上网|公布|发布)|"
    r"的(?:行动)?计划|\s(?:[a-z]+ ){0,2}(?:press conference|report|paper|article|transcript|plan|journal)\b"
)
_ABBREVIATED = re.compile(r"\b(?:no|nos|vol|art)\.$", re.IGNORECASE)
_SENTINEL = PartialDate(2000, 6, 15)


class Frame(enum.Enum):
    """What a date is the date of: of what happens, of the state of knowledge (as of …, in brackets), of a paper."""

    EVENT = "event"
    AS_OF = "as of"
    PAPER = "paper"


@dataclasses.dataclass(frozen=True, slots=True)
class SaidDate:
    """A date of a clause; ``yearless`` where the text gives no year, ``relative`` where it counts from another date."""

    found: FoundDate
    yearless: bool = False
    relative: bool = False
    frame: Frame = Frame.EVENT


@dataclasses.dataclass(frozen=True, slots=True)
class Value:
    """A number or a date and the places that its clause says it of; ``around`` is the text of the clause."""

    start: int
    end: int
    number: FoundNumber | None
    date: SaidDate | None
    places: frozenset[str]
    clause: int


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, folded: its names, its clauses as spans, its values; ``lists`` tells how many cities each list has."""

    raw: str
    folded: str
    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]
    lists: tuple[int, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where names and values stand: what is left are the words."""
        found = [(mention.start, mention.end) for mention in self.mentions]
        return sorted([*found, *((value.start, value.end) for value in self.values)])

    def clause_of(self, value: Value) -> str:
        """Return the folded text of the clause in which a value stands."""
        start, end = self.clauses[value.clause]
        return self.folded[start:end]


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A text as sentences; ``tail`` is where a record's sentence names its source, which states nothing itself."""

    sentences: tuple[Sentence, ...]
    tail: str

    @property
    def places(self) -> dict[str, Place]:
        """Return every place named, by id."""
        return {mention.place.id: mention.place for sentence in self.sentences for mention in sentence.mentions}


class ClauseReader:
    """Read texts; keeps what it has read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.read: Callable[[str, PartialDate | None], Reading] = functools.lru_cache(maxsize=4_000)(self._read)

    def _read(self, text: str, reference: PartialDate | None) -> Reading:
        tail = _SOURCE.search(text)
        body = text[: tail.start()] if tail else text
        sentences: list[Sentence] = []
        known: int | None = None
        for raw in _whole_sentences(body):
            sentence = self._sentence(raw, reference, known)
            years = [value.date.found.first.year for value in sentence.values if value.date and not value.date.yearless]
            known = years[-1] if years else None
            sentences.append(sentence)
        return Reading(tuple(sentences), tail.group() if tail else "")

    def _sentence(self, raw: str, reference: PartialDate | None, known: int | None) -> Sentence:
        folded = fold(raw)
        mentions = tuple(mention for mention in self._gazetteer.find(raw) if mention.exact)
        dates = said_dates(folded, reference, known)
        skip = [(date.found.start, date.found.end) for date in dates]
        skip += [(mention.start, mention.end) for mention in mentions]
        numbers = find_numbers(folded, skip=skip)
        found: list[SaidDate | FoundNumber] = sorted([*dates, *numbers], key=_start)
        clauses = _clauses(folded, mentions, found)
        groups = _groups(folded, mentions)
        lists = tuple(sum(mention.place.is_city for mention in group) for group in groups)
        return Sentence(raw, folded, mentions, clauses, tuple(_values(folded, clauses, groups, found)), lists)


def _whole_sentences(text: str) -> list[str]:
    """Return the sentences; "no. 4" ends none."""
    found: list[str] = []
    for sentence in split_sentences(text):
        if found and _ABBREVIATED.search(found[-1]) and sentence[:1].isdigit():
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def said_dates(folded: str, reference: PartialDate | None, known: int | None = None) -> list[SaidDate]:
    """Return the dates of a folded text.

    A month and day without a year take the year named before them (``known``: in the sentence before), else that of
    the reference; one that recurs takes none. Those that nothing resolves are kept as yearless, in the year 2000.
    """
    bare = {(date.start, date.end): date for date in find_dates(folded, reference=_SENTINEL)}
    if not bare:
        return []
    explicit = {(date.start, date.end): date for date in find_dates(folded)}
    open_ended = len(explicit) < len(bare)
    resolved = (
        {(date.start, date.end): date for date in find_dates(folded, reference=reference)}
        if reference and open_ended
        else {}
    )
    recurs = bool(_RECURRING.search(folded))
    found: list[SaidDate] = []
    for span, date in sorted(bare.items()):
        if span in explicit and not date.relative:
            found.append(SaidDate(explicit[span]))
            known = explicit[span].first.year
        elif _RELATIVE.search(date.text):
            if span in resolved:
                found.append(SaidDate(resolved[span], relative=True))
            elif date.precision is not Precision.YEAR:
                found.append(SaidDate(date, yearless=True))
        elif recurs or (known is None and span not in resolved):
            found.append(SaidDate(date, yearless=True))
        elif known is not None:
            again = {(one.start, one.end): one for one in find_dates(folded, reference=PartialDate(known, 6, 15))}
            found.append(SaidDate(again.get(span, date), yearless=span not in again))
        else:
            found.append(SaidDate(resolved[span], yearless=True, relative=True))
    return [dataclasses.replace(date, frame=_frame(folded, date.found)) for date in found]


def _frame(folded: str, date: FoundDate) -> Frame:
    before, after = folded[max(0, date.start - 2 * _LOOK) : date.start], folded[date.end : date.end + _LOOK]
    if _PAPER_BEFORE.search(before) or _PAPER_AFTER.match(after):
        return Frame.PAPER
    bracketed = folded.rfind("(", 0, date.start) > folded.rfind(")", 0, date.start) and ")" in folded[date.end :]
    return Frame.AS_OF if bracketed or _AS_OF_BEFORE.search(before) else Frame.EVENT


def _start(value: SaidDate | FoundNumber) -> int:
    return value.found.start if isinstance(value, SaidDate) else value.start


def _end(value: SaidDate | FoundNumber) -> int:
    return value.found.end if isinstance(value, SaidDate) else value.end


def _clauses(
    folded: str, mentions: Sequence[Mention], values: Sequence[SaidDate | FoundNumber]
) -> tuple[tuple[int, int], ...]:
    """Return the spans of the clauses: strong stops always part them, weak ones only what has values on both sides."""
    solid = [(mention.start, mention.end) for mention in mentions] + [(_start(value), _end(value)) for value in values]
    joins = [
        (left.end, right.start)
        for left, right in zip(mentions, mentions[1:], strict=False)
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
            starts and _BRIDGE.fullmatch(folded[end : min(starts)]) and any(_start(v) < at for v in values)
        ):
            continue
        cuts.append(end)
    cuts.append(len(folded))
    return tuple((start, stop) for start, stop in zip(cuts, cuts[1:], strict=False) if folded[start:stop].strip())


def _groups(folded: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return runs of names that nothing but list signs part: "Lyon, France, and Bari" is one."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups:
            last = groups[-1][-1]
            gap = folded[last.end : mention.start]
            if _LISTED.fullmatch(_AFTER_NAME.sub("", gap, count=1)):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _values(
    folded: str,
    clauses: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[Mention]],
    found: Sequence[SaidDate | FoundNumber],
) -> Iterable[Value]:
    paired = _paired(folded, groups, found)
    for value in found:
        start, end = _start(value), _end(value)
        index = next((n for n, (left, right) in enumerate(clauses) if left <= start < right), 0)
        places = paired.get(start)
        if places is None and _closes_sentence(folded, start, end, found, groups):
            places = [mention.place for group in groups for mention in group]
        if places is None:
            places = _places_of(start, end, index, clauses, groups, found)
        number = None if isinstance(value, SaidDate) else value
        date = value if isinstance(value, SaidDate) else None
        yield Value(start, end, number, date, frozenset(place.id for place in places), index)


def _closes_sentence(
    folded: str,
    start: int,
    end: int,
    found: Sequence[SaidDate | FoundNumber],
    groups: Sequence[Sequence[Mention]],
) -> bool:
    """Tell whether a value stands in the brackets that close a sentence: they speak of all of it."""
    opening = max(folded.rfind("(", 0, start), folded.rfind("\uff08", 0, start))
    if opening < 0 or not re.fullmatch(r"[^()]*\)[\s.。;!]*", folded[end:]):
        return False
    listed = any(groups and _end(value) < opening and folded[_end(value) : _end(value) + 1] == ")" for value in found)
    return not listed


def _paired(
    folded: str, groups: Sequence[Sequence[Mention]], found: Sequence[SaidDate | FoundNumber]
) -> dict[int, list[Place]]:
    """Pair names and values in their order where the text says "respectively"."""
    if not _RESPECTIVELY.search(folded):
        return {}
    paired: dict[int, list[Place]] = {}
    for kind in (SaidDate, FoundNumber):
        values = [value for value in found if isinstance(value, kind)]
        for group in groups:
            names = [mention.place for mention in group if mention.place.kind is not PlaceKind.COUNTRY]
            if len(names) == len(values) > 1:
                paired |= {_start(value): [place] for value, place in zip(values, names, strict=True)}
    return paired


def _places_of(
    start: int,
    end: int,
    index: int,
    clauses: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[Mention]],
    found: Sequence[SaidDate | FoundNumber],
) -> list[Place]:
    """Return the places of a value's clause, of several lists the nearest; else those of the clause before, else after."""
    left, right = clauses[index]
    here = [group for group in groups if left <= group[0].start < right]
    if here:
        values = [value for value in found if left <= _start(value) < right]
        if len(here) > 1 and len(values) > 1:
            return _nearest(start, end, here, values)
        return [mention.place for group in here for mention in group]
    before = [group for group in groups if group[0].start < left]
    if before:
        clause = next(
            (span for span in reversed(clauses[:index]) if any(span[0] <= g[0].start < span[1] for g in groups)), None
        )
        inside = [group for group in before if clause and clause[0] <= group[0].start < clause[1]]
        return [mention.place for group in inside or before[-1:] for mention in group]
    return [mention.place for group in groups[:1] for mention in group]


def _nearest(
    start: int, end: int, here: Sequence[Sequence[Mention]], values: Sequence[SaidDate | FoundNumber]
) -> list[Place]:
    """Return the places that no other value of the kind stands nearer to, the clause's own subject included."""
    is_date = [isinstance(value, SaidDate) for value in values if _start(value) == start][0]
    rivals = [value for value in values if isinstance(value, SaidDate) is is_date]
    if len(rivals) == 1:
        return [mention.place for group in here for mention in group]

    def distance(group: Sequence[Mention], value_start: int, value_end: int) -> int:
        return max(group[0].start - value_end, value_start - group[-1].end)

    own = [
        group
        for group in here
        if min(rivals, key=lambda value: distance(group, _start(value), _end(value))) is not None
        and _start(min(rivals, key=lambda value: distance(group, _start(value), _end(value)))) == start
    ]
    chosen = own or [min(here, key=lambda group: distance(group, start, end))]
    return [mention.place for group in chosen for mention in group]
