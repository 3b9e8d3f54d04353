"""Read a text as sentences and clauses: its names, its numbers and dates, and what each is said of."""

import dataclasses
import functools
import re
from collections.abc import Callable, Sequence

from knowledge.answering.verification.bindings import Value, bound_values, value_of
from knowledge.answering.verification.dated import SaidDate, said_dates
from knowledge.answering.verification.facts import Fact, read_facts
from knowledge.answering.verification.units import CLOCK
from knowledge.calendar import PartialDate
from knowledge.language.counted import currency_after
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.names import Gazetteer, Mention, Place
from knowledge.text.folding import fold
from knowledge.text.sentences import split_sentences

# Where a record's sentence says which paper it is from.
_SOURCE = re.compile(r"\s*[(\uff08](?:来源|出处|source|sources)\s*[:\uff1a].*$", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(r"(?:\bfrom|由|从)\s*$")
_LARGE = 1_000
_COUNTS = re.compile(r"[册人名件个只套幅株棵台辆吨米公]|平方")
# A currency or a language named for a country: 新西兰元, 西班牙语.
_NAMED_FOR = re.compile(r"[元语]|文(?!化|明|艺|物|字)")
_ABBREVIATED = re.compile(r"\b(?:no|nos|vol|art)\.$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, folded: its names, its values, its clauses as facts."""

    raw: str
    folded: str
    mentions: tuple[Mention, ...]
    values: tuple[Value, ...]
    facts: tuple[Fact, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where names and values stand: what is left are the words."""
        found = [(mention.start, mention.end) for mention in self.mentions]
        return sorted([*found, *((value.start, value.end) for value in self.values)])


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
        mentions = tuple(
            mention
            for mention in self._gazetteer.find(raw)
            if mention.exact and not _NAMED_FOR.match(folded, mention.end)
        )
        dates = [date for date in said_dates(folded, reference, known) if not _is_amount(folded, date)]
        skip = [(date.found.start, date.found.end) for date in dates]
        skip += [match.span() for match in CLOCK.finditer(folded)]
        skip += [(mention.start, mention.end) for mention in mentions]
        numbers = _of_one_currency(_changes(folded, find_numbers(folded, blocked=skip, doubtful=True), skip))
        values = sorted([*map(value_of, dates), *map(value_of, numbers)], key=lambda value: value.start)
        facts = read_facts(folded, mentions, values)
        return Sentence(raw, folded, mentions, tuple(bound_values(folded, values, facts, mentions)), facts)


def _is_amount(folded: str, date: SaidDate) -> bool:
    """Tell whether what looks like a year is money or a count: 2000英镑, 1900册."""
    bare = folded[date.found.start : date.found.end].isdigit()
    return bare and bool(currency_after(folded, date.found.end) or _COUNTS.match(folded, date.found.end))


def _changes(folded: str, numbers: Sequence[Number], skip: list[tuple[int, int]]) -> list[Number]:
    """Part the numbers from and to which something changed: "doubled, from 150 to 300" is no range."""
    found: list[Number] = []
    for number in numbers:
        if number.value == number.top or not _FROM.search(folded[: number.start]):
            found.append(number)
            continue
        middle = re.search(r"\s*(?:to|至|到|-)\s*", folded[number.start : number.end])
        at = number.start + middle.start() if middle else number.end
        halves = [
            find_numbers(folded, blocked=[*skip, (0, number.start), (at, len(folded))]),
            find_numbers(folded, blocked=[*skip, (0, at), (number.end, len(folded))]),
        ]
        found += [half[0] for half in halves if half] if all(halves) else [number]
    return found


def _of_one_currency(numbers: Sequence[Number]) -> list[Number]:
    """Give bare numbers the currency of those before them: "3.2 million yuan, of which Kunming paid 2 million"."""
    found: list[Number] = []
    for number in numbers:
        last = next((one for one in reversed(found) if one.kind is NumberKind.MONEY), None)
        large = number.kind is NumberKind.COUNT and not number.unit and not number.noun
        if last is not None and large and (number.bare or number.value >= _LARGE):
            found.append(dataclasses.replace(number, kind=NumberKind.MONEY, unit=last.unit))
        else:
            found.append(number)
    return found


def _whole_sentences(text: str) -> list[str]:
    """Return the sentences; "no. 4" ends none."""
    found: list[str] = []
    for sentence in split_sentences(text):
        if found and _ABBREVIATED.search(found[-1]) and sentence[:1].isdigit():
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found
