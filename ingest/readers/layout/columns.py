"""Tell the columns of a page apart, and put them one after the other."""

from __future__ import annotations

import itertools
import statistics
from typing import TYPE_CHECKING

from ingest.readers.layout.run import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.layout.run import Run

_MIN_RUNS = 8
_MIN_LINES = 4
_STEP = 2.0  # points between the places where a gutter is looked for
_EDGE = 0.15  # no gutter so near the edge of the text, as a share of its width
# So many of the lines may go over a gutter: headlines, footers.
_MAX_CROSSING = 0.15
_MIN_GUTTER = 0.7  # of the size of a letter
# Lines of prose fill their column; the cells of a table do not.
_MIN_FILL = 0.55


def in_columns(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each column in reading order: what stands above both, the left one, the right one."""
    gutter = _gutter(runs)
    if gutter is None:
        yield list(runs)
        return
    over = [run for run in runs if run.left < gutter < run.right]
    beside = [run for run in runs if not run.left < gutter < run.right]
    tops = [row[0].middle for row in rows_of(over)]
    bands = [float("-inf"), *tops, float("inf")]
    lines = rows_of(over)
    for n, (top, bottom) in enumerate(itertools.pairwise(bands)):
        if n:
            yield lines[n - 1]
        band = [run for run in beside if top < run.middle <= bottom]
        for side in ([run for run in band if run.right <= gutter], [run for run in band if run.left >= gutter]):
            if side:
                yield from in_columns(side)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where a white strip parts two columns of prose, or None."""
    if len(runs) < _MIN_RUNS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    size = statistics.median(run.size for run in runs)
    allowed = max(1, int(_MAX_CROSSING * len(runs)))
    places: list[tuple[float, int]] = []
    place = left + _EDGE * (right - left)
    while place < right - _EDGE * (right - left):
        places.append((place, sum(run.left < place < run.right for run in runs)))
        place += _STEP
    best: list[float] = []
    for is_open, group in itertools.groupby(places, key=lambda each: each[1] <= allowed):
        strip = [each for each, _ in group]
        if is_open and len(strip) > len(best):
            best = strip
    if len(best) * _STEP < _MIN_GUTTER * size:
        return None
    gutter = best[len(best) // 2]
    sides = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    return gutter if all(_is_prose(side) for side in sides) else None


def _is_prose(runs: Sequence[Run]) -> bool:
    rows = rows_of(run for run in runs if not run.table)
    if len(rows) < _MIN_LINES:
        return False
    width = max(run.right for run in runs) - min(run.left for run in runs)
    filled = [sum(run.right - run.left for run in row) for row in rows]
    return width > 0 and statistics.median(filled) >= _MIN_FILL * width
