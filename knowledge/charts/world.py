"""The partners on a map of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.collections import PolyCollection

from knowledge.charts.page import COLOURS, DPI, FAINT, INK, LABEL_SIZE, LAND, PAPER, SMALL_SIZE, Page
from knowledge.charts.places import home_position, land, position
from knowledge.records import AgreementKind
from knowledge.text.language import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from knowledge.records import Agreement
    from knowledge.text.bilingual import Bilingual

# The map begins west of Iceland and ends east of it, so that the Pacific is in the middle, as on Chinese maps.
_WEST = -30
_SOUTH, _NORTH = -57, 80
_LINE = 8.5  # the height of a name, in points
_DOT = 3.0  # half of what a dot takes up, in points
# What is crowded on the world map is shown again, larger: (west, east, south, north) in degrees.
_CLOSER = ((-12.0, 46.0, 34.0, 63.0), (60.0, 150.0, -10.0, 46.0))


def partners_map(rows: Sequence[Agreement], words: Bilingual, font: str, footer: str, home: str | None) -> bytes:
    """Return the world with a dot a partner, Europe and Asia larger below it, and the names of who is not placed."""
    page = Page(words("map", home=home) if home else words("map_of_all"), footer, font)
    placed = [(row, _turned(where)) for row in rows if (where := position(row))]
    whole = page.axes(0.02, 0.46, 0.96, 0.46)
    _draw(whole, placed, rows, words, (_WEST, _WEST + 360, _SOUTH, _NORTH), names_outside=_CLOSER)
    for window, (left, width) in zip(_CLOSER, ((0.02, 0.53), (0.56, 0.42)), strict=True):
        _draw(page.axes(left, 0.125, width, 0.33), placed, rows, words, window)
    whole.legend(
        *whole.get_legend_handles_labels(),
        loc="upper center",
        bbox_to_anchor=(0.5, 0.128),
        bbox_transform=page.figure.transFigure,
        ncols=2,
        frameon=False,
        fontsize=LABEL_SIZE,
        handletextpad=0.3,
    )
    off = [words.name(row.partner_zh, row.partner_en) for row in rows if position(row) is None]
    if off:
        page.figure.text(0.05, 0.057, words("off_map", names=words.listed(off)), fontsize=SMALL_SIZE, color=FAINT)
    return page.png()


def _draw(  # noqa: PLR0917 - what is drawn, in order
    axes: Axes,
    placed: Sequence[tuple[Agreement, tuple[float, float]]],
    rows: Sequence[Agreement],
    words: Bilingual,
    window: tuple[float, float, float, float],
    names_outside: Sequence[tuple[float, float, float, float]] = (),
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
    kinds = [kind for kind in AgreementKind if any(row.kind is kind for row in rows)]
    for kind, colour in zip(kinds, COLOURS, strict=False):
        points = [where for row, where in placed if row.kind is kind]
        axes.scatter(
            *_columns(points), s=34, color=colour, edgecolors=PAPER, linewidths=0.6, label=words(kind), zorder=3
        )
    homes = dict.fromkeys((row.home_zh, row.home_en) for row in rows)
    stars = [_turned(where) for zh, en in homes if (where := home_position(zh, en))]
    axes.scatter(*_columns(stars), s=130, marker="*", color=INK, zorder=4)
    named = [
        pair for pair in placed if _within(pair[1], window) and not any(_within(pair[1], box) for box in names_outside)
    ]
    _label(axes, named, [*(where for _, where in placed), *stars], words)


def _within(where: tuple[float, float], window: tuple[float, float, float, float]) -> bool:
    west, east, south, north = window
    return west <= where[0] <= east and south <= where[1] <= north


def _label(
    axes: Axes,
    named: Sequence[tuple[Agreement, tuple[float, float]]],
    dots: Sequence[tuple[float, float]],
    words: Bilingual,
) -> None:
    """Write each name once, where it finds room beside, above or below its dot and covers no other dot or name."""
    frame = _Box(axes.bbox.x0, axes.bbox.y0, axes.bbox.x1, axes.bbox.y1).scaled(72 / DPI)
    points = {where: tuple(axes.transData.transform(where) * 72 / DPI) for where in dots}
    taken: list[_Box] = []
    for name, where in dict.fromkeys((words.name(row.partner_zh, row.partner_en), where) for row, where in named):
        width = sum(9.0 if HAN.match(letter) else 5.0 for letter in name)
        x, y = points[where]
        others = [_Box(a - _DOT, b - _DOT, a + _DOT, b + _DOT) for a, b in points.values() if (a, b) != (x, y)]
        for right, up in _places(width):
            box = _Box(x + right, y + up, x + right + width, y + up + _LINE)
            if box.lies_in(frame) and not any(box.meets(other) for other in (*taken, *others)):
                taken.append(box)
                axes.annotate(
                    name,
                    where,
                    xytext=(right, up + 1),
                    textcoords="offset points",
                    fontsize=8.5,
                    color=INK,
                    zorder=5,
                )
                break


def _places(width: float) -> list[tuple[float, float]]:
    """Return where a name may stand, in points right of and above its dot, the best places first."""
    lifts = (-4.0, 2.5, -10.5, 9.5, -17.0)
    sides = [(side, lift) for lift in lifts for side in (5.0, -width - 5.0)]
    return [*sides[:4], (-width / 2, 5.0), (-width / 2, -14.0), *sides[4:]]


class _Box(NamedTuple):
    """A part of the sheet, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def scaled(self, by: float) -> _Box:
        return _Box(*(edge * by for edge in self))

    def meets(self, other: _Box) -> bool:
        beside = self.right < other.left or other.right < self.left
        return not beside and self.bottom < other.top and other.bottom < self.top

    def lies_in(self, other: _Box) -> bool:
        across = other.left <= self.left and self.right <= other.right
        return across and other.bottom <= self.bottom and self.top <= other.top


def _turned(where: tuple[float, float]) -> tuple[float, float]:
    longitude, latitude = where
    return (longitude if longitude >= _WEST else longitude + 360), latitude


def _around_the_pacific(ring: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Return a ring as it lies on this map: whole, moved east, or both where the edge cuts it."""
    west = min(x for x, _ in ring)
    east = max(x for x, _ in ring)
    if west >= _WEST:
        return [list(ring)]
    moved = [(x + 360, y) for x, y in ring]
    return [moved] if east < _WEST else [list(ring), moved]


def _columns(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
