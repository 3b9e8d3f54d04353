"""The columns of the six tables, and which table a header belongs to."""

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from knowledge.records.cells import CONTINENTS
from knowledge.records.chinese import agreement_column, column_in_chinese, column_words
from knowledge.records.model import (
    RECORD_TYPES,
    AgreementKind,
    AgreementStatus,
    EventKind,
    EventStatus,
    FigureKind,
    Group,
    IntentionStatus,
    ProgrammeStatus,
    Record,
    RecordKind,
    Sourced,
)

# Columns that together tell a table from any other. The other required columns may then be reported as missing.
_SIGNATURES = {
    RecordKind.AGREEMENTS: {"id", "home_en", "partner_en", "kind"},
    RecordKind.PROGRAMMES: {"id", "title_en", "for_whom"},
    RecordKind.EVENTS: {"id", "title_en", "kind", "date"},
    RecordKind.FIGURES: {"id", "measure", "value"},
    RecordKind.INTENTIONS: {"id", "title_en", "due_date"},
    RecordKind.COMPLETE: {"id", "home_en", "list_of", "as_of"},
}


# What the descriptions of ``columns.csv`` leave open.
_FILLED_IN = {
    "date": "YYYY, YYYY-MM or YYYY-MM-DD: no more of it than the source says",
    "Continent": " | ".join(CONTINENTS),
    "Group": " ; ".join(Group),
    **{
        choice.__name__: " | ".join(choice)
        for choice in (
            AgreementKind,
            AgreementStatus,
            EventKind,
            EventStatus,
            FigureKind,
            IntentionStatus,
            ProgrammeStatus,
        )
    },
}


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what goes in it, and whether a cell must be filled."""

    name: str
    description: str
    required: bool


def _columns(kind: RecordKind) -> tuple[Column, ...]:
    rows = [row for table in ("", kind) for row in column_words() if row.table == table]
    described = {row.column: row.description.format(**_FILLED_IN) for row in rows}
    last = len(dataclasses.fields(Sourced))
    fields = dataclasses.fields(RECORD_TYPES[kind])
    return tuple(
        Column(field.name, described[field.name], field.default is dataclasses.MISSING)
        for field in (*fields[last:], *fields[:last])
    )


RECORD_SCHEMAS: dict[RecordKind, tuple[Column, ...]] = {kind: _columns(kind) for kind in RecordKind}


@functools.lru_cache(4096)
def column_name(cell: object, kind: RecordKind | None = None) -> str:
    """Return a header cell as a column's name: trimmed, lower case, spaces as underscores, Chinese as English.

    In a table of a known ``kind``, words that elsewhere might mean something else are known too.
    """
    if kind is RecordKind.AGREEMENTS and (named := agreement_column(str(cell or ""))) is not None:
        return named
    if (named := column_in_chinese(str(cell or ""))) is not None:
        return named
    return str(cell or "").strip().lstrip("\ufeff").lower().replace(" ", "_")


def is_record_table(header: Sequence[str]) -> RecordKind | None:
    """Return the kind of record that a table with this header holds, or None for any other table."""
    names = {column_name(cell) for cell in header}
    return next((kind for kind, signature in _SIGNATURES.items() if signature <= names), None)


@functools.cache
def adapter(kind: RecordKind) -> TypeAdapter[Any]:
    """Return the validator of a kind's rows."""
    return TypeAdapter(RECORD_TYPES[kind])


def kind_of(record: Record) -> RecordKind:
    """Return the table that a record belongs to."""
    return next(kind for kind, type_ in RECORD_TYPES.items() if isinstance(record, type_))
