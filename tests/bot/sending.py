"""Somebody who has asked, and a way to send that waits for nothing."""

from collections.abc import Iterator

import pytest

from bot.people import Reader
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer


class Pauses(list[float]):
    """What was slept, in seconds; nobody really sleeps."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def li(server: TelegramServer) -> User:
    li = server.user(7_000_000_002)
    li.says("福冈?")
    return li


class Gate:
    """Lets everybody read everything until it is shut; ``asked`` are those who were to read."""

    def __init__(self) -> None:
        self.open = True
        self.asked: list[Reader] = []

    async def may_read(self, reader: Reader) -> bool:
        self.asked.append(reader)
        return self.open


OPEN = Gate()
