"""Answers outside the serving bot, with what staff keep: read from its database, and written into tables."""

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from bot.assistant_pool import Desk, visible_to
from bot.container import open_desk
from knowledge.assistant import Assistant
from knowledge.errors import DocumentError, KnowledgeIndexError
from knowledge.evidence import Audience
from knowledge.index import current_generation
from knowledge.records import Entry, RecordKind, table_file
from knowledge.settings import Settings


@contextlib.contextmanager
def open_desk_with_entries(settings: Settings, audience: Audience) -> Iterator[Desk]:
    """Open a desk as `bot.container.open_desk` does, with what staff keep. Raises StorageError too."""
    entries = visible_to(kept_entries(settings), audience)
    with open_desk(settings, audience) as desk:
        yield desk.with_entries(entries) if entries else desk


def kept_entries(settings: Settings) -> list[Entry]:
    """Return what staff keep; nothing where no bot has made a database yet. Raises StorageError."""
    if not settings.database_url.get_secret_value() and not settings.database_file.exists():
        return []
    from bot.storage import database_url  # noqa: PLC0415 - with what it imports it takes a second
    from bot.storage.database import SQLITE_DRIVER  # noqa: PLC0415

    address = database_url(settings)
    file = address.removeprefix(f"{SQLITE_DRIVER}:///")
    if file != address and not Path(file).exists():
        return []
    return asyncio.run(_read(address))


def write_tables(settings: Settings, folder: Path) -> list[Path]:
    """Write every record table, with what staff keep, into a folder and return the paths.

    Raises DocumentError rather than overwrite a file.
    """
    paths = {kind: folder / f"{kind}.csv" for kind in RecordKind}
    for path in paths.values():
        if path.exists():
            raise DocumentError(str(path), "it exists already", "Choose another directory, or move it away.")
    with open_desk_with_entries(settings, Audience.STAFF) as desk:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, path in paths.items():
            path.write_bytes(table_file(kind, getattr(desk.directory.book, kind.value)))
    return list(paths.values())


async def _read(address: str) -> list[Entry]:
    from bot.storage import Storage  # noqa: PLC0415 - as above

    storage = await Storage.open(address, now=lambda: dt.datetime.now(dt.UTC))
    try:
        return await storage.entries.in_effect()
    finally:
        await storage.close()


LOG = logging.getLogger(__name__)


class ReopeningPool:
    """Desks that follow the index; as a context manager they are closed at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[Audience, tuple[Desk, contextlib.ExitStack]] = {}

    def assistant(self, audience: Audience) -> Assistant:
        """Return an audience's assistant of the index that serves now.

        An index that cannot be asked about or opened leaves the one before serving. Raises as
        `bot.standalone.open_desk_with_entries` does where there is none before.
        """
        held = self._open.get(audience)
        if held is not None and not self._is_old(held[0]):
            return held[0].assistant
        with contextlib.ExitStack() as closing:
            try:
                desk = closing.enter_context(open_desk_with_entries(self._settings, audience))
            except KnowledgeIndexError as error:
                if held is None:
                    raise
                LOG.warning("no new index is taken up, the old one serves: %s", error)
                return held[0].assistant
            self._open[audience] = desk, closing.pop_all()
        if held is not None:
            held[1].close()
        return desk.assistant

    def _is_old(self, desk: Desk) -> bool:
        try:
            return current_generation(self._settings) not in (desk.index.generation, None)
        except KnowledgeIndexError as error:
            LOG.warning("whether there is a new index is not known: %s", error)
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for _, closing in self._open.values():
            closing.close()
