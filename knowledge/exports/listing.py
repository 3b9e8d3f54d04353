"""A list to export: typed columns and rows, what to know about it, and where it is from."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Sequence
from typing import TypeAlias

from knowledge.calendar import PartialDate

Cell: TypeAlias = str | int | PartialDate | None


class ColumnKind(enum.StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    URL = "url"


@dataclasses.dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, what is in it, and its width in characters."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


@dataclasses.dataclass(frozen=True, slots=True)
class ListSource:
    """A source of the rows, and how many rest on it."""

    title: str
    publisher: str
    date: PartialDate | None
    url: str
    rows: int


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """A list with a title, a line that says what it holds, and notes; every row has a cell a column."""

    title: str
    subtitle: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[ListSource, ...]
    source_columns: tuple[ListColumn, ...]
    sources_title: str

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: every row must have {len(self.columns)} cells")

    @property
    def source_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the sources as rows."""
        return tuple((each.title, each.publisher, each.date, each.url, each.rows) for each in self.sources)


def day_of(date: PartialDate) -> dt.date | None:
    """Return the day of a date that is known to the day."""
    return dt.date(date.year, date.month, date.day) if date.month and date.day else None


def gathered(rows: Sequence[tuple[str, str, PartialDate | None, str]]) -> tuple[ListSource, ...]:
    """Count how often each (title, publisher, date, URL) occurs, in order of first use."""
    counts: dict[tuple[str, str, PartialDate | None, str], int] = {}
    for row in rows:
        counts[row] = counts.get(row, 0) + 1
    return tuple(ListSource(*row, rows=count) for row, count in counts.items())
