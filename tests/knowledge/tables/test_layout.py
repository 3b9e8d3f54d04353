"""Titles, headers, rows, parts and notes are told apart, wherever on a sheet a table stands."""

import io

import openpyxl
import pytest

from knowledge.tables import Table, read_workbook, tables_of


def tables(text: str) -> tuple[Table, ...]:
    return tables_of(read_workbook(text.encode(), "a.csv"))


def shown(table: Table) -> list[tuple[int, str, str]]:
    return [(row.number, row.cells[0], row.part) for row in table.rows]


def test_the_header_stands_below_titles_and_who_filled_it_in() -> None:
    (table,) = tables(
        "蓝港市友城一览表,,,\n填报单位：外办,,2023年5月,\n\n城市,国家,日期,备注\n里昂,法国,1988,\n南特,法国,1996,\n"
    )
    assert (table.title, table.header_row) == ("蓝港市友城一览表", 4)
    assert [line for _, line in table.above] == ["蓝港市友城一览表", "填报单位：外办  2023年5月"]
    assert shown(table) == [(5, "里昂", ""), (6, "南特", "")]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    (table,) = tables('城市,备注\n\n\n里昂,"两\n行"\n\n南特,x\n')
    assert [row.number for row in table.rows] == [4, 6]


def test_a_line_between_rows_names_the_part_below_it_and_one_at_the_end_is_a_note() -> None:
    (table,) = tables(
        "序号,城市,国家\n亚洲,,\n1,福冈,日本\n2,大邱,韩国\n欧洲,,\n3,里昂,法国\n合计,3,\n注：不含友好交流城市,,\n截至去年底,,\n"
    )
    assert [(row.cells[1], row.part) for row in table.rows] == [
        ("福冈", "亚洲"),
        ("大邱", "亚洲"),
        ("里昂", "欧洲"),
        ("3", "欧洲"),
    ]
    assert [row.is_total for row in table.rows] == [False, False, False, True]
    assert [number for number, _ in table.notes] == [8, 9]


def test_the_header_again_at_the_head_of_a_page_is_no_row() -> None:
    (table,) = tables("城市,国家\n里昂,法国\n城市,国家\n福冈,日本\n")
    assert [number for number, *_ in shown(table)] == [2, 4]


def test_two_tables_on_a_sheet_are_two() -> None:
    first, second = tables("友城,,\n城市,国家,年\n里昂,法国,1988\n\n来访,,\n城市,团组,人数\n大邱,艺术团,30\n")
    assert (first.title, first.header[2], [row.cells[0] for row in first.rows]) == ("友城", "年", ["里昂"])
    assert (second.title, second.header[2], [row.cells[0] for row in second.rows]) == ("来访", "人数", ["大邱"])


def test_tables_of_one_header_are_parts_of_one() -> None:
    (table,) = tables("友城,,\n城市,国家,年\n里昂,法国,1988\n\n交流城市,,\n城市,国家,年\n大邱,韩国,1990\n")
    assert shown(table) == [(3, "里昂", ""), (7, "大邱", "交流城市")]


def test_a_header_of_two_rows_names_each_column_by_both() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ["城市", "出访人数", None, "来访人数", None],
        [None, "教师", "学生", "教师", "学生"],
        ["里昂", 1, 2, 3, 4],
    ):
        sheet.append(row)
    for area in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(area)
    data = io.BytesIO()
    workbook.save(data)
    (table,) = tables_of(read_workbook(data.getvalue(), "a.xlsx"))
    assert table.header == ("城市", "出访人数 教师", "出访人数 学生", "来访人数 教师", "来访人数 学生")
    assert [row.cells for row in table.rows] == [("里昂", "1", "2", "3", "4")]


def test_a_table_of_one_column_keeps_its_rows() -> None:
    (table,) = tables("城市\n里昂\n南特\n")
    assert [row.cells[0] for row in table.rows] == ["里昂", "南特"]


