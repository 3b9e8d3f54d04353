"""Read a spreadsheet of OpenDocument (.ods): cells as they are shown, which the file itself says."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from knowledge.tables.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Bounds,
    Hidden,
    LeftOut,
    Merge,
    Sheet,
    Workbook,
    laid_out,
)
from knowledge.tables.shown import shown_date
from knowledge.tables.xlsx import elements

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_DATE_PARTS = {"year", "month", "day"}
# A file may say that a thousand million stand there.
_MOST_BLANKS = 1_000
_SPACES = {"s", "tab", "line-break"}


def read_ods(data: bytes) -> Workbook:
    """Return the visible sheets of a spreadsheet; TooLarge, or whatever a damaged archive raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Reader(archive).workbook()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._bounds = Bounds()
        self._date_parts: dict[str, set[str]] = {}
        self._data_styles: dict[str, str] = {}
        self._hidden_tables: set[str] = set()
        # Of the styles that say so, whether they strike the text out.
        self._struck_styles: dict[str, bool] = {}
        self._hidden_rows = self._hidden_columns = self._formulas = self._struck = 0

    def workbook(self) -> Workbook:
        found: list[Sheet] = []
        hidden: list[str] = []
        for part in ("styles.xml", "content.xml"):
            if part not in self._archive.namelist():
                continue
            with self._archive.open(part) as file:
                for element in elements(file, "date-style", "style", "table"):
                    name = etree.QName(element).localname
                    if name == "date-style":
                        parts = {etree.QName(child).localname for child in element if isinstance(child.tag, str)}
                        self._date_parts[element.get(f"{_STYLE}name", "")] = parts & _DATE_PARTS
                    elif name == "style":
                        self._style(element)
                    elif element.get(f"{_TABLE}style-name", "") in self._hidden_tables:
                        hidden.append(element.get(f"{_TABLE}name", ""))
                        element.clear()
                    elif len(found) < MAX_SHEETS:
                        sheet = self._sheet(element)
                        found += [sheet] if sheet.rows else []
                        element.clear()
        left_out = LeftOut(tuple(hidden), self._hidden_rows, self._hidden_columns, self._formulas, self._struck)
        return Workbook(tuple(found), left_out)

    def _style(self, element: etree._Element) -> None:
        name = element.get(f"{_STYLE}name", "")
        if data_style := element.get(f"{_STYLE}data-style-name"):
            self._data_styles[name] = data_style
        elif parent := self._data_styles.get(element.get(f"{_STYLE}parent-style-name", "")):
            self._data_styles[name] = parent
        if (inherited := self._struck_styles.get(element.get(f"{_STYLE}parent-style-name", ""))) is not None:
            self._struck_styles[name] = inherited
        for properties in element.iter(f"{_STYLE}text-properties"):
            if line := properties.get(f"{_STYLE}text-line-through-style"):
                self._struck_styles[name] = line != "none"
        for properties in element.iter(f"{_STYLE}table-properties"):
            if properties.get(f"{_TABLE}display") == "false":
                self._hidden_tables.add(name)

    def _sheet(self, table: etree._Element) -> Sheet:
        columns: list[str] = []
        hidden_columns: set[int] = set()
        for column in table.iter(f"{_TABLE}table-column"):
            times = min(_times(column, "columns"), MAX_COLUMNS - len(columns))
            if column.get(f"{_TABLE}visibility", "visible") != "visible":
                hidden_columns.update(range(len(columns) + 1, len(columns) + times + 1))
            columns += [column.get(f"{_TABLE}default-cell-style-name", "")] * times
        cells: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        hidden_rows: set[int] = set()
        number = 0
        for row in table.iter(f"{_TABLE}table-row"):
            times = _times(row, "rows")
            filled = dict(self._row(row, columns, number + 1, merges))
            if any(filled.values()):
                for repeated in range(number + 1, number + min(times, MAX_ROWS + 1) + 1):
                    self._bounds.row()
                    cells[repeated] = filled
                    if row.get(f"{_TABLE}visibility", "visible") != "visible":
                        hidden_rows.add(repeated)
            number += times
        self._hidden_rows += len(hidden_rows)
        self._hidden_columns += len(hidden_columns & {column for row in cells.values() for column in row})
        hidden = Hidden(frozenset(hidden_rows), frozenset(hidden_columns))
        return laid_out(table.get(f"{_TABLE}name", ""), cells, merges, hidden, self._bounds)

    def _row(
        self, row: etree._Element, columns: list[str], number: int, merges: list[Merge]
    ) -> Iterator[tuple[int, str]]:
        column = 1
        for cell in row:
            if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                continue
            times = _times(cell, "columns")
            if column > MAX_COLUMNS:
                return
            style = cell.get(f"{_TABLE}style-name") or (columns[column - 1] if column <= len(columns) else "")
            text = "" if cell.tag.endswith("covered-table-cell") else self._cell(cell, style)
            down, across = (int(cell.get(f"{_TABLE}number-{side}-spanned") or 1) for side in ("rows", "columns"))
            if text and max(down, across) > 1:
                merges.append(Merge(number, column, number + down - 1, column + across - 1))
            self._bounds.cell(text)
            if text:
                for repeated in range(column, min(column + times, MAX_COLUMNS + 1)):
                    self._bounds.cell(text)
                    yield repeated, text
            column += times

    def _cell(self, cell: etree._Element, style: str) -> str:
        lines = [line for line in cell if line.tag == f"{_TEXT}p"]
        struck = self._struck_styles.get(style, False)
        text = "\n".join(self._written(line, struck=struck) for line in lines).strip()
        if not text and any("".join(line.itertext()).strip() for line in lines):
            return ""
        if not text and cell.get(f"{_TABLE}formula"):
            self._formulas += 1
        date = cell.get(f"{_OFFICE}date-value", "")
        if cell.get(f"{_OFFICE}value-type") != "date" or not date:
            return text
        parts = self._date_parts.get(self._data_styles.get(style, ""), set())
        return shown_date(dt.datetime.fromisoformat(date.rstrip("Z")), parts, text)

    def _written(self, element: etree._Element, *, struck: bool) -> str:
        """Return the text of a paragraph with its blanks, without what is struck out of it and notes beside it."""
        own = self._struck_styles.get(element.get(f"{_TEXT}style-name", ""), struck)
        written = [self._unless(element.text, struck=own)]
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = etree.QName(child).localname
            if name in _SPACES:
                written.append(
                    " " * min(int(child.get(f"{_TEXT}c") or 1), _MOST_BLANKS)
                    if name == "s"
                    else "\n"
                    if name == "line-break"
                    else " "
                )
            elif name not in {"annotation", "ruby-text"}:
                written.append(self._written(child, struck=own))
            written.append(self._unless(child.tail, struck=own))
        return "".join(written)

    def _unless(self, text: str | None, *, struck: bool) -> str:
        self._struck += bool(struck and text and text.strip())
        return "" if struck else text or ""


def _times(element: etree._Element, side: str) -> int:
    return int(element.get(f"{_TABLE}number-{side}-repeated") or 1)
