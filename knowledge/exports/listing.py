"""A list to export: typed columns and rows, what to know about it, and where it is from."""

import collections
import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

from knowledge.calendar import PartialDate
from knowledge.evidence import Source

Cell: TypeAlias = str | int | PartialDate | None


@dataclasses.dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its width in characters, and whether it holds addresses to follow."""

    heading: str
    width: int = 16
    is_link: bool = False


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


def gathered(sources: Iterable[Source]) -> tuple[ListSource, ...]:
    """Count how often each source occurs, in order of first use."""
    told = ((each.title, each.publisher, each.published, each.url) for each in sources)
    return tuple(ListSource(*each, rows=count) for each, count in collections.Counter(told).items())
