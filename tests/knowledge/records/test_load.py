import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pydantic import ValidationError

from knowledge.calendar import PartialDate
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import RECORD_SCHEMAS, Agreement, AgreementKind, RecordKind, is_record_table, load_table
from knowledge.records.schema import adapter
from tests.ingesting import AGREEMENT

LYON = "gz-lyon,广州,Guangzhou,里昂,Lyon,FR,Europe,sister_city,1988-01-19,listed,A list,7 Lyon France 1988.01.19"
BARI = "gz-bari,广州,Guangzhou,巴里,Bari,IT,Europe,sister_city,1986-11-12,listed,A list,6 Bari Italy 1986.11.12"
WriteTable = Callable[..., Path]


def test_a_row_becomes_a_typed_record(write_table: WriteTable) -> None:
    table = load_table(write_table(LYON))
    assert table.problems == ()
    (row,) = table.rows
    assert isinstance(row, Agreement)
    assert row.date == PartialDate(1988, 1, 19)
    assert row.kind is AgreementKind.SISTER_CITY
    assert row.audience is Audience.PUBLIC
    assert row.quote == "7 Lyon France 1988.01.19"


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("date", "1988-02-30", "YYYY-MM-DD that exists"),
        ("date", "circa 1988", "YYYY-MM-DD"),
        ("kind", "twin_town", "'sister_city'"),
        ("status", "maybe", "'conflicting_claim'"),
        ("continent", "Atlantis", "Oceania"),
        ("iso_country", "France", "two capitals"),
        ("partner_en", "", "must not be empty"),
        ("id", "gz lyon", "hyphens"),
    ],
)
def test_a_wrong_cell_is_named_and_keeps_no_other_row_out(
    write_table: WriteTable, column: str, value: str, allowed: str
) -> None:
    names = "id,home_zh,home_en,partner_zh,partner_en,iso_country,continent,kind,date,status,source_title,quote".split(
        ","
    )
    cells = LYON.split(",")
    cells[names.index(column)] = value
    table = load_table(write_table(",".join(cells), BARI))
    assert [row.id for row in table.rows] == ["gz-bari"]
    (problem,) = table.problems
    assert (problem.path, problem.row, problem.column, problem.value) == ("table.csv", 2, column, value)
    assert allowed in problem.allowed


def test_an_id_used_twice_is_a_problem_of_its_second_row(write_table: WriteTable) -> None:
    table = load_table(write_table(LYON, BARI, LYON))
    assert [row.id for row in table.rows] == ["gz-lyon", "gz-bari"]
    (problem,) = table.problems
    assert (problem.row, problem.column) == (4, "id")
    assert "row 2" in problem.allowed


def test_a_comma_without_quotation_marks_is_reported(write_table: WriteTable) -> None:
    table = load_table(write_table(f"{LYON}, and more", BARI))
    assert [row.id for row in table.rows] == ["gz-bari"]
    assert "quotation marks" in table.problems[0].allowed


def test_a_missing_column_is_reported_by_its_name(write_table: WriteTable) -> None:
    table = load_table(write_table("x,Guangzhou,Lyon,sister_city", header="id,home_en,partner_en,kind"))
    assert table.rows == ()
    assert {"home_zh", "status", "quote"} <= {problem.column for problem in table.problems}


def test_an_unknown_column_is_left_aside_and_named(write_table: WriteTable) -> None:
    table = load_table(write_table(f"{LYON},see file 7", header=f"{','.join(_names())},Remark"))
    assert table.ignored_columns == ("remark",)
    assert len(table.rows) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(write_table: WriteTable, encoding: str) -> None:
    (row,) = load_table(write_table(LYON, encoding=encoding)).rows
    assert isinstance(row, Agreement)
    assert row.partner_zh == "里昂"


def test_a_table_separated_by_semicolons_is_read(write_table: WriteTable) -> None:
    header = ";".join(_names())
    assert len(load_table(write_table(LYON.replace(",", ";"), header=header)).rows) == 1


def test_a_workbook_gives_dates_only_as_precise_as_it_shows_them(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["A title above the table"])
    sheet = workbook.create_sheet("agreements")
    sheet.append(_names())
    for number, (value, shown) in enumerate(
        [(dt.date(1988, 1, 19), "yyyy-mm-dd"), (dt.date(1979, 5, 1), "mmm-yy"), (1986, "General"), ("2013-08", "@")]
    ):
        cells = LYON.split(",")
        sheet.append([f"row-{number}", *cells[1:8], value, *cells[9:]])
        sheet.cell(number + 2, 9).number_format = shown
    path = tmp_path / "agreements.xlsx"
    workbook.save(path)
    table = load_table(path)
    assert table.problems == ()
    dates = [row.date for row in table.rows if isinstance(row, Agreement)]
    assert dates == [PartialDate(1988, 1, 19), PartialDate(1979, 5), PartialDate(1986), PartialDate(2013, 8)]


@pytest.mark.parametrize("name", ["broken.xlsx", "table.csv"])
def test_a_file_that_is_no_table_is_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\x01 not a table \xff\xfe\xfa")
    with pytest.raises(DocumentError) as caught:
        load_table(path)
    assert caught.value.remedy
    assert name in str(caught.value)


def test_only_the_header_of_a_record_table_is_one() -> None:
    for kind in RecordKind:
        assert is_record_table([column.name for column in RECORD_SCHEMAS[kind]]) is kind
    assert is_record_table([" ID ", "Home_EN", "partner en", "KIND"]) is RecordKind.AGREEMENTS
    assert is_record_table(["id", "name", "price"]) is None
    assert is_record_table([]) is None


def _names() -> list[str]:
    return "id,home_zh,home_en,partner_zh,partner_en,iso_country,continent,kind,date,status,source_title,quote".split(
        ","
    )


def test_a_complete_list_needs_the_day_up_to_which_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "complete.csv"
    path.write_text(
        "id,home_zh,home_en,list_of,as_of,source_title,quote\n"
        "a,蓝港,Bluehaven,友好城市,2021-03,名单,共9个\n"
        "b,蓝港,Bluehaven,友好城市,,名单,共9个\n",
        encoding="utf-8",
    )
    table = load_table(path)
    assert [row.id for row in table.rows] == ["a"]
    assert [(problem.row, problem.column, problem.allowed) for problem in table.problems] == [
        (3, "as_of", "it must not be empty")
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("source_url", "https://city.example/\nlist"),
        ("source_url", "https://city.example/a b"),
        ("quote", "16\x0b Lyon"),
    ],
)
def test_a_cell_that_no_writer_takes_is_refused_with_its_column(column: str, cell: str) -> None:
    with pytest.raises(ValidationError) as refused:
        adapter(RecordKind.AGREEMENTS).validate_python(AGREEMENT | {column: cell})
    assert [error["loc"] for error in refused.value.errors()] == [(column,)]
