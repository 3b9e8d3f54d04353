"""Give the rows of a paper's tables what the lines around them say: a note on a mark below, the unit above."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from ingest.document import Block, BlockKind
from knowledge.tables import Table, TableRow, with_notes, with_units
from knowledge.tables.notes import read_note

_BELOW = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_MOST_LINES, _ABOVE = 12, 2


def with_table_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks: the rows that a note qualifies with it as a remark, columns of figures with their unit."""
    start, above = 0, list[str]()
    for is_table, group in itertools.groupby(blocks, key=lambda block: any(block.columns)):
        held = list(group)
        start += len(held)
        below = blocks[start : start + _MOST_LINES] if is_table else ()
        lines = itertools.takewhile(lambda block: block.kind in _BELOW and read_note(block.text), below)
        notes = tuple((0, line.text) for line in lines)
        for columns, same in itertools.groupby(held, key=lambda block: block.columns):
            part = list(same)
            yield from _noted(part, columns, notes, above) if is_table else part
        above = [block.text for block in held[-_ABOVE:]]


def _noted(
    blocks: Sequence[Block], columns: tuple[str, ...], notes: tuple[tuple[int, str], ...], above: Sequence[str]
) -> Iterator[Block]:
    rows = tuple(TableRow(n, block.cells, block.text) for n, block in enumerate(blocks))
    table = with_notes(with_units(Table("", "", columns, 0, rows, notes=notes), above))
    for block, row in zip(blocks, table.rows, strict=True):
        yield dataclasses.replace(block, text=row.text, cells=row.cells, columns=table.header)
