"""Read a table of records: good rows load, bad cells are reported by file, row and column; and write rows."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import DocumentError, RecordError
from knowledge.records.cells import FORMULA
from knowledge.records.chinese import value_from_chinese
from knowledge.records.model import Record, RecordKind
from knowledge.records.schema import RECORD_SCHEMAS, adapter, column_name, is_record_table, kind_of
from knowledge.tables import Table, Workbook, read_workbook, tables_of


@dataclasses.dataclass(frozen=True, slots=True)
class LoadedTable:
    """What the tables of a file gave.

    Its good rows, the cells that are wrong, its columns, and those that no schema knows. ``places`` says where in the
    file each row stands, as (sheet, row); the sheet is "" where there is one only. ``notes`` tells what was left aside.
    """

    kind: RecordKind
    rows: tuple[Record, ...]
    problems: tuple[RecordError, ...]
    ignored_columns: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


def load_table(path: Path) -> LoadedTable:
    """Read a file of which a table's header is a record schema.

    A wrong cell keeps its row out and no other; so does an id used before. Raise DocumentError when the file cannot be
    read or has no record table.
    """
    name = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(name, f"it cannot be opened ({error.strerror})", "Make it readable.") from error
    loaded = load_workbook(read_workbook(data, name), name)
    if loaded is None:
        raise DocumentError(
            name, "no row of it is the header of a record table", "Start from `python -m ingest template`."
        )
    return loaded


def load_workbook(workbook: Workbook, name: str) -> LoadedTable | None:
    """Return the rows of a workbook's record tables, those of the first kind that occurs; None where there is none."""
    tables = [
        (kind, table)
        for table in tables_of(workbook, is_header=lambda cells: is_record_table(cells) is not None)
        if (kind := is_record_table(table.header)) is not None
    ]
    if not tables:
        return None
    kind = tables[0][0]
    several = len(workbook.sheets) > 1
    reader = _Reader(kind, name, several=several)
    notes = list(workbook.left_out.notes())
    for other, table in tables:
        if other is kind:
            reader.read(table)
        else:
            notes.append(f"sheet {table.sheet!r} holds {other}, not {kind}, and was not read: put it in its own file")
    return dataclasses.replace(reader.loaded(), notes=tuple(notes))


class _Reader:
    """Gathers the rows of a file's tables of one kind; an id is used once among them."""

    def __init__(self, kind: RecordKind, name: str, *, several: bool) -> None:
        self._kind = kind
        self._name = name
        self._several = several
        self._columns = {column.name: column for column in RECORD_SCHEMAS[kind]}
        self._rows: list[Record] = []
        self._places: list[tuple[str, int]] = []
        self._problems: list[RecordError] = []
        self._first_use: dict[str, int] = {}
        self._ignored: dict[str, None] = {}
        self._told: dict[str, None] = {}

    def loaded(self) -> LoadedTable:
        return LoadedTable(
            self._kind,
            tuple(self._rows),
            tuple(self._problems),
            tuple(self._ignored),
            tuple(self._told),
            tuple(self._places),
        )

    def read(self, table: Table) -> None:
        header = [column_name(cell, self._kind) for cell in table.header]
        self._ignored |= dict.fromkeys(column for column in header if column and column not in self._columns)
        missing = [column.name for column in self._columns.values() if column.required and column.name not in header]
        if missing:
            self._problems += [
                RecordError(self._name, table.header_row, column, "", "the table needs this column")
                for column in missing
            ]
            return
        self._told |= dict.fromkeys(column for column in header if column in self._columns)
        # A problem is told in the column's own words.
        shown = {column: cell.strip() for column, cell in zip(header, table.header, strict=True) if not cell.isascii()}
        for row in table.rows:
            for problem in self._row(header, row.number, row.cells, table.sheet):
                column = shown.get(problem.column, problem.column)
                self._problems.append(RecordError(problem.path, problem.row, column, problem.value, problem.allowed))

    def _row(self, header: Sequence[str], number: int, cells: Sequence[str], sheet: str) -> Iterator[RecordError]:
        if extra := [cell for cell in cells[len(header) :] if cell.strip()]:
            allowed = f"{len(header)} cells; a cell with a comma in it needs quotation marks around it"
            yield RecordError(self._name, number, "(beyond the header)", extra[0], allowed)
            return
        values = {
            column: value_from_chinese(column, _plain(cell))
            for column, cell in zip(header, cells, strict=False)
            if column in self._columns
        }
        # An empty cell of a column with a default takes the default.
        values = {column: cell for column, cell in values.items() if cell.strip() or self._columns[column].required}
        try:
            record: Record = adapter(self._kind).validate_python(_lists(values))
        except ValidationError as error:
            yield from problems_of(error, self._name, number, values)
            return
        if record.id in self._first_use:
            allowed = f"an id is used once; row {self._first_use[record.id]} has it already"
            yield RecordError(self._name, number, "id", record.id, allowed)
            return
        self._first_use[record.id] = number
        self._rows.append(record)
        self._places.append((sheet if self._several else "", number))


def _plain(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from computing a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _lists(values: dict[str, str]) -> dict[str, object]:
    groups = values.get("for_whom")
    if groups is None:
        return dict(values)
    return values | {"for_whom": [group.strip().lower() for group in groups.split(";") if group.strip()]}


def problems_of(error: ValidationError, name: str, number: int, values: Mapping[str, str]) -> Iterator[RecordError]:
    """Yield what is wrong with a row, once a column."""
    seen: set[str] = set()
    for item in error.errors(include_url=False):
        column = str(item["loc"][0]) if item["loc"] else ""
        message = str(item["msg"]).removeprefix("Value error, ")
        if not column and ":" in message:  # a rule about two columns names the one to mend
            column, _, message = message.partition(": ")
        if column in seen:
            continue
        seen.add(column)
        if item["type"] == "enum":
            message = f"one of {item['ctx']['expected']}"
        elif item["type"] in {"missing", "string_too_short"}:
            message = "it must not be empty"
        yield RecordError(name, number, column, values.get(column, ""), message)


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
