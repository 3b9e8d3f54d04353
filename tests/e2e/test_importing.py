"""An office's own workbook, with the real bot: sent by an admin, asked about, read in, and answered with."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.e2e.bot_process import ADMIN, STAFF, BotProcess
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer


@pytest.fixture(scope="module", autouse=True)
def bot(server: TelegramServer, data: Path) -> Iterator[BotProcess]:
    """Serve the tests of this file; not one call may have been refused."""
    with BotProcess(server, data) as process:
        yield process
        server.settle()
        assert [(call.method, call.description) for call in server.refused] == []


def workbook() -> bytes:
    """Return a workbook as offices keep it: a title row, 国家 merged, two sheets, 结好时间 shown as Chinese dates."""
    book = openpyxl.Workbook()
    city, district = book.active, book.create_sheet("区级")
    city.title = "市级"
    for row in (
        ["广州市对外结好情况一览表"],
        ["序号", "外方城市", "国家", "结好时间", "备注"],
        [1, "南特", "法国", dt.date(1996, 10, 8), ""],
        [2, "图卢兹", None, dt.date(2004, 5, 1), "日未定"],
        ["注：按结好时间排列"],
    ):
        city.append(row)
    city.merge_cells("A1:E1")
    city.merge_cells("C3:C4")
    city["D3"].number_format = 'yyyy"年"m"月"d"日"'
    city["D4"].number_format = '[DBNum1][$-804]yyyy"年"m"月"'
    for row in (["区级友好城区"], ["外方城区", "国家", "结好时间"], ["热那亚", "意大利", "2011年9月"]):
        district.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def said(person: User, text: str) -> Message:
    person.says(text)
    return person.chat.wait_for()[0]


def pressed(person: User, message: Message, button: str) -> Message:
    before = message.edits
    person.presses(message, button)
    return person.chat.wait_for_edit(message, after=before)


def test_a_typical_workbook_is_in_after_two_buttons_and_staff_get_its_next_anniversary(
    server: TelegramServer, make_person: Callable[..., User]
) -> None:
    admin, staff = (server.user(number, language_code="zh-hans") for number in (ADMIN, STAFF))
    admin.sends("document", content=workbook(), name="结好台账.xlsx")
    kind = admin.chat.wait_for()[0]
    assert "外方城市 = 外方城市" in kind.text
    assert "本市: 广州" in kind.text
    date = pressed(admin, kind, "国际友好城市")
    assert "“结好时间”是结好日期吗？（1996年10月8日 · 二〇〇四年五月）" in date.text
    shown = pressed(admin, date, "是")
    assert "新增3行" in shown.text
    assert "source" not in shown.text
    assert pressed(admin, shown, "导入").text.startswith("已导入")
    answer = said(staff, "广州和南特的下一个结好周年是哪天？").text
    assert "10月8日" in answer
    assert "1996年10月8日" in answer
    month = said(staff, "广州和图卢兹是什么时候结好的？").text
    assert "2004年5月" in month
    assert "5月1日" not in month
    assert "1996" not in said(make_person(language_code="zh-hans"), "广州和南特是什么时候结好的？").text
