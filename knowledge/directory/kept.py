"""The rows that staff keep themselves as passages, so that they are cited and opened like any other source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.evidence import Language, Passage, Source
from knowledge.records import Agreement, sentence, to_json

if TYPE_CHECKING:
    import datetime as dt

    from knowledge.records import Entry

_ADMIN = "admin"
_PATH = "entries#"
# Who, by role and never by name, and when; then what they name as their source.
_TITLES = {
    Language.ZH: {True: "管理员{day}录入：{source}", False: "工作人员{day}录入：{source}"},
    Language.EN: {True: "Entered by an admin on {day}: {source}", False: "Entered by staff on {day}: {source}"},
}


def is_kept(source: Source) -> bool:
    """Tell whether a source is a row that staff keep themselves."""
    return source.path.startswith(_PATH)


def entry_passages(entry: Entry, zone: dt.tzinfo) -> list[Passage]:
    """Return an entry's row in both languages; its day is told in the office's time zone."""
    row = entry.record
    day = entry.added_at.astimezone(zone).date().isoformat()
    return [
        Passage(
            id=f"entry-{entry.id}-{language}",
            text=sentence(row, language),
            source=Source(
                path=f"{_PATH}{entry.id}",
                title=_TITLES[language][entry.role == _ADMIN].format(day=day, source=row.source_title),
                publisher="" if isinstance(row, Agreement) else row.source_publisher,
                published=row.source_date if isinstance(row, Agreement) else row.as_of,
                url=row.source_url,
            ),
            locator=f"row {row.id}",
            language=language,
            audience=row.audience,
            pair=row.id,
            record=to_json(row),
        )
        for language in Language
    ]
