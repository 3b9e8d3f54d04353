"""Read the tables of a web page, which many systems write into a file that they call a workbook."""

from lxml import etree

from knowledge.pages import is_hidden, leave_out_struck, parse, text_of
from knowledge.tables.cells import Cell, sheet_of
from knowledge.tables.sheet import MAX_SHEETS, Bounds, LeftOut, Sheet, Workbook

_MOST = 500


def read_html(data: bytes, name: str) -> Workbook:
    """Return each table that holds no other as a sheet; DocumentError for what is no page, or TooLarge."""
    bounds, hidden = Bounds(), 0
    sheets: list[Sheet] = []
    page = parse(data, name)
    struck = leave_out_struck(page)
    for table in page.iter("table"):
        if table.find(".//table") is None and len(sheets) < MAX_SHEETS:
            rows = rows_of(table)
            shown = [row for row in rows if not is_hidden(row)]
            hidden += len(rows) - len(shown)
            sheets.append(sheet_of([cells_of(row) for row in shown], bounds))
    return Workbook(tuple(sheet for sheet in sheets if sheet.rows), LeftOut(rows=hidden, struck=struck))


def rows_of(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table, and not those of a table within it."""
    groups = [[each] if each.tag == "tr" else each for each in table if each.tag in {"tr", "thead", "tbody", "tfoot"}]
    return [row for group in groups for row in group if row.tag == "tr"]


def elements_of(row: etree._Element) -> list[etree._Element]:
    """Return the elements of a row that are cells."""
    return [each for each in row if each.tag in {"td", "th"}]


def cells_of(row: etree._Element) -> list[Cell]:
    """Return the cells of a row; one that spans all rows to the end of its table spans as many as are read."""
    group = row.getparent()
    in_head = group is not None and group.tag == "thead"
    return [
        Cell(
            text_of(each),
            _number(each.get("colspan"), 1),
            _number(each.get("rowspan"), 1) or _MOST,
            is_header=in_head or each.tag == "th",
        )
        for each in elements_of(row)
    ]


def _number(text: str | None, default: int) -> int:
    return min(int(text), _MOST) if text and text.strip().isdecimal() else default
