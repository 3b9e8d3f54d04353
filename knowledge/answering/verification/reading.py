"""Texts as sentences with their names, values and clauses; evidence with what stands around it."""

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping, Sequence

from knowledge.answering.verification.claim import Evidence
from knowledge.answering.verification.facts import Fact, read_facts
from knowledge.answering.verification.units import CLOCK
from knowledge.answering.verification.values import SaidDate, Value, bound_values, said_dates, value_of
from knowledge.answering.verification.words import Words, words_of
from knowledge.calendar import PartialDate
from knowledge.language.counted import currency_after
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.names import Gazetteer, Mention, Place, PlaceKind
from knowledge.text.folding import fold
from knowledge.text.sentences import split_sentences
from knowledge.text.words import lexicon

# Where a record's sentence says which paper it is from.
_SOURCE = re.compile(r"\s*[(\uff08](?:来源|出处|source|sources)\s*[:\uff1a].*$", re.IGNORECASE | re.DOTALL)
_LARGE = 1_000
_COUNTS = re.compile(r"[册人名件个只套幅株棵台辆吨米公]|平方")
# A currency or a language named for a country: 新西兰元, 西班牙语.
_NAMED_FOR = re.compile(r"[元语]|文(?!化|明|艺|物|字)")


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
        for raw in split_sentences(body):
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
        numbers = _of_one_currency(find_numbers(folded, blocked=skip, doubtful=True))
        values = sorted([*map(value_of, dates), *map(value_of, numbers)], key=lambda value: value.start)
        facts = read_facts(folded, mentions, values)
        spans = [(fact.start, fact.start + len(fact.text)) for fact in facts] or [(0, len(folded))]
        return Sentence(raw, folded, mentions, tuple(bound_values(folded, values, spans, mentions)), facts)


def _is_amount(folded: str, date: SaidDate) -> bool:
    """Tell whether what looks like a year is money or a count: 2000英镑, 1900册."""
    bare = folded[date.found.start : date.found.end].isdigit()
    return bare and bool(currency_after(folded, date.found.end) or _COUNTS.match(folded, date.found.end))


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


# Countries and continents as one character beside another: 欧美, 中美非, 瑞中.
_SHORT = {
    "country:us": "美", "country:gb": "英", "country:fr": "法", "country:de": "德", "country:jp": "日",
    "country:ru": "俄", "country:kr": "韩", "country:ch": "瑞", "country:np": "尼", "country:at": "奥",
    "country:in": "印", "country:au": "澳", "continent:europe": "欧", "continent:africa": "非",
    "continent:asia": "亚", "continent:north-america": "美", "province:hong-kong": "港", "province:macao": "澳", "country:la": "老", "country:it": "意",
}  # fmt: skip
_SHORT_NAMES = "".join(sorted(set(_SHORT.values())))
_COMPOUND = re.compile(rf"中[{_SHORT_NAMES}]{{1,2}}|[{_SHORT_NAMES}]中|港、?澳|欧美|欧亚|亚欧|亚非|亚太")
_SUFFIX = re.compile(r"(?<=[\u3400-\u9fff]{2})[市区县省州]$| (?:district|county|city|province|prefecture)$")
_MOST_OF_IT = 0.7
_SMALL_WORDS = frozenset("of and for the in".split())


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """One cited piece of evidence; ``around`` is its context with the line that names its source."""

    evidence: Evidence
    reading: Reading
    around: Reading
    words: Words
    published: PartialDate | None
    around_folded: str = ""

    @property
    def folded(self) -> str:
        """Return the evidence and what stands around it, folded."""
        return self.words.folded

    @property
    def places(self) -> dict[str, Place]:
        """Return the places named in it and around it, by id."""
        return self.reading.places | self.around.places

    @property
    def lands(self) -> frozenset[str]:
        """Return the countries (ISO codes) named in it, of its cities, or short for one (尼中, 欧美)."""
        short = "".join(_COMPOUND.findall(self.folded))
        named = {place.country for place in self.places.values()}
        return frozenset(named | {key[-2:].upper() for key, char in _SHORT.items() if char in short})


def read_evidence(evidence: Evidence, clauses: ClauseReader) -> Known:
    """Read a piece of evidence; dates in it that count from the paper's own are resolved."""
    source = evidence.citation.source
    reading = clauses.read(evidence.text, source.published)
    beside = "\n".join(part for part in (evidence.context, source.title, reading.tail) if part)
    around = clauses.read(beside, source.published)
    words = words_of(fold(f"{evidence.text}\n{beside}"))
    return Known(evidence, reading, around, words, source.published, fold(beside))


def implied_by(place: Place, named: Mapping[str, Place]) -> bool:
    """Tell whether a country or continent follows from a place named (Japan from Fukuoka)."""
    if place.id == "country:cn":
        return True
    if place.id.startswith("country:"):
        return any(place.country == other.country for other in named.values())
    if place.id.startswith("continent:"):
        return any(place.en in other.continent.split("/") for other in named.values())
    return False


def is_named(place: Place, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is named in a text even where the text alone does not show that it is one."""
    names = dict.fromkeys([*gazetteer.names_of(place), *map(fold, lexicon().get(fold(place.zh), ()))])
    for name in names:
        for spelling in dict.fromkeys((name, _SUFFIX.sub("", name))):
            if len(spelling) < 2:  # noqa: PLR2004 - one letter or character names no place
                continue
            if spelling in words.folded and (not spelling.isascii() or _stands_alone(spelling, words.folded)):
                return True
    short = _SHORT.get(place.id)
    if short and any(short in match for match in _COMPOUND.findall(words.folded)):
        return True
    if place.kind is PlaceKind.ORGANISATION:
        parts = [part for part in re.findall(r"[a-z]+", fold(place.en)) if part not in _SMALL_WORDS]
        told = words_of(" ".join(parts)).stems
        return len(told) > 1 and len(told & words.stems) >= _MOST_OF_IT * len(told)
    return False


def _stands_alone(name: str, folded: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded) is not None
