from pathlib import Path

import openpyxl
import pytest

from ingest.cli import write_templates
from knowledge.errors import DocumentError
from knowledge.records import RECORD_SCHEMAS, RecordKind, load_table


def test_an_empty_template_is_read_as_its_own_table(tmp_path: Path) -> None:
    paths = write_templates(tmp_path / "new")
    assert [load_table(path).kind for path in paths] == list(RecordKind)
    assert not any(load_table(path).rows or load_table(path).problems for path in paths)


def test_a_filled_workbook_loads(tmp_path: Path) -> None:
    path = write_templates(tmp_path)[list(RecordKind).index(RecordKind.FIGURES)]
    workbook = openpyxl.load_workbook(path)
    values = {
        "id": "gz-2020",
        "home_zh": "广州",
        "home_en": "Guangzhou",
        "measure": "sister_cities",
        "value": 38,
        "subject_zh": "友城",
        "subject_en": "sister cities",
        "summary_zh": "广州有38个。",
        "summary_en": "It has 38.",
        "as_of": "2020-03",
        "source_title": "A list",
        "quote": "38 cities",
    }
    for number, column in enumerate(RECORD_SCHEMAS[RecordKind.FIGURES], start=1):
        workbook["figures"].cell(2, number).value = values.get(column.name)
    workbook.save(path)
    table = load_table(path)
    assert table.problems == ()
    assert [row.id for row in table.rows] == ["gz-2020"]


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    kept = tmp_path / "events.xlsx"
    kept.write_text("mine")
    with pytest.raises(DocumentError, match=r"events\.xlsx"):
        write_templates(tmp_path)
    assert kept.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [kept]
