"""Read a CSV file as a table: one block a row, verbatim, with its column names for search."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ingest.readers.encoding import decode
from ingest.readers.files import check_characters, read_bytes, require
from ingest.readers.metadata import describe
from ingest.readers.tables import MAX_COLUMNS, check_size, row_blocks
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.document import Document
    from knowledge.evidence import Audience

_DELIMITERS = ",;\t|"
_SNIFFED = 8192
_LEAST_ROWS = 2  # a header and something below it


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .csv file; its first row is the header."""
    rows = list(_rows(_text(path, relative), relative))
    if len(rows) < _LEAST_ROWS:
        raise DocumentError(relative, "the table has a header and no rows", "Add rows, or remove the file.")
    header = [cell.strip() for cell in rows[0][2]]
    return describe(relative, list(row_blocks(header, rows[1:])), audience=audience)


def read_header(path: Path, relative: str) -> list[str]:
    """Return the column names of a .csv file."""
    for _, _, cells in _rows(_text(path, relative), relative):
        return [cell.strip() for cell in cells]
    return []


def _text(path: Path, relative: str) -> str:
    data = read_bytes(path, relative)
    require(data, "text", relative)
    return check_characters(decode(data, relative), relative)


def _rows(text: str, relative: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (row number, raw text, cells) of the rows that have a cell; a quoted cell may span lines."""
    raw: list[str] = []

    def lines() -> Iterator[str]:
        for line in text.split("\n"):
            raw.append(line)
            yield line + "\n"

    number = cells_seen = 0
    try:
        for cells in csv.reader(lines(), delimiter=_delimiter(text)):
            row_text, raw[:] = "\n".join(raw).strip(), []
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            cells_seen += len(cells)
            check_size(number, cells_seen, relative)
            yield number, row_text, cells[:MAX_COLUMNS]
    except csv.Error as failure:
        raise DocumentError(
            relative,
            f"row {number + 1} cannot be read ({failure})",
            "Look for a quotation mark that is never closed, and save the table as CSV again.",
        ) from failure


def _delimiter(text: str) -> str:
    """Return the delimiter that the header has most of (a comma where there is none)."""
    header = text[:_SNIFFED].lstrip("\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)
