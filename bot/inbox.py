"""The inbox: updates of Telegram, stored before anything is done about them, and worked through in order.

What it guarantees, in one process or several that share a database:

- An update that `Inbox.put` has returned from is stored; a second one with the same id is dropped.
- Updates of a chat are claimed in the order of their ids, one at a time; chats do not wait for each other.
- An update is claimed until it is finished or given back. When its holder shows no more that it can write (the
  process was killed), the update is claimed again, here or elsewhere: `bot.storage.holders`. What a process claims and
  does not know of (the database went away in between) it claims again.
- So each is worked through at least once, and once if nothing dies. What is sent because of it is told apart by
  `bot.delivery`.
"""

import asyncio
import contextlib
import dataclasses
import datetime as dt
import json
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, not_, or_, select
from sqlalchemy.orm import aliased
from telegram import Update
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential

from bot.metrics import Metrics
from bot.storage import Storage
from bot.storage.holders import Claims, Holder
from bot.storage.tables import DeliveryRow, UpdateRow
from knowledge.errors import StorageError

LOG = logging.getLogger(__name__)

_CLAIM_LOCK = 7_402_612
_RETRY_SECONDS = (0.1, 3.0)
_WARN_EVERY = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Claimed:
    """An update to work through: its JSON, and how often it was claimed, this time included.

    A high number tells of an update that was given back, or that ended the process, again and again.
    """

    update: dict[str, Any]
    update_id: int
    attempts: int


class Inbox(asyncio.Queue[object]):
    """The stored updates, as a queue that python-telegram-bot's Updater puts into.

    Only ``put`` is the queue's: what is stored is taken out by `claim` and `finish`. ``holder`` is this process, by
    default that of the storage. Methods raise StorageError, but for ``put``, which tries until the database is back.
    """

    def __init__(
        self, storage: Storage, *, metrics: Metrics, now: Callable[[], dt.datetime], holder: Holder | None = None
    ) -> None:
        super().__init__()
        self._database = storage.database
        self._metrics = metrics
        self._now = now
        self._claims = Claims(storage.database, holder or storage.holder, UpdateRow.update_id, _CLAIM_LOCK)
        self._finish = self._claims.letting_go.values(finished_at=bindparam("now"), body="")
        self._store = self._database.insert(UpdateRow).on_conflict_do_nothing()
        self._something_new = asyncio.Event()

    async def put(self, item: object) -> None:
        """Store an update; return once it is. A duplicate is dropped."""
        if not isinstance(item, Update):
            raise TypeError(f"the inbox holds updates, not {type(item).__name__}")
        values = {
            "update_id": item.update_id,
            "chat_key": _chat_key(item),
            "user_id": item.effective_user.id if item.effective_user else None,
            "kind": next((name for name in Update.ALL_TYPES if getattr(item, name, None) is not None), "unknown"),
            "body": item.to_json(),
            "received_at": self._now(),
            "attempts": 0,
        }
        async for attempt in _until_stored(f"update {item.update_id} cannot be stored yet"):
            with attempt:
                async with self._database.connection() as connection:
                    is_new = (await connection.execute(self._store, values)).rowcount == 1
        if is_new:
            self._something_new.set()
        else:
            self._metrics.updates_duplicate.inc()

    async def claim(self, limit: int) -> list[Claimed]:
        """Take up to ``limit`` updates that wait, each the first of its chat, oldest first."""
        async with self._claims.claiming:
            rows = await self._taken(limit)
            self._claims.own.update({update_id: attempts for update_id, attempts, _ in rows})
        return [Claimed(json.loads(body), update_id, attempts) for update_id, attempts, body in rows]

    async def _taken(self, limit: int) -> list[tuple[int, int, str]]:
        async with self._database.connection() as connection:
            held = await self._claims.begin(connection)
            waiting = select(UpdateRow.update_id).where(self._claims.free(held(UpdateRow)), not_(_in_the_way(held)))
            taking = self._claims.taking(UpdateRow.update_id.in_(waiting.order_by(UpdateRow.update_id).limit(limit)))
            taken = taking.returning(UpdateRow.update_id, UpdateRow.attempts, UpdateRow.body)
            return sorted((row.update_id, row.attempts, row.body) for row in await connection.execute(taken))

    async def finish(self, update_id: int) -> bool:
        """Be done with an update and blank it; return False if the claim was lost, and somebody else works on it."""
        values = {"key": update_id, "attempt": self._claims.own.get(update_id), "now": self._now()}
        async with self._database.connection() as connection:
            was_ours = (await connection.execute(self._finish, values)).rowcount == 1
        self._claims.own.pop(update_id, None)
        self._something_new.set()
        return was_ours

    async def release(self, update_id: int) -> None:
        """Give an update back unfinished, to be claimed again at once: here, also if the database cannot be told."""
        values = {"key": update_id, "attempt": self._claims.own.pop(update_id, None)}
        self._something_new.set()
        async with self._database.connection() as connection:
            await connection.execute(self._claims.letting_go, values)
        self._something_new.set()

    async def wait(self, timeout: float) -> None:  # noqa: ASYNC109 - what another process stored is found by looking
        """Wait until something may be claimable here, at most ``timeout`` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._something_new.wait()
        self._something_new.clear()

    async def waiting(self) -> int:
        """Return how many updates are not finished."""
        async with self._database.connection() as connection:
            unfinished = select(func.count()).select_from(UpdateRow).where(UpdateRow.finished_at.is_(None))
            return await connection.scalar(unfinished) or 0

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget updates finished before a time, and what was sent before it."""
        async with self._database.connection() as connection:
            await connection.execute(delete(UpdateRow).where(UpdateRow.finished_at < older_than))
            # Those below zero are of notices, which are purged with them.
            await connection.execute(
                delete(DeliveryRow).where(DeliveryRow.update_id >= 0, DeliveryRow.changed_at < older_than)
            )


def _in_the_way(held: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Tell of an update whether another of its chat comes before it."""
    other = aliased(UpdateRow)
    return (
        select(other.update_id)
        .where(
            other.chat_key == UpdateRow.chat_key,
            other.finished_at.is_(None),
            other.update_id != UpdateRow.update_id,
            # A webhook may bring an update after a later one of its chat, which is at work already.
            or_(other.update_id < UpdateRow.update_id, held(other)),
        )
        .exists()
    )


def _chat_key(item: Update) -> str:
    """Name what an update must keep its order in: its chat, else its user; an update of neither stands alone."""
    if item.effective_chat:
        return f"chat {item.effective_chat.id}"
    if item.effective_user:
        return f"user {item.effective_user.id}"
    return f"update {item.update_id}"


def _until_stored(complaint: str) -> AsyncRetrying:
    def warn(state: RetryCallState) -> None:
        if state.attempt_number % _WARN_EVERY == 1:
            LOG.warning("%s: %s", complaint, state.outcome and state.outcome.exception())

    shortest, longest = _RETRY_SECONDS
    return AsyncRetrying(
        retry=retry_if_exception_type(StorageError), wait=wait_exponential(shortest, longest), before_sleep=warn
    )
