import asyncio
import sqlite3
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

import bot.storage.database
from bot.storage import Storage, database_url
from knowledge.errors import CityExchangeError, ConfigurationError, StorageError
from knowledge.settings import Settings
from tests.databases import Clock, Databases
from tests.postgres import PostgresServer

pytestmark = pytest.mark.anyio

PASSWORD = "s3cr3t-wort"  # noqa: S105 - opens nothing


def settings(url: str) -> Settings:
    return Settings.model_construct(database_url=SecretStr(url), data_dir=Path("somewhere"))


async def refusal(url: str) -> str:
    """Return how opening is refused; nothing of it, whatever led to it, may hold the password."""
    with pytest.raises(CityExchangeError) as refused:
        await Storage.open(url, now=Clock())
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))
    return str(refused.value)


def test_without_an_address_the_database_is_a_file_in_the_data_folder() -> None:
    assert database_url(settings("")) == "sqlite+aiosqlite:///somewhere/bot.sqlite"


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("postgresql://u:p%40@h/bot", "postgresql+asyncpg://u:p%40@h/bot"),
        ("postgres://u@h:5433/bot", "postgresql+asyncpg://u@h:5433/bot"),
        ("postgresql+asyncpg://u@h/bot?sslmode=require", "postgresql+asyncpg://u@h/bot?ssl=require"),
        ("sqlite:////var/lib/bot.sqlite", "sqlite+aiosqlite:////var/lib/bot.sqlite"),
    ],
)
def test_the_driver_is_chosen_for_the_operator(asked: str, used: str) -> None:
    assert database_url(settings(asked)) == used


@pytest.mark.parametrize(
    "asked",
    [
        f"mysql://u:{PASSWORD}@h/bot",
        f"postgresql://u:{PASSWORD}@h:port/bot",
        f"postgresql+psycopg2://u:{PASSWORD}@h/bot",
        f"u:{PASSWORD}@h",
        "sqlite://",
        "sqlite:///:memory:",
        "bot.sqlite",
    ],
)
async def test_any_other_address_is_refused_without_showing_it(asked: str) -> None:
    with pytest.raises(ConfigurationError, match=r"DATABASE_URL.*postgresql://user:password@host/name") as refused:
        database_url(settings(asked))
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))
    await refusal(asked)


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    said = await refusal(f"postgresql://bot:{PASSWORD}@127.0.0.1:1/office")
    assert "'office' of PostgreSQL at 127.0.0.1:1 cannot be reached; check DATABASE_URL" in said


async def test_a_wrong_user_or_database_is_told_apart(postgres: PostgresServer) -> None:
    address = postgres.address("nowhere").replace(":secret@", f":{PASSWORD}@")
    assert "does not exist; create it" in await refusal(address)
    assert "refuses the user or the password" in await refusal(address.replace("//bot:", "//nobody:"))


async def test_an_option_that_the_driver_does_not_know_is_named() -> None:
    said = await refusal(f"postgresql://u:{PASSWORD}@h/bot?sslmode=require&channel_binding=require")
    assert "leave out channel_binding" in said


async def test_a_database_that_may_not_be_changed_is_named(databases: Databases) -> None:
    if databases.server is None:
        pytest.skip("SQLite files have no such switch")
    name = "bot_read_only"
    address = databases.server.create(name)
    databases.server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "is read-only" in await refusal(address)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    file.write_text("a letter to Fukuoka" * 100, encoding="utf-8")
    assert f"{file} is not a database of this bot" in await refusal(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("a letter")


async def test_a_place_that_cannot_hold_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "cannot be opened" in await refusal(f"sqlite:///{tmp_path / 'folder'}")
    (tmp_path / "file").touch()
    assert f"the folder {tmp_path / 'file'} of the database cannot be made" in await refusal(
        f"sqlite:///{tmp_path / 'file' / 'bot.sqlite'}"
    )


async def test_a_locked_file_is_said_to_be_locked_and_works_once_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.storage.database, "_BUSY_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    storage = await Storage.open(url, now=Clock())
    shell = sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None)
    shell.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="is locked by another program"):
        await storage.people.approve(5, by=1)
    shell.execute("ROLLBACK")
    shell.close()
    await storage.people.approve(5, by=1)
    assert (await storage.people.get(5)).approved
    await storage.close()


