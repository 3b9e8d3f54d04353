"""A staff member's day with the real bot, in Chinese and in English: from the morning's digest to a letter.

The bot's clock is the real one, so the digest is moved instead: this month's is made to be still due.
"""

import contextlib
import datetime as dt
import io
import sqlite3
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx2python import docx2python
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from bot.i18n import Locale, say_in
from knowledge.answering.records.phrasing import capitalised
from knowledge.records import EventKind
from tests.e2e.bot_process import BotProcess
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
SECONDS_TO_REMIND = 90  # the bot looks twice a minute
SINCE = dt.date(1979, 5, 2)
YEAR = 2029  # fifty years after Fukuoka
DAYS = {
    Locale.EN: {
        "client": "en",
        "city": "Fukuoka",
        "question": f"Which round anniversaries does Guangzhou have in {YEAR}?",
        "anniversary": f"2 May {YEAR}",
        "since": "2 May 1979",
        "visit": "The mayor of Fukuoka brought a cherry tree of bronze.",
        "asked": "What happened with Fukuoka this year?",
        "draft": "DRAFT",
    },
    Locale.ZH_HANS: {
        "client": "zh-hans",
        "city": "福冈",
        "question": f"{YEAR}年广州有哪些逢十周年？",
        "anniversary": f"{YEAR}年5月2日",
        "since": "1979年5月2日",
        "visit": "福冈市长来访，赠送一株青铜樱花树。",
        "asked": "今年与福冈有什么活动？",
        "draft": "草稿",
    },
}


@pytest.fixture(scope="module")
def staff_members(server: TelegramServer, data: Path) -> Iterator[dict[Locale, User]]:
    """Return a staff member a language, whose digest is due; at the end not one call may have been refused."""
    people = {
        locale: server.user(number, language_code=day["client"])
        for number, (locale, day) in enumerate(DAYS.items(), 2001)
    }
    numbers = ",".join(str(person.id) for person in people.values())
    with BotProcess(server, data, STAFF_USER_IDS=numbers):
        for locale, person in people.items():
            offered = pressed(person, said(person, "/remind"), say_in(locale)("A monthly digest instead"))
            pressed(person, offered, offered.buttons[0][0].data)
        make_digests_due(data)
        yield people
        server.settle()
    assert [(call.method, call.description) for call in server.refused] == []


def make_digests_due(data: Path) -> None:
    """Let the digest of this month be due: it was not looked at since the month began."""
    midnight = dt.datetime.combine(dt.datetime.now(ZONE).date().replace(day=1), dt.time(), ZONE)
    looked_at = (midnight - dt.timedelta(minutes=5)).astimezone(dt.UTC).replace(tzinfo=None)
    with contextlib.closing(sqlite3.connect(data / "bot.sqlite", timeout=30)) as database, database:
        changed = database.execute(
            "UPDATE reminders SET at = '00:00', last_looked_at = ? WHERE what = 'digest'",
            (f"{looked_at:%Y-%m-%d %H:%M:%S.%f}",),
        )
        assert changed.rowcount == len(DAYS)


def said(person: User, text: str) -> Message:
    person.says(text)
    return person.chat.wait_for()[0]


def pressed(person: User, message: Message, button: str) -> Message:
    before = message.edits
    person.presses(message, button)
    return person.chat.wait_for_edit(message, after=before)


def file_of(person: User, message: Message, button: str) -> bytes:
    """Press a button and return the file that comes."""
    person.presses(message, button)
    (sent,) = person.chat.wait_for(after=message)
    assert sent.media is not None
    return sent.media.content


@pytest.mark.parametrize("locale", DAYS)
def test_a_day_from_the_digest_to_the_letter(staff_members: dict[Locale, User], locale: Locale) -> None:
    person, day, say = staff_members[locale], DAYS[locale], say_in(locale)

    def is_digest(message: Message) -> bool:
        return say("Anniversaries in the next {n} days", n=90) in message.text

    person.chat.wait(lambda: any(map(is_digest, person.chat.answers)), SECONDS_TO_REMIND, what="the digest")

    answer = said(person, day["question"])
    assert day["anniversary"] in answer.text
    assert "[1]" in answer.text

    brief = said(person, f"/brief {day['city']}")
    assert day["since"] in brief.text
    assert day["visit"].rstrip(".。") not in brief.text

    said(person, "/log")
    pressed(
        person,
        pressed(person, said(person, day["visit"]), say("Event")),
        capitalised(say.value("kind", EventKind.VISIT)),
    )
    pressed(person, pressed(person, said(person, day["city"]), say("Today")), say("Leave it in one language"))
    kept = pressed(person, said(person, "Note of the protocol desk"), say("Keep it"))
    told = said(person, day["asked"]).text
    assert day["visit"].rstrip(".。") in told
    assert "Note of the protocol desk" in told
    assert day["visit"].rstrip(".。") in said(person, f"/brief {day['city']}").text

    choice = pressed(person, said(person, "/export"), say("Agreements"))
    calendar = file_of(person, choice, say("Calendar (.ics)"))
    assert not Calendar.from_ical(calendar).errors
    days = IcsCalendarStream.calendar_from_ics(calendar.decode()).timeline
    of_the_year = {
        event.summary: event.start for event in days.overlapping(dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 1, 1))
    }
    (summary,) = [name for name in of_the_year if name is not None and day["city"] in name]
    assert of_the_year[summary] == SINCE.replace(year=YEAR)

    letter = said(person, f"/letter {day['city']} 50")
    written = docx2python(io.BytesIO(file_of(person, letter, say("As a Word document")))).text
    for text in (day["draft"], "50", day["since"], day["anniversary"], day["visit"].rstrip(".。")):
        assert text in written
    pressed(person, kept, say("Take it back"))
