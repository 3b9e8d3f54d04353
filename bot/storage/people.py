"""The people: their language, who is staff or asks to be, what work they asked for lately; and forgetting a person."""

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import CursorResult, Executable, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.people import Person
from bot.storage.database import Database, Subject
from bot.storage.tables import (
    AnswerRow,
    DeliveryRow,
    DialogueRow,
    EntryRow,
    FeedbackRow,
    PersonRow,
    ReminderRow,
    StaffRequestRow,
    TurnRow,
    UnansweredRow,
    UpdateRow,
)

_PEOPLE = select(PersonRow.user_id, PersonRow.locale, PersonRow.approved_at.is_not(None).label("approved"))
_PERSON = _PEOPLE.where(PersonRow.user_id == bindparam("user"))


@dataclasses.dataclass(frozen=True, slots=True)
class StaffRequest:
    """Somebody's wish to be staff; ``name`` is what Telegram calls them."""

    user_id: int
    name: str
    asked_at: dt.datetime


class People(Subject):
    """What is known of each person; every method raises StorageError."""

    async def get(self, user_id: int) -> Person:
        """Return a person, an unknown one with nothing chosen."""
        return next(iter(await self._all(Person, _PERSON, {"user": user_id})), Person(user_id))

    async def set_locale(self, user_id: int, locale: str | None) -> None:
        """Keep the language a person chose; None to follow their client again."""
        await self._change(self._database.upsert(PersonRow, {"locale": locale}, user_id=user_id))

    async def approve(self, user_id: int, by: int) -> None:
        """Make a person staff."""
        await self._change(_approving(self._database, user_id, self._now(), by))

    async def revoke(self, user_id: int, by: int) -> bool:
        """Take the approval back; return whether there was one. ``by`` is who did."""
        revoked = (
            update(PersonRow)
            .where(PersonRow.user_id == user_id, PersonRow.approved_at.is_not(None))
            .values(approved_at=None, approved_by=by)
        )
        return await self._change(revoked) > 0

    async def staff(self) -> list[Person]:
        """Return those whom an admin approved, the first approved first."""
        approved = _PEOPLE.where(PersonRow.approved_at.is_not(None)).order_by(PersonRow.approved_at)
        return await self._all(Person, approved)


class StaffRequests(Subject):
    """Who asks to be staff; every method raises StorageError."""

    async def ask(self, user_id: int, name: str) -> bool:
        """Open a request; return False if this person has one open already."""
        opened = (
            self._database.insert(StaffRequestRow)
            .values(user_id=user_id, name=name, asked_at=self._now())
            .on_conflict_do_nothing()
        )
        return await self._change(opened) > 0

    async def open(self) -> list[StaffRequest]:
        """Return the requests that nobody has decided, oldest first."""
        undecided = select(StaffRequestRow).where(StaffRequestRow.decided_at.is_(None)).order_by(StaffRequestRow.id)
        return await self._all(StaffRequest, undecided)

    async def decide(self, user_id: int, approved: bool, by: int) -> bool:  # noqa: FBT001 - the decision itself
        """Decide a person's request and, if approved, make them staff; False if it was decided already."""
        decided = (
            update(StaffRequestRow)
            .where(StaffRequestRow.user_id == user_id, StaffRequestRow.decided_at.is_(None))
            .values(approved=approved, decided_at=self._now(), decided_by=by)
        )
        async with self._database.connection() as connection:
            if not (await connection.execute(decided)).rowcount:
                return False
            if approved:
                await connection.execute(_approving(self._database, user_id, self._now(), by))
        return True


def _approving(database: Database, user_id: int, now: dt.datetime, by: int) -> Executable:
    return database.upsert(PersonRow, {"approved_at": now, "approved_by": by}, user_id=user_id)


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
        # Feedback before answers, which take what there is of it along.
        owned = (
            FeedbackRow.user_id,
            TurnRow.user_id,
            AnswerRow.user_id,
            UnansweredRow.user_id,
            StaffRequestRow.user_id,
            ReminderRow.chat_id,
            DialogueRow.user_id,
            PersonRow.user_id,
        )
        deleted = {column.class_: await _deleted(session, column, user_id) for column in owned}
        # What somebody added to the records is the office's, and stays; who it was is forgotten. So is a reminder that
        # they set in the staff chat, and what they decided.
        for column in (
            ReminderRow.user_id,
            EntryRow.added_by,
            EntryRow.undone_by,
            PersonRow.approved_by,
            StaffRequestRow.decided_by,
        ):
            await session.execute(update(column.class_).where(column == user_id).values({column: None}))
        # A private chat has its person's id.
        sent_to_them = or_(DeliveryRow.chat_id == user_id, DeliveryRow.update_id.in_(theirs))
        await session.execute(delete(DeliveryRow).where(and_(sent_to_them, DeliveryRow.update_id.not_in(unfinished))))
        finished = update(UpdateRow).where(UpdateRow.user_id == user_id, UpdateRow.finished_at.is_not(None))
        await session.execute(finished.values(user_id=None, chat_key=""))
    return Forgotten(
        turns=deleted[TurnRow],
        answers=deleted[AnswerRow],
        feedback=deleted[FeedbackRow],
        unanswered=deleted[UnansweredRow],
        requests=deleted[StaffRequestRow],
        language=person is not None and person.locale is not None,
        approval=person is not None and person.approved_at is not None,
        reminders=deleted[ReminderRow],
    )


async def _deleted(session: AsyncSession, column: InstrumentedAttribute[Any], user_id: int) -> int:
    """Delete the rows of a person, by the column that names them, and return how many there were."""
    result = await session.execute(delete(column.class_).where(column == user_id))
    assert isinstance(result, CursorResult)  # noqa: S101 - what every DELETE returns
    return result.rowcount


MINUTE = dt.timedelta(minutes=1)

_SPENT = select(
    func.coalesce(func.sum(UpdateRow.cost), 0).label("all"),
    func.coalesce(func.sum(case((UpdateRow.update_id < bindparam("update"), UpdateRow.cost), else_=0)), 0).label(
        "before"
    ),
).where(
    UpdateRow.user_id == bindparam("user"),
    # A clock that was set back must not make somebody wait for it to come round again.
    UpdateRow.received_at.between(bindparam("since"), bindparam("now")),
    UpdateRow.update_id <= bindparam("update"),
)
_CHARGE = (
    update(UpdateRow)
    .where(UpdateRow.update_id == bindparam("id"), UpdateRow.cost < bindparam("least"))
    .values(cost=bindparam("least"))
)


class Spending(Subject):
    """What updates cost; every method raises StorageError."""

    async def charge(self, update_id: int, cost: int) -> None:
        """Let an update cost at least so much, however often it is worked through."""
        await self._change(_CHARGE, {"id": update_id, "least": cost})

    async def lately(self, user_id: int, update_id: int) -> tuple[int, int]:
        """Return what a person has spent in the last minute up to an update: without it, and with it.

        Updates count as they were stored. What was sent after this one, and waits still, does not speak against it.
        """
        now = self._now()
        values = {"user": user_id, "update": update_id, "since": now - MINUTE, "now": now}
        (spent,) = await self._rows(_SPENT, values)
        return int(spent.before), int(spent.all)
