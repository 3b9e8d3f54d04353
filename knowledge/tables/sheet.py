"""A workbook as its program shows it: sheets of numbered rows, what is hidden left out."""

import bisect
import dataclasses
import functools
from collections.abc import Mapping

MAX_SHEETS = 100
MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 8_000_000


@dataclasses.dataclass(frozen=True)
class Row:
    """A row that has a cell of its own.

    ``number`` counts from 1 as the program shows it. ``cells`` have the text shown, a merged cell in every row that it
    covers. ``joined`` are the columns that a cell to the left covers. ``text`` is the row as the file has it, where the
    file is text.
    """

    number: int
    cells: tuple[str, ...]
    joined: frozenset[int] = frozenset()
    text: str = ""

    @property
    def shown(self) -> str:
        """Return the row verbatim: its text, else its cells with bars between them."""
        return self.text or " | ".join(self.filled)

    @functools.cached_property
    def filled(self) -> list[str]:
        """Return the cells that have something in them, each on one line."""
        return [line for cell in self.cells if (line := " ".join(cell.split()))]


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """The visible rows of a sheet that is not hidden."""

    name: str
    rows: tuple[Row, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a workbook was not read because it is hidden or struck out, or has no value."""

    sheets: tuple[str, ...] = ()
    rows: int = 0
    columns: int = 0
    formulas: int = 0
    struck: int = 0

    def notes(self) -> tuple[str, ...]:
        """Say what was left out, a line each."""
        counted = (
            (len(self.sheets), "hidden sheet", f"was left out: {', '.join(self.sheets)}"),
            (self.rows, "hidden row", "was left out"),
            (self.columns, "hidden column", "was left out"),
            (self.struck, "struck-out text", "was left out"),
            (self.formulas, "formula without a stored value", "was not read; open and save it in its program"),
        )
        return tuple(
            f"{count} {what} {done}" if count == 1 else f"{count} {_plural(what)} {done.replace('was', 'were', 1)}"
            for count, what, done in counted
            if count
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file that hold anything; a text file has one without a name."""

    sheets: tuple[Sheet, ...]
    left_out: LeftOut = LeftOut()


class TooLarge(ValueError):
    """Seen by the knowledge keeper, as a DocumentError: a table is longer, wider or wordier than is read."""


@dataclasses.dataclass(slots=True)
class Bounds:
    """Counts the cells and characters of a file while it is read, and stops what would never end."""

    rows: int = 0
    cells: int = 0
    characters: int = 0
    covered: int = 0

    def row(self) -> None:
        """Count a row."""
        self.rows += 1
        if self.rows > MAX_ROWS:
            raise TooLarge(f"more than {MAX_ROWS:,} rows")

    def cell(self, text: str = "") -> None:
        """Count a cell, filled or not."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > MAX_CELLS:
            raise TooLarge(f"more than {MAX_CELLS:,} cells")
        if self.characters > MAX_CHARACTERS:
            raise TooLarge(f"more than {MAX_CHARACTERS:,} characters")

    def cover(self, cells: int) -> None:
        """Count cells that a merged one covers."""
        self.covered += cells
        if self.covered > MAX_CELLS:
            raise TooLarge(f"more than {MAX_CELLS:,} cells")


@dataclasses.dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell; rows and columns count from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclasses.dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of a sheet that are not shown."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def laid_out(
    name: str, cells: Mapping[int, Mapping[int, str]], merges: list[Merge], hidden: Hidden, bounds: Bounds
) -> Sheet:
    """Return a sheet from its filled cells (row -> column -> text, both from 1): merges filled, hidden ones left out.

    A merged cell is filled downwards only: to its right it is one cell, not several with the same words.
    """
    own = {number: dict(row) for number, row in cells.items() if any(row.values())}
    grid = {number: dict(row) for number, row in own.items()}
    joined: dict[int, set[int]] = {}
    numbers = sorted(grid)
    for merge in dict.fromkeys(merges):
        text = cells.get(merge.top, {}).get(merge.left, "")
        covered = range(merge.left + 1, min(merge.right, MAX_COLUMNS) + 1)
        for number in numbers[_place(numbers, merge.top) : _place(numbers, merge.bottom + 1)]:
            bounds.cell(text)
            if text:
                grid[number].setdefault(merge.left, text)
            bounds.cover(len(covered))
            joined.setdefault(number, set()).update(covered)
    width = min(max((max(row) for row in own.values()), default=0), MAX_COLUMNS)
    columns = [column for column in range(1, width + 1) if column not in hidden.columns]
    rows = [
        Row(
            number,
            tuple(grid[number].get(column, "") for column in columns),
            frozenset(n for n, column in enumerate(columns) if column in joined.get(number, ())),
        )
        for number in numbers
        if number not in hidden.rows
    ]
    return Sheet(name, tuple(row for row in rows if any(row.cells)))


def _place(numbers: list[int], number: int) -> int:
    return bisect.bisect_left(numbers, number)


def _plural(what: str) -> str:
    head, _, tail = what.partition(" without")
    return f"{head}s{' without' if tail else ''}{tail}"
