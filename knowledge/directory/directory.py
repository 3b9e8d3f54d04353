"""The directory: the records and sources of one index, read once, for answering and for looking through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence import Citation, Language
from knowledge.names import build_gazetteer
from knowledge.records import Agreement, RecordBook, from_json, load_table
from knowledge.settings import BUNDLED_CORPUS

if TYPE_CHECKING:
    from knowledge.evidence import Passage
    from knowledge.index import KnowledgeIndex
    from knowledge.records import Record
    from knowledge.settings import Settings


class Directory:
    """What one audience may look through; it holds no way to anything that its index does not.

    ``home`` is the office's own city, or None where all home cities are served alike.
    """

    def __init__(self, index: KnowledgeIndex, settings: Settings) -> None:
        """Read the record tables out of the index and prepare the names (about two seconds)."""
        passages: dict[tuple[Record, Language], Passage] = {}
        rows: dict[Record, None] = {}
        for passage in index.records():
            record = from_json(passage.record)
            rows[record] = None
            passages[record, passage.language] = passage
        self._index = index
        self._passages = passages
        agreements = [row for row in rows if isinstance(row, Agreement)]
        self.gazetteer = build_gazetteer([*agreements, *_known_partners()])
        self.book = RecordBook.from_records(rows, self.gazetteer)
        self.home = self.gazetteer.lookup(settings.home_city) if settings.home_city else None

    def citation(self, record: Record, language: Language) -> Citation:
        """Return the citation of a record for a language; its quote is the record's own."""
        passage = self._passages.get((record, language)) or self._passages[record, language.other]
        return Citation(passage.source, passage.locator, record.quote, passage.language, passage.id)


def _known_partners() -> list[Agreement]:
    """Return the bundled agreements, for the names of their cities only: a typo in one is mended in any corpus."""
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]
