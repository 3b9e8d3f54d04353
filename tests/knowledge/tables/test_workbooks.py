"""Workbooks as their programs show them: merged cells, hidden parts, formulas, and what is too large."""

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from knowledge.errors import DocumentError
from knowledge.tables import Workbook, read_workbook, tables_of

WORKBOOKS = Path(__file__).with_name("workbooks")
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def saved(workbook: openpyxl.Workbook) -> Workbook:
    data = io.BytesIO()
    workbook.save(data)
    return read_workbook(data.getvalue(), "a.xlsx")


def with_sheet(xml: str) -> bytes:
    """Return a workbook whose one sheet is this XML."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, xml.encode() if entry.filename == "xl/worksheets/sheet1.xml" else content)
    return out.getvalue()


def rows_of(workbook: Workbook) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for sheet in workbook.sheets for row in sheet.rows]


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_old_and_open_workbooks_are_read_as_they_are_shown(name: str) -> None:
    """The files were saved by LibreOffice: a title, 国家 merged, a hidden row, column and sheet, five date formats."""
    workbook = read_workbook((WORKBOOKS / name).read_bytes(), name)
    first, second = tables_of(workbook)
    assert (first.sheet, first.title, first.header_row) == ("市级", "蓝港市国际友好城市一览表", 2)
    assert first.header == ("序号", "外方城市", "国家", "结好时间", "经费占比")
    rows = [(row.number, *row.cells[1:]) for row in first.rows]
    assert rows[0] == (3, "里昂", "法国", "1979年5月", "87.5%")
    assert rows[1] == (4, "南特", "法国", "1996年10月8日", "50.0%")
    assert rows[2][:4] == (6, "福冈", "日本", "一九八八年四月九日")
    assert rows[3] == (7, "大邱", "韩国", "1990-07-01", "30.0%")
    assert first.notes == ((8, "注：本表由蓝港市外办整理"),)
    assert [row.cells for row in second.rows] == [("北区", "日本", "2003年9月")]
    assert workbook.left_out.notes() == (
        "1 hidden sheet was left out: 旧数据",
        "1 hidden row was left out",
        "1 hidden column was left out",
    )


def test_a_file_is_read_as_what_it_is_whatever_it_is_called() -> None:
    workbook = read_workbook((WORKBOOKS / "list.ods").read_bytes(), "list.xlsx")
    assert [sheet.name for sheet in workbook.sheets] == ["市级", "区级"]
    assert rows_of(read_workbook("a\tb\n1\t2\n".encode("utf-16"), "a.xls"))[1] == (2, ("1", "2"))


def test_merged_cells_are_filled_downwards_and_stay_one_cell_across() -> None:
    workbook = openpyxl.Workbook()
    for row in (["国家", "城市", "备注"], ["法国", "里昂", "一"], [None, "南特", "二"], ["两列", None, "三"]):
        workbook.active.append(row)
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("A4:B4")
    assert rows_of(saved(workbook))[1:] == [
        (2, ("法国", "里昂", "一")),
        (3, ("法国", "南特", "二")),
        (4, ("两列", "", "三")),
    ]


def test_a_formula_without_a_stored_value_is_told() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["里昂", "=1+1", "=A1"])
    read = saved(workbook)
    assert rows_of(read) == [(1, ("里昂",))]
    assert "2 formulas without a stored value were not read" in read.left_out.notes()[0]


def test_strings_lose_the_escapes_of_the_format_and_the_readings_above_them() -> None:
    cell = "<row r='1'><c r='A1' t='inlineStr'><is>{}</is></c></row>"
    runs = "<r><t>福</t></r><r><t>冈_x000D__x005F_x000D_</t></r><rPh sb='0' eb='2'><t>フクオカ</t></rPh>"
    assert rows_of(read_workbook(with_sheet(SHEET.format(cell.format(runs), "")), "a.xlsx")) == [
        (1, ("福冈\n_x000D_",))
    ]


def test_a_cell_far_below_costs_nothing() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "城市"
    workbook.active["A1048576"] = "里昂"
    started = time.process_time()
    assert rows_of(saved(workbook)) == [(1, ("城市",)), (1048576, ("里昂",))]
    assert time.process_time() - started < 2


def test_a_merge_over_a_million_rows_costs_nothing() -> None:
    cells = "<row r='1'><c r='A1' t='str'><v>里昂</v></c></row>"
    merge = "<mergeCells>" + "<mergeCell ref='A1:B1048576'/>" * 5000 + "</mergeCells>"
    started = time.process_time()
    assert rows_of(read_workbook(with_sheet(SHEET.format(cells, merge)), "a.xlsx")) == [(1, ("里昂",))]
    assert time.process_time() - started < 2


def test_a_workbook_of_too_many_cells_is_refused_while_it_is_unpacked() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 400 + "</row>"
    data = with_sheet(SHEET.format(row * 3000, ""))
    assert len(data) < 200_000
    with pytest.raises(DocumentError, match="more than 1,000,000 cells") as refused:
        read_workbook(data, "a.xlsx")
    assert "Split it" in refused.value.remedy


def test_one_long_text_in_many_cells_is_refused() -> None:
    workbook = openpyxl.Workbook()
    text = "".join(chr(0x4E00 + n % 20_000) for n in range(30_000))
    for _ in range(300):
        workbook.active.append([text])
    with pytest.raises(DocumentError, match="more than 8,000,000 characters"):
        saved(workbook)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not a readable workbook"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\x00\x01\x02" * 9, "binary"),
        (b'a,b\n"never closed,1\n', "well-formed"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        read_workbook(data, "a.xlsx")
    assert refused.value.remedy


def test_dates_of_the_1904_system_and_iso_cells_are_the_days_that_are_shown() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active.append(["日期", dt.date(1979, 5, 2)])
    assert rows_of(saved(workbook)) == [(1, ("日期", "1979-05-02"))]
    cell = "<row r='1'><c r='A1' t='d'><v>1979-05-02T00:00:00Z</v></c></row>"
    assert rows_of(read_workbook(with_sheet(SHEET.format(cell, "")), "a.xlsx")) == [(1, ("1979-05-02",))]


@pytest.mark.parametrize("name", ["struck.xls", "struck.ods"])
def test_what_an_old_or_open_workbook_strikes_out_is_left_out_and_told(name: str) -> None:
    """The files were written by xlwt and odfpy: a row is struck out, one cell of it a date, and 1978年 in another."""
    workbook = read_workbook((WORKBOOKS / name).read_bytes(), name)
    assert rows_of(workbook)[1:] == [(2, ("里昂", "法国", "1988年1月19日")), (4, ("福冈", "日本", "1979年"))]
    assert workbook.left_out.notes() == ("4 struck-out texts were left out",)


def test_what_a_workbook_strikes_out_is_left_out_and_told() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    corrected = CellRichText(TextBlock(InlineFont(strike=True), "1978年"), TextBlock(InlineFont(), "1979年"))
    for row in (["城市", "日期"], ["里昂", 1988], ["南特", dt.date(1996, 10, 8)], ["福冈", corrected]):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    read = saved(workbook)
    assert rows_of(read)[1:] == [(2, ("里昂", "1988")), (4, ("福冈", "1979年"))]
    assert read.left_out.notes() == ("3 struck-out texts were left out",)


def test_what_looks_otherwise_but_is_not_struck_out_stays() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    kept = CellRichText("仍为", TextBlock(InlineFont(strike=False, b=True), "友城"))
    sheet.append(["里昂", kept])
    sheet.append(["南特", CellRichText(TextBlock(InlineFont(strike=False), "保留"), "的话")])
    sheet["A1"].font = Font(strike=False, underline="single")
    sheet["B2"].font = Font(strike=True)
    read = saved(workbook)
    assert rows_of(read) == [(1, ("里昂", "仍为友城")), (2, ("南特", "保留"))]
    assert read.left_out.notes() == ("1 struck-out text was left out",)


def test_what_a_page_that_is_called_a_workbook_strikes_out_is_left_out_and_told() -> None:
    gone, kept = "<tr><td><s>南特</s><td><del>1996年</del></tr>", "<tr><td>福冈<td><del>1978</del>1979年</tr>"
    page = f"<html><table><tr><th>城市<th>日期</tr>{gone}{kept}</table></html>"
    read = read_workbook(page.encode(), "a.xls")
    assert rows_of(read)[-1][1] == ("福冈", "1979年")
    assert len(rows_of(read)) == 2
    assert read.left_out.notes() == ("3 struck-out texts were left out",)


def test_a_cell_holds_nothing_that_nobody_sees() -> None:
    workbook = openpyxl.Workbook()
    for row in (["城市", "日期"], ["里\u200b昂", "\ufeff1988年"], ["\u200b", "\u00ad"], ["南特", "1996年\u200e"]):
        workbook.active.append(row)
    seen = [(1, ("城市", "日期")), (2, ("里昂", "1988年")), (4, ("南特", "1996年"))]
    assert rows_of(saved(workbook)) == seen
    read = read_workbook("城市,日期\n里\u200b昂,\ufeff1988年\n".encode(), "a.csv")
    assert rows_of(read) == seen[:2]
    assert read.sheets[0].rows[1].shown == "里昂,1988年"
