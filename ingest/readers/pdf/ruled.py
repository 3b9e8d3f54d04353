"""Find the tables that have rules drawn around their cells, and put the page's letters into the cells."""

import bisect
import io
import logging
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pdfplumber

from ingest.readers.layout.run import Run, joined, rows_of, runs_of_glyphs, text_of
from ingest.readers.pdf.glyphs import Sheet
from knowledge.tables import Cell

_Box = tuple[float, float, float, float]  # left, top, right, bottom; from the top of the page, as the letters are
_NEAR = 3.0  # points: rules so near one another are one
_MIN_CELLS = 4
_MIN_FILLED = 0.3


def tables_of(data: bytes, sheets: Mapping[int, Sheet]) -> dict[int, list[list[_Box]]]:
    """Return the boxes of the cells of each table, by page number from 1, for the pages on which rules are drawn."""
    wanted = [number for number, sheet in sheets.items() if sheet.has_rules and sheet.glyphs]
    if not wanted:
        return {}
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what cannot be read is reported once, by the reader
    found: dict[int, list[list[_Box]]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=wanted) as paper:
        for page in paper.pages:
            tables = page.find_tables()
            # The letters are counted from the foot of the page upwards, negative.
            height = float(page.height) + float(page.bbox[1])
            found[page.page_number] = [
                [(left, top - height, right, bottom - height) for left, top, right, bottom in table.cells]
                for table in tables
                if len(table.cells) >= _MIN_CELLS
            ]
            page.close()
    return found


def with_ruled_tables(glyphs: Sequence[Run], tables: Iterable[Sequence[_Box]]) -> Iterator[Run]:
    """Yield the runs of a page; the letters in the cells of a table become one run, in its place."""
    left_over = list(glyphs)
    for cells in tables:
        rows, columns = _edges(cells, 1, 3), _edges(cells, 0, 2)
        inside: dict[_Box, list[Run]] = {cell: [] for cell in cells}
        outside: list[Run] = []
        for glyph in left_over:
            across = (glyph.left + glyph.right) / 2
            cell = next((box for box in cells if box[0] <= across <= box[2] and box[1] <= glyph.middle <= box[3]), None)
            (outside if cell is None else inside[cell]).append(glyph)
        filled = sum(bool(each) for each in inside.values())
        if len(rows) < 3 or len(columns) < 3 or filled < _MIN_FILLED * len(cells):  # noqa: PLR2004 - two of each
            continue  # a frame, or a drawing
        left_over = outside
        yield _table(inside, rows, columns)
    yield from runs_of_glyphs(left_over)


def _edges(cells: Iterable[_Box], first: int, last: int) -> list[float]:
    edges: list[float] = []
    for edge in sorted(each[side] for each in cells for side in (first, last)):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _table(inside: Mapping[_Box, Sequence[Run]], rows: Sequence[float], columns: Sequence[float]) -> Run:
    lines: list[list[tuple[int, Cell]]] = [[] for _ in rows[1:]]
    for box, glyphs in inside.items():
        first, last = _nearest(rows, box[1]), _nearest(rows, box[3])
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        if first < len(lines):
            lines[first].append((left, Cell(_cell_text(glyphs), max(1, right - left), max(1, last - first))))
    every = [glyph for glyphs in inside.values() for glyph in glyphs]
    return Run(
        "",
        columns[0],
        rows[0],
        columns[-1],
        rows[-1],
        statistics.median(glyph.size for glyph in every),
        table=tuple(tuple(cell for _, cell in sorted(line, key=lambda each: each[0])) for line in lines),
    )


def _nearest(edges: Sequence[float], place: float) -> int:
    n = bisect.bisect_left(edges, place - _NEAR)
    return min(n, len(edges) - 1)


def _cell_text(glyphs: Sequence[Run]) -> str:
    text = ""
    for row in rows_of(runs_of_glyphs(glyphs)):
        line = text_of(row)
        text = joined(text, line) if text else line
    return text
