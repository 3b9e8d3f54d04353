"""The calendars to subscribe to, with the real bot behind a webhook: told to staff in private, served, never logged."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar

from tests.e2e.bot_process import STAFF, BotProcess
from tests.e2e.check_wiring import free_port
from tests.e2e.corpus import STAFF_ROWS
from tests.telegram_server.server import TelegramServer

STAFF_ONLY = STAFF_ROWS["agreements"]
_ADDRESS = re.compile(r"https?://\S+\.ics")


@pytest.mark.parametrize(
    ("language", "list_name", "partner"),
    [("en", "Agreements", STAFF_ONLY["partner_en"]), ("zh-hans", "协议", STAFF_ONLY["partner_zh"])],
)
def test_staff_subscribe_to_a_calendar_and_the_public_gets_one_without_the_staffs(
    server: TelegramServer, data: Path, language: str, list_name: str, partner: str
) -> None:
    webhook, watched = free_port(), free_port()
    member = server.user(STAFF, language_code=language)
    settings = {
        "METRICS_LISTEN": f"127.0.0.1:{watched}",
        "WEBHOOK_LISTEN": f"127.0.0.1:{webhook}",
        "WEBHOOK_URL": f"http://127.0.0.1:{webhook}",
    }
    with BotProcess(server, data, **settings) as bot:
        member.says("/export")
        (choice,) = member.chat.wait_for()
        before = choice.edits
        member.presses(choice, list_name)
        text = member.chat.wait_for_edit(choice, after=before).text
        staffs, publics = (urlsplit(address).path for address in _ADDRESS.findall(text))
        with httpx.Client(base_url=f"http://127.0.0.1:{watched}", trust_env=False) as subscriber:
            told = {path: subscriber.get(path) for path in (staffs, publics)}
            assert subscriber.get(publics.replace("/calendar/", "/calendar/0")).status_code == 404
        for answer in told.values():
            assert answer.status_code == 200
            assert Calendar.from_ical(answer.content).walk("VEVENT")
        assert partner in told[staffs].text
        assert partner not in told[publics].text
        server.settle()
        for path in (staffs, publics):
            assert path.split("/")[2] not in bot.stderr
    assert [(call.method, call.description) for call in server.refused] == []
