"""The office's spreadsheet: what is wrong with it, what it would change, and nothing before that is confirmed."""

import io
import zipfile

import openpyxl

from tests.bot.handlers.keeping import NO_LONGER, pressed, said, unhurried
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["unhurried"]

HEADER = (
    "id,home_zh,home_en,partner_zh,partner_en,country_zh,country_en,iso_country,kind,date,status,source_title,quote"
)
LYON = "guangzhou-lyon,广州,Guangzhou,里昂,Lyon,法国,France,FR,sister_city,{date},listed,{source},{quote}"
NANTES = "guangzhou-nantes,广州,Guangzhou,南特,Nantes,法国,France,FR,sister_city,2027-05,listed,A letter,May 2027"
WHEN = "When did Guangzhou and Lyon become sister cities?"


def sent(person: User, text: str, name: str = "agreements.csv") -> Message:
    """Send a file and return what the bot says to it."""
    person.sends("document", content=text.encode(), name=name)
    return person.chat.wait_for()[0]


def test_differences_are_shown_first_and_read_in_once_confirmed(admin: User, person: User) -> None:
    changed = LYON.format(date="1988-01-29", source="Our <register>", quote="29 January")
    shown = sent(admin, f"{HEADER}\n{changed}\n{NANTES}\n")
    assert "1 new row" in shown.text
    assert "1 changed row" in shown.text
    assert "2 rows on record are not in the file" in shown.text
    assert "new: Guangzhou – Nantes" in shown.text
    assert "changed: Guangzhou – Lyon" in shown.text
    assert "not in the file, stays: Guangzhou – Fukuoka" in shown.text
    assert "1 of these rows are for everybody, 1 for staff only." in shown.text
    assert "29 January" not in said(admin, WHEN).text
    done = pressed(admin, shown, "Read it in")
    assert done.text.startswith("Read in")
    answer = said(admin, WHEN).text
    assert answer.index("29 January 1988") < answer.index("19 January 1988")
    assert "Our <register>" in answer
    assert "2 May 1979" in said(admin, "When did Guangzhou and Fukuoka become sister cities?").text
    assert "May 2027" in said(admin, "When did Guangzhou and Nantes become sister cities?").text
    assert "May 2027" not in said(person, "When did Guangzhou and Nantes become sister cities?").text
    pressed(admin, done, "Take it back")
    assert "29 January" not in said(admin, WHEN).text


def test_wrong_cells_are_told_by_row_column_value_and_what_is_allowed(admin: User) -> None:
    wrong = LYON.format(date="1988-13", source="A list", quote="7")
    shown = sent(admin, f"{HEADER}\n{wrong.replace('sister_city', '<twin>')}\n{NANTES}\n")
    assert "2 cells are wrong." in shown.text
    assert "Row 2, column kind: “<twin>”; allowed: one of sister_city, friendly_exchange_city" in shown.text
    assert "Row 2, column date: “1988-13”; allowed: a date as YYYY" in shown.text
    assert not shown.buttons
    assert "Nantes" not in said(admin, "/city Nantes").text.replace("“Nantes”", "")


def test_what_is_wrong_is_told_in_chinese_to_who_reads_chinese(server: TelegramServer, admin: User) -> None:
    chinese = server.user(admin.id, language_code="zh-hans")
    wrong = LYON.format(date="1988-13", source="A list", quote="7").replace("FR", "FRA").replace("listed", "maybe")
    shown = sent(chinese, f"{HEADER}\n{wrong}\n,{NANTES}\n")
    allowed = [line.partition("允许的内容：")[2] for line in shown.text.splitlines() if line.startswith("·")]
    assert len(allowed) == 4
    assert not [words for words in allowed if not any("一" <= char <= "鿿" for char in words)]
    refused = sent(chinese, "name,price\nTea,3\n", "prices.csv")
    assert "header" not in refused.text
    server.user(admin.id, language_code="en")


def test_many_wrong_cells_come_in_a_file_too(admin: User) -> None:
    rows = "\n".join(NANTES.replace("2027-05", "soon").replace("nantes,", f"nantes-{n},") for n in range(30))
    shown = sent(admin, f"{HEADER}\n{rows}\n")
    assert "The file below has all 30 lines." in shown.text
    file = admin.chat.wait_for(2)[1]
    assert file.media is not None
    assert len(file.media.content.decode().splitlines()) == 30


def test_a_workbook_is_read_as_well(admin: User) -> None:
    workbook = openpyxl.Workbook()
    for line in (HEADER, NANTES):
        workbook.active.append(line.split(","))
    data = io.BytesIO()
    workbook.save(data)
    admin.sends("document", content=data.getvalue(), name="Our list.xlsx")
    shown = admin.chat.wait_for()[0]
    assert shown.text.startswith("Our list.xlsx")
    assert "1 new row" in shown.text
    assert pressed(admin, shown, "Cancel").text == "Cancelled. Nothing was kept."


def test_what_says_nothing_new_is_told_so(admin: User) -> None:
    same = LYON.format(date="1988-01-19", source="Friendship Cities", quote="Lyon France 1988.01.19")
    assert "Nothing in it differs from the records." in sent(admin, f"{HEADER}\n{same}\n").text