async def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    storage = await Storage.open(f"sqlite:///{tmp_path / 'new' / 'folder' / 'bot.sqlite'}", now=Clock())
    await storage.ping()
    await storage.close()


async def test_a_database_that_has_gone_fails_the_ping_and_comes_back(postgres: PostgresServer) -> None:
    storage = await Storage.open(postgres.create("bot_comes_and_goes"), now=Clock())
    postgres.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'bot_comes_and_goes'")
    postgres.sql("ALTER DATABASE bot_comes_and_goes RENAME TO bot_gone")
    with pytest.raises(StorageError, match="does not exist"):
        await storage.ping()
    postgres.sql("ALTER DATABASE bot_gone RENAME TO bot_comes_and_goes")
    await storage.ping()
    await storage.close()


async def test_an_error_undoes_the_whole_transaction(databases: Databases) -> None:
    storage = await Storage.open(databases.migrated(), now=Clock())
    twice = text("INSERT INTO people (user_id) VALUES (5)")

    async def write() -> None:
        async with storage.database.transaction() as session:
            await session.execute(twice)
            await session.execute(twice)

    with pytest.raises(StorageError):
        await write()
    async with storage.database.sessions() as session:
        assert (await session.scalar(text("SELECT count(*) FROM people"))) == 0
    await storage.close()


async def test_an_error_holds_nothing_of_what_was_written(databases: Databases) -> None:
    storage = await Storage.open(databases.migrated(), now=Clock())

    async def write() -> None:
        async with storage.database.transaction() as session:
            await session.execute(text("INSERT INTO nothing VALUES (:words)"), {"words": PASSWORD})

    with pytest.raises(StorageError) as failed:
        await write()
    assert PASSWORD not in "".join(traceback.format_exception(failed.value))
    await storage.close()


async def test_many_tasks_at_once_wait_for_their_turn(databases: Databases) -> None:
    storage = await Storage.open(databases.migrated(), now=Clock())
    await asyncio.gather(*(storage.people.approve(user_id, by=1) for user_id in range(1, 101)))
    assert len(await storage.people.staff()) == 100
    await storage.close()


async def test_sqlite_writes_ahead_and_holds_foreign_keys(tmp_path: Path) -> None:
    storage = await Storage.open(f"sqlite:///{tmp_path / 'bot.sqlite'}", now=Clock())
    async with storage.database.transaction() as session:
        assert await session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await session.scalar(text("PRAGMA foreign_keys")) == 1
        assert await session.scalar(text("PRAGMA busy_timeout")) == 5000
    await storage.close()


async def test_a_statement_that_is_given_up_while_it_waits_leaves_no_lock_behind(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    storage = await Storage.open(f"sqlite:///{file}", now=Clock())
    remembered: list[object] = []

    async def write(number: int) -> None:
        async with storage.database.connection() as connection:
            remembered.append(connection)
            statement = text("INSERT INTO people (user_id) VALUES (:number) RETURNING user_id")
            remembered.append(await connection.execute(statement, {"number": number}))

    for number in range(5):
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(write(number))
        await asyncio.sleep(0.1)
        writing.cancel()
        other.execute("ROLLBACK")
        try:
            await writing
        except asyncio.CancelledError as error:
            remembered.append(error)  # as a log does, and with it every frame and statement
        other.execute("PRAGMA busy_timeout = 2000")
        other.execute("INSERT INTO people (user_id) VALUES (?)", (100 + number,))
        other.close()
    assert (await storage.people.get(100)).user_id == 100
    await storage.close()
