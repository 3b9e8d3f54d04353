"""A table: its title, header, rows and notes."""

import dataclasses

from knowledge.text.folding import fold

_TOTALS = frozenset(
    "合计 总计 小计 共计 累计 合計 總計 小計 計 计 total totals subtotal sum altogether gesamt summe 총계 합계".split()
)


@dataclasses.dataclass(frozen=True, slots=True)
class TableRow:
    """A row below a header; ``part`` is the line above it that names its part of the table (亚洲, 二、友好交流城市).

    ``joined`` are the columns that a cell to the left covers.
    """

    number: int
    cells: tuple[str, ...]
    text: str
    part: str = ""
    joined: frozenset[int] = frozenset()

    @property
    def is_total(self) -> bool:
        """Tell whether it sums up the rows above it."""
        first = next((cell for cell in self.cells if cell.strip()), "")
        return fold(first).replace(" ", "").strip(":：") in _TOTALS


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet; ``header`` names its columns, "" where nothing does, and stands in ``header_row`` (0: none).

    ``title`` is the line above it, ``above`` what else stands there, ``notes`` what stands below, each with its row.
    """

    sheet: str
    title: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]
    above: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
