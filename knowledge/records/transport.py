"""Records as JSON, the form in which a passage carries its row."""

from __future__ import annotations

import json

from pydantic import ValidationError

from knowledge.records.model import Record, RecordKind
from knowledge.records.schema import adapter, kind_of

_TABLE = "table"


def to_json(record: Record) -> str:
    """Write a record as one line of JSON with its table."""
    kind = kind_of(record)
    values = adapter(kind).dump_python(record, mode="json")
    return json.dumps({_TABLE: kind.value} | values, ensure_ascii=False)


def from_json(text: str) -> Record:
    """Read what ``to_json`` wrote; raise ValueError for anything else."""
    try:
        values = json.loads(text)
        kind = RecordKind(values.pop(_TABLE))
        record: Record = adapter(kind).validate_python(values)
    except (KeyError, AttributeError, TypeError, ValidationError) as error:
        raise ValueError(f"this is no record: {text[:80]!r}") from error
    return record
