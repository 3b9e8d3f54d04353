"""Forget a person: everything that is stored about them, and say what that was."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, Delete, and_, delete, or_, select, update

from bot.storage.entry_tables import DialogueRow, EntryRow
from bot.storage.reminder_tables import ReminderRow
from bot.storage.tables import (
    AnswerRow,
    DeliveryRow,
    FeedbackRow,
    PersonRow,
    StaffRequestRow,
    TurnRow,
    UnansweredRow,
    UpdateRow,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database


@dataclasses.dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was stored about a person and is no more."""

    turns: int
    answers: int
    feedback: int
    unanswered: int
    requests: int
    language: bool
    approval: bool
    reminders: int = 0


async def forget(database: Database, user_id: int) -> Forgotten:
    """Delete everything about a person, in one transaction.

    Of their updates, the finished ones lose every trace of who sent them; one that is still being worked through
    (the wish to be forgotten is one) keeps it until it is purged. Raises StorageError.
    """
    theirs = select(UpdateRow.update_id).where(UpdateRow.user_id == user_id)
    unfinished = theirs.where(UpdateRow.finished_at.is_(None))
    async with database.transaction() as session:
        person = await session.get(PersonRow, user_id)
        feedback = await _deleted(session, delete(FeedbackRow).where(FeedbackRow.user_id == user_id))
        forgotten = Forgotten(
            turns=await _deleted(session, delete(TurnRow).where(TurnRow.user_id == user_id)),
            answers=await _deleted(session, delete(AnswerRow).where(AnswerRow.user_id == user_id)),
            feedback=feedback,
            unanswered=await _deleted(session, delete(UnansweredRow).where(UnansweredRow.user_id == user_id)),
            requests=await _deleted(session, delete(StaffRequestRow).where(StaffRequestRow.user_id == user_id)),
            language=person is not None and person.locale is not None,
            approval=person is not None and person.approved_at is not None,
            reminders=await _deleted(session, delete(ReminderRow).where(ReminderRow.chat_id == user_id)),
        )
        # One that a person set in the staff chat is the office's.
        await session.execute(update(ReminderRow).where(ReminderRow.user_id == user_id).values(user_id=None))
        await session.execute(delete(DialogueRow).where(DialogueRow.user_id == user_id))
        # What somebody added to the records is the office's, and stays; who it was is forgotten.
        await session.execute(update(EntryRow).where(EntryRow.added_by == user_id).values(added_by=None))
        await session.execute(update(EntryRow).where(EntryRow.undone_by == user_id).values(undone_by=None))
        await session.execute(delete(PersonRow).where(PersonRow.user_id == user_id))
        await session.execute(
            update(PersonRow).where(PersonRow.approved_by == user_id).values(approved_by=None),
        )
        await session.execute(
            update(StaffRequestRow).where(StaffRequestRow.decided_by == user_id).values(decided_by=None)
        )
        # A private chat has its person's id.
        sent_to_them = or_(DeliveryRow.chat_id == user_id, DeliveryRow.update_id.in_(theirs))
        await session.execute(delete(DeliveryRow).where(and_(sent_to_them, DeliveryRow.update_id.not_in(unfinished))))
        await session.execute(
            update(UpdateRow)
            .where(UpdateRow.user_id == user_id, UpdateRow.finished_at.is_not(None))
            .values(user_id=None, chat_key="")
        )
    return forgotten


async def _deleted(session: AsyncSession, statement: Delete) -> int:
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - what every DELETE returns
    return result.rowcount