@pytest.mark.parametrize(
    "text",
    [
        "友城,国家,日期,,交流城市,国家,日期\n里昂,法国,1988,,大邱,韩国,1990\n南特,法国,1996,,,,\n",
        "友城,国家,日期,友城,国家,日期\n里昂,法国,1988,大邱,韩国,1990\n南特,法国,1996,,,\n",
        "来访,,,,出访,,\n城市,国家,日期,,城市,国家,日期\n里昂,法国,1988,,大邱,韩国,1990\n南特,法国,1996,,,,\n",
    ],
)
def test_two_tables_side_by_side_are_two(text: str) -> None:
    first, second = tables(text)
    assert [row.cells[:2] for row in first.rows] == [("里昂", "法国"), ("南特", "法国")]
    assert [row.cells for row in second.rows] == [("大邱", "韩国", "1990")]
    assert second.header[1:] == ("国家", "日期")


@pytest.mark.parametrize("text", ["人,部门,,电话,附注\n甲,乙,,12,丙\n", "项目,人数,金额,人数\n甲,1,2,3\n"])
def test_an_empty_column_or_a_name_that_stands_twice_parts_no_table(text: str) -> None:
    assert len(tables(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "城市,国家,年份\n里昂,法国,1988\n大邱,韩国,1990\n",
        "指标,2023,2024\n出访人数,12,15\n负责人,甲,乙\n",
        "城市,出访,来访\n里昂,12,15\n大邱,3,4\n",
        "项目,负责人,部门\n音乐节,甲,亚洲处\n足球赛,乙,欧洲处\n",
        "City,Country,Remarks\nLyon,France,\nDaegu,,1990\n",
    ],
)
def test_a_table_with_a_row_for_each_thing_stays_as_it_is(text: str) -> None:
    (table,) = tables(text)
    assert [",".join(table.header), *(",".join(row.cells) for row in table.rows)] == text.strip().split("\n")


@pytest.mark.parametrize(
    ("line", "header", "expected"),
    [
        ("单位：万元", "友城,经费,人数,年份", "友城,经费（万元）,人数,年份"),
        ("制表：外办  单位：人次", "友城,来访,出访,经费", "友城,来访（人次）,出访（人次）,经费"),
        ("(Unit: EUR)", "City,Grant,Pupils,Year", "City,Grant（EUR）,Pupils,Year"),
        ("单位：万元", "友城,经费（元）,序号,比率%", "友城,经费（元）,序号,比率%"),
        ("填报单位：外办", "友城,经费,人数,年份", "友城,经费,人数,年份"),
    ],
)
def test_a_unit_that_is_stated_above_a_table_is_that_of_its_figures(line: str, header: str, expected: str) -> None:
    (table,) = tables(f"往来统计,,,\n{line},,,\n{header}\n里昂,12.5,30,2023\n大邱,8,12,2024\n")
    assert ",".join(table.header) == expected


def test_a_column_with_a_word_among_its_figures_gets_no_unit() -> None:
    (table,) = tables("往来统计,,\n单位：万元,,\n友城,经费,费用\n里昂,12.5,待定\n大邱,8,3\n")
    assert table.header == ("友城", "经费（万元）", "费用")


@pytest.mark.parametrize(
    "text",
    [
        "City,Signed,Renewed\nLyon,1988,2018\nBari,1986,2016\nDaegu,unknown,unknown\n",
        "城市,签署日期,到期日期\n里昂,1988年1月19日,2028年\n巴里,1986年11月12日,2026年\n大邱,待定,待定\n",
    ],
)
def test_a_row_that_leaves_its_dates_open_turns_no_table(text: str) -> None:
    (table,) = tables(text)
    assert [row.cells[0] for row in table.rows] == [line.partition(",")[0] for line in text.splitlines()[1:]]


def test_years_and_counts_beside_a_named_sum_get_no_unit_of_money() -> None:
    (table,) = tables("Unit: EUR,,,\nCity,Since,Schools,Grant\nLyon,1988,3,5000\nBari,1986,2,7000\n")
    assert table.header == ("City", "Since", "Schools", "Grant（EUR）")
