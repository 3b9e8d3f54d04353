"""Read an old Excel workbook (.xls), which WPS also calls .et."""

import io
import itertools

import xlrd

from knowledge.tables.formats import BUILT_IN
from knowledge.tables.sheet import MAX_COLUMNS, MAX_SHEETS, Bounds, Hidden, LeftOut, Merge, Sheet, Workbook, laid_out
from knowledge.tables.shown import shown_number
from knowledge.tables.xlsx import unescaped


def read_xls(data: bytes) -> Workbook:
    """Return the visible sheets of a workbook; TooLarge, or whatever a damaged file raises."""
    # The library writes what it finds strange to standard output otherwise.
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    bounds = Bounds()
    found: list[Sheet] = []
    hidden_sheets: list[str] = []
    hidden_rows = hidden_columns = struck = 0
    for number, name in enumerate(book.sheet_names()[:MAX_SHEETS]):
        sheet = book.sheet_by_index(number)
        if sheet.visibility:
            hidden_sheets.append(name)
            continue
        cells: dict[int, dict[int, str]] = {}
        for row in range(sheet.nrows):
            written = {}
            for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
                text = _text(book, sheet, row, column)
                kept = _kept(book, sheet, row, column, text)
                struck += kept != text
                text = unescaped(kept)
                bounds.cell(text)
                if text:
                    written[column + 1] = text
            if written:
                bounds.row()
                cells[row + 1] = written
        hidden = Hidden(
            frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden and row + 1 in cells),
            frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        )
        hidden_rows += len(hidden.rows)
        hidden_columns += len(hidden.columns & {column for row in cells.values() for column in row})
        merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        shown = laid_out(name, cells, merges, hidden, bounds)
        found += [shown] if shown.rows else []
        book.unload_sheet(number)
    return Workbook(tuple(found), LeftOut(tuple(hidden_sheets), hidden_rows, hidden_columns, struck=struck))


def _kept(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int, text: str) -> str:
    """Return a cell's text without what is struck out of it."""
    own = book.xf_list[sheet.cell_xf_index(row, column)].font_index
    runs = [(0, own), *sheet.rich_text_runlist_map.get((row, column), ()), (len(text), own)]
    return "".join(
        text[start:end] for (start, font), (end, _) in itertools.pairwise(runs) if not book.font_list[font].struck_out
    )


def _text(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    value, kind = sheet.cell_value(row, column), sheet.cell_type(row, column)
    match kind:
        case xlrd.XL_CELL_TEXT:
            return str(value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            key = book.xf_list[sheet.cell_xf_index(row, column)].format_key
            stated = book.format_map.get(key)
            # Of the formats that depend on the program's language the library knows no code.
            code = BUILT_IN.get(key) or (stated.format_str if stated else "General")
            return shown_number(value, code, since_1904=bool(book.datemode))
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, ""))
        case _:
            return ""
