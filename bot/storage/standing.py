"""What the bot learned about its own place at Telegram: where groups moved to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.tables import StandingRow

if TYPE_CHECKING:
    from bot.storage.database import Database


class Standing:
    """Numbers by name, each kept once and not changed after that; every method raises StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def moved(self, old_chat: int, new_chat: int) -> bool:
        """Keep that a group has a new id; return False if that was known."""
        return await self._keep(_group(old_chat), new_chat)

    async def chat(self, chat_id: int) -> int:
        """Return the newest id of a chat."""
        async with self._database.connection() as connection:
            known = select(StandingRow.number).where(StandingRow.name == _group(chat_id))
            return (await connection.scalar(known)) or chat_id

    async def _keep(self, name: str, number: int) -> bool:
        keeping = self._database.insert(StandingRow).values(name=name, number=number).on_conflict_do_nothing()
        async with self._database.connection() as connection:
            return (await connection.execute(keeping)).rowcount == 1


def _group(chat_id: int) -> str:
    return f"group {chat_id}"
