"""Lay the cells of a document's table out on its grid, and tell its title, header, parts, rows and notes apart."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from ingest.document import Block, BlockKind
from ingest.readers.dates import find_date
from ingest.readers.tables import MAX_COLUMNS, check_size, row_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A part of a table stands below the headings of the text and below the table's own title.
PART_LEVEL = 21
_SEPARATOR = " | "
_NOTE = re.compile(
    r"[(（\[【]?\s*(?:附?注(?:释|\d{1,2})?|备注|说明|(?:数据|资料)?来源|notes?|remarks?|sources?)\s*[:：\d.]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}年?$")
_NUMBER = re.compile(r"[\d.,%％]{1,20}$")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell as it is written: its text, how many columns and rows it spans, whether it is marked as a header."""

    text: str
    columns: int = 1
    rows: int = 1
    is_header: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Row:
    """A row of the grid: its number, and for each column the cell that covers it."""

    number: int
    cells: tuple[Cell | None, ...]

    @property
    def texts(self) -> list[str]:
        return [cell.text if cell else "" for cell in self.cells]

    @property
    def shown(self) -> str:
        cells = dict.fromkeys(cell for cell in self.cells if cell and cell.text)
        return _SEPARATOR.join(cell.text for cell in cells)

    @property
    def is_whole(self) -> bool:
        """Whether one cell goes over all columns."""
        return len(self.cells) > 1 and len(set(self.cells)) == 1

    @property
    def is_marked(self) -> bool:
        return all(cell.is_header for cell in self.cells if cell and cell.text)

    @property
    def is_note(self) -> bool:
        return self.is_whole or _NOTE.match(self.shown) is not None


def table_blocks(rows: Sequence[Sequence[Cell]], relative: str, *, page: int | None = None) -> Iterator[Block]:
    """Yield the blocks of a table: title and notes as paragraphs, parts as headings, rows with their column names.

    A table of one row or one column only lays out the page: its cells are paragraphs. Raises DocumentError when the
    table is too large.
    """
    for block in _blocks(rows, relative):
        yield dataclasses.replace(block, page=page)


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a table only lays out the page: one row, or one column."""
    return len(rows) <= 1 or all(len(row) <= 1 for row in rows)


def _blocks(rows: Sequence[Sequence[Cell]], relative: str) -> Iterator[Block]:
    check_size(len(rows), sum(min(cell.columns, MAX_COLUMNS) for row in rows for cell in row), relative)
    if is_layout([row for row in rows if any(cell.text for cell in row)]):
        yield from (Block(cell.text) for row in rows for cell in row if cell.text)
        return
    grid = [row for row in _lay_out(rows, relative) if row.shown]
    body = list(itertools.dropwhile(lambda row: row.is_whole, grid))
    yield from (Block(row.shown) for row in grid[: len(grid) - len(body)])
    notes = list(itertools.takewhile(lambda row: row.is_note, reversed(body)))[::-1]
    header, below = _headed(body[: len(body) - len(notes)])
    for is_part, group in itertools.groupby(below, key=lambda row: row.is_whole):
        if is_part:
            yield from (Block(row.shown, BlockKind.HEADING, level=PART_LEVEL) for row in group)
        else:
            yield from row_blocks(header, ((row.number, row.shown, row.texts) for row in group))
    yield from (Block(row.shown) for row in notes)


def _lay_out(rows: Sequence[Sequence[Cell]], relative: str) -> list[_Row]:
    """Return the rows of the grid; a cell that spans rows and columns covers them all.

    Raises DocumentError where what they cover is too large.
    """
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    laid = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            right = min(column + max(1, cell.columns), MAX_COLUMNS)
            for covered in grid[number : number + max(1, cell.rows)]:
                for n in range(column, right):
                    covered.setdefault(n, cell)
                laid += right - column
            check_size(len(rows), laid, relative)
            column = max(column + 1, right)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [_Row(n, tuple(row.get(column) for column in range(width))) for n, row in enumerate(grid, start=1)]


def _headed(rows: Sequence[_Row]) -> tuple[list[str], Sequence[_Row]]:
    """Return the names of the columns (empty where none are given) and the rows below them."""
    if not rows:
        return [], rows
    count = sum(1 for _ in itertools.takewhile(lambda row: row.is_marked, rows))
    if count == 0:
        top = [cell for cell in rows[0].cells if cell]
        wide = any(cell.columns > 1 for cell in top)
        count = max(cell.rows for cell in top) if wide else int(not _is_data(rows[0], rows[1:]))
    # A header with nothing below it is a row.
    count = min(count, len(rows) - 1)
    names = zip(*(row.texts for row in rows[:count]), strict=True)
    header = [" ".join(dict.fromkeys(name for name in column if name)) for column in names]
    return header or [""] * len(rows[0].cells), rows[count:]


def _is_data(top: _Row, below: Sequence[_Row]) -> bool:
    """Tell whether the first row is one of the rows: a date or number where most others have one too."""
    columns = [text for text in zip(top.texts, *(row.texts for row in below), strict=True) if _is_value(text[0])]
    return any(sum(map(_is_value, column[1:])) > len(below) / 2 for column in columns)


def _is_value(cell: str) -> bool:
    return (find_date(cell) is not None or _NUMBER.match(cell) is not None) and _YEAR.match(cell) is None
