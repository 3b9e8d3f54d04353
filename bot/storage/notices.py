"""What fell due of reminders: claimed by one process at a time, in bundles of one message, and finished once."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import aliased

from bot.storage.database import Database, Subject
from bot.storage.holders import Claims, Holder
from bot.storage.tables import DeliveryRow, NoticeRow

_CLAIM_LOCK = 7_402_613
_NOTICE = (NoticeRow.id, NoticeRow.due_key, NoticeRow.due_at, NoticeRow.after_edition, NoticeRow.until_edition)
_BLIND = {"synchronize_session": False}


class NoticeOutcome(enum.StrEnum):
    """What became of a notice."""

    SENT = "sent"
    DROPPED = "dropped"  # the reminder is not at work any more, or what was due is in the records no more
    REFUSED = "refused"  # Telegram does not take the message


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """Something that fell due; see `bot.storage.reminders.NewNotice`."""

    id: int
    due_key: str
    due_at: dt.datetime
    after_edition: int
    until_edition: int


@dataclasses.dataclass(frozen=True, slots=True)
class Bundle:
    """What goes out in one message, claimed for the ``attempts``-th time; ``notices`` are in the order of time."""

    id: int
    reminder_id: int
    attempts: int
    notices: tuple[Notice, ...]

    @property
    def delivery_id(self) -> int:
        """Return what the record of deliveries names it by: less than zero, as no update is."""
        return -self.id


class Notices(Subject):
    """The notices; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime], holder: Holder) -> None:
        super().__init__(database, now)
        self._holder = holder
        self._claims = Claims(database, holder, NoticeRow.bundle, _CLAIM_LOCK)
        self._resting: dict[int, float] = {}  # until when, on the holder's steady clock

    async def claim(self, limit: int) -> list[Bundle]:
        """Take up to ``limit`` bundles that nobody works on, the first due first.

        All notices of a reminder that nobody has taken yet make one bundle; one that was taken before stays as it is.
        """
        now = self._holder.steady()
        for rested in [bundle_id for bundle_id, until in self._resting.items() if until <= now]:
            del self._resting[rested]
            self._claims.own.pop(rested, None)
        async with self._claims.claiming:
            bundles = await self._taken(limit)
            self._claims.own.update((bundle.id, bundle.attempts) for bundle in bundles)
        return bundles

    async def _taken(self, limit: int) -> list[Bundle]:
        other = aliased(NoticeRow)
        first = select(func.min(other.id)).where(
            other.reminder_id == NoticeRow.reminder_id, other.attempts == 0, other.finished_at.is_(None)
        )
        bundling = update(NoticeRow).where(NoticeRow.attempts == 0, NoticeRow.finished_at.is_(None))
        async with self._database.transaction() as session:
            held = await self._claims.begin(session)
            await session.execute(bundling.values(bundle=first.scalar_subquery()), execution_options=_BLIND)
            free = self._claims.free(held(NoticeRow))
            waiting = select(NoticeRow.bundle).where(free).group_by(NoticeRow.bundle)
            next_due = NoticeRow.bundle.in_(waiting.order_by(func.min(NoticeRow.due_at)).limit(limit))
            taken = (NoticeRow.reminder_id, NoticeRow.bundle, NoticeRow.attempts, *_NOTICE)
            taking = self._claims.taking(and_(free, next_due)).returning(*taken)
            return _bundles((await session.execute(taking, execution_options=_BLIND)).all())

    async def finish(self, bundle: Bundle, outcome: NoticeOutcome, *, late: bool = False) -> None:
        """Keep what became of a bundle; one that another process has taken since is let be."""
        finished = self._claims.letting_go.values(finished_at=self._now(), outcome=outcome.value, late=late)
        async with self._database.transaction() as session:
            await session.execute(finished, {"key": bundle.id, "attempt": bundle.attempts}, execution_options=_BLIND)
        self._claims.own.pop(bundle.id, None)

    def put_off(self, bundle: Bundle, pause: dt.timedelta) -> None:
        """Take a bundle again after a pause, which ends with this process; the database is not asked."""
        self._resting[bundle.id] = self._holder.steady() + pause.total_seconds()

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget what was finished before a time, and the records of its delivery."""
        async with self._database.transaction() as session:
            await session.execute(delete(NoticeRow).where(NoticeRow.finished_at < older_than))
            unfinished = select(-NoticeRow.bundle).where(NoticeRow.finished_at.is_(None), NoticeRow.bundle.is_not(None))
            theirs = and_(DeliveryRow.update_id < 0, DeliveryRow.changed_at < older_than)
            await session.execute(delete(DeliveryRow).where(theirs, DeliveryRow.update_id.not_in(unfinished)))


def _bundles(rows: Iterable[Any]) -> list[Bundle]:
    notices: dict[tuple[int, int, int], list[Notice]] = {}
    for reminder_id, bundle, attempts, *notice in rows:
        notices.setdefault((bundle, reminder_id, attempts), []).append(Notice(*notice))
    return [
        Bundle(*named, tuple(sorted(own, key=lambda notice: (notice.due_at, notice.id))))
        for named, own in sorted(notices.items())
    ]
