"""Names beside the dots of a map: each clear of every dot and of the other names, and nearest to its own dot."""

import itertools
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from knowledge.charts.page import DPI, FAINT, INK

Where = tuple[float, float]

Boxes: TypeAlias = "NDArray[np.float64]"  # left, bottom, right, top, in pixels

_SIZE = 8.5
_GAP = 4.2 / 72 * DPI  # from the middle of a dot to a name beside it
_REACHES = (1.0, 1.7, 2.6, 4.0, 6.0)  # times the gap; from the third on a line joins the two
_LINE_FROM = 2.0
_WAYS = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))
# What is worse than what: to leave the map, to cover a dot, a name, to stand nearer to another dot, to stand far off.
_OUTSIDE, _ON_DOT, _ON_NAME, _ASTRAY = 4000.0, 2000.0, 1000.0, 60.0
_FAR = 12.0
_PASSES = 40


def write_names(axes: Axes, named: Sequence[tuple[str, Where]], dots: Sequence[Where], font: Sequence[str]) -> None:
    """Write each name where it stands best beside its dot, with a line where it stands further off."""
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
    for text, centre in zip(texts, centres, strict=True):
        size = text.get_window_extent()
        offered.append(_offered(centre, size.width, size.height))
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


def _offered(centre: NDArray[np.float64], width: float, height: float) -> Boxes:
    """Return the places for a name, the nearest and most usual first."""
    boxes = []
    for reach, (across, up) in itertools.product(_REACHES, _WAYS):
        away = reach * _GAP * (0.75 if across and up else 1)
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
