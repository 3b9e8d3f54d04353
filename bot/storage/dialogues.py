"""How far each person has come in a dialogue: any replica goes on with it, also after a restart, within the hour."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.storage.entry_tables import DialogueRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.storage.database import Database

# Somebody who has been away so long has forgotten what was asked.
KEPT = dt.timedelta(hours=1)


class Dialogues:
    """The dialogue of each person in each chat; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def get(self, chat_id: int, user_id: int) -> str | None:
        """Return the state of a person's dialogue, None if they are in none or have left it for an hour."""
        async with self._database.transaction() as session:
            row = await session.get(DialogueRow, (chat_id, user_id))
        return row.state if row is not None and row.changed_at > self._now() - KEPT else None

    async def put(self, chat_id: int, user_id: int, state: str) -> None:
        """Keep the state of a person's dialogue, in place of any that they were in."""
        values = {"state": state, "changed_at": self._now()}
        statement = (
            self._database.insert(DialogueRow)
            .values(chat_id=chat_id, user_id=user_id, **values)
            .on_conflict_do_update(index_elements=[DialogueRow.chat_id, DialogueRow.user_id], set_=values)
        )
        async with self._database.transaction() as session:
            await session.execute(statement)

    async def end(self, chat_id: int, user_id: int) -> None:
        """Forget a person's dialogue."""
        ended = delete(DialogueRow).where(DialogueRow.chat_id == chat_id, DialogueRow.user_id == user_id)
        async with self._database.transaction() as session:
            await session.execute(ended)

    async def purge(self) -> None:
        """Forget the dialogues that were left for an hour."""
        async with self._database.transaction() as session:
            await session.execute(delete(DialogueRow).where(DialogueRow.changed_at <= self._now() - KEPT))
