"""What is verified and what comes of it: drafts, the evidence that they cite, findings."""

import dataclasses
import enum

from knowledge.evidence import Citation, Language

# How a finding begins that names a word which the evidence has nowhere.
NOWHERE = "not in the evidence: "


class Fault(enum.StrEnum):
    """What is wrong with a statement."""

    UNCITED = "uncited"
    NO_SUCH_CITATION = "no_such_citation"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"
    NAME = "name"
    ROLE = "role"
    RELATION = "relation"
    QUALIFIER = "qualifier"
    NEGATION = "negation"
    STATUS = "status"
    LANGUAGE = "language"
    FOREIGN_TEXT = "foreign_text"
    LENGTH = "length"
    UNRELATED = "unrelated"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one statement; ``detail`` is what the evidence does not carry (for staff, never for the public)."""

    fault: Fault
    detail: str


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """One statement as a model wrote it: its text without markers, and the evidence numbers it cites (from 1)."""

    text: str
    cites: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered piece of evidence: a passage verbatim, the sentence of a record, or a fact computed beforehand.

    ``context`` is its title, headings and date: what is named there may be used too. The date of the citation's
    source resolves dates that count from it (明年, next year).
    """

    number: int
    text: str
    language: Language
    citation: Citation
    context: str = ""
