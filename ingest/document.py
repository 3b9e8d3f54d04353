"""What a reader makes of a file: a document of blocks in reading order."""

import dataclasses
import enum
import functools
import itertools
import re

from knowledge.calendar import PartialDate
from knowledge.evidence import Audience, Language
from knowledge.language.dates import with_years_of_eras

# A Latin character carries about this share of what a Chinese one does (500 to 1,400).
LATIN_WEIGHT = 5 / 14
_WIDE = re.compile("[\u2e80-\U0010ffff]+")


class BlockKind(enum.StrEnum):
    """What a block is to the reader of the document."""

    TITLE = "title"
    IMPRINT = "imprint"  # who published it and when: a date line, a source line, a byline
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    SPEAKER = "speaker"
    TIMESTAMP = "timestamp"


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph, verbatim.

    ``level`` is a heading's depth from 1 (0: not known, or no heading). ``page`` and ``row`` count from 1 as a person
    would. ``gap`` tells that an empty line stands before it. ``search_text`` is what to search when it differs from
    ``text``. ``cells`` are those of a table row, ``columns`` their names. ``scanned`` tells that it was read from a
    picture.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None
    row: int | None = None
    gap: bool = False
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    scanned: bool = False

    @property
    def search_text(self) -> str:
        """Return what to search where it differs from the text: a table row with its column names, years in figures."""
        named = itertools.zip_longest(self.columns, self.cells, fillvalue="")
        shown = ((name, with_years_of_eras(cell)) for name, cell in named if cell)
        return "; ".join(f"{name}: {cell}" if name else cell for name, cell in shown)


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """A file as text with what is known about it.

    ``path`` is relative to the corpus directory. ``other_title`` and ``other_publisher`` are in the language that
    ``language`` is not, where the file gives both. ``notes`` tells the knowledge keeper what of the file was not read.
    """

    path: str
    title: str
    publisher: str
    published: PartialDate | None
    url: str
    language: Language
    blocks: tuple[Block, ...]
    audience: Audience = Audience.PUBLIC
    other_title: str = ""
    other_publisher: str = ""
    notes: tuple[str, ...] = ()


@functools.lru_cache(maxsize=256)  # a line is weighed with each of its neighbours
def weight(text: str) -> float:
    """Return the length of a text in Chinese characters, Latin ones counted as 5/14 each."""
    wide = sum(map(len, _WIDE.findall(text)))
    return wide + (len(text) - wide) * LATIN_WEIGHT
