"""Read a Word document: headings by their style, paragraphs, list items and table rows in the order of the page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
import docx.document
from docx.table import Table

from ingest.document import Block, BlockKind, Document
from ingest.readers.dates import read_date
from ingest.readers.files import MAX_CHARACTERS, check_archive, check_characters, read_bytes, require
from ingest.readers.metadata import describe, usable_title
from ingest.readers.tables import check_size, row_blocks
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docx.text.paragraph import Paragraph

    from knowledge.evidence import Audience

MAX_BLOCKS = 50_000
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"^(?:title|标题)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^(?:list|列表)", re.IGNORECASE)
# The library's own template, whose author and date say nothing about a document.
_TEMPLATE_AUTHOR = "python-docx"
_SEPARATOR = " | "


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .docx file."""
    data = read_bytes(path, relative)
    require(data, "docx", relative)
    check_archive(io.BytesIO(data), relative)
    word = docx.Document(io.BytesIO(data))
    blocks = list(_blocks(word, relative))
    check_characters("\n".join(block.text for block in blocks), relative)
    properties = word.core_properties
    document = describe(relative, blocks, audience=audience, title=usable_title(properties.title or ""))
    if document.published is None and properties.author != _TEMPLATE_AUTHOR and properties.created is not None:
        return describe(
            relative,
            blocks,
            audience=audience,
            title=usable_title(properties.title or ""),
            published=read_date(properties.created),
        )
    return document


def _blocks(word: docx.document.Document, relative: str) -> Iterator[Block]:
    count = characters = 0
    # Looked up once: the library searches all styles again for every paragraph.
    styles = {style.style_id: style.name or "" for style in word.styles}
    for item in word.iter_inner_content():
        for block in _table(item, relative) if isinstance(item, Table) else _paragraph(item, styles):
            count += 1
            characters += len(block.text)
            if count > MAX_BLOCKS or characters > MAX_CHARACTERS:
                raise DocumentError(
                    relative,
                    f"the document has more than {MAX_BLOCKS:,} paragraphs or {MAX_CHARACTERS:,} characters",
                    "Split it into smaller files.",
                )
            yield block


def _paragraph(paragraph: Paragraph, styles: Mapping[str, str]) -> Iterator[Block]:
    style = styles.get(paragraph._p.style or "", "")  # noqa: SLF001 - the only way to a style's id
    heading = _HEADING_STYLE.match(style)
    for line in paragraph.text.split("\n"):
        text = line.strip()
        if not text:
            continue
        if _TITLE_STYLE.match(style):
            yield Block(text, BlockKind.TITLE)
        elif heading:
            yield Block(text, BlockKind.HEADING, level=int(heading.group(1)))
        else:
            yield Block(text, BlockKind.LIST_ITEM if _LIST_STYLE.match(style) else BlockKind.PARAGRAPH)


def _table(table: Table, relative: str) -> Iterator[Block]:
    rows: list[tuple[int, str, list[str]]] = []
    cells_seen = 0
    for number, row in enumerate(table.rows, start=1):
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            # A merged cell is given once for every column that it spans.
            if previous is None or cell._tc is not previous:  # noqa: SLF001 - nothing else tells cells apart
                cells.append(" ".join(cell.text.split()))
            previous = cell._tc  # noqa: SLF001 - as above
        cells_seen += len(cells)
        check_size(number, cells_seen, relative)
        if any(cells):
            rows.append((number, _SEPARATOR.join(cell for cell in cells if cell), cells))
    if len(rows) == 1 or all(len(cells) == 1 for _, _, cells in rows):
        # A table that only lays out the page.
        yield from (Block(text, BlockKind.PARAGRAPH) for _, text, _ in rows)
    elif rows:
        yield from row_blocks(rows[0][2], rows[1:])
