"""A list to export: typed columns and rows, what to know about it, and where it is from."""

import collections
import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

from knowledge.calendar import PartialDate
from knowledge.evidence import Source
from knowledge.text.bilingual import Bilingual

Cell: TypeAlias = str | int | PartialDate | None
# The columns of the sheet of sources.
SOURCES = (("source", 60), ("publisher", 30), ("published", 14), ("url", 40), ("rows", 10))


@dataclasses.dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its width in characters, and whether it holds addresses to follow."""

    heading: str
    width: int = 16
    is_link: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """A list with a title, a line that says what it holds, and notes; every row has a cell a column.

    ``sources`` has each source of the rows and how many rest on it, under the columns ``SOURCES``.
    """

    title: str
    subtitle: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[tuple[Cell, ...], ...]
    words: Bilingual

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: every row must have {len(self.columns)} cells")


def day_of(date: PartialDate) -> dt.date | None:
    """Return the day of a date that is known to the day."""
    return dt.date(date.year, date.month, date.day) if date.month and date.day else None


def gathered(sources: Iterable[Source]) -> tuple[tuple[Cell, ...], ...]:
    """Return each source with how often it occurs, in order of first use."""
    told = ((each.title, each.publisher, each.published, each.url) for each in sources)
    return tuple((*each, count) for each, count in collections.Counter(told).items())


def columns_of(columns: Iterable[tuple[str, int]], words: Bilingual) -> tuple[ListColumn, ...]:
    """Return columns of these names and widths."""
    return tuple(ListColumn(words(key), width, is_link=key == "url") for key, width in columns)
