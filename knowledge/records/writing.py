"""Rows written: as tables of their schema and as JSON, both of which load again as the same rows."""

import csv
import io
import json
from collections.abc import Iterable

from pydantic import ValidationError

from knowledge.records.cells import FORMULA
from knowledge.records.model import Record, RecordKind
from knowledge.records.schema import RECORD_SCHEMAS, adapter, kind_of


def table_file(kind: RecordKind, rows: Iterable[Record]) -> bytes:
    """Return the rows of a kind as CSV, in UTF-8 with a mark that spreadsheets know it by.

    What a spreadsheet would take for a formula begins with an apostrophe, which `load_table` takes away.
    """
    columns = [column.name for column in RECORD_SCHEMAS[kind]]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    for row in rows:
        if kind_of(row) is kind:
            values = adapter(kind).dump_python(row, mode="json")
            writer.writerow([_cell(values[column]) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


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
