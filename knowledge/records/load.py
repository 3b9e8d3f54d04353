"""Read a table of records from CSV or XLSX: good rows load, bad cells are reported by file, row and column."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import ValidationError

from knowledge.errors import DocumentError, RecordError
from knowledge.records.cells import FORMULA
from knowledge.records.chinese import value_from_chinese
from knowledge.records.schema import RECORD_SCHEMAS, adapter, column_name, is_record_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from knowledge.records.model import Record, RecordKind

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", ";", "\t")


@dataclasses.dataclass(frozen=True, slots=True)
class LoadedTable:
    """What a table gave: its good rows, the cells that are wrong, its columns, and those that no schema knows."""

    kind: RecordKind
    rows: tuple[Record, ...]
    problems: tuple[RecordError, ...]
    ignored_columns: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def load_table(path: Path, *, relative: str | None = None) -> LoadedTable:
    """Read a table whose header is a record schema.

    ``relative`` is the name to use in messages (default: the file's name). A wrong cell keeps its row out and no
    other; so does an id used before. Raise DocumentError when the file cannot be read or is no record table.
    """
    name = relative or path.name
    lines = _xlsx_lines(path, name) if path.suffix.lower() == ".xlsx" else _csv_lines(path, name)
    start = next((number for number, cells in lines if is_record_table(cells)), None)
    if start is None:
        raise DocumentError(
            name, "no row of it is the header of a record table", "Start from `python -m ingest template`."
        )
    written = dict(lines)[start]
    header = [column_name(cell) for cell in written]
    kind = is_record_table(header)
    assert kind is not None  # noqa: S101 - the row was chosen by this very test
    known = {column.name for column in RECORD_SCHEMAS[kind]}
    ignored = tuple(column for column in header if column and column not in known)
    missing = [column.name for column in RECORD_SCHEMAS[kind] if column.required and column.name not in header]
    if missing:
        problems = [RecordError(name, start, column, "", "the table needs this column") for column in missing]
        return LoadedTable(kind, (), tuple(problems), ignored)
    # A problem is told in the column's own words.
    shown = {column: cell.strip() for column, cell in zip(header, written, strict=True) if not cell.isascii()}
    rows, found = _read_rows(kind, name, header, [(number, cells) for number, cells in lines if number > start])
    found = tuple(RecordError(e.path, e.row, shown.get(e.column, e.column), e.value, e.allowed) for e in found)
    return LoadedTable(kind, rows, found, ignored, tuple(column for column in dict.fromkeys(header) if column in known))


def _read_rows(
    kind: RecordKind, name: str, header: Sequence[str], lines: Sequence[tuple[int, list[str]]]
) -> tuple[tuple[Record, ...], tuple[RecordError, ...]]:
    columns = {column.name: column for column in RECORD_SCHEMAS[kind]}
    rows: list[Record] = []
    problems: list[RecordError] = []
    first_use: dict[str, int] = {}
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if extra := [cell for cell in cells[len(header) :] if cell.strip()]:
            allowed = f"{len(header)} cells; a cell with a comma in it needs quotation marks around it"
            problems.append(RecordError(name, number, "(beyond the header)", extra[0], allowed))
            continue
        values = {
            column: value_from_chinese(column, _plain(cell))
            for column, cell in zip(header, cells, strict=False)
            if column in columns
        }
        # An empty cell of a column with a default takes the default.
        values = {column: cell for column, cell in values.items() if cell.strip() or columns[column].required}
        try:
            record: Record = adapter(kind).validate_python(_lists(values))
        except ValidationError as error:
            problems += _problems(error, name, number, values)
            continue
        if record.id in first_use:
            allowed = f"an id is used once; row {first_use[record.id]} has it already"
            problems.append(RecordError(name, number, "id", record.id, allowed))
            continue
        first_use[record.id] = number
        rows.append(record)
    return tuple(rows), tuple(problems)


def _plain(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from computing a cell."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _lists(values: dict[str, str]) -> dict[str, object]:
    groups = values.get("for_whom")
    if groups is None:
        return dict(values)
    return values | {"for_whom": [group.strip().lower() for group in groups.split(";") if group.strip()]}


def _problems(error: ValidationError, name: str, number: int, values: dict[str, str]) -> Iterator[RecordError]:
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


def _csv_lines(path: Path, name: str) -> list[tuple[int, list[str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(name, f"it cannot be opened ({error.strerror})", "Make it readable.") from error
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DocumentError(name, "its encoding is neither UTF-8 nor GB18030", "Save it as CSV UTF-8.")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        # `line_num` counts the lines of the file; a row is known to its keeper by the row number of a spreadsheet.
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1))
    except csv.Error as error:
        raise DocumentError(
            name, f"it is not well-formed CSV ({error})", "Export it again from the spreadsheet."
        ) from error


def _xlsx_lines(path: Path, name: str) -> list[tuple[int, list[str]]]:
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DocumentError(
            name, "it is not a readable XLSX workbook", "Open it in Excel and save it again."
        ) from error
    try:
        lines: list[tuple[int, list[str]]] = []
        for sheet in workbook.worksheets:
            lines = [
                (number, [_cell_text(cell.value, getattr(cell, "number_format", "")) for cell in row])
                for number, row in enumerate(sheet.iter_rows(), start=1)
            ]
            if any(is_record_table(cells) for _, cells in lines):
                return [(number, _trimmed(cells)) for number, cells in lines]
        return lines
    finally:
        workbook.close()


def _cell_text(value: object, number_format: str) -> str:
    """Write a cell as text; a real date as precisely as it is shown (a spreadsheet keeps May 1979 as its first day)."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        shown = number_format.lower()
        if "d" in shown or "y" not in shown:
            return day.isoformat()
        return day.isoformat()[: 7 if "m" in shown else 4]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
