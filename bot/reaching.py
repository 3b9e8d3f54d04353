"""Reaching Telegram: again while it is away, no further when it refuses, and telling a revoked token."""

import asyncio
import contextlib
import datetime as dt
import logging
import re
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Updater
from tenacity import AsyncRetrying, before_sleep_log, retry_if_exception, wait_random_exponential

from bot.connection import Contact
from bot.context import Bot
from bot.webhook import Webhook
from knowledge.errors import ConfigurationError, TelegramUnusable

LOG = logging.getLogger(__name__)

# What the handlers handle; Telegram sends nothing else.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "chat_member")

_LONGEST_WAIT_SECONDS = 30.0
_POLL = dt.timedelta(seconds=20)
_WEBHOOK_CONNECTIONS = 40
_POLLING_TASK = "Updater:start_polling:polling_task"  # what python-telegram-bot calls it
_CHECK = "check TELEGRAM_BOT_TOKEN; BotFather shows it under /mybots"


class TokenRevoked(TelegramUnusable):
    """Seen by the operator: Telegram took the token and does no longer."""


async def reached(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call of Telegram until it is through; TelegramUnusable when Telegram refuses it."""
    retrying = AsyncRetrying(
        retry=retry_if_exception(_passes),
        wait=wait_random_exponential(max=_LONGEST_WAIT_SECONDS),
        before_sleep=before_sleep_log(LOG, logging.WARNING),
        reraise=True,
    )

    async def once() -> object:  # tenacity awaits only what it can see to be a coroutine function
        return await call()

    try:
        await retrying(once)
    except InvalidToken:
        # Its own text quotes the token.
        raise TelegramUnusable(f"Telegram refuses the token; {_CHECK}") from None
    except TelegramError as error:
        raise TelegramUnusable(f"Telegram refuses to work with this bot: {error}") from error


async def start_updates(updater: Updater, webhook: Webhook | None) -> None:
    """Set the webhook and listen, or delete any webhook and begin to poll; updates that wait at Telegram are kept."""
    if webhook is None:
        await reached(
            lambda: updater.start_polling(
                timeout=_POLL, allowed_updates=ALLOWED_UPDATES, error_callback=_polling_failed
            )
        )
        return
    try:
        await reached(
            lambda: updater.start_webhook(
                listen=webhook.address,
                port=webhook.port,
                url_path=re.escape(webhook.path),
                webhook_url=webhook.url,
                secret_token=webhook.secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=_WEBHOOK_CONNECTIONS,
            )
        )
    except OSError as error:
        where = f"{webhook.address}:{webhook.port}"
        raise ConfigurationError(f"WEBHOOK_LISTEN: cannot listen on {where}: {error.strerror or error}") from error


async def stop_updates(updater: Updater, seconds: float) -> None:
    """Take no more updates; what was taken and not confirmed comes again at the next start."""
    with contextlib.suppress(TelegramError, TimeoutError):  # a revoked token, or Telegram is away
        await asyncio.wait_for(updater.stop(), seconds)


async def polling_ends() -> None:
    """Wait until polling ends by itself, which it does only for a revoked token or a fault of ours; then raise."""
    tasks = [task for task in asyncio.all_tasks() if task.get_name() == _POLLING_TASK]
    if not tasks:  # there is a webhook
        await asyncio.Event().wait()
    try:
        await asyncio.shield(tasks[0])
    except InvalidToken:
        raise _revoked() from None
    raise RuntimeError("polling has ended")


async def token_revoked(bot: Bot, contact: Contact) -> None:
    """Wait until Telegram refuses the token, and refuses it again when asked once more; then raise TokenRevoked."""
    while True:
        await contact.refused.wait()
        contact.refused.clear()
        try:
            await bot.get_me()
        except InvalidToken:
            raise _revoked() from None
        except TelegramError as error:
            LOG.warning("Telegram refused the token once; whether for good is unknown: %s", error)


def _revoked() -> TokenRevoked:
    return TokenRevoked(
        f"Telegram no longer takes the token; it seems to be revoked: {_CHECK}. "
        "What was asked meanwhile is answered after the next start"
    )


def _polling_failed(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        LOG.error("another process asks for the updates of this bot; stop it, or give each bot a token: %s", error)
    else:
        LOG.warning("updates cannot be asked for: %s", error)


def _passes(error: BaseException) -> bool:
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
