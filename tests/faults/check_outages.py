"""The database stops under load, in each place of an answer's way, and comes back: everything asked is answered, once.

Run by `make test-faults`; PostgreSQL's programs must be installed. For each place 12 people ask 5 questions each; the
server is stopped at once when the way has come to that place for the fifteenth time, and started again 8 s later.
"""

import asyncio
import collections
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import bot.pace
from bot.inbox import Inbox
from bot.storage.answers import Answers
from bot.storage.deliveries import Deliveries
from bot.storage.people import People, Spending
from bot.storage.talk import Talk
from knowledge.settings import Settings
from tests.bot.test_serve import Calm, assistant, echoes, made, office, running, server
from tests.postgres import DURABLE, PostgresServer, postgres_server
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

__all__ = ["assistant", "made", "office", "server"]  # fixtures

PEOPLE, QUESTIONS = 12, 5
AWAY_SECONDS = 8.0
GOAL_SECONDS = 30.0
STRIKES_AT = 15
PLACES: dict[str, tuple[type, str]] = {
    "the update is stored": (Inbox, "put"),
    "updates are claimed": (Inbox, "_taken"),
    "the person is looked up": (People, "get"),
    "what they spent is asked": (Spending, "lately"),
    "an earlier answer is looked for": (Answers, "of_update"),
    "the conversation is read": (Talk, "recent"),
    "the answer is kept": (Answers, "keep"),
    "the turn is remembered": (Talk, "remember"),
    "what was sent is looked up": (Deliveries, "known"),
    "how far a message got is recorded": (Deliveries, "record"),
    "the messages of the answer are kept": (Answers, "set_messages"),
    "the update is finished": (Inbox, "finish"),
}


class Outage:
    """Stops the server the fifteenth time that a place is passed, and starts it again a while later."""

    def __init__(self, postgres: PostgresServer) -> None:
        self._postgres = postgres
        self._passed = 0
        self._lock = threading.Lock()
        self.is_over = threading.Event()
        self.back_at = 0.0

    async def strike(self) -> None:
        with self._lock:
            self._passed += 1
            strikes = self._passed == STRIKES_AT
        if strikes:
            await asyncio.to_thread(self._postgres.stop)
            threading.Thread(target=self._come_back).start()

    def _come_back(self) -> None:
        time.sleep(AWAY_SECONDS)
        self._postgres.start()
        self.back_at = time.monotonic()
        self.is_over.set()


def struck(owner: type, name: str, outage: Outage) -> Callable[..., Any]:
    """Return a method that brings the outage about before it does its work."""
    work = getattr(owner, name)

    async def method(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as they are
        await outage.strike()
        return await work(*arguments, **named)

    return method


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server(DURABLE) as started:
        yield started


@pytest.fixture
def address(postgres: PostgresServer, place: str) -> str:
    return postgres.create(f"outage_{list(PLACES).index(place)}")


@pytest.mark.parametrize("place", PLACES)
def test_after_an_outage_everything_asked_is_answered_once_and_soon(  # noqa: PLR0917 - fixtures
    place: str,
    server: TelegramServer,
    made: Callable[..., Settings],
    assistant: Calm,
    postgres: PostgresServer,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert assistant is not None
    monkeypatch.setattr(bot.pace, "_BURST_IN_CHAT", 1000.0)
    outage = Outage(postgres)
    first = 5001 + 100 * list(PLACES).index(place)
    people = [server.user(number) for number in range(first, first + PEOPLE)]
    with running(made(database_url=address), server):
        owner, name = PLACES[place]
        monkeypatch.setattr(owner, name, struck(owner, name, outage))
        for number in range(QUESTIONS):
            for person in people:
                person.says(f"question {number}")
        assert outage.is_over.wait(120), "the place was not passed often enough"
        server.wait(lambda: all(answered(person) >= QUESTIONS for person in people), 60, what="all answers")
        seconds = time.monotonic() - outage.back_at
        server.settle(2)
    with capsys.disabled():
        sys.stdout.write(f"{place}: all answered {seconds:.1f} s after the return\n")
    for person in people:
        counted = collections.Counter(echoes(person.chat.answers))
        assert counted == {f"You asked: question {number}": 1 for number in range(QUESTIONS)}, person.id
    assert seconds <= GOAL_SECONDS


def answered(person: User) -> int:
    return len(set(echoes(person.chat.answers)))
