"""The columns of the six tables, and which table a header belongs to."""

import dataclasses
import enum
import functools
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from knowledge.records.cells import CONTINENTS
from knowledge.records.chinese import agreement_column, column_in_chinese
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


def _choice(values: type[enum.StrEnum]) -> str:
    return " | ".join(values)


_DATE = "YYYY, YYYY-MM or YYYY-MM-DD: no more of it than the source says"
_SHARED = {
    "id": "unique in the table: letters, digits, hyphens (guangzhou-lyon)",
    "home_zh": "the home city in Chinese",
    "home_en": "the home city in English",
    "partners": "names of partner cities or organisations, separated by ;",
    "title_zh": "short title in Chinese",
    "title_en": "short title in English",
    "summary_zh": "one or two full sentences in Chinese, with the date",
    "summary_en": "one or two full sentences in English, with the date",
    "as_of": f"the date for which the source says so; {_DATE}",
    "source_title": "title of the source; “中文 / English” gives each language its own",
    "source_publisher": "who published the source; “中文 / English” gives each language its own",
    "source_url": "address of the source, if it has one",
    "source_date": f"when the source itself was published, whatever it tells of; {_DATE}",
    "quote": "the words of the source that carry the row, verbatim and short",
    "audience": "public | staff (empty: public)",
}
_OWN = {
    RecordKind.AGREEMENTS: {
        "partner_zh": "the partner in Chinese",
        "partner_en": "the partner in English",
        "aliases": "other names and spellings, separated by ;",
        "country_zh": "the partner's country in Chinese",
        "country_en": "the partner's country in English",
        "iso_country": "ISO 3166 code of the country, as FR",
        "geonames_id": "number of the partner in GeoNames, which places it on the map (of a province, its seat)",
        "continent": f"{' | '.join(CONTINENTS)}, or two with a slash",
        "kind": _choice(AgreementKind),
        "date": f"when it was concluded; {_DATE}; empty if no source says",
        "date_note": "what to know about the date; “中文 / English”",
        "status": f"{_choice(AgreementStatus)}; a conflicting claim contests the listed row of the same two cities",
        "status_note": "what to know about the status; “中文 / English”",
        "place_signed": "where it was signed",
    },
    RecordKind.PROGRAMMES: {
        "for_whom": f"{' ; '.join(Group)} (one or more, separated by ;)",
        "status": _choice(ProgrammeStatus),
    },
    RecordKind.EVENTS: {
        "kind": _choice(EventKind),
        "date": f"the day, or the first day; {_DATE}",
        "end_date": f"the last day, if there is one; {_DATE}",
        "status": _choice(EventStatus),
    },
    RecordKind.FIGURES: {
        "measure": "what is counted, as a word without spaces: sister_cities, friendly_exchange_cities, ...",
        "subject_zh": "what is counted, in Chinese",
        "subject_en": "what is counted, in English",
        "value": "the number, digits only; 120+ for “more than 120”, 3-5 for a range",
        "unit_zh": "unit in Chinese",
        "unit_en": "unit in English",
        "kind": _choice(FigureKind),
    },
    RecordKind.INTENTIONS: {
        "status": f"{_choice(IntentionStatus)} (empty: proposed)",
        "owner": "who follows it up: a department or a person",
        "signed_date": f"when it was signed, if it was; {_DATE}",
        "due_date": f"by when it is to be done; {_DATE}",
        "became": "the id of the programme that came of it, or what came of it",
        "audience": "public | staff (empty: staff)",
    },
    RecordKind.COMPLETE: {
        "list_of": f"{_choice(AgreementKind)}: of these the table of agreements has all",
        "as_of": "the day up to which it has all; YYYY, YYYY-MM or YYYY-MM-DD",
        "quote": "the words of the source that say so (how many there are), verbatim and short",
    },
}


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what goes in it, and whether a cell must be filled."""

    name: str
    description: str
    required: bool


def _columns(kind: RecordKind) -> tuple[Column, ...]:
    described, last = _SHARED | _OWN[kind], len(dataclasses.fields(Sourced))
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
