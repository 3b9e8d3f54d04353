"""Turn the elements of a web page into blocks, in their order: headings, paragraphs, list items, table rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Block, BlockKind
from ingest.readers.grid import Cell, is_layout, table_blocks
from ingest.readers.web.page import BLOCKS, HEADINGS, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_MOST = 500
_INNER = frozenset({"table", "ul", "ol", "p", "div", "h1", "h2", "h3", "h4"})


def element_blocks(parent: etree._Element, relative: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
    """Yield the blocks in an element; what stands in it directly is of a kind."""
    line = parent.text or ""
    for element in parent:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            line += "\n"
        elif tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.iterdescendants() if tag):
            yield from _lines(line, kind)
            line = ""
            yield from _block(element, tag, relative, kind)
        elif tag:
            line += _inline(element)
        line += element.tail or ""
    yield from _lines(line, kind)


def _block(element: etree._Element, tag: str, relative: str, kind: BlockKind) -> Iterator[Block]:
    if tag in HEADINGS:
        text = text_of(element)
        if text:
            yield Block(text, BlockKind.HEADING, level=HEADINGS[tag], gap=True)
    elif tag == "table":
        yield from _table(element, relative)
    elif tag == "dl":
        yield from _definitions(element, relative)
    elif tag == "li":
        yield from element_blocks(element, relative, BlockKind.LIST_ITEM)
    elif tag == "caption":
        yield from _lines(text_of(element), BlockKind.PARAGRAPH)
    else:
        yield from element_blocks(element, relative, kind)


def _inline(element: etree._Element) -> str:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "".join(str(part) for part in element.itertext())


def _lines(text: str, kind: BlockKind) -> Iterator[Block]:
    for line in text.replace("\r", "").split("\n") if kind is BlockKind.PARAGRAPH else [text]:
        shown = " ".join(line.split())
        if shown:
            yield Block(shown, kind, gap=True)


def _definitions(element: etree._Element, relative: str) -> Iterator[Block]:
    """Yield a term with what is said of it as one item."""
    term = ""
    for each in element.iter("dt", "dd"):
        text = text_of(each)
        if each.tag == "dt":
            yield from _lines(term, BlockKind.LIST_ITEM)
            term = text
        elif any(inner.tag in _INNER for inner in each):
            yield from _lines(term, BlockKind.PARAGRAPH)
            term = ""
            yield from element_blocks(each, relative)
        else:
            yield from _lines(f"{term}: {text}" if term else text, BlockKind.LIST_ITEM)
            term = ""
    yield from _lines(term, BlockKind.LIST_ITEM)


def _table(table: etree._Element, relative: str) -> Iterator[Block]:
    rows = [list(_cells(row)) for row in _rows(table)]
    caption = table.find("caption")
    if caption is not None:
        yield from _lines(text_of(caption), BlockKind.PARAGRAPH)
    nests = any(cell.find(".//table") is not None for row in rows for cell in row)
    if nests or is_layout([row for row in rows if any(text_of(cell) for cell in row)]):
        for row in rows:
            for cell in row:
                yield from element_blocks(cell, relative)
        return
    grid = [
        [
            Cell(
                text_of(cell),
                _number(cell.get("colspan"), 1),
                _number(cell.get("rowspan"), 1) or len(rows) - number,
                is_header=cell.tag == "th" or _is_head(cell),
            )
            for cell in row
        ]
        for number, row in enumerate(rows)
    ]
    yield from table_blocks(grid, relative)


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    for each in table:
        if each.tag == "tr":
            yield each
        elif each.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in each if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _is_head(cell: etree._Element) -> bool:
    row = cell.getparent()
    group = row.getparent() if row is not None else None
    return group is not None and group.tag == "thead"


def _number(text: str | None, default: int) -> int:
    return min(int(text), _MOST) if text and text.strip().isdecimal() else default
