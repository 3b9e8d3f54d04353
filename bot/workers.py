"""The workers: they take stored updates, run the handlers on them, and settle what becomes of each."""

import asyncio
import contextlib
import enum
import logging
import time

from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ApplicationHandlerStop

from bot.connection import Contact
from bot.context import Context, TelegramApplication
from bot.inbox import Claimed, Inbox
from bot.metrics import Metrics
from bot.pace import Pace
from bot.way_out import AudienceChanged
from knowledge.errors import CityExchangeError, StorageError

LOG = logging.getLogger(__name__)

AT_ONCE = 16
# Beside them, those that only wait because Telegram asked to: each holds up its own chat and no other.
_MOST_WAITING = 200
# An update that was taken so often and never finished may be what ends the process each time, or what Telegram or the
# database fails on each time.
MOST_ATTEMPTS = 12
SILENCE_SECONDS = 60.0

_WAIT_SECONDS = 1.0  # what another process stores or finishes is found by looking
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 5.0  # for all, when one update was put off
_LONGEST_OUTAGE_PAUSE_SECONDS = 5.0  # as long is nobody answered once the database is back
_RELEASE_SECONDS = 3.0


class Outcome(enum.StrEnum):
    """What became of an update."""

    DONE = "done"
    PUT_OFF = "put_off"
    GIVEN_UP = "given_up"
    UNREADABLE = "unreadable"


class GivenUp(CityExchangeError):
    """Seen by the operator: an update was tried several times and never came to an end."""


class Workers:
    """Up to AT_ONCE updates at a time, each to its end or back to the inbox."""

    def __init__(
        self,
        application: TelegramApplication,
        inbox: Inbox,
        contact: Contact,
        metrics: Metrics,
        *,
        stopping: asyncio.Event,
        pace: Pace,
    ) -> None:
        """Begin with nothing to do; error handlers that are added later hear only of what is not put off."""
        self._stopping = stopping
        self._application = application
        self._inbox = inbox
        self._contact = contact
        self._metrics = metrics
        self._pace = pace
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._put_off: set[int] = set()
        self._pause = 0.0
        application.add_error_handler(self._put_off_what_passes)

    async def run(self) -> None:
        """Take updates and work on them until it is time to stop; what is being worked on then goes on."""
        outage = 0.0
        while not self._stopping.is_set():
            if self._pause or outage:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), max(outage, self._pause))
            if self._room <= 0:
                await asyncio.wait(self._at_work.values(), timeout=_WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            elif self._contact.silence > SILENCE_SECONDS:
                # What is taken now could not be answered.
                outage = _LONGEST_PAUSE_SECONDS
            else:
                try:
                    taken = await self._take()
                except StorageError as error:
                    outage = _longer(outage, _LONGEST_OUTAGE_PAUSE_SECONDS)
                    LOG.error("no updates can be taken, next try in %g s: %s", outage, error)  # noqa: TRY400 - it says all
                else:
                    outage = 0.0
                    if not taken:
                        await self._inbox.wait(_WAIT_SECONDS)

    @property
    def _room(self) -> int:
        """Return how many updates may be taken now."""
        return AT_ONCE + min(self._pace.waiting, _MOST_WAITING) - len(self._at_work)

    async def _take(self) -> int:
        claimed = await self._inbox.claim(self._room)
        for one in claimed:
            self._at_work[one.update_id] = asyncio.create_task(self._work(one))
        return len(claimed)

    async def finish(self, seconds: float) -> None:
        """Wait for what is being worked on, up to a time; hand the rest back for another process or the next start."""
        if self._at_work:
            await asyncio.wait(self._at_work.values(), timeout=seconds)
        unfinished = dict(self._at_work)
        for task in unfinished.values():
            task.cancel()
        await asyncio.gather(*unfinished.values(), return_exceptions=True)
        if unfinished:
            LOG.warning("%d updates are left for the next start", len(unfinished))

    async def _work(self, claimed: Claimed) -> None:
        update_id = claimed.update_id
        begun = time.perf_counter()
        finished = False
        with bound_contextvars(update_id=update_id):
            try:
                outcome = await self._outcome(claimed)
                if outcome is Outcome.PUT_OFF:
                    self._pause = _longer(self._pause, _LONGEST_PAUSE_SECONDS)
                else:
                    self._pause = 0.0
                    await self._finish(update_id)
                    finished = True
                self._metrics.updates.labels(outcome).inc()
                self._metrics.update_seconds.observe(time.perf_counter() - begun)
            except Exception:
                self._pause = _longer(self._pause, _LONGEST_PAUSE_SECONDS)
                LOG.exception("an update is left for later")
            finally:
                del self._at_work[update_id]
                if not finished:
                    with contextlib.suppress(StorageError, TimeoutError):
                        await asyncio.wait_for(self._inbox.release(update_id), _RELEASE_SECONDS)

    async def _finish(self, update_id: int) -> None:
        """Mark an update as done, however long the database is away: it must not be answered again."""
        outage = 0.0
        while True:
            try:
                if not await self._inbox.finish(update_id):
                    LOG.warning("another process has taken the update over meanwhile")
            except StorageError as error:
                outage = _longer(outage, _LONGEST_OUTAGE_PAUSE_SECONDS)
                LOG.error("what is done cannot be marked so, next try in %g s: %s", outage, error)  # noqa: TRY400 - it says all
                await asyncio.sleep(outage)
            else:
                return

    async def _outcome(self, claimed: Claimed) -> Outcome:
        try:
            update = Update.de_json(claimed.update, self._application.bot)
        except Exception:
            LOG.exception("an update cannot be read")
            return Outcome.UNREADABLE
        if claimed.attempts > MOST_ATTEMPTS:
            await self._application.process_error(update, GivenUp(f"given up after {MOST_ATTEMPTS} attempts"))
            return Outcome.GIVEN_UP
        await self._application.process_update(update)
        if claimed.update_id in self._put_off:
            self._put_off.discard(claimed.update_id)
            return Outcome.PUT_OFF
        return Outcome.DONE

    async def _put_off_what_passes(self, update: object, context: Context) -> None:
        """Keep an update for later when the database or Telegram is away, without telling anybody."""
        if isinstance(update, Update) and _passes(context.error):
            LOG.warning("put off: %s: %s", type(context.error).__name__, context.error)
            self._put_off.add(update.update_id)
            raise ApplicationHandlerStop


def _longer(pause: float, longest: float) -> float:
    return min(max(2 * pause, _FIRST_PAUSE_SECONDS), longest)


def _passes(error: Exception | None) -> bool:
    """Tell whether something that went wrong may go right later without any change here."""
    if isinstance(error, BadRequest):  # a NetworkError by descent only
        return False
    return isinstance(error, InvalidToken | NetworkError | RetryAfter | StorageError | AudienceChanged)
