"""The rows that staff keep themselves as passages, so that they are cited and opened like any other source."""

import dataclasses
import datetime as dt

from knowledge.answering.records.phrasing import day_words
from knowledge.evidence import Language, Passage, Source
from knowledge.records import Entry, locator_of, sentence, source_of, to_json

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
    day = entry.added_at.astimezone(zone).date()
    return [
        Passage(
            id=f"entry-{entry.id}-{language}",
            text=sentence(row, language),
            source=_source(entry, day, language),
            locator=locator_of(row, language),
            language=language,
            audience=row.audience,
            pair=row.id,
            record=to_json(row),
        )
        for language in Language
    ]


def _source(entry: Entry, day: dt.date, language: Language) -> Source:
    source = source_of(entry.record, f"{_PATH}{entry.id}", language)
    title = _TITLES[language][entry.role == _ADMIN].format(day=day_words(day, language), source=source.title)
    return dataclasses.replace(source, title=title)
