"""Turn the main text of a Word document into blocks: paragraphs with their numbers and notes, tables, text boxes."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from ingest.document import Block, BlockKind
from ingest.readers.files import MAX_CHARACTERS, check_archive, sniff
from ingest.readers.tables import cell_blocks, is_layout
from ingest.readers.text import blocks_of
from ingest.readers.web import html_blocks
from ingest.readers.word.inline import Inline, InlineReader, with_notes
from ingest.readers.word.numbering import Label, Numbering
from ingest.readers.word.package import Package, alternative, child, is_on, is_placeholder, local, value
from ingest.readers.word.styles import Style, Styles
from knowledge.encoding import decode
from knowledge.errors import DocumentError
from knowledge.tables import Cell
from knowledge.text.language import HAN

MAX_BLOCKS = 50_000
# What only groups the paragraphs that stand in it.
_GROUPS = frozenset("sdt sdtContent customXml ins moveTo smartTag".split())
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_NAMES = {
    "OLEObject": ("embedded object", "embedded objects"),
    "chart": ("chart", "charts"),
    "blip": ("picture", "pictures"),
    "altChunk": ("inserted file", "inserted files"),
    "subDoc": ("linked document", "linked documents"),
}
# A table in a cell that tells of it: so many rows, each with a name so long.
_MOST_TOLD, _LONGEST_NAME = 20, 20
_FURNITURE = re.compile(r"^[-—–·\s\d/第页共]*$")


class Body:
    """Reads a document's text; ``notes`` then tells what of it was not read."""

    def __init__(self, package: Package, relative: str) -> None:
        self._package = package
        self._relative = relative
        styles = next((root for _, root in package.related("styles")), None)
        self._styles = Styles(styles)
        self._numbering = Numbering(next((root for _, root in package.related("numbering")), None))
        self._inline = InlineReader(self._styles.hidden)
        self._notes = {kind[0]: _notes(package, kind) for kind in ("footnotes", "endnotes")}
        self._numbers: dict[str, int] = {}
        self._part = package.main
        self._count = self._characters = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the document in reading order, then those of its headers and footers, once each."""
        root = self._package.root(self._part)
        body = child(root, "body")
        shown: set[str] = set()
        for block in self._within(body if body is not None else ()):
            shown.add(block.text)
            yield block
        for kind in ("header", "footer"):
            for part, each in self._package.related(kind):
                self._part = part
                for block in self._within(each):
                    if block.text not in shown and not _FURNITURE.match(block.text):
                        shown.add(block.text)
                        yield block

    def notes(self) -> tuple[str, ...]:
        """Return what the knowledge keeper should know of the document."""
        seen = self._inline.seen
        told = []
        if seen["change"]:
            told.append(f"It has tracked changes ({seen['change']}); it was read as with all of them accepted.")
        if seen["struck"]:
            told.append(f"Words that are struck out were left out ({seen['struck']}).")
        for kind, (one, many) in _NAMES.items():
            if seen[kind]:
                told.append(
                    f"{seen[kind]} {one if seen[kind] == 1 else many} {'was' if seen[kind] == 1 else 'were'} not read."
                )
        return tuple(told)

    def _within(self, elements: Iterable[etree._Element]) -> Iterator[Block]:
        pending = ""  # the text of a paragraph whose end was removed: it goes on in the next one
        for each in self._flat(elements):
            name = local(each)
            if name == "p":
                inline = self._inline.read(each)
                inline.text = pending + inline.text
                mark = child(each, "pPr", "rPr")
                pending = inline.text if child(mark, "del") is not None or child(mark, "moveFrom") is not None else ""
                if pending:
                    inline.text = ""
                for block in self._paragraph(each, inline):
                    yield self._bounded(block)
            elif name == "tbl":
                for block in self._table(each):
                    yield self._bounded(block)
            elif name in {"altChunk", "subDoc"}:
                for block in self._inserted(each):
                    yield self._bounded(block)
        if pending:
            yield self._bounded(Block(pending.strip()))

    def _flat(self, elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """Yield paragraphs, tables, rows and cells out of what only groups them."""
        for each in elements:
            name = local(each)
            self._inline.seen["change"] += name in _CHANGES
            if name in _GROUPS and not is_placeholder(each):
                yield from self._flat(each)
            elif name == "AlternateContent":
                chosen = alternative(each)
                yield from self._flat(chosen if chosen is not None else ())
            elif name not in _CHANGES and name not in _GROUPS:
                yield each

    def _paragraph(self, element: etree._Element, inline: Inline) -> Iterator[Block]:
        style = self._styles.of(element)
        label = None
        if style.list_id and style.list_id != "0":
            level = style.list_level or str(
                self._numbering.level_of(style.list_id, value(child(element, "pPr", "pStyle")))
            )
            label = self._numbering.label(style.list_id, int(level) if level.isdecimal() else 0)
        text = with_notes(inline.text, self._note)
        if not style.is_contents:
            lines = [" ".join(line.split()) for line in text.split("\n")]
            lines = [line for line in lines if line]
            for n, line in enumerate(lines):
                text = f"{label.text}{line}" if label and n == 0 else line
                yield _block(text, style, label)
        for box in inline.boxes:
            yield from self._within(box)
        for each in inline.objects:
            yield from self._object(each)

    def _object(self, element: etree._Element) -> Iterator[Block]:
        """Yield the words of a diagram; count what has none that can be read."""
        name = local(element)
        if name == "relIds":
            target = self._package.targets(self._part).get(value(element, "dm"))
            root = self._package.root(target.part) if target else None
            for paragraph in root.iter("{*}p") if root is not None else ():
                text = "".join(each.text or "" for each in paragraph.iter("{*}t")).strip()
                if text:
                    yield Block(text, BlockKind.LIST_ITEM)
            return
        self._inline.seen["blip" if name == "imagedata" else name] += 1

    def _note(self, reference: str) -> str:
        element = self._notes[reference[0]].pop(reference[1:], None)
        if element is None:
            return ""
        self._numbers[reference[0]] = self._numbers.get(reference[0], 0) + 1
        text = " ".join(block.text for block in self._within(element)).rstrip("。.")
        chinese = HAN.search(text) is not None
        name = {"f": ("注", "note "), "e": ("尾注", "endnote ")}[reference[0]][0 if chinese else 1]
        return f"{name}{self._numbers[reference[0]]}{'：' if chinese else ': '}{text}" if text else ""

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows, cells = self._rows(table)
        if is_layout(cells):
            for row in cells:
                for cell in row:
                    yield from self._within(cell)
            return
        inner: list[etree._Element] = []
        texts = [[self._cell(cell, inner) for cell in row] for row in cells]
        yield from cell_blocks(grid_of(rows, cells, texts), self._relative)
        for each in inner:
            yield from self._table(each)

    def _rows(self, table: etree._Element) -> tuple[list[etree._Element], list[list[etree._Element]]]:
        """Return the rows that are kept, and the cells of each."""
        rows = [
            row for row in self._flat(table) if local(row) == "tr" and _is_kept(child(row, "trPr"), "del", "hidden")
        ]
        return rows, [
            [cell for cell in self._flat(row) if local(cell) == "tc" and _is_kept(child(cell, "tcPr"), "cellDel")]
            for row in rows
        ]

    def _cell(self, cell: etree._Element, inner: list[etree._Element]) -> str:
        """Return the text of a cell; the tables that stand in it are put aside, to be read after their own one.

        One of two columns that is all that stands in a cell is its text: a name a line, and what is told of it.
        """
        content = list(self._flat(cell))
        tables = [each for each in content if local(each) == "tbl"]
        text = " ".join(block.text for block in self._within(each for each in content if local(each) != "tbl"))
        if not text and len(tables) == 1 and (told := self._told(tables[0])):
            return told
        inner += tables
        return text

    def _told(self, table: etree._Element) -> str:
        """Return a table of names and what is told of each as one text; nothing for any other."""
        _, cells = self._rows(table)
        if not 0 < len(cells) <= _MOST_TOLD or table.find(".//{*}tc//{*}tbl") is not None:
            return ""
        if any(len(row) != 2 for row in cells):  # noqa: PLR2004 - a name and what it is
            return ""
        texts = [[" ".join(block.text for block in self._within(cell)).strip("：: ") for cell in row] for row in cells]
        if any(not name or len(name) > _LONGEST_NAME for name, _ in texts):
            return ""
        colon, stop = ("：", "；") if HAN.search(texts[0][0]) else (": ", "; ")
        return stop.join(f"{name}{colon}{told}" for name, told in texts if told)

    def _inserted(self, element: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a file that stands in the document."""
        target = self._package.targets(self._part).get(value(element, "id"))
        data = self._package.bytes(target.part) if target and not target.is_outside else None
        kind = sniff(data) if data else ""
        if data and kind == "html":
            yield from html_blocks(data, self._relative)
        elif data and kind == "docx":
            check_archive(io.BytesIO(data), self._relative)
            body = Body(Package(data, self._relative), self._relative)
            yield from body.blocks()
            self._inline.seen += body._inline.seen
        elif data and kind == "text":
            yield from blocks_of(decode(data, self._relative))
        else:
            self._inline.seen[local(element)] += 1

    def _bounded(self, block: Block) -> Block:
        self._count += 1
        self._characters += len(block.text)
        if self._count > MAX_BLOCKS or self._characters > MAX_CHARACTERS:
            raise DocumentError(
                self._relative,
                f"the document has more than {MAX_BLOCKS:,} paragraphs or {MAX_CHARACTERS:,} characters",
                "Split it into smaller files.",
            )
        return block


