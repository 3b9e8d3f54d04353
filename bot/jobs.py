"""What is done by the clock: claims kept, numbers set, old things purged, menus set, Telegram asked."""

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Coroutine

from telegram.error import TelegramError

from bot.assistant_pool import LOOK_SECONDS
from bot.connection import Contact
from bot.container import Office
from bot.context import Bot
from bot.handlers.menus import set_menus
from bot.inbox import Inbox
from bot.reminders.reminding import Reminding
from bot.storage.holders import BEAT_SECONDS
from knowledge.errors import CityExchangeError

LOG = logging.getLogger(__name__)

_MEASURE_SECONDS = 5.0
_REMIND_SECONDS = 30.0
_DAY_SECONDS = 24 * 3600.0
_LISTEN_SECONDS = 5.0
# After so long without a word, Telegram is asked; /readyz and the workers go by what it says.
_QUIET_SECONDS = 40.0
# As long as Telegram itself keeps updates: no duplicate of an older one can come.
_UPDATES_KEPT = dt.timedelta(days=2)


def jobs(office: Office, inbox: Inbox, bot: Bot, contact: Contact) -> list[Coroutine[None, None, None]]:
    """Return the jobs, each to be run until cancelled; one that fails is logged and tried again at its next time."""

    async def measure() -> None:
        office.metrics.queue_depth.set(await inbox.waiting())

    async def purge() -> None:
        await office.storage.purge(office.now() - dt.timedelta(days=office.settings.turns_kept_days))
        await inbox.purge(office.now() - _UPDATES_KEPT)

    async def ask_telegram() -> None:
        if contact.silence > _QUIET_SECONDS:
            with contextlib.suppress(TelegramError):  # the contact has noted it
                await bot.get_me()

    async def menus() -> None:
        await set_menus(bot, office.settings, office.storage, office.access.staff_chat_id)

    reminding = Reminding(office, contact)
    return [
        every(BEAT_SECONDS, "keeping the claims", office.storage.holder.beat),
        every(_REMIND_SECONDS, "reminding", reminding.work),
        every(_MEASURE_SECONDS, "counting the queue", measure),
        every(_LISTEN_SECONDS, "asking Telegram", ask_telegram),
        every(_DAY_SECONDS, "purging", purge),
        every(_DAY_SECONDS, "setting the menus", menus),
        every(LOOK_SECONDS, "looking at what staff keep", office.assistants.take_up_entries),
        every(LOOK_SECONDS, "looking where the staff chat is", office.access.find_staff_chat),
        office.assistants.watch(),
    ]


async def every(seconds: float, name: str, job: Callable[[], Awaitable[object]]) -> None:
    """Do a job at once and then every so many seconds, for ever."""
    while True:
        try:
            await job()
        except CityExchangeError as error:
            LOG.warning("%s failed: %s", name, error)
        except Exception:
            LOG.exception("%s failed", name)
        await asyncio.sleep(seconds)
