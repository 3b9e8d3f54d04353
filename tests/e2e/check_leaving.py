"""Every way out, with the real bot: what was made for staff reaches nobody who is staff no more when it leaves.

The same is asked by people who stay staff, and brings them words that the public must not have: a way that could not
leak would be found. Approvals are withdrawn in the database, between two calls of Telegram.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.e2e.bot_process import BotProcess
from tests.e2e.test_access import QUESTIONS, words_in
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

TEXTS = (
    *QUESTIONS,
    *(
        "/brief Bristol",
        "/brief 布里斯托尔",
        "/letter Reykjavik 10",
        "/letter 雷克雅未克",
        "/dormant 1",
        "/intentions all",
    ),
    *(
        "/city Reykjavik",
        "/city 布里斯托尔",
        "/start city_reykjavik-is",
        "/anniversaries 2026",
        "/programmes",
        "/sources",
    ),
)
PRESSES = (
    *("c:c:reykjavik-is:1", "c:e:bristol-gb:1", "p:students:1", "o:1", "a:2026:all::1", "x:b:bristol-gb", "e:csv"),
    *("x:w:bristol-gb", "x:l:reykjavik-is:10", "x:m:reykjavik-is:10", "x:e:events:csv", "x:e:events:xlsx"),
    *("x:e:agreements:csv", "x:e:agreements:xlsx", "x:e:agreements:ics", "x:e:programmes:csv", "x:e:programmes:xlsx"),
)
WAYS = (*TEXTS, *PRESSES)
# In reply to an answer, or on it.
AFTERWARDS = ("/export", "/why", "And when?", "那几号到?")
METHODS = ("sendMessage", "editMessageText", "sendDocument", "sendPhoto")
LEAST_WAYS, LEAST_TELLING = 40, 20
WAIT_SECONDS, MOST_HELD = 6, 10_000


class Approvals:
    """The approvals in the bot's database, given and withdrawn without a word to anybody."""

    def __init__(self, data: Path) -> None:
        self._file = data / "bot.sqlite"

    def give(self, people: Sequence[User]) -> None:
        self._write("INSERT INTO people (user_id, approved_at) VALUES (?, '2026-01-01')", people)

    def withdraw(self, people: Sequence[User]) -> None:
        self._write("UPDATE people SET approved_at = NULL WHERE user_id = ?", people)

    def _write(self, statement: str, people: Sequence[User]) -> None:
        with contextlib.closing(sqlite3.connect(self._file, timeout=20)) as database, database:
            database.executemany(statement, [(person.id,) for person in people])


@pytest.fixture
def approvals(data: Path) -> Approvals:
    return Approvals(data)


@pytest.fixture(scope="module")
def serving(server: TelegramServer, data: Path) -> Iterator[BotProcess]:
    with BotProcess(server, data, LOG_LEVEL="WARNING") as process:
        yield process


@pytest.fixture
def members(
    serving: BotProcess, server: TelegramServer, make_person: Callable[..., User], approvals: Approvals
) -> Callable[[int], list[User]]:
    """Make people whom an admin has approved, and who have said hello."""
    assert serving.process.poll() is None

    def make(count: int) -> list[User]:
        people = [make_person() for _ in range(count)]
        for person in people:
            person.says("hello")
        for person in people:
            person.chat.wait_for()
        server.settle()
        approvals.give(people)
        return people

    return make


def shown(person: User, after: int, versions: dict[int, int]) -> set[str]:
    """Return the staff's words in what the bot showed a person since: new messages, and new versions of old ones."""
    messages: list[Message | str] = []
    for message in person.chat.answers:
        if message.message_id > after:
            messages.append(message)
        elif message.edits > versions.get(message.message_id, 0):
            messages.append(message.text)
    return words_in(messages)


def marks(person: User) -> tuple[int, dict[int, int]]:
    """Return what `shown` is to compare with."""
    answers = person.chat.answers
    return max((message.message_id for message in answers), default=0), {one.message_id: one.edits for one in answers}


