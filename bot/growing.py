"""An answer that grows, shown while it lasts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram.error import TelegramError

from bot.delivery import Delivery
from bot.people import Reader
from bot.render.message import OutMessage

LOG = logging.getLogger(__name__)

# Telegram allows about one message or edit a second in a chat.
PAUSE_SECONDS = 1.0


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
