"""Turn the elements of a web page into blocks, in their order: headings, paragraphs, list items, table rows."""

import itertools
from collections.abc import Iterator, Sequence

from lxml import etree

from ingest.document import Block, BlockKind
from ingest.readers.tables import cell_blocks, is_layout
from ingest.readers.web.page import BLOCKS, HEADINGS
from knowledge.pages import text_of
from knowledge.tables.html import cells_of, elements_of, rows_of

_INNER = frozenset({"table", "ul", "ol", "p", "div", "h1", "h2", "h3", "h4"})
# The name of a field is short; what is longer is a paragraph of its own.
_LONGEST_TERM, _LONGEST_ITEM = 20, 200


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
    """Yield a term with what is said of it as one item; of cards with the same terms each as a row."""
    terms = _terms(element)
    if cards := _cards(element, terms):
        for card in cards:
            columns, cells = tuple(card), tuple(card.values())
            yield Block(" | ".join(filter(None, cells)), BlockKind.TABLE_ROW, columns=columns, cells=cells)
        return
    for term, said in terms:
        texts = [text_of(each) for each in said]
        if all(_is_plain(each) for each in said) and sum(map(len, texts)) <= _LONGEST_ITEM:
            line = f"{term}: {'; '.join(texts)}" if term and texts else term or "; ".join(texts)
            yield from _lines(line, BlockKind.LIST_ITEM)
            continue
        yield from _lines(term, BlockKind.PARAGRAPH)
        for each in said:
            yield from element_blocks(each, relative)


def _terms(element: etree._Element) -> list[tuple[str, list[etree._Element]]]:
    """Return the terms of a list, each with the elements that say something of it."""
    found: list[tuple[str, list[etree._Element]]] = []
    for each in element.iter("dt", "dd"):
        if each.tag == "dt":
            found.append((text_of(each), []))
        elif found:
            found[-1][1].append(each)
        else:
            found.append(("", [each]))
    return found


def _cards(element: etree._Element, terms: Sequence[tuple[str, list[etree._Element]]]) -> list[dict[str, str]]:
    """Return lists of the same terms as rows, in one list or in several of a page; nothing for a list by itself."""
    cards: list[dict[str, str]] = [{}]
    for term, said in terms:
        if not term or len(said) > 1 or len(term) > _LONGEST_TERM or not all(map(_is_plain, said)):
            return []
        if term in cards[-1]:
            cards.append({})
        cards[-1][term] = " ".join(map(text_of, said))
    names = set(cards[0])
    if len(names) < 2:  # noqa: PLR2004 - a table has two columns
        return []
    others = (each for each in element.getroottree().iter("dl") if each is not element)
    alike = (names & {text_of(term) for term in other.iter("dt")} for other in others)
    return cards if len(cards) > 1 or any(2 * len(same) >= len(names) for same in alike) else []


def _is_plain(element: etree._Element) -> bool:
    return not any(inner.tag in _INNER for inner in element)


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
