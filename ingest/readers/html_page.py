"""Read a web page: its article as trafilatura finds it, with its title, date, publisher and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html  # type: ignore[import-untyped]  # lxml ships no type information
import trafilatura
from lxml import etree
from trafilatura.metadata import extract_metadata

from ingest.document import Block, BlockKind, Document
from ingest.readers.dates import read_date
from ingest.readers.encoding import decode
from ingest.readers.files import check_characters, read_bytes, require
from ingest.readers.metadata import describe, find_publisher, is_imprint
from ingest.readers.tables import row_blocks
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.evidence import Audience

MAX_HTML_CHARACTERS = 3_000_000
# Deeper nesting is no page that anyone wrote, and parsers recurse into it.
MAX_NESTING = 200
_IMPRINT_LINES = 120
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSETS = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
}
_BLOCK_TAGS = ("p", "div", "span", "td", "li", "h1", "h2", "h3")
_SEPARATOR = " | "


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .html or .htm file."""
    data = read_bytes(path, relative)
    require(data, "html", relative)
    page = check_characters(_decode(data, relative), relative)
    if len(page) > MAX_HTML_CHARACTERS:
        raise DocumentError(
            relative,
            f"the page has more than {MAX_HTML_CHARACTERS:,} characters",
            "Save only its text, as .txt or .md.",
        )
    # Without the declaration of an encoding: the page is decoded already. An entity bomb does not expand in HTML.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    tree = lxml.html.document_fromstring(page)
    if _depth(tree) > MAX_NESTING:
        raise DocumentError(
            relative, f"its elements are nested more than {MAX_NESTING} deep", "Save only its text, as .txt or .md."
        )
    blocks = list(_article(page, relative))
    if not any(is_imprint(block.text) for block in blocks[:8]):
        # The line with source and date often stands outside what is taken for the article.
        lines = [line for line in _lines(tree) if is_imprint(line)]
        blocks[:0] = [Block(line, BlockKind.IMPRINT) for line in lines[:2]]
    imprint = [block.text for block in blocks if block.kind is BlockKind.IMPRINT]
    metadata = extract_metadata(tree, extensive=False)
    return describe(
        relative,
        blocks,
        audience=audience,
        title=(metadata.title or "").strip(),
        publisher=find_publisher(imprint) or (metadata.sitename or "").strip(),
        published=next((date for line in imprint if (date := read_date(line))), None) or read_date(metadata.date),
        url=(metadata.url or "").strip(),
    )


def _decode(data: bytes, relative: str) -> str:
    """Decode by the page's own declaration where it names a Chinese encoding and holds, else by its bytes."""
    match = _CHARSET.search(data[:4096])
    declared = _CHARSETS.get(match.group(1).lower()) if match else None
    if declared:
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return decode(data, relative)


def _depth(tree: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _article(page: str, relative: str) -> Iterator[Block]:
    xml = trafilatura.extract(
        page,
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_recall=True,
    )
    main = etree.fromstring(xml.encode()).find(".//main") if xml else None
    blocks = list(_children(main)) if main is not None else []
    if not blocks:
        raise DocumentError(relative, "no text of an article is found in the page", "Save its text as .txt or .md.")
    yield from blocks


def _children(parent: etree._Element) -> Iterator[Block]:
    for element in parent:
        if element.tag == "head":
            level = str(element.get("rend") or "h2").removeprefix("h")
            yield from _lined(element, BlockKind.HEADING, level=int(level) if level.isdigit() else 2)
        elif element.tag == "list":
            for item in element.iter("item"):
                yield from _lined(item, BlockKind.LIST_ITEM)
        elif element.tag == "table":
            yield from _table(element)
        elif len(element) and element.tag in {"div", "quote"}:
            yield from _children(element)
        else:
            yield from _lined(element, BlockKind.PARAGRAPH)


def _lined(element: etree._Element, kind: BlockKind, level: int = 0) -> Iterator[Block]:
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    for line in "".join(str(part) for part in element.itertext()).split("\n"):
        text = " ".join(line.split())
        if text:
            yield Block(text, kind, level=level, gap=True)


def _table(table: etree._Element) -> Iterator[Block]:
    rows = []
    for number, row in enumerate(table.iter("row"), start=1):
        cells = [" ".join("".join(str(part) for part in cell.itertext()).split()) for cell in row.iter("cell")]
        if any(cells):
            rows.append((number, _SEPARATOR.join(cell for cell in cells if cell), cells))
    if len(rows) == 1 or all(len(cells) == 1 for _, _, cells in rows):
        # A table that only lays out the page.
        yield from (Block(text, BlockKind.PARAGRAPH, gap=True) for _, text, _ in rows)
    elif rows:
        yield from row_blocks(rows[0][2], rows[1:])


def _lines(tree: etree._Element) -> Iterator[str]:
    """Yield the texts of the page's first elements that hold no other block."""
    seen = 0
    for element in tree.iter(*_BLOCK_TAGS):
        if seen >= _IMPRINT_LINES:
            return
        if any(child.tag in _BLOCK_TAGS and child.tag != "span" for child in element):
            continue
        text = " ".join("".join(str(part) for part in element.itertext()).split())
        if text:
            seen += 1
            yield text
