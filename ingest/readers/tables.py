"""Turn rows of a table into blocks, with the column names for search; bounds that every table reader keeps."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ingest.document import Block, BlockKind
from knowledge.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000


def row_blocks(header: Sequence[str], rows: Iterable[tuple[int, str, Sequence[str]]]) -> Iterator[Block]:
    """Yield a block a row from (row number as its program shows it, text, cells)."""
    for number, text, cells in rows:
        named = itertools.zip_longest(header[: len(cells)], cells, fillvalue="")
        pairs = [f"{name}: {said}" if name else said for name, cell in named if (said := " ".join(cell.split()))]
        yield Block(text, BlockKind.TABLE_ROW, row=number, search_text="; ".join(pairs))


def check_size(rows: int, cells: int, relative: str) -> None:
    """Raise DocumentError when a table is too long or too wide."""
    if rows > MAX_ROWS or cells > MAX_CELLS:
        raise DocumentError(
            relative,
            f"the table has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells",
            "Split it into smaller files, or keep only the rows that matter.",
        )
