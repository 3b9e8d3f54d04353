"""Read a web page: its article with its tables and lists as they are written, its title, date, publisher, address."""

import copy
import dataclasses
from pathlib import Path

from lxml import etree
from trafilatura.metadata import extract_metadata

from ingest.document import Block, BlockKind, Document
from ingest.readers.files import read_bytes, require
from ingest.readers.metadata import describe, find_publisher, is_imprint
from ingest.readers.web.blocks import element_blocks
from ingest.readers.web.imprint import article_title, imprint_lines, page_date, page_publisher
from ingest.readers.web.page import article
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.pages import leave_out_struck, parse, text_of
from knowledge.tables import LeftOut


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .html or .htm file."""
    data = read_bytes(path, relative)
    require(data, "html", relative)
    tree = parse(data, relative)
    struck = leave_out_struck(tree)
    metadata = extract_metadata(copy.deepcopy(tree), extensive=False)
    published = page_date(tree)
    lines = list(imprint_lines(tree))[:2]
    title = article_title(tree) or (metadata.title or "").strip()
    headlines = [text_of(each) for each in tree.iter("h1")]
    blocks = _article_blocks(tree, relative)
    if not any(is_imprint(block.text) for block in blocks[:8]):
        # The line with source and date often stands outside what is taken for the article.
        blocks[:0] = [Block(line, BlockKind.IMPRINT) for line in lines]
    if title in headlines and not any(block.text == title for block in blocks):
        blocks.insert(0, Block(title, BlockKind.TITLE))
    imprint = [block.text for block in blocks if block.kind is BlockKind.IMPRINT]
    document = describe(
        relative,
        blocks,
        audience=audience,
        title=title,
        publisher=find_publisher(imprint) or page_publisher(tree) or (metadata.sitename or "").strip(),
        published=published,
        url=(metadata.url or "").strip(),
    )
    return dataclasses.replace(document, notes=LeftOut(struck=struck).notes())


def html_blocks(data: bytes, relative: str, *, without: str = "") -> list[Block]:
    """Return the blocks of a page that stands in another file (a letter, a part of a Word document).

    ``without`` is the XPath of what is left out of it.
    """
    tree = parse(data, relative)
    leave_out_struck(tree)
    for element in tree.xpath(without) if without else ():
        element.drop_tree()
    return _article_blocks(tree, relative)


def _article_blocks(tree: etree._Element, relative: str) -> list[Block]:
    part = article(tree)
    blocks = list(element_blocks(part, relative)) if part is not None else []
    if not blocks:
        raise DocumentError(relative, "no text of an article is found in the page", "Save its text as .txt or .md.")
    return blocks
