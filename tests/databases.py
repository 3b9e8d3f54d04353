"""Fixtures: the same test on a fresh SQLite file and on a fresh PostgreSQL database."""

import asyncio
import datetime as dt
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from bot.storage.tables import Table
from tests.postgres import PostgresServer, postgres_server

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

    def __init__(self, folder: Path, template: Path, server: PostgresServer | None) -> None:
        self._folder = folder
        self._template = template
        self.server = server

    def empty(self) -> str:
        """Return the address of a database without tables."""
        if self.server is None:
            return f"sqlite:///{self._folder / 'empty.sqlite'}"
        return self.server.create(f"bot_{self._folder.name}")

    def migrated(self) -> str:
        """Return the address of a database with empty tables."""
        if self.server is None:
            return f"sqlite:///{shutil.copy(self._template, self._folder / 'bot.sqlite')}"
        # A database of its own for each test would take longer than the test.
        self.server.sql(f"TRUNCATE {', '.join(Table.metadata.tables)}", MIGRATED)
        return self.server.address(MIGRATED)


def _migrate(address: str) -> None:
    async def migrate() -> None:
        await (await Storage.open(address, now=Clock())).close()

    asyncio.run(migrate())


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        _migrate(server.create(MIGRATED))
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "bot.sqlite"
    _migrate(f"sqlite:///{template}")
    return template


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Databases:
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    return Databases(tmp_path, sqlite_template, server)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def storage(
    anyio_backend: str,  # noqa: ARG001 - makes anyio run this fixture
    databases: Databases,
    clock: Callable[[], dt.datetime],
) -> AsyncIterator[Storage]:
    opened = await Storage.open(databases.migrated(), now=clock, steady=lambda: clock().timestamp())
    yield opened
    await opened.close()
