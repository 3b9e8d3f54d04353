"""Lists in pages: of buttons by number, of cited lines by what fits into one message with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.render.splitting import units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.evidence import Statement

# A keyboard that a phone shows without scrolling.
BUTTONS_A_PAGE = 8
# Of the 4,096 units of a message, what a title, a count and headings leave with room to spare.
_ROOM = 3200
# Marker, quotation marks and the end of a line.
_AROUND = 12

_Item = TypeVar("_Item")


def in_pages(items: Sequence[_Item], size: int = BUTTONS_A_PAGE) -> list[Sequence[_Item]]:
    """Return items in pages of at most ``size``; there is always one page."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [items]


def cited_pages(items: Sequence[_Item], statement_of: Callable[[_Item], Statement], most: int) -> list[list[_Item]]:
    """Return items in pages of at most ``most``, fewer where their text and sources are long; at least one page."""
    pages: list[list[_Item]] = [[]]
    room, titles = _ROOM, set[str]()
    for item in items:
        statement = statement_of(item)
        needed = _needed(statement, titles)
        if pages[-1] and (len(pages[-1]) == most or needed > room):
            pages.append([])
            room, titles = _ROOM, set()
            needed = _needed(statement, titles)
        pages[-1].append(item)
        room -= needed
        titles.update(citation.source.title for citation in statement.citations)
    return pages


def _needed(statement: Statement, titles: set[str]) -> int:
    sources = {citation.source for citation in statement.citations if citation.source.title not in titles}
    headings = sum(units(source.title) + units(source.publisher) + 3 * _AROUND for source in sources)
    quotes = sum(units(citation.quote) + _AROUND for citation in statement.citations)
    return units(statement.text) + headings + quotes
