"""Fixtures: the same test on a fresh SQLite file and on a fresh PostgreSQL database."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from bot.storage import Storage
from bot.storage.tables import Table
from tests.postgres import PostgresServer, postgres_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

MIGRATED = "migrated"
START = dt.datetime(2026, 5, 1, 8, 0, tzinfo=dt.UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> dt.datetime:
        return self.time

    def advance(self, **by: float) -> None:
        self.time += dt.timedelta(**by)


class Databases:
    """Makes databases for a test; ``server`` is PostgreSQL, or None for SQLite files."""

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        self._folder = folder
        self.server = server

    def empty(self) -> str:
        """Return the address of a database without tables."""
        if self.server is None:
            return f"sqlite:///{self._folder / 'empty.sqlite'}"
        return self.server.create(f"bot_{self._folder.name}")

    def migrated(self) -> str:
        """Return the address of a database with empty tables, or of none yet: opening it makes them."""
        if self.server is None:
            return f"sqlite:///{self._folder / 'bot.sqlite'}"
        # A database of its own for each test would take longer than the test.
        self.server.sql(f"TRUNCATE {', '.join(Table.metadata.tables)}", MIGRATED)
        return self.server.address(MIGRATED)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        address = server.create(MIGRATED)

        async def migrate() -> None:
            storage = await Storage.open(address, now=Clock())
            await storage.close()

        asyncio.run(migrate())
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    return Databases(tmp_path, request.getfixturevalue("postgres") if request.param == "postgres" else None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def storage(
    anyio_backend: str,  # noqa: ARG001 - makes anyio run this fixture
    databases: Databases,
    clock: Callable[[], dt.datetime],
) -> AsyncIterator[Storage]:
    opened = await Storage.open(databases.migrated(), now=clock)
    yield opened
    await opened.close()
