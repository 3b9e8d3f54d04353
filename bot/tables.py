"""What staff keep, outside the serving bot: read from its database, and written with the record tables into files."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import open_desk
from bot.kept import visible_to
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import RecordKind, table_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.desks import Desk
    from knowledge.records import Entry
    from knowledge.settings import Settings


@contextlib.contextmanager
def open_desk_with_entries(settings: Settings, audience: Audience) -> Iterator[Desk]:
    """Open a desk as `bot.app.open_desk` does, with what staff keep. Raises StorageError too."""
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
