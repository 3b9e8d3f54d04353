"""The database: where it is, one pool of connections, transactions, its versions, what goes wrong in plain words."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util.exc import CommandError
from filelock import AsyncFileLock
from sqlalchemy import URL, Connection, Executable, Row, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.storage.tables import Table
from knowledge.errors import ConfigurationError, StorageError
from knowledge.private import make_private_file, make_private_folder
from knowledge.settings import Settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Kept = TypeVar("_Kept", bound="DataclassInstance")

SQLITE_DRIVER = "sqlite+aiosqlite"
POSTGRES_DRIVER = "postgresql+asyncpg"

_DRIVERS = {
    "sqlite": SQLITE_DRIVER,
    SQLITE_DRIVER: SQLITE_DRIVER,
    "postgres": POSTGRES_DRIVER,
    "postgresql": POSTGRES_DRIVER,
    POSTGRES_DRIVER: POSTGRES_DRIVER,
}
_OPTIONS = {SQLITE_DRIVER: frozenset[str](), POSTGRES_DRIVER: frozenset({"host", "port", "ssl"})}
_BUSY_SECONDS = 5.0
_CONNECT_SECONDS = 10.0
_SET_UP_SECONDS = 30.0
_STATEMENT_SECONDS = 30.0
_POSTGRES_CONNECTIONS = 10
_WRONG_URL = (
    "DATABASE_URL cannot be used; set it to postgresql://user:password@host/name or sqlite:///path/to/file, "
    "or leave it empty for a file in DATA_DIR (characters such as @ or / in a password are written %40, %2F)"
)


def database_url(settings: Settings) -> str:
    """Return the database's address with the driver that speaks to it; a file in DATA_DIR where none is set.

    Raises ConfigurationError for anything but PostgreSQL and SQLite.
    """
    asked = settings.database_url.get_secret_value()
    if not asked:
        return f"{SQLITE_DRIVER}:///{settings.database_file}"
    return _usable(asked).render_as_string(hide_password=False)


def _usable(asked: str) -> URL:
    try:
        url = make_url(asked)
    except (ArgumentError, ValueError):
        # The cause would quote the address, and with it the password.
        raise ConfigurationError(_WRONG_URL) from None
    driver = _DRIVERS.get(url.drivername)
    in_memory = driver == SQLITE_DRIVER and url.database in (None, "", ":memory:")
    if driver is None or in_memory:
        raise ConfigurationError(_WRONG_URL)
    url = url.set(drivername=driver)
    # What libpq calls sslmode, asyncpg calls ssl; the values are the same.
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    if unknown := sorted(query.keys() - _OPTIONS[driver]):
        raise ConfigurationError(f"DATABASE_URL has options that cannot be used; leave out {', '.join(unknown)}")
    return url.set(query=query)


class Database:
    """One SQLite file or PostgreSQL database.

    SQLite is used through one connection, so that tasks queue for it in turn instead of polling a locked file; a
    transaction therefore must not be opened within another. It begins with its first change. SQLite writes ahead and
    does not wait for the disk at each commit: what is stored survives the end of the process, and a power cut may
    take the last moments.
    """

    def __init__(self, address: str) -> None:
        url = _usable(address)
        self.is_sqlite = url.drivername == SQLITE_DRIVER
        if self.is_sqlite:
            self.name = f"the database {url.database}"
            self.path: Path | None = Path(str(url.database))
            _make_private(self.path)
            self.engine = _sqlite(url)
        else:
            self.path = None
            self.name = f"the database {url.database!r} of PostgreSQL at {_host(url)}"
            self.engine = _postgres(url)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction: committed at the end, undone on any error. Raises StorageError."""
        with self.errors():
            async with self.sessions.begin() as session:
                yield session

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction as `transaction` does, for statements alone: it is faster without mapped objects."""
        with self.errors():
            async with self.engine.begin() as connection:
                yield connection

    def insert(self, table: type[Table]) -> sqlite.Insert | postgresql.Insert:
        """Return an INSERT that knows ON CONFLICT, in this database's dialect."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def upsert(
        self, table: type[Table], values: Mapping[str, object], **key: object
    ) -> sqlite.Insert | postgresql.Insert:
        """Return what puts a row in, or its values in place of those that a row of the key has."""
        new = self.insert(table).values(**key, **values)
        return new.on_conflict_do_update(index_elements=list(key), set_=dict(values))

    async def ping(self) -> None:
        """Ask for an answer; raise StorageError if there is none."""
        async with self.transaction() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Let go of every connection."""
        await self.engine.dispose()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Keep other programs that start at the same time from setting up the same SQLite file, and set it up."""
        if self.path is None:
            yield
            return
        with self.errors():
            async with AsyncFileLock(f"{self.path}.lock", timeout=_SET_UP_SECONDS):
                # The file remembers the mode. Who changes it needs the file alone, and SQLite does not wait for that.
                async with self.engine.connect() as connection:
                    driver = (await connection.get_raw_connection()).driver_connection
                    assert driver is not None  # noqa: S101 - it is connected
                    await driver.execute("PRAGMA journal_mode = WAL")
                yield

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what a driver raises into a StorageError that says what to do and holds no value."""
        try:
            yield
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, OSError) as error:
            raise StorageError(f"{self.name} {_what_is_wrong(error)}") from error


def columns_of(kept: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a dataclass, as they are, by the columns that they are named as."""
    return {field.name: getattr(kept, field.name) for field in dataclasses.fields(kept)}


