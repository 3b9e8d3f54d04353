"""An answer that grows: followed in the thread that makes it, looked at in the event loop, shown while it lasts."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from bot.delivery import Delivery
    from bot.people import Reader
    from bot.render.message import OutMessage
    from knowledge.answering.explanation import Explanation

LOG = logging.getLogger(__name__)

# Telegram allows about one message or edit a second in a chat.
PAUSE_SECONDS = 1.0
# What grows may be whole in a moment; then it is better shown at once.
_MOMENT_SECONDS = 0.2


class GrowingAnswer:
    """An answer that grows in a thread and is looked at in the loop; who looks seldom sees only the newest."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._newest: Explanation | None = None
        self._ended: asyncio.Future[None] | None = None

    def follow(self, answering: Callable[[], Iterator[Explanation]]) -> None:
        """Take up each state of the answer, in the thread that makes it."""
        for explanation in answering():
            self._loop.call_soon_threadsafe(self._grow, explanation)

    def end(self, ended: asyncio.Future[None]) -> None:
        """Take note that the thread is done, whether well or not."""
        self._ended = ended
        self._changed.set()

    async def look(self, until: float) -> Explanation:
        """Return the newest state that was not looked at yet.

        Raises what the thread raised, and TimeoutError when ``until`` (of `time.perf_counter`) nothing is new.
        """
        if not self._changed.is_set():
            await asyncio.wait_for(self._changed.wait(), until - time.perf_counter())
        if self._newest is not None and not self._newest.complete and self._ended is None:
            await asyncio.sleep(_MOMENT_SECONDS)
        self._changed.clear()
        if self._ended is not None:
            self._ended.result()
        assert self._newest is not None  # noqa: S101 - there is at least one when something has changed and nothing failed
        return self._newest

    def _grow(self, explanation: Explanation) -> None:
        self._newest = explanation
        self._changed.set()


class Beginning:
    """The beginning of an answer on the screen: sent once, then edited, until `Delivery.send` completes it.

    It is the message that comes first of those that `Delivery.send` is given after ``above``. Nothing depends on it:
    whatever goes wrong ends it, and the rest is for `Delivery.send`.
    """

    def __init__(
        self,
        delivery: Delivery,
        update_id: int,
        reader: Reader,
        *,
        above: Sequence[OutMessage] = (),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Show nothing yet; ``sleep`` waits for so many seconds."""
        self._delivery = delivery
        self._update_id = update_id
        self._reader = reader
        self._above = above
        self._sleep = sleep
        self._message_id: int | None = None
        self._shown = ""
        self._over = False

    async def show(self, message: OutMessage) -> None:
        """Show what there is of the answer, and wait until something else may be shown in the chat.

        Raises StorageError, AudienceChanged.
        """
        if self._over or message.html == self._shown:
            return
        try:
            if self._message_id is None:
                await self._delivery.send(self._update_id, self._reader, self._above)
                self._message_id = await self._delivery.begin(self._update_id, self._reader, len(self._above), message)
                self._over = self._message_id is None
            else:
                self._over = not await self._delivery.edit(self._reader, self._message_id, message, insist=False)
        except TelegramError as error:
            LOG.info("an answer is not shown while it grows: %s", error)
            self._over = True
        if not self._over:
            self._shown = message.html
            await self._sleep(PAUSE_SECONDS)
