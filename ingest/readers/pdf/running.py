"""Leave out what the pages of a paper repeat at their edges: running heads, footers, page numbers."""

import collections
import re
from collections.abc import Sequence

from ingest.readers.layout.flow import Line

# Lines at the top and bottom of a page that may be its header and footer, and on how many pages they must recur.
_EDGE_LINES = 2
_MIN_REPEATS = 3
_PAGE_NUMBER = re.compile(
    r"^[-—–·\s]*(?:第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?)[-—–·\s]*$",
    re.IGNORECASE,
)


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of all pages without page numbers and the lines that recur at the edges of pages."""
    filled = [[line for line in page if line.text or line.table] for page in pages]
    ordered = [sorted(page, key=lambda line: line.top) for page in filled]
    counts = collections.Counter(shape for page in ordered for shape in {_shape(line) for line in _edges(page)})
    needed = max(_MIN_REPEATS, len(pages) // 3)

    def runs(line: Line) -> bool:
        recurs = counts[_shape(line)] >= needed and sum(char.isalpha() for char in line.text) > 1
        return not line.table and (recurs or _PAGE_NUMBER.match(line.text) is not None)

    dropped: set[int] = set()
    for page in ordered:
        # From each edge inwards, up to the first line that does not recur.
        for edge in (page[:_EDGE_LINES], page[: -_EDGE_LINES - 1 : -1]):
            for line in edge:
                if not runs(line):
                    break
                dropped.add(id(line))
    return [line for page in filled for line in page if id(line) not in dropped]


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
