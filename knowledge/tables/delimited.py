"""Read a table of text, its cells between commas, semicolons, tabs or bars (.csv, .tsv)."""

from __future__ import annotations

import collections
import csv
import itertools
from typing import TYPE_CHECKING

from knowledge.tables.sheet import MAX_COLUMNS, Bounds, Row, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t|"
_SAMPLED = 200
_STATED = "sep="


class Malformed(ValueError):
    """Seen by the knowledge keeper, as a DocumentError: quotation marks do not close; says in which row."""


def read_delimited(text: str) -> Workbook:
    r"""Return the rows of a text, line ends as ``\n``; Malformed, or TooLarge.

    A row is numbered as a spreadsheet numbers it: empty ones count, and one whose cells span lines is one.
    """
    stated = text[: len(_STATED) + 1] if text.startswith(_STATED) else ""
    delimiter = stated[-1:] or delimiter_of(text)
    bounds = Bounds()
    rows: list[Row] = []
    for number, cells, raw in _lines(text, delimiter):
        if stated and number == 1:
            continue
        if not any(cell.strip() for cell in cells):
            continue
        bounds.row()
        for cell in cells:
            bounds.cell(cell)
        rows.append(Row(number, tuple(cells[:MAX_COLUMNS]), text=raw))
    return Workbook((Sheet("", tuple(rows)),) if rows else ())


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: that by which most rows have the same number of them.

    A line above or below the table, which may hold commas of its own, does not decide.
    """

    def fit(delimiter: str) -> tuple[int, int]:
        sample = itertools.islice(csv.reader(text[: 100 * _SAMPLED].splitlines(), delimiter=delimiter), _SAMPLED)
        counts = collections.Counter(len(cells) for cells in sample if any(cells))
        del counts[1]
        width, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return rows, width

    return max(_DELIMITERS, key=fit)


def _lines(text: str, delimiter: str) -> list[tuple[int, list[str], str]]:
    try:
        return list(_numbered(text, delimiter, strict=True))
    except csv.Error as failure:
        if "end of data" in str(failure):  # a quotation mark that never closes takes all that follows into its cell
            raise Malformed(f"it is not well-formed CSV ({failure})") from failure
    try:
        return list(_numbered(text, delimiter, strict=False))
    except csv.Error as failure:
        raise Malformed(f"it is not well-formed CSV ({failure})") from failure


def _numbered(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str], str]]:
    raw: list[str] = []

    def lines() -> Iterator[str]:
        for line in text.split("\n"):
            raw.append(line)
            yield line + "\n"

    for number, cells in enumerate(csv.reader(lines(), delimiter=delimiter, strict=strict), start=1):
        row, raw[:] = "\n".join(raw).strip(), []
        yield number, cells, row
