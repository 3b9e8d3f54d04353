"""Tables that an office keeps in Chinese: their header, their words, their dates and digits."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from knowledge.calendar import PartialDate
from knowledge.evidence import Audience
from knowledge.records import (
    RECORD_SCHEMAS,
    Agreement,
    AgreementKind,
    Intention,
    IntentionStatus,
    RecordKind,
    chinese_name,
    is_record_table,
    load_table,
)

HEADER = (
    "编号",
    "本市",
    "本市（英文）",
    "伙伴城市",
    "伙伴城市（英文）",
    "大洲",
    "类别",
    "结好日期",
    "状态",
    "来源",
    "原文",
)
LYON = ("gz-lyon", "广州", "Guangzhou", "里昂", "Lyon", "欧洲", "国际友好城市", "1988-01-19", "在列", "名单", "里昂")


def workbook(path: Path, *lines: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def dated(date: object) -> tuple[object, ...]:
    return tuple(date if cell == "1988-01-19" else cell for cell in LYON)


def test_a_table_whose_header_and_words_are_chinese_is_read(tmp_path: Path) -> None:
    table = load_table(workbook(tmp_path / "友城.xlsx", HEADER, LYON))
    assert (table.kind, table.problems, table.ignored_columns) == (RecordKind.AGREEMENTS, (), ())
    (row,) = table.rows
    assert isinstance(row, Agreement)
    assert (row.partner_zh, row.partner_en, row.continent) == ("里昂", "Lyon", "Europe")
    assert (row.kind, row.date) == (AgreementKind.SISTER_CITY, PartialDate(1988, 1, 19))


@pytest.mark.parametrize("kind", RecordKind)
def test_every_column_has_a_name_in_chinese_by_which_its_table_is_known(kind: RecordKind) -> None:
    names = [chinese_name(column.name) for column in RECORD_SCHEMAS[kind]]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.isascii()]
    assert is_record_table(names) is kind


def test_a_traditional_header_is_the_same(tmp_path: Path) -> None:
    header = (
        "編號",
        "標題",
        "標題英文",
        "本市",
        "本市英文",
        "狀態",
        "期限",
        "摘要",
        "摘要英文",
        "來源",
        "引文",
        "公開範圍",
    )
    line = (
        "tram",
        "电车",
        "Tram",
        "广州",
        "Guangzhou",
        "已商定",
        "2027-06",
        "研究电车。",
        "A tram.",
        "会谈纪要",
        "电车",
        "內部",
    )
    (row,) = load_table(workbook(tmp_path / "intentions.xlsx", header, line)).rows
    assert isinstance(row, Intention)
    assert (row.status, row.due_date) == (IntentionStatus.AGREED, PartialDate(2027, 6))
    assert (row.title_zh, row.title_en, row.audience) == ("电车", "Tram", Audience.STAFF)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (dt.datetime(1988, 1, 19), PartialDate(1988, 1, 19)),  # noqa: DTZ001 - as a spreadsheet keeps it
        ("１９８８－０１－１９", PartialDate(1988, 1, 19)),
        ("1988/1/19", PartialDate(1988, 1, 19)),
        ("1988.1.19", PartialDate(1988, 1, 19)),
        ("1988年1月19日", PartialDate(1988, 1, 19)),
        ("1988年1月", PartialDate(1988, 1)),
        ("1988/1", PartialDate(1988, 1)),
        ("1988.01", PartialDate(1988, 1)),
        ("1988年", PartialDate(1988)),
        (1988, PartialDate(1988)),
    ],
)
def test_a_date_is_read_as_offices_write_it(tmp_path: Path, written: object, date: PartialDate) -> None:
    (row,) = load_table(workbook(tmp_path / "table.xlsx", HEADER, dated(written))).rows
    assert isinstance(row, Agreement)
    assert row.date == date


@pytest.mark.parametrize(
    "written", ["19/1/1988", "1988/13/1", "1988年2月30日", "1988-1/19", "1988.1", 1988.1, "88.1.19"]
)
def test_a_date_that_may_mean_another_is_refused_in_the_words_of_the_table(tmp_path: Path, written: object) -> None:
    # 1988.1 may be October: a number has no last nought.
    table = load_table(workbook(tmp_path / "table.xlsx", HEADER, dated(written)))
    assert table.rows == ()
    (problem,) = table.problems
    assert (problem.row, problem.column, problem.value) == (2, "结好日期", str(written))
