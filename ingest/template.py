"""Write empty record tables for a keeper to fill in: one file for each kind."""

from __future__ import annotations

import csv
import enum
from typing import TYPE_CHECKING

from knowledge.errors import DocumentError
from knowledge.records import RECORD_SCHEMAS, RecordKind
from knowledge.records.template import template_workbook

if TYPE_CHECKING:
    from pathlib import Path


class TemplateFormat(enum.StrEnum):
    """The file format of a template."""

    CSV = "csv"
    XLSX = "xlsx"


def write_templates(directory: Path, file_format: TemplateFormat = TemplateFormat.XLSX) -> list[Path]:
    """Write a table of each kind, header only, into a directory and return their paths.

    A workbook explains its columns in cell comments and on a second sheet; its cells are text, so that a
    spreadsheet does not turn 1979-05 into a day. Raise DocumentError rather than overwrite a file.
    """
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / f"{kind}.{file_format}" for kind in RecordKind]
    for path in paths:
        if path.exists():
            raise DocumentError(str(path), "it exists already", "Choose another directory, or move it away.")
    for kind, path in zip(RecordKind, paths, strict=True):
        if file_format is TemplateFormat.CSV:
            _write_csv(kind, path)
        else:
            path.write_bytes(template_workbook(kind))
    return paths


def describe_columns(kind: RecordKind) -> str:
    """Return the columns of a table and what goes in them, one a line; a star marks those that must be filled."""
    width = max(len(column.name) for column in RECORD_SCHEMAS[kind]) + 2
    lines = (
        f"  {column.name + ('*' if column.required else ''):<{width}}{column.description}"
        for column in RECORD_SCHEMAS[kind]
    )
    return "\n".join((kind.value, *lines))


def _write_csv(kind: RecordKind, path: Path) -> None:
    # The byte-order mark makes Excel read it as UTF-8.
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow(column.name for column in RECORD_SCHEMAS[kind])
