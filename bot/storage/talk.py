"""The recent turns of each conversation, so that a follow-up is understood, and how far each has come in a dialogue."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import bindparam, delete, select

from bot.storage.database import Database, Subject
from bot.storage.tables import DialogueRow, TurnRow
from knowledge.assistant import Turn
from knowledge.evidence import Audience

# Enough for a follow-up of a follow-up; older turns only blur what is meant.
RECENT = 12

_LATEST = (
    select(TurnRow.question, TurnRow.answer)
    .where(
        TurnRow.chat_id == bindparam("chat"),
        TurnRow.thread_id == bindparam("thread"),
        TurnRow.user_id == bindparam("user"),
    )
    .order_by(TurnRow.asked_at.desc(), TurnRow.update_id.desc())
    .limit(bindparam("pairs"))
)
_LATEST_BY_AUDIENCE = {
    Audience.STAFF: _LATEST,
    Audience.PUBLIC: _LATEST.where(TurnRow.audience == Audience.PUBLIC),
}


class Talk(Subject):
    """Who said what; a conversation is one person's in one chat and thread. Every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database, now)
        self._remember = database.insert(TurnRow).on_conflict_do_nothing()

    async def recent(
        self, chat_id: int, thread_id: int | None, user_id: int, *, audience: Audience, limit: int = RECENT
    ) -> list[Turn]:
        """Return the latest turns that an audience may see, oldest first; ``limit`` counts messages, not pairs.

        The public gets no turn that was made for staff: who is staff no more must not get at it by a follow-up.
        """
        values = {"chat": chat_id, "thread": thread_id or 0, "user": user_id, "pairs": (limit + 1) // 2}
        rows = await self._rows(_LATEST_BY_AUDIENCE[audience], values)
        turns = [turn for row in reversed(rows) for turn in (Turn("user", row.question), Turn("assistant", row.answer))]
        return turns[max(0, len(turns) - limit) :]

    async def remember(  # noqa: PLR0917 - all of what a turn is
        self,
        chat_id: int,
        thread_id: int | None,
        user_id: int,
        update_id: int,
        question: str,
        answer_text: str,
        audience: Audience,
    ) -> None:
        """Keep a question and its answer; the first time counts if an update is worked through again."""
        values = {
            "update_id": update_id,
            "chat_id": chat_id,
            "thread_id": thread_id or 0,
            "user_id": user_id,
            "question": question,
            "answer": answer_text,
            "audience": audience,
            "asked_at": self._now(),
        }
        await self._change(self._remember, values)

    async def begin_anew(self, chat_id: int, thread_id: int | None, user_id: int) -> None:
        """Forget this conversation."""
        theirs = (TurnRow.chat_id == chat_id, TurnRow.thread_id == (thread_id or 0), TurnRow.user_id == user_id)
        await self._change(delete(TurnRow).where(*theirs))

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget what was said before a time."""
        await self._change(delete(TurnRow).where(TurnRow.asked_at < older_than))


# Somebody who has been away so long has forgotten what was asked.
KEPT = dt.timedelta(hours=1)


class Dialogues(Subject):
    """The dialogue of each person in each chat; every method raises StorageError."""

    async def get(self, chat_id: int, user_id: int) -> str | None:
        """Return the state of a person's dialogue, None if they are in none or have left it for an hour."""
        theirs = (DialogueRow.chat_id == chat_id, DialogueRow.user_id == user_id)
        found = await self._rows(select(DialogueRow).where(*theirs, DialogueRow.changed_at > self._now() - KEPT))
        return found[0].state if found else None

    async def put(self, chat_id: int, user_id: int, state: str) -> None:
        """Keep the state of a person's dialogue, in place of any that they were in."""
        values = {"state": state, "changed_at": self._now()}
        await self._change(self._database.upsert(DialogueRow, values, chat_id=chat_id, user_id=user_id))

    async def end(self, chat_id: int, user_id: int) -> None:
        """Forget a person's dialogue."""
        await self._change(delete(DialogueRow).where(DialogueRow.chat_id == chat_id, DialogueRow.user_id == user_id))

    async def purge(self) -> None:
        """Forget the dialogues that were left for an hour."""
        await self._change(delete(DialogueRow).where(DialogueRow.changed_at <= self._now() - KEPT))