def _block(text: str, style: Style, label: Label | None) -> Block:
    """Return the block of a line; only a bullet is an item of a list, a number is that of a clause."""
    if style.is_title:
        return Block(text, BlockKind.TITLE)
    if style.heading:
        return Block(text, BlockKind.HEADING, level=style.heading)
    is_item = style.is_list if label is None else not label.text
    return Block(text, BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH)


def _is_kept(looks: etree._Element | None, *switches: str) -> bool:
    return not any(is_on(child(looks, switch)) for switch in switches)


def _notes(package: Package, kind: str) -> dict[str, etree._Element]:
    root = next((root for _, root in package.related(kind)), None)
    return {value(each, "id"): each for each in (root if root is not None else ()) if not value(each, "type")}


_MOST = 500


def grid_of(
    rows: Sequence[etree._Element], cells: Sequence[Sequence[etree._Element]], texts: Sequence[Sequence[str]]
) -> list[list[Cell]]:
    """Return the cells of a table with their spans; a cell that goes on from the row above is counted to that one."""
    placed: list[list[tuple[etree._Element, str]]] = []
    heights: dict[etree._Element, int] = {}
    open_at: dict[int, etree._Element] = {}
    for row, own, words in zip(rows, cells, texts, strict=True):
        looks = child(row, "trPr")
        column = _number(child(looks, "gridBefore"), 0)
        line = [(child(looks, "gridBefore"), "")] if column else []
        for cell, text in zip(own, words, strict=True):
            merge = child(cell, "tcPr", "vMerge")
            above = open_at.get(column)
            if merge is not None and value(merge) != "restart" and above is not None:
                heights[above] += 1
            else:
                line.append((cell, text))
                heights[cell] = 1
                if merge is None:
                    open_at.pop(column, None)
                else:
                    open_at[column] = cell
            column += _width(cell)
        placed.append(line)
    headers = [is_on(child(row, "trPr", "tblHeader")) for row in rows]
    return [
        [Cell(text, _width(cell), heights.get(cell, 1), is_header) for cell, text in line]
        for line, is_header in zip(placed, headers, strict=True)
    ]


def _width(cell: etree._Element) -> int:
    return _number(cell if local(cell) == "gridBefore" else child(cell, "tcPr", "gridSpan"), 1)


def _number(element: etree._Element | None, default: int) -> int:
    text = value(element)
    return min(int(text), _MOST) if text.isdecimal() else default
