"""Give the marked rows of a paper's tables what the lines below the table say of the mark."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from ingest.document import Block, BlockKind
from knowledge.tables import Table, TableRow, with_notes
from knowledge.tables.notes import read_note

_BELOW = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_MOST_LINES = 12


def with_table_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, the rows that a note qualifies with it as a remark."""
    start = 0
    for is_table, group in itertools.groupby(blocks, key=lambda block: any(block.columns)):
        held = list(group)
        start += len(held)
        below = blocks[start : start + _MOST_LINES] if is_table else ()
        lines = itertools.takewhile(lambda block: block.kind in _BELOW and read_note(block.text), below)
        notes = tuple((0, line.text) for line in lines)
        for columns, same in itertools.groupby(held, key=lambda block: block.columns):
            yield from _noted(list(same), columns, notes)


def _noted(blocks: Sequence[Block], columns: tuple[str, ...], notes: tuple[tuple[int, str], ...]) -> Iterator[Block]:
    rows = tuple(TableRow(n, block.cells, block.text) for n, block in enumerate(blocks))
    table = with_notes(Table("", "", columns, 0, rows, notes=notes))
    for block, row in zip(blocks, table.rows, strict=True):
        yield dataclasses.replace(block, text=row.text, cells=row.cells, columns=table.header)
