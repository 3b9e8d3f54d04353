"""A cited piece of evidence, read: its values, the places named in and around it, its words."""

import dataclasses
import re
from collections.abc import Mapping

from knowledge.answering.verification.claim import Evidence
from knowledge.answering.verification.clauses import ClauseReader, Reading
from knowledge.answering.verification.words import Words, words_of
from knowledge.calendar import PartialDate
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.text.folding import fold
from knowledge.text.words import lexicon

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
