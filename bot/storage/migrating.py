"""Bring the database to the version that this program works with; safe when two programs start at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import text

from knowledge.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database

NEWEST = "head"
NOTHING = "base"

# Any number, as long as no other program uses it in the same database.
MIGRATION_LOCK = 7_402_611


async def migrate(database: Database, version: str = NEWEST) -> None:
    """Upgrade to a version (or, for NOTHING, drop every table) in one transaction that no other program shares.

    Raises StorageError.
    """
    with database.errors():
        async with database.alone(), database.engine.begin() as connection:
            if database.is_sqlite:
                await connection.execute(text("BEGIN IMMEDIATE"))  # the driver would not begin for a CREATE TABLE
            else:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            try:
                await connection.run_sync(_run, version)
            except CommandError as error:
                raise StorageError(
                    f"{database.name} was written by another version of the program; "
                    "install the newer version, or set DATABASE_URL to another database"
                ) from error


def _run(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    if version == NOTHING:
        command.downgrade(config, version)
    else:
        command.upgrade(config, version)
