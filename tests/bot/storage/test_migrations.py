import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.storage import Storage
from bot.storage.database import NOTHING, Database, migrate
from bot.storage.tables import Table
from knowledge.errors import StorageError
from tests.databases import Clock, Databases

pytestmark = pytest.mark.anyio


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_the_migrations_make_the_tables_that_the_program_maps(databases: Databases) -> None:
    database = Database(databases.empty())
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert set(Table.metadata.tables) < await connection.run_sync(tables)
    await database.close()


async def test_the_migrations_can_be_undone_and_done_again(databases: Databases) -> None:
    database = Database(databases.empty())
    await migrate(database)
    await migrate(database, NOTHING)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == {"alembic_version"}
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_several_that_start_at_once_migrate_once(databases: Databases) -> None:
    url = databases.empty()
    opened = await asyncio.gather(*(Storage.open(url, now=Clock()) for _ in range(5)))
    await asyncio.gather(*(storage.people.approve(n, by=1) for n, storage in enumerate(opened, start=1)))
    assert len(await opened[0].people.staff()) == 5
    await asyncio.gather(*(storage.close() for storage in opened))


async def test_what_is_kept_outlives_the_next_start(databases: Databases) -> None:
    url = databases.empty()
    for user_id in (1, 2):
        storage = await Storage.open(url, now=Clock())
        await storage.people.approve(user_id, by=1)
        staff = await storage.people.staff()
        await storage.close()
    assert len(staff) == 2


async def test_a_database_of_a_newer_program_is_left_alone(databases: Databases) -> None:
    url = databases.empty()
    storage = await Storage.open(url, now=Clock())
    async with storage.database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await storage.close()
    with pytest.raises(StorageError, match="written by another version of the program"):
        await Storage.open(url, now=Clock())
