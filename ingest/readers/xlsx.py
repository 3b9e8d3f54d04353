"""Read an Excel workbook: one block a row of every sheet, cells joined by bars, with the column names for search."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from typing import TYPE_CHECKING

import openpyxl

from ingest.document import Block, BlockKind, Document
from ingest.readers.files import check_archive, read_bytes, require
from ingest.readers.metadata import describe
from ingest.readers.tables import MAX_COLUMNS, check_size, row_blocks
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.evidence import Audience

MAX_SHEETS = 100
_SEPARATOR = " | "


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .xlsx file; the first row of a sheet is its header."""
    sheets = [(name, rows) for name, rows in _sheets(path, relative) if rows]
    blocks: list[Block] = []
    for name, rows in sheets:
        header = rows[0][1]
        below = [(number, _SEPARATOR.join(cell for cell in cells if cell), cells) for number, cells in rows[1:]]
        if len(sheets) > 1 and below:
            blocks.append(Block(name, BlockKind.HEADING, level=1))
        blocks += row_blocks(header, below)
    if not blocks:
        raise DocumentError(relative, "the workbook has no rows below a header", "Add rows, or remove the file.")
    # The name of a sheet is no headline.
    return describe(relative, blocks, audience=audience, title=path.stem)


def read_header(path: Path, relative: str) -> list[str]:
    """Return the column names of the first sheet that has any."""
    for _, rows in _sheets(path, relative, only_header=True):
        if rows:
            return rows[0][1]
    return []


def _sheets(
    path: Path, relative: str, *, only_header: bool = False
) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    data = read_bytes(path, relative)
    require(data, "xlsx", relative)
    check_archive(io.BytesIO(data), relative)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # features that do not concern the cells' values
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        seen = cells_seen = 0
        for sheet in workbook.worksheets[:MAX_SHEETS]:
            # The stated size may be wrong, or a whole million rows.
            sheet.reset_dimensions()
            rows: list[tuple[int, list[str]]] = []
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                seen += 1
                cells_seen += len(values)
                check_size(seen, cells_seen, relative)
                cells = [_cell(value) for value in values[:MAX_COLUMNS]]
                if any(cells):
                    rows.append((number, cells))
                    if only_header:
                        break
            yield sheet.title, rows
        workbook.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
