"""Lay the cells of a document's table out on its grid: a cell that spans rows and columns covers them all."""

import dataclasses
from collections.abc import Sequence

from knowledge.tables.sheet import MAX_COLUMNS, Bounds, Hidden, Merge, Sheet, laid_out


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell as it is written: its text, how many columns and rows it spans, whether it is marked as a header."""

    text: str
    columns: int = 1
    rows: int = 1
    is_header: bool = False


def sheet_of(rows: Sequence[Sequence[Cell]], bounds: Bounds) -> Sheet:
    """Return the rows of a table, numbered from 1; raise TooLarge where it or what its cells cover is too large."""
    cells: dict[int, dict[int, str]] = {}
    covered: dict[int, set[int]] = {}
    merges: list[Merge] = []
    for number, row in enumerate(rows, start=1):
        bounds.row()
        column = 1
        for cell in row:
            bounds.cell(cell.text)
            while column in covered.get(number, ()):
                column += 1
            right = min(column + max(1, cell.columns) - 1, MAX_COLUMNS)
            bottom = min(number + max(1, cell.rows) - 1, len(rows))
            cells.setdefault(number, {})[column] = cell.text
            if right > column or bottom > number:
                merges.append(Merge(number, column, bottom, right))
                bounds.cover((right - column + 1) * (bottom - number + 1))
                for below in range(number + 1, bottom + 1):
                    covered.setdefault(below, set()).update(range(column, right + 1))
            column = max(column, right) + 1
    return laid_out("", cells, merges, Hidden(), bounds)
