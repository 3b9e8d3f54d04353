"""Read a presentation (.pptx): the text and tables of its slides, one after the other, a slide as a page."""

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.document import Block, BlockKind, Document
from ingest.readers.files import check_archive, check_characters, read_bytes, require
from ingest.readers.metadata import describe, usable_title
from ingest.readers.tables import cell_blocks
from ingest.readers.word.package import Package, child, local, value
from knowledge.evidence import Audience
from knowledge.tables import Cell, LeftOut
from knowledge.text.raised import raised

_TITLES = frozenset({"title", "ctrTitle"})
_WHOLE = "noStrike"
_FURNITURE = frozenset({"dt", "ftr", "sldNum"})  # what stands on every slide


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .pptx file; hidden slides are left out, and said."""
    data = read_bytes(path, relative)
    require(data, "pptx", relative)
    check_archive(io.BytesIO(data), relative)
    package = Package(data, relative)
    order = child(package.root(package.main), "sldIdLst")
    targets = package.targets(package.main)
    parts = [targets[name].part for each in (order if order is not None else ()) if (name := _link(each)) in targets]
    blocks: list[Block] = []
    hidden = struck = 0
    for number, part in enumerate(parts, start=1):
        slide = package.root(part)
        if slide is None or value(slide, "show") == "0":
            hidden += 1
            continue
        struck += sum(map(_is_struck, slide.iter("{*}r")))
        blocks += [dataclasses.replace(block, page=number) for block in _blocks(slide, relative)]
    check_characters("\n".join(block.text for block in blocks), relative)
    document = describe(relative, blocks, audience=audience, title=usable_title(package.title()))
    notes = (f"Hidden slides were left out ({hidden}).",) if hidden else ()
    return dataclasses.replace(document, notes=(*notes, *LeftOut(struck=struck).notes()))


def _link(element: etree._Element) -> str:
    """Return the relationship of a slide; its own id has the same name in no namespace."""
    return next((str(each) for key, each in element.attrib.items() if str(key).endswith("}id")), "")


def _blocks(element: etree._Element, relative: str) -> Iterator[Block]:
    for each in element:
        name = local(each)
        if name == "sp":
            kind = value(child(each, "nvSpPr", "nvPr", "ph"), "type")
            if kind not in _FURNITURE:
                yield from _shape(each, is_title=kind in _TITLES)
        elif name == "tbl":
            rows = [
                [_cell(cell) for cell in row if local(cell) == "tc" and not _covered(cell)]
                for row in each
                if local(row) == "tr"
            ]
            yield from cell_blocks(rows, relative)
        elif name not in {"AlternateContent", "Fallback"}:
            yield from _blocks(each, relative)


def _shape(shape: etree._Element, *, is_title: bool) -> Iterator[Block]:
    for paragraph in shape.iter("{*}p"):
        text = _text(paragraph)
        if text:
            yield Block(text, BlockKind.HEADING, level=1) if is_title else Block(text, gap=True)


def _text(paragraph: etree._Element) -> str:
    text = ""
    for each in paragraph.iter("{*}t", "{*}br"):
        run = each.getparent()
        if _is_struck(run):
            continue
        is_raised = value(child(run, "rPr"), "baseline").isdecimal()  # in thousandths; below: negative
        text += "\n" if local(each) == "br" else raised(text, each.text or "") if is_raised else each.text or ""
    return " ".join(text.split())


def _is_struck(run: etree._Element) -> bool:
    return value(child(run, "rPr"), "strike", _WHOLE) != _WHOLE


def _cell(cell: etree._Element) -> Cell:
    text = " ".join(filter(None, map(_text, cell.iter("{*}p"))))
    columns, rows = value(cell, "gridSpan", "1"), value(cell, "rowSpan", "1")
    return Cell(text, int(columns) if columns.isdecimal() else 1, int(rows) if rows.isdecimal() else 1)


def _covered(cell: etree._Element) -> bool:
    return "1" in {value(cell, "hMerge"), value(cell, "vMerge")}
