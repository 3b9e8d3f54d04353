"""Reminders with the real bot: set, sent on time, late after a downtime, stopped, forgotten; in both languages.

The bot's clock is the real one, so a test moves the reminder instead: to a lead time and an hour that are due now.
"""

import contextlib
import datetime as dt
import sqlite3
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.bot_process import ADMIN, BotProcess
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
SECONDS_TO_REMIND = 90  # the bot looks twice a minute
NAMES = {"en": "Fukuoka", "zh-hans": "福冈"}
LATE = {"en": "late: was due on", "zh-hans": "迟到：本应于"}


@pytest.fixture(scope="module", autouse=True)
def bot(server: TelegramServer, data: Path) -> Iterator[BotProcess]:
    """Return the bot; at the end not one call may have been refused."""
    process = BotProcess(server, data, ADMIN_USER_IDS=str(ADMIN), STAFF_USER_IDS="2001,2002")
    with process:
        yield process
        server.settle()
    assert [(call.method, call.description) for call in server.refused] == []


def due(data: Path, reminder: str, days_ago: int) -> None:
    """Make a reminder one that is due for Fukuoka (2 May 1979) now, or was at this hour some days ago."""
    now = dt.datetime.now(ZONE)
    day = now.date() - dt.timedelta(days=days_ago)
    year = day.year + (day >= dt.date(day.year, 5, 2))
    lead = (dt.date(year, 5, 2) - day).days
    looked_at = (now - dt.timedelta(days=days_ago, minutes=5)).astimezone(dt.UTC).replace(tzinfo=None)
    with contextlib.closing(sqlite3.connect(data / "bot.sqlite", timeout=30)) as database, database:
        changed = database.execute(
            "UPDATE reminders SET round_only = 0, lead_days = ?, at = ?, last_looked_at = ? WHERE id = ?",
            (str(lead), f"{now:%H:%M}", f"{looked_at:%Y-%m-%d %H:%M:%S.%f}", int(reminder)),
        )
        assert changed.rowcount == 1


def press(person: User, message: Message, button: str) -> Message:
    edits = message.edits
    person.presses(message, button)
    return message.chat.wait_for_edit(message, after=edits)


def set_reminder(person: User) -> str:
    """Set a reminder of everything round and return its number."""
    person.says("/remind")
    (offered,) = person.chat.wait_for()
    confirm = offered.buttons[0][0].data
    press(person, offered, confirm)
    return confirm.split(":")[2]


def test_a_reminder_comes_when_it_is_due_late_after_a_downtime_and_not_once_it_is_stopped(
    server: TelegramServer, bot: BotProcess, data: Path
) -> None:
    people = {language: server.user(number, language_code=language) for number, language in enumerate(NAMES, 2001)}
    reminders = {language: set_reminder(person) for language, person in people.items()}
    last = {language: person.chat.last for language, person in people.items()}
    for reminder in reminders.values():
        due(data, reminder, days_ago=0)
    for language, person in people.items():
        (notice,) = person.chat.wait_for(after=last[language], timeout=SECONDS_TO_REMIND)
        assert NAMES[language] in notice.text
        assert "[1]" in notice.text
        assert LATE[language] not in notice.text
        person.presses(notice, NAMES[language])
        (last[language],) = person.chat.wait_for(after=notice)
        assert "1979" in last[language].text
    bot.stop()
    for reminder in reminders.values():
        due(data, reminder, days_ago=2)
    bot.start()
    for language, person in people.items():
        reminder = reminders[language]
        (late,) = person.chat.wait_for(after=last[language], timeout=SECONDS_TO_REMIND)
        assert LATE[language] in late.text
        person.presses(late, f"r:x:{reminder}:")
        (stopped,) = person.chat.wait_for(after=late)
        press(person, stopped, f"r:u:{reminder}:on")
        press(person, stopped, f"r:d:{reminder}:")
        server.settle()
        assert [message for message in person.chat.answers if LATE[language] in message.text] == [late]


def test_a_subscriber_who_asks_to_be_forgotten_is(make_person: Callable[..., User], data: Path) -> None:
    person = make_person()
    person.says("/subscribe")
    person.chat.wait_for()
    person.says("/forget")
    (asked,) = person.chat.wait_for()
    assert "1 reminder or subscription" in press(person, asked, "f:").text
    with contextlib.closing(sqlite3.connect(data / "bot.sqlite", timeout=30)) as database:
        left = database.execute("SELECT count(*) FROM reminders WHERE chat_id = ?", (person.id,)).fetchone()
    assert left == (0,)
