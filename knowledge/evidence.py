"""Evidence and what is said from it: passages, citations, statements, answers.

An answer is a list of statements, and a statement owns the citations that carry it, so an uncited statement cannot
be expressed.
"""

from __future__ import annotations

import dataclasses
import enum

from knowledge.calendar import PartialDate
from knowledge.charts.kinds import Chart


class Audience(enum.StrEnum):
    """Who asks, and who may see a passage."""

    PUBLIC = "public"
    STAFF = "staff"


class Language(enum.StrEnum):
    """A language of the corpus and of answers."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> Language:
        """Return the other language."""
        return Language.EN if self is Language.ZH else Language.ZH


class Mode(enum.StrEnum):
    """How an answer was made."""

    RECORDS = "records"
    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"
    SMALLTALK = "smalltalk"


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where evidence comes from.

    ``path`` is relative to its corpus directory; for a record it is ``table.csv#row-id``.
    """

    path: str
    title: str
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source, the unit of search.

    ``text`` is verbatim from the file, line by line (a line that cleaning removed is missing, nothing is reworded).
    ``ordinal`` counts a file's passages in reading order. ``pair`` is shared by the two language sides of one
    bilingual block or record, else empty. ``heading`` is the path of headings above it, for context and search.
    ``about`` holds the gazetteer ids of the places that the whole file is about (most often its home city).
    ``record`` is the JSON of the typed row where the passage is a record, else empty.
    ``search_text`` is what is embedded and indexed when it differs from ``text`` (OCR mended, a table row with its
    column names); else empty.
    """

    id: str
    text: str
    source: Source
    locator: str
    language: Language
    audience: Audience = Audience.PUBLIC
    ordinal: int = 0
    heading: str = ""
    pair: str = ""
    about: tuple[str, ...] = ()
    record: str = ""
    search_text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """The place that carries a statement; ``quote`` is verbatim from the file."""

    source: Source
    locator: str
    quote: str
    language: Language
    passage_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, with the citations that carry it (at least one).

    ``parts`` are the sentences of it that answer, each by itself, where more is told around them.
    """

    text: str
    citations: tuple[Citation, ...]
    parts: tuple[Statement, ...] = dataclasses.field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a statement must cite: {self.text!r}")


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """The picture that shows what an answer tells: of a home city by its gazetteer id, or of all; of a year."""

    chart: Chart
    home: str = ""
    year: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: statements in order, framed by interface sentences that claim nothing.

    ``lead`` and ``notes`` are the product's own words (that the evidence is in Chinese, that nothing was found).
    ``choices`` are replies offered with a clarifying question. ``nearest`` is what the sources do have when the
    answer abstains; each is a cited statement too. ``picture`` is offered beside it.
    """

    language: Language
    mode: Mode
    statements: tuple[Statement, ...] = ()
    lead: str = ""
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    nearest: tuple[Statement, ...] = ()
    abstained: bool = False
    picture: Picture | None = None

    @property
    def listed_choices(self) -> tuple[str, ...]:
        """Return the choices that are written out: what the lead has said already is not said again."""
        return tuple(choice for choice in self.choices if choice not in self.lead)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return every citation once, in order of first use; position i is marker ``[i + 1]``."""
        seen: dict[Citation, None] = {}
        for statement in (*self.statements, *self.nearest):
            seen.update(dict.fromkeys(statement.citations))
        return tuple(seen)

    def marked(self, statement: Statement) -> str:
        """Return a statement's text with its markers."""
        numbers = {citation: n for n, citation in enumerate(self.citations, start=1)}
        return statement.text + "".join(f" [{numbers[citation]}]" for citation in statement.citations)

    @property
    def text(self) -> str:
        """Return the whole answer as plain text with markers, one block a line."""
        blocks = [self.lead] if self.lead else []
        blocks += [self.marked(statement) for statement in self.statements]
        blocks += self.notes
        blocks += [f"· {self.marked(statement)}" for statement in self.nearest]
        blocks += [f"– {choice}" for choice in self.listed_choices]
        return "\n".join(blocks)
