"""An answer as a list to take away: a row for each statement and each source that carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.calendar import format_date
from knowledge.exports.listing import ColumnKind, ListColumn, Listing, gathered
from knowledge.exports.lists import source_columns
from knowledge.exports.words import words_in

if TYPE_CHECKING:
    from knowledge.calendar import PartialDate
    from knowledge.evidence import Answer
    from knowledge.text.language import Script

_COLUMNS = (
    ("statement", ColumnKind.TEXT, 60),
    ("source", ColumnKind.TEXT, 40),
    ("locator", ColumnKind.TEXT, 24),
    ("published", ColumnKind.DATE, 14),
    ("url", ColumnKind.URL, 24),
    ("quote", ColumnKind.TEXT, 60),
)


def answer_listing(question: str, answer: Answer, script: Script, asked_on: PartialDate) -> Listing:
    """Return what an answer says, or has that is nearest, in the answer's language; a Chinese one in a script."""
    words = words_in(answer.language, script)
    cited = [(said, cited) for said in (*answer.statements, *answer.nearest) for cited in said.citations]
    sources = [(one.source.title, one.source.publisher, one.source.published, one.source.url) for _, one in cited]
    return Listing(
        title=words("answer"),
        subtitle=words("of_agreements", n=len(cited), day=format_date(asked_on, answer.language)),
        columns=tuple(ListColumn(words(key), kind, width) for key, kind, width in _COLUMNS),
        rows=tuple(
            (said.text, one.source.title, one.locator, one.source.published, one.source.url, one.quote)
            for said, one in cited
        ),
        notes=tuple(note for note in (words("asked", question=question), answer.lead, *answer.notes) if note),
        sources=gathered(sources),
        source_columns=source_columns(words),
        sources_title=words("sources"),
    )
