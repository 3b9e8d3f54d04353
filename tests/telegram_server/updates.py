"""The updates that wait for the bot, and the long polling that fetches them."""

import asyncio
import contextlib
import dataclasses
import threading
import time
from collections.abc import Collection
from typing import Any

from tests.telegram_server.refusals import conflict

MOST_AT_ONCE = 100
LONGEST_POLL = 50
FIRST_UPDATE = 700_000_001
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
SECONDS_TO_LEAVE = 0.1  # a client that has hung up is not told of a conflict


@dataclasses.dataclass(frozen=True, slots=True)
class Update:
    """One update; updates of one ``queue`` (a chat or a person) keep their order."""

    id: int
    kind: str
    body: dict[str, Any]
    queue: int

    def json(self) -> dict[str, Any]:
        """Return the update as Telegram writes it."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """The queue. All but `poll` and `arrival` may be called from any thread that holds the world's lock."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self.pending: dict[int, Update] = {}
        self.again: list[Update] = []
        self.all: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.webhook_set = False
        self.last_poll = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sleepers: set[asyncio.Future[None]] = set()
        self._turn = 0

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say which loop polls."""
        self._loop = loop

    def post(self, kind: str, body: dict[str, Any], queue: int) -> int | None:
        """Queue an update and return its number, or None for a kind that the bot did not ask for."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST
        if not wanted:
            return None
        update = Update(FIRST_UPDATE + len(self.all), kind, body, queue)
        self.all[update.id] = self.pending[update.id] = update
        self.wake()
        return update.id

    def redeliver(self, update_id: int) -> None:
        """Deliver an update once more, as Telegram does when it did not hear that the first one arrived."""
        self.again.append(self.all[update_id])
        self.wake()

    def confirm(self, offset: int) -> None:
        """Forget the updates before an offset; a negative one keeps so many of the last."""
        if offset < 0:
            offset = sorted(self.pending)[offset] if -offset <= len(self.pending) else 0
        for update_id in [update_id for update_id in self.pending if update_id < offset]:
            del self.pending[update_id]
        self.wake()

    def allow(self, kinds: Collection[str] | None) -> None:
        """Keep to these kinds of updates from now on; none at all means the usual ones."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def wake(self) -> None:
        """Wake whoever waits for updates."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the server has stopped
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)

    async def arrival(self, seconds: float | None = None) -> None:
        """Wait until something may have arrived, at most so many seconds."""
        assert self._loop is not None
        sleeper = self._loop.create_future()
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait({sleeper}, timeout=seconds)
        finally:
            self._sleepers.discard(sleeper)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Return updates from an offset on, waiting for the first one."""
        with self._lock:
            if self.webhook_set:
                raise conflict("can't use getUpdates method while webhook is active; use deleteWebhook first")
            self._turn += 1
            turn = self._turn
            self._wake()
            if offset:
                self.confirm(offset)
        deadline = time.monotonic() + min(max(seconds, 0), LONGEST_POLL)
        while True:
            self.last_poll = time.monotonic()
            if self._turn != turn or self.webhook_set:
                await asyncio.sleep(SECONDS_TO_LEAVE)
                by = "setWebhook" if self.webhook_set else "other getUpdates"
                raise conflict(f"terminated by {by} request; make sure that only one bot instance is running")
            with self._lock:
                again, self.again = self.again, []
                batch = [*again, *list(self.pending.values())[: limit - len(again)]]
            remaining = deadline - time.monotonic()
            if batch or remaining <= 0:
                return [update.json() for update in batch]
            await self.arrival(remaining)
