"""A cited piece of evidence, read: its values, the places named in and around it, its words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from knowledge.text.folding import fold

if TYPE_CHECKING:
    from knowledge.answering.reading import Reader, Text
    from knowledge.answering.verification.claim import Evidence
    from knowledge.answering.verification.clauses import ClauseReader, Reading
    from knowledge.calendar import PartialDate
    from knowledge.names import Place


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """One cited piece of evidence; ``around`` is its context with the line that names its source."""

    evidence: Evidence
    reading: Reading
    around: Reading
    text: Text
    folded: str
    published: PartialDate | None

    @property
    def places(self) -> dict[str, Place]:
        """Return the places named in it and around it, by id."""
        return self.reading.places | self.around.places


def read_evidence(evidence: Evidence, clauses: ClauseReader, reader: Reader) -> Known:
    """Read a piece of evidence; dates in it that count from the paper's own are resolved."""
    source = evidence.citation.source
    reading = clauses.read(evidence.text, source.published)
    beside = "\n".join(part for part in (evidence.context, source.title, reading.tail) if part)
    around = clauses.read(beside, source.published)
    whole = f"{evidence.text}\n{beside}"
    return Known(evidence, reading, around, reader.prepare(whole), fold(whole), source.published)


def implied_by(place: Place, named: dict[str, Place]) -> bool:
    """Tell whether a country or continent follows from a place named (Japan from Fukuoka)."""
    if place.id == "country:cn":
        return True
    lands = {other.country for other in named.values() if other.country}
    if place.id.startswith("country:"):
        return place.country in lands
    if place.id.startswith("continent:"):
        return any(place.en in other.continent.split("/") for other in named.values())
    return False
