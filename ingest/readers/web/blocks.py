"""Turn the elements of a web page into blocks, in their order: headings, paragraphs, list items, table rows."""

import itertools
from collections.abc import Iterator

from lxml import etree

from ingest.document import Block, BlockKind
from ingest.readers.tables import cell_blocks, is_layout
from ingest.readers.web.page import BLOCKS, HEADINGS
from knowledge.pages import text_of
from knowledge.tables.html import cells_of, elements_of, rows_of

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
    rows = rows_of(table)
    caption = table.find("caption")
    if caption is not None:
        yield from _lines(text_of(caption), BlockKind.PARAGRAPH)
    grid = [cells_of(row) for row in rows]
    if table.find(".//table") is not None or is_layout([row for row in grid if any(cell.text for cell in row)]):
        for cell in itertools.chain.from_iterable(map(elements_of, rows)):
            yield from element_blocks(cell, relative)
        return
    yield from cell_blocks(grid, relative)