def hold_back(server: TelegramServer) -> int:
    """Let Telegram ask to wait at every call until its faults are cleared, and return how many calls there were."""
    for method in METHODS:
        server.faults.next(method, Fault(FaultKind.FLOOD, seconds=WAIT_SECONDS), times=MOST_HELD)
    return len(server.calls)


def wait_for_held(server: TelegramServer, people: Sequence[User], since: int) -> None:
    """Wait until something for each person has been held back."""

    def held() -> set[int]:
        calls = (call for call in server.calls[since:] if call.fault and call.fault.kind is FaultKind.FLOOD)
        return {int(call.parameters["chat_id"]) for call in calls}

    server.wait(lambda: {person.id for person in people} <= held(), what="what is held back")


def told_by(server: TelegramServer, people: list[User], approvals: Approvals | None) -> dict[str, set[str]]:
    """Let each person go a way, with or without their approval withdrawn meanwhile, and return the staff's words."""
    before = {person.id: marks(person) for person in people}
    since = hold_back(server)
    for person, way in zip(people, WAYS, strict=True):
        if way in TEXTS:
            person.says(way)
        else:
            person._press(person.chat.answers[0], way)
    wait_for_held(server, people, since)
    if approvals is not None:
        approvals.withdraw(people)
    server.faults.clear()
    server.settle(WAIT_SECONDS + 2)
    return {way: shown(person, *before[person.id]) for person, way in zip(people, WAYS, strict=True)}


def test_what_waits_to_leave_does_not_reach_who_is_staff_no_more(
    server: TelegramServer, members: Callable[[int], list[User]], approvals: Approvals
) -> None:
    leaks = told_by(server, members(len(WAYS)), approvals)
    told = told_by(server, members(len(WAYS)), None)
    telling = [way for way, found in told.items() if found]
    assert {way: found for way, found in leaks.items() if found} == {}
    assert set(QUESTIONS) <= set(telling)
    assert len(telling) >= LEAST_TELLING, telling


def test_nothing_that_was_made_for_staff_is_opened_exported_or_explained_afterwards(
    server: TelegramServer, members: Callable[[int], list[User]], approvals: Approvals
) -> None:
    people = members(len(QUESTIONS))
    asked = {person.id: person.says(text) for person, text in zip(people, QUESTIONS, strict=True)}
    for person in people:
        person.chat.wait_for(after=asked[person.id])
    server.settle(1)
    assert all(words_in(person.chat.answers) for person in people)
    approvals.withdraw(people)
    tries = 0
    for person in people:
        before = marks(person)
        answer = person.chat.answers[-1]
        buttons = [button.data for row in answer.buttons for button in row if button.data]
        for data in buttons:
            person.forges(answer, data)
        for text in AFTERWARDS:
            person.says(text, reply_to=answer).chat.wait_for()
        person.edits(asked[person.id], QUESTIONS[0])
        server.settle(0.5)
        tries += len(buttons) + len(AFTERWARDS) + 1
        said = asked[person.id].text
        assert shown(person, *before) - words_in([said]) == set()
    assert tries >= LEAST_WAYS


def test_what_a_killed_process_was_sending_is_not_sent_by_the_next_one(
    server: TelegramServer, serving: BotProcess, members: Callable[[int], list[User]], approvals: Approvals
) -> None:
    texts = [*QUESTIONS, "/brief Bristol", "/letter Reykjavik 10", "/city Reykjavik", "/sources"]
    people = members(len(texts))
    before = {person.id: marks(person) for person in people}
    since = hold_back(server)
    said = [person.says(text) for person, text in zip(people, texts, strict=True)]
    wait_for_held(server, people, since)
    serving.kill()
    approvals.withdraw(people)
    server.faults.clear()
    serving.start()
    for person, message in zip(people, said, strict=True):
        person.chat.wait_for(after=message, timeout=90)
    server.settle(1)
    assert {message.text: shown(person, *before[person.id]) for person, message in zip(people, said, strict=True)} == {
        message.text: set() for message in said
    }
