"""Lay the rows of a Word table out: cells that go over columns and rows, header rows, rows that begin further in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.grid import Cell
from ingest.readers.word.package import child, is_on, local, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

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