def test_a_file_that_is_no_record_table_is_refused_with_a_remedy(admin: User) -> None:
    shown = sent(admin, "name,price\nTea,3\n", "prices.csv")
    assert "no record table" in shown.text
    assert "python -m ingest template" in shown.text


def test_only_admins_read_spreadsheets_in_and_only_once(staff: User, admin: User, second_admin: User) -> None:
    assert sent(staff, f"{HEADER}\n{NANTES}\n").text == "Record tables are read in for admins alone."
    shown = sent(admin, f"{HEADER}\n{NANTES}\n")
    save = shown.button("Read it in").data
    for other in (staff, second_admin):
        assert other.forges(said(other, "/help"), save).text == NO_LONGER
    done = pressed(admin, shown, "Read it in")
    pressed(admin, done, "Take it back")
    assert admin.forges(done, save).text == NO_LONGER


def workbook_of(sheets: dict[str, list[list[object]]], merges: dict[str, list[str]] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def sent_bytes(person: User, data: bytes, name: str) -> Message:
    person.sends("document", content=data, name=name)
    return person.chat.wait_for()[0]


TIES = "外方城市,国家,结好时间\n南特,法国,1996年10月\n里昂,法国,1988-01-19\n"


def test_an_offices_own_table_is_asked_about_and_read_in(admin: User) -> None:
    asked = sent(admin, TIES, "list.csv")
    assert "It looks like a table of ties" in asked.text
    assert "外方城市 = partner" in asked.text
    assert "home city: 广州" in asked.text
    date = pressed(admin, asked, "Sister cities")
    assert "“结好时间” = date of the agreement? (1996年10月 · 1988-01-19)" in date.text
    shown = pressed(admin, date, "Yes")
    assert "1 new row" in shown.text
    assert "1 row as on record" in shown.text
    assert "new: Guangzhou – Nantes" in shown.text
    done = pressed(admin, shown, "Read it in")
    assert "October 1996" in said(admin, "When did Guangzhou and Nantes become sister cities?").text
    again = sent(admin, TIES.replace("1996年10月", "1997年"), "next.csv")
    assert "“1996-10” → “1997”" in again.text
    pressed(admin, again, "Cancel")
    pressed(admin, done, "Take it back")


def test_a_home_city_may_be_chosen_or_written(admin: User) -> None:
    asked = sent(admin, TIES.replace("国家", "国别"), "芜湖、合肥友城.csv")
    assert "Choose the city, or write its name." in asked.text
    assert [row[0].text for row in asked.buttons] == ["芜湖", "合肥", "广州", "Cancel"]
    written = said(admin, "广州")
    assert "home city: 广州" in written.text
    shown = pressed(admin, written, "No, read it without dates")
    assert "new: Guangzhou – Nantes" in shown.text
    assert pressed(admin, shown, "Cancel").text == "Cancelled. Nothing was kept."
    assert "Choose" not in said(admin, "广州").text


def test_the_questions_and_differences_speak_the_admins_language_and_name_no_column_of_ours(
    server: TelegramServer, admin: User
) -> None:
    chinese = server.user(admin.id, language_code="zh-hans")
    ties = "芳邻城市,国家,日期\n里昂,法国,1988-01-29\n南特,法国,02/05/1996\n都灵,意大利,2004\n"
    asked = sent(chinese, ties, "广州友城.csv")
    assert "哪一列是外方城市？（里昂 · 南特 · 都灵）" in asked.text
    date = pressed(chinese, asked, "芳邻城市")
    assert "“日期”是结好日期吗？" in date.text
    shown = pressed(chinese, date, "是")
    assert "日期：“1988-01-19”→“1988-01-29”" in shown.text
    assert "只能有一种读法的日期：1996-02-05, 1996-05-02" in shown.text
    assert "source_title" not in shown.text
    server.user(admin.id, language_code="en")


def test_a_template_comes_in_the_admins_language(admin: User, staff: User) -> None:
    admin.says("/template")
    file = admin.chat.wait_for()[0]
    assert file.media is not None
    sheet = openpyxl.load_workbook(io.BytesIO(file.media.content)).worksheets[0]
    assert sheet["A1"].value == "id"
    assert "admins" in said(staff, "/template").text


def test_a_workbook_that_unpacks_without_end_is_refused(admin: User) -> None:
    filler: list[object] = [1] * 400
    rows: list[list[object]] = [["城市", "国家"], *([filler] * 100)]
    small = workbook_of({"a": rows})
    with zipfile.ZipFile(io.BytesIO(small)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml").decode()
        first = sheet.index('<row r="2"')
        last = sheet.index("</sheetData>")
        row = "<row>" + "<c><v>1</v></c>" * 400 + "</row>"
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename == "xl/worksheets/sheet1.xml":
                    content = (sheet[:first] + row * 3000 + sheet[last:]).encode()
                new.writestr(entry.filename, content)
    assert "too large" in sent_bytes(admin, out.getvalue(), "a.xlsx").text
