"""Find the tables that have no rules: lines whose pieces stand below one another."""

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence

from ingest.readers.layout.run import Run, rows_of, text_of
from knowledge.tables import Cell

_MIN_ROWS = 3
_TIGHT = 0.75  # a line so near the one before it, against the usual distance, goes on with its cell
_LABELLED = re.compile(r".{1,12}[:：].")
_MAX_LABELLED = 0.4
_LEADERS = re.compile(r"(?:[.．。…·\-_]\s?){4,}\s*\d{1,4}$")
_Columns = list[tuple[float, float]]


def with_tables(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs of a column line by line, those of a table as one run; lines of a table of contents not at all."""
    rows = [row for row in rows_of(runs) if not _LEADERS.search(text_of(row))]
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        columns = _columns(rows[start:end])
        if _is_table(rows[start:end], columns):
            yield _table(rows[start:end], columns)
            start = end
        else:
            yield from rows[start]
            start += 1


def _end(rows: Sequence[Sequence[Run]], start: int) -> int:
    """Return where lines of more than one piece end; a line of one piece counts where it goes on with a cell."""
    end = start
    while end < len(rows) and not rows[end][0].table:
        if len(rows[end]) == 1 and not (end > start and _fits(rows[start:end], rows[end][0])):
            break
        end += 1
    while end > start and len(rows[end - 1]) == 1:
        end -= 1
    return end


def _fits(rows: Sequence[Sequence[Run]], run: Run) -> bool:
    """Tell whether a piece stands in one column of the lines above it, close below them."""
    above = rows[-1][0]
    close = run.top - above.bottom < 1.5 * above.size
    return close and sum(left < run.right and run.left < right for left, right in _columns(rows)) == 1


def _columns(rows: Sequence[Sequence[Run]]) -> _Columns:
    """Return from where to where each column goes: pieces that overlap from left to right are in one."""
    columns: _Columns = []
    for left, right in sorted((run.left, run.right) for row in rows for run in row):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _is_table(rows: Sequence[Sequence[Run]], columns: _Columns) -> bool:
    many = [row for row in rows if len(row) > 1]
    if len(many) < _MIN_ROWS or len(columns) < 2:  # noqa: PLR2004 - two columns make a table
        return False
    # Each line has most of the columns, and no column takes two of its pieces.
    if statistics.median(len(row) for row in many) < max(2, 0.6 * len(columns)):
        return False
    if any(len({_place(run, columns) for run in row}) < len(row) for row in many):
        return False
    pieces = [run.text for row in rows for run in row]
    return sum(bool(_LABELLED.match(text)) for text in pieces) <= _MAX_LABELLED * len(pieces)


def _place(run: Run, columns: _Columns) -> int:
    return next(n for n, (left, right) in enumerate(columns) if left <= run.left <= right)


def _table(rows: Sequence[Sequence[Run]], columns: _Columns) -> Run:
    steps = [below[0].middle - above[0].middle for above, below in itertools.pairwise(rows)]
    usual = statistics.median(steps) if steps else 0.0
    lines: list[list[str]] = []
    for n, row in enumerate(rows):
        cells = [""] * len(columns)
        for run in row:
            cells[_place(run, columns)] = run.text
        if lines and n and steps[n - 1] < _TIGHT * usual:
            lines[-1] = [f"{above}{cell}" for above, cell in zip(lines[-1], cells, strict=True)]
        else:
            lines.append(cells)
    runs = [run for row in rows for run in row]
    return Run(
        "",
        min(run.left for run in runs),
        min(run.top for run in runs),
        max(run.right for run in runs),
        max(run.bottom for run in runs),
        statistics.median(run.size for run in runs),
        table=tuple(tuple(Cell(text) for text in line) for line in lines),
    )
