"""Turn tables into blocks: titles, parts, rows with the names of their columns, notes."""

import itertools
from collections.abc import Iterator, Sequence

from ingest.document import Block, BlockKind
from knowledge.errors import DocumentError
from knowledge.tables import Bounds, Cell, Table, TableRow, TooLarge, Workbook, sheet_of, tables_of

# A part of a table stands below the headings of the text and below the table's own title.
PART_LEVEL = 21


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a table only lays out the page: one row, or one column."""
    return len(rows) <= 1 or all(len(row) <= 1 for row in rows)


def cell_blocks(rows: Sequence[Sequence[Cell]], relative: str) -> Iterator[Block]:
    """Yield the blocks of a table in a document; the cells of one that only lays out the page are paragraphs.

    Raises DocumentError when the table is too large.
    """
    if is_layout([row for row in rows if any(cell.text for cell in row)]):
        yield from (Block(cell.text) for row in rows for cell in row if cell.text)
        return
    try:
        sheet = sheet_of(rows, Bounds())
    except TooLarge as error:
        raise DocumentError(
            relative, f"a table has {error}", "Split it into smaller files, or keep only the rows that matter."
        ) from error
    marked = {number for number, row in enumerate(rows, 1) if all(cell.is_header for cell in row if cell.text)}
    headers = {row.cells for row in sheet.rows if row.number in marked}
    for table in tables_of(Workbook((sheet,)), is_header=lambda cells: tuple(cells) in headers):
        yield from table_blocks(table)


def table_blocks(table: Table, title_level: int = 0) -> Iterator[Block]:
    """Yield the blocks of a table: title and notes as paragraphs, parts as headings, rows with their column names.

    With ``title_level`` its title is a heading. A header with nothing below it is a row.
    """
    for number, line in table.above:
        is_title = title_level > 0 and line == table.title
        yield Block(
            line, BlockKind.HEADING if is_title else BlockKind.PARAGRAPH, level=title_level * is_title, row=number
        )
    part = ""
    for row in table.rows:
        if row.part != part:
            yield Block(row.part, BlockKind.HEADING, level=PART_LEVEL, row=row.number)
            part = row.part
        cells = tuple(" ".join(cell.split()) for cell in row.cells)
        columns = tuple(_named(table.header, row, place) for place in range(min(len(cells), len(table.header))))
        yield Block(row.text, BlockKind.TABLE_ROW, row=row.number, columns=columns, cells=cells)
    if not table.rows:
        cells = tuple(filter(None, table.header))
        yield Block(" | ".join(cells), BlockKind.TABLE_ROW, row=table.header_row, cells=cells)
    yield from (Block(line, row=number, gap=True) for number, line in table.notes)


def _named(header: Sequence[str], row: TableRow, place: int) -> str:
    """Return the name of a cell: of one over several columns, what their names have in common."""
    after = place + 1
    while after in row.joined and after < len(header):
        after += 1
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*header[place:after], strict=False))
    return "".join(letter for letter, *_ in alike).strip()
