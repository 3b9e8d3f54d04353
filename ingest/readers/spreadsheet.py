"""Read a table or workbook: one block a row with its column names, under the titles of its sheet and table."""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.document import Block, BlockKind, Document
from ingest.readers.files import check_characters, read_bytes
from ingest.readers.metadata import describe
from ingest.readers.tables import table_blocks
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.tables import LeftOut, Table, read_workbook, tables_of

_SHEET, _TITLE = 1, 2


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .csv, .tsv, .xlsx, .xlsm, .xls, .et or .ods file."""
    workbook = read_workbook(read_bytes(path, relative), relative)
    return document_of(tables_of(workbook), workbook.left_out, path.stem, relative, audience)


def document_of(tables: Sequence[Table], left_out: LeftOut, stem: str, relative: str, audience: Audience) -> Document:
    """Return the document of a workbook; one with a single table is named after it, any other after its file."""
    if not any(table.rows for table in tables):
        remedy = "Add rows, or remove the file; if its own program shows rows, save it there as .xlsx."
        raise DocumentError(relative, "the table has no rows below a header", remedy)
    blocks = list(_blocks(tables))
    check_characters("\n".join(block.text for block in blocks), relative)
    titles = [table.title for table in tables]
    title = titles[0] if len(titles) == 1 and titles[0] else stem
    document = describe(relative, blocks, audience=audience, title=title)
    return dataclasses.replace(document, notes=left_out.notes())


def _blocks(tables: Sequence[Table]) -> Iterator[Block]:
    several = len({table.sheet for table in tables}) > 1
    sheet = ""
    for table in tables:
        if table.sheet != sheet and several:
            yield Block(table.sheet, BlockKind.HEADING, level=_SHEET, gap=True)
        sheet = table.sheet
        yield from table_blocks(table, _TITLE if len(tables) > 1 else 0)
