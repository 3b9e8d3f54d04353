"""What the bot learned about its own place at Telegram: which bot this database is of, and where groups moved to."""

from sqlalchemy import delete, select

from bot.storage.database import Subject
from bot.storage.tables import AnswerRow, DeliveryRow, StandingRow, TurnRow, UpdateRow
from knowledge.errors import ConfigurationError

_BOT = "bot"


class Standing(Subject):
    """Numbers by name, each kept once and not changed after that; every method raises StorageError."""

    async def claim(self, bot_id: int) -> None:
        """Make this the database of a bot; raise ConfigurationError if it is another bot's.

        Each bot numbers its updates by itself, and what belongs to an update is found by its number: of two bots on
        one database, each would take the other's updates for duplicates, and answers for its own.
        """
        await self._keep(_BOT, bot_id)
        ((owner,),) = await self._rows(select(StandingRow.number).where(StandingRow.name == _BOT))
        if owner != bot_id:
            raise ConfigurationError(
                f"{self._database.name} is that of the bot {owner}, and TELEGRAM_BOT_TOKEN is of the bot {bot_id}: "
                "each would drop what people write to the other. Give this bot a database of its own (set "
                f"DATABASE_URL, or DATA_DIR), or put back the token of the bot {owner}. If this bot is to take "
                "its place for good, stop that one and run python -m bot replace-bot"
            )

    async def give_up(self) -> None:
        """Let the next bot have this database, with who is staff, reminders and what staff keep.

        What belongs to the updates of the last one is forgotten: talk, answers, and what was still to be answered.
        """
        async with self._database.connection() as connection:
            for row in (TurnRow, AnswerRow, UpdateRow):
                await connection.execute(delete(row))
            await connection.execute(delete(DeliveryRow).where(DeliveryRow.update_id >= 0))
            await connection.execute(delete(StandingRow).where(StandingRow.name == _BOT))

    async def moved(self, old_chat: int, new_chat: int) -> bool:
        """Keep that a group has a new id; return False if that was known."""
        return await self._keep(_group(old_chat), new_chat)

    async def chat(self, chat_id: int) -> int:
        """Return the newest id of a chat."""
        known = await self._rows(select(StandingRow.number).where(StandingRow.name == _group(chat_id)))
        return known[0].number if known else chat_id

    async def _keep(self, name: str, number: int) -> bool:
        keeping = self._database.insert(StandingRow).values(name=name, number=number).on_conflict_do_nothing()
        return await self._change(keeping) == 1


def _group(chat_id: int) -> str:
    return f"group {chat_id}"