class Subject:
    """What is kept of one subject; ``now`` returns the time as an aware datetime."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def _rows(self, query: Executable, values: Mapping[str, object] | None = None) -> Sequence[Row[Any]]:
        """Return what a statement alone finds."""
        async with self._database.connection() as connection:
            return (await connection.execute(query, values)).all()

    async def _all(
        self, kind: type[_Kept], query: Executable, values: Mapping[str, object] | None = None
    ) -> list[_Kept]:
        """Return what a statement alone finds, as a dataclass whose fields are named as the columns."""
        names = [field.name for field in dataclasses.fields(kind)]
        return [kind(**{name: getattr(row, name) for name in names}) for row in await self._rows(query, values)]

    async def _change(self, statement: Executable, values: Mapping[str, object] | None = None) -> int:
        """Do a statement alone, and return how many rows it changed."""
        async with self._database.connection() as connection:
            return (await connection.execute(statement, values)).rowcount


def _make_private(file: Path) -> None:
    """Make the file and its folder for this user alone; SQLite gives the files beside it the same mode."""
    folder = file.parent
    try:
        if not folder.is_dir():
            make_private_folder(folder)
    except OSError as error:
        raise StorageError(f"the folder {folder} of the database cannot be made: {error.strerror}") from error
    with contextlib.suppress(OSError):  # what cannot be written or made is told when it is opened
        make_private_file(file)


def _host(url: URL) -> str:
    host = url.host or url.query.get("host") or "localhost"
    return f"{host}:{url.port}" if url.port else str(host)


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        # Begun by the first change. A transaction that reads first and is to write later would fail at once, not wait,
        # when another process wrote in between.
        connect_args={"timeout": _BUSY_SECONDS, "isolation_level": "IMMEDIATE"},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection, behind an adapter
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "invalidate")
    def _undo(connection: Any, _record: object, _error: BaseException | None) -> None:  # noqa: ANN401 - as above
        # Given up in the middle of a statement, because its task is cancelled. To close it alone would leave the file
        # locked for as long as something still refers to the statement.
        connection.rollback()

    return engine


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS},
    )


_NOT_WRITABLE = "cannot be written; check the permissions of the file and its folder"
_SQLITE_REASONS = (
    ("locked", "is locked by another program; end what holds it (a backup, a database shell), then try again"),
    ("readonly", _NOT_WRITABLE),
    ("unable to open", "cannot be opened; check that its folder exists and may be written"),
    ("not a database", "is not a database of this bot; move the file away or set DATABASE_URL"),
    ("malformed", "is damaged; put back a copy of the file, or move it away to begin anew"),
    ("full", "cannot grow: the disk is full"),
)
_POSTGRES_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (asyncpg.InvalidAuthorizationSpecificationError, "refuses the user or the password; check DATABASE_URL"),
    (asyncpg.InvalidCatalogNameError, "does not exist; create it, or check the name in DATABASE_URL"),
    (asyncpg.InsufficientPrivilegeError, "does not let this user make or change its tables; grant that"),
    (asyncpg.TooManyConnectionsError, "has no connection to spare; raise max_connections"),
    (asyncpg.ReadOnlySQLTransactionError, "is read-only; check DATABASE_URL (is it a standby?)"),
    (OSError, "cannot be reached; check DATABASE_URL and that it runs"),
    (asyncpg.InterfaceError, "cannot be reached; check DATABASE_URL and that it runs"),
    (asyncpg.PostgresConnectionError, "cannot be reached; check DATABASE_URL and that it runs"),
    (asyncpg.OperatorInterventionError, "has ended the connection; check that it runs"),
)


def _what_is_wrong(error: BaseException) -> str:
    causes = list(_causes(error))
    if isinstance(causes[-1], PermissionError):
        return _NOT_WRITABLE
    for cause in causes:
        if isinstance(cause, sqlite3.Error):
            for sign, reason in _SQLITE_REASONS:
                if sign in str(cause):
                    return reason
    for kind, reason in _POSTGRES_REASONS:
        if any(isinstance(cause, kind) for cause in causes):
            return reason
    return f"cannot be used ({type(causes[-1]).__name__})"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = (error.orig if isinstance(error, DBAPIError) else None) or error.__cause__


NEWEST = "head"
NOTHING = "base"

# Any number, as long as no other program uses it in the same database.
MIGRATION_LOCK = 7_402_611


async def migrate(database: Database, version: str = NEWEST) -> None:
    """Upgrade to a version (or, for NOTHING, drop every table) in one transaction that no other program shares.

    Where there are no tables yet they are made as the newest version has them. Raises StorageError.
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
        Table.metadata.drop_all(connection)
        command.stamp(config, version)
    elif MigrationContext.configure(connection).get_current_revision() is None:
        Table.metadata.create_all(connection, checkfirst=False)
        command.stamp(config, version)
    else:
        command.upgrade(config, version)
