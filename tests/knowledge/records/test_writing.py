"""Tables written back."""

import csv
import dataclasses
from pathlib import Path

import pytest

from knowledge.evidence import Audience
from knowledge.records import (
    RECORD_SCHEMAS,
    Event,
    EventKind,
    Intention,
    Record,
    RecordBook,
    RecordKind,
    load_table,
    table_file,
)

NASTY = Event(
    id="call",
    title_zh='=HYPERLINK("http://x")',
    title_en="-5 °C, they said",
    kind=EventKind.CONTACT,
    home_zh="广州",
    home_en="Guangzhou",
    partners=("里昂", "Lyon, Métropole"),
    summary_zh="多行\n文字,“引号”",
    summary_en="@SUM(A1) + 'it’s'",
    source_title="+86 20",
    quote="'quoted'",
    audience=Audience.STAFF,
)
MEANT = Intention(
    id="meant",
    title_zh="意向",
    title_en="Meant",
    home_zh="广州",
    home_en="Guangzhou",
    summary_zh="有意。",
    summary_en="Meant.",
    source_title="Memo",
    quote="meant",
)


def loaded_again(tmp_path: Path, kind: RecordKind, rows: list[Record]) -> list[Record]:
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(table_file(kind, rows))
    table = load_table(path)
    assert table.problems == ()
    assert table.kind is kind
    return list(table.rows)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_bundled_row_loads_again_as_it_was(book: RecordBook, tmp_path: Path, kind: RecordKind) -> None:
    rows: list[Record] = list(getattr(book, kind.value))
    assert loaded_again(tmp_path, kind, rows) == rows


def test_cells_that_a_spreadsheet_would_compute_are_kept_from_it_and_load_again(tmp_path: Path) -> None:
    assert loaded_again(tmp_path, RecordKind.EVENTS, [NASTY]) == [NASTY]
    _, written = csv.reader(table_file(RecordKind.EVENTS, [NASTY]).decode("utf-8-sig").splitlines(keepends=True))
    assert not [cell for cell in written if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_holds_the_rows_of_its_kind_alone_and_the_staffs_stay_theirs(tmp_path: Path) -> None:
    rows: list[Record] = [NASTY, MEANT, dataclasses.replace(MEANT, id="open", audience=Audience.PUBLIC)]
    again = loaded_again(tmp_path, RecordKind.INTENTIONS, rows)
    assert again == rows[1:]
    assert [row.audience for row in again] == [Audience.STAFF, Audience.PUBLIC]


def test_a_table_without_rows_is_its_header() -> None:
    header = table_file(RecordKind.FIGURES, []).decode("utf-8-sig").strip().split(",")
    assert header == [column.name for column in RECORD_SCHEMAS[RecordKind.FIGURES]]
