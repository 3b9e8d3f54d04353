"""The reminders that people set."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Update, delete, select, update

from bot.reminders.reminder import Reminder, State, What
from bot.storage.database import Subject, columns_of
from bot.storage.tables import NoticeRow, ReminderRow

# A draft that nobody confirmed, and a deleted one that nobody brought back.
_KEPT = dt.timedelta(days=1)
_LISTED = (State.ON, State.PAUSED, State.CLOSED, State.NOT_STAFF)


@dataclasses.dataclass(frozen=True, slots=True)
class NewNotice:
    """What falls due of a reminder; of the records it tells what changed in ``(after_edition, until_edition]``."""

    due_key: str
    due_at: dt.datetime
    after_edition: int = 0
    until_edition: int = 0


class Reminders(Subject):
    """What is kept of each reminder; every method raises StorageError."""

    async def add(
        self,
        what: What,
        *,
        chat_id: int,
        thread_id: int | None,
        user_id: int,
        locale: str,
        edition: int,
        lead_days: tuple[int, ...],
        at: dt.time,
        state: State = State.DRAFT,
    ) -> Reminder:
        """Keep a new reminder of everything round; nothing that was due before now, or before an edition, is."""
        now = self._now()
        row = ReminderRow(
            chat_id=chat_id,
            thread_id=thread_id,
            user_id=user_id,
            what=what,
            lead_days=lead_days,
            round_only=True,
            home="",
            continent="",
            at=at,
            locale=locale,
            audience=what.audience,
            state=state,
            created_at=now,
            changed_at=now,
            last_looked_at=now,
            edition=edition,
            revision=0,
        )
        async with self._database.transaction() as session:
            session.add(row)
            await session.flush()
        return Reminder(**{field.name: getattr(row, field.name) for field in dataclasses.fields(Reminder)})

    async def get(self, reminder_id: int) -> Reminder | None:
        """Return a reminder in whatever state, or None."""
        found = select(ReminderRow).where(ReminderRow.id == reminder_id)
        return next(iter(await self._all(Reminder, found)), None)

    async def of_chat(self, chat_id: int) -> list[Reminder]:
        """Return the reminders of a chat that are confirmed and not deleted, in the order they were set."""
        listed = select(ReminderRow).where(ReminderRow.chat_id == chat_id, ReminderRow.state.in_(_LISTED))
        return await self._all(Reminder, listed.order_by(ReminderRow.id))

    async def at_work(self) -> list[Reminder]:
        """Return all that are on."""
        on = select(ReminderRow).where(ReminderRow.state == State.ON).order_by(ReminderRow.id)
        return await self._all(Reminder, on)

    async def change(self, reminder: Reminder, **changed: object) -> Reminder | None:
        """Change fields; None if it has changed otherwise since it was read (press again), or is gone."""
        after = dataclasses.replace(reminder, revision=reminder.revision + 1, **changed)  # type: ignore[arg-type]  # the fields of a reminder
        changing = _unchanged(reminder).values(**columns_of(after), audience=after.audience, changed_at=self._now())
        return after if await self._change(changing) else None

    async def looked(self, reminder: Reminder, until: dt.datetime, edition: int, notices: Sequence[NewNotice]) -> bool:
        """Keep what fell due up to a time, in one step with that time; False if somebody was faster."""
        looking = _unchanged(reminder).where(ReminderRow.state == State.ON)
        values = {"last_looked_at": until, "edition": edition, "revision": reminder.revision + 1}
        async with self._database.transaction() as session:
            if await session.scalar(looking.values(**values).returning(ReminderRow.id)) is None:
                return False
            if notices:
                rows = [
                    {**dataclasses.asdict(notice), "reminder_id": reminder.id, "attempts": 0, "late": False}
                    for notice in notices
                ]
                await session.execute(self._database.insert(NoticeRow).values(rows).on_conflict_do_nothing())
        return True

    async def move(self, chat_id: int, new_chat_id: int) -> int:
        """Take the reminders of a group along when Telegram gives it another id; return how many there were."""
        moving = update(ReminderRow).where(ReminderRow.chat_id == chat_id)
        values = {"chat_id": new_chat_id, "thread_id": None, "changed_at": self._now()}
        return await self._change(moving.values(**values, revision=ReminderRow.revision + 1))

    async def purge(self) -> None:
        """Forget drafts and deleted reminders after a day."""
        gone = ReminderRow.state.in_((State.DRAFT, State.DELETED))
        await self._change(delete(ReminderRow).where(gone, ReminderRow.changed_at < self._now() - _KEPT))


def _unchanged(reminder: Reminder) -> Update:
    return update(ReminderRow).where(ReminderRow.id == reminder.id, ReminderRow.revision == reminder.revision)
