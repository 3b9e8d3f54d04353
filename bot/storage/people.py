"""The people: their language, who is staff by an admin's approval, and who asks to be."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from bot.people import Person
from bot.storage.tables import PersonRow, StaffRequestRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database


_PERSON = select(PersonRow.user_id, PersonRow.locale, PersonRow.approved_at).where(
    PersonRow.user_id == bindparam("user")
)


@dataclasses.dataclass(frozen=True, slots=True)
class StaffRequest:
    """Somebody's wish to be staff; ``name`` is what Telegram calls them."""

    user_id: int
    name: str
    asked_at: dt.datetime


class People:
    """What is known of each person; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def get(self, user_id: int) -> Person:
        """Return a person, an unknown one with nothing chosen."""
        async with self._database.connection() as connection:
            row = (await connection.execute(_PERSON, {"user": user_id})).one_or_none()
        return Person(user_id) if row is None else _person(row)

    async def set_locale(self, user_id: int, locale: str | None) -> None:
        """Keep the language a person chose; None to follow their client again."""
        async with self._database.transaction() as session:
            await _change(self._database, session, user_id, locale=locale)

    async def approve(self, user_id: int, by: int) -> None:
        """Make a person staff."""
        async with self._database.transaction() as session:
            await _change(self._database, session, user_id, approved_at=self._now(), approved_by=by)

    async def revoke(self, user_id: int, by: int) -> bool:
        """Take the approval back; return whether there was one. ``by`` is who did."""
        revoked = (
            update(PersonRow)
            .where(PersonRow.user_id == user_id, PersonRow.approved_at.is_not(None))
            .values(approved_at=None, approved_by=by)
            .returning(PersonRow.user_id)
        )
        async with self._database.transaction() as session:
            return (await session.scalar(revoked)) is not None

    async def staff(self) -> list[Person]:
        """Return those whom an admin approved, the first approved first."""
        approved = select(PersonRow).where(PersonRow.approved_at.is_not(None)).order_by(PersonRow.approved_at)
        async with self._database.transaction() as session:
            return [_person(row) for row in await session.scalars(approved)]


class StaffRequests:
    """Who asks to be staff; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def ask(self, user_id: int, name: str) -> bool:
        """Open a request; return False if this person has one open already."""
        opened = (
            self._database.insert(StaffRequestRow)
            .values(user_id=user_id, name=name, asked_at=self._now())
            .on_conflict_do_nothing()
            .returning(StaffRequestRow.id)
        )
        async with self._database.transaction() as session:
            return (await session.scalar(opened)) is not None

    async def open(self) -> list[StaffRequest]:
        """Return the requests that nobody has decided, oldest first."""
        undecided = select(StaffRequestRow).where(StaffRequestRow.decided_at.is_(None)).order_by(StaffRequestRow.id)
        async with self._database.transaction() as session:
            return [StaffRequest(row.user_id, row.name, row.asked_at) for row in await session.scalars(undecided)]

    async def decide(self, user_id: int, approved: bool, by: int) -> bool:  # noqa: FBT001 - the decision itself
        """Decide a person's request and, if approved, make them staff; False if it was decided already."""
        decided = (
            update(StaffRequestRow)
            .where(StaffRequestRow.user_id == user_id, StaffRequestRow.decided_at.is_(None))
            .values(approved=approved, decided_at=self._now(), decided_by=by)
            .returning(StaffRequestRow.id)
        )
        async with self._database.transaction() as session:
            if (await session.scalar(decided)) is None:
                return False
            if approved:
                await _change(self._database, session, user_id, approved_at=self._now(), approved_by=by)
        return True


def _person(row: PersonRow | Row[int, str | None, dt.datetime | None]) -> Person:
    return Person(row.user_id, row.locale, approved=row.approved_at is not None)


async def _change(database: Database, session: AsyncSession, user_id: int, **values: object) -> None:
    await session.execute(
        database.insert(PersonRow)
        .values(user_id=user_id, **values)
        .on_conflict_do_update(index_elements=[PersonRow.user_id], set_=values)
    )
