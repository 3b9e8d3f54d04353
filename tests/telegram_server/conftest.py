"""A server, and two ways to call it: plain HTTP, and python-telegram-bot."""

import dataclasses
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from telegram import Bot

from tests.telegram_server.server import TelegramServer


@dataclasses.dataclass(frozen=True, slots=True)
class Caller:
    """Calls methods with JSON, and gives back what the server said."""

    client: httpx.Client
    server: TelegramServer

    def __call__(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - whatever the result is
        """Return the result; AssertionError if the call is refused."""
        body = self.post(method, **parameters).json()
        assert body["ok"], body
        return body["result"]

    def refused(self, method: str, **parameters: object) -> str:
        """Return what a call is refused with: the code and the description."""
        body = self.post(method, **parameters).json()
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    def post(self, method: str, **parameters: object) -> httpx.Response:
        return self.client.post(f"{self.server.base_url}{self.server.token}/{method}", json=parameters)

    def updates(self, **parameters: object) -> list[Any]:
        """Fetch and confirm what waits."""
        updates = list(self("getUpdates", **parameters))
        if updates:
            self("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as client:  # making one takes longer than most tests here
        yield client


@pytest.fixture
def call(server: TelegramServer, client: httpx.Client) -> Caller:
    return Caller(client, server)


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url, base_file_url=server.file_url) as bot:
        yield bot
