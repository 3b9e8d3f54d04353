"""The way to Telegram: clients that notice what goes wrong, tries until it is reached, and telling a revoked token."""

import asyncio
import contextlib
import datetime as dt
import logging
import re
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Updater
from telegram.request import HTTPXRequest
from tenacity import AsyncRetrying, before_sleep_log, retry_if_exception, wait_random_exponential

from bot.context import Bot
from bot.metrics import Metrics
from bot.webhook import Webhook
from knowledge.errors import ConfigurationError, TelegramUnusable
from knowledge.settings import Settings

# Sending waits this long for an answer; the asking for updates adds its own time to it.
_READ_SECONDS = 10.0
_CONNECT_SECONDS = 10.0
_CONNECTIONS = 64  # two for each update worked on at once, and the rest for what runs beside them

_KINDS: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.UNAUTHORIZED: "unauthorized",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "unauthorized",  # what a malformed token gets
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.TOO_MANY_REQUESTS: "flood",
}


class Contact:
    """When Telegram last answered, and whether it refused the token then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard_at: float | None = None
        self.refused = asyncio.Event()

    def heard(self, status: int) -> None:
        """Note an answer of Telegram by its HTTP status."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._heard_at = self._clock()
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self.refused.set()

    @property
    def silence(self) -> float:
        """Return the seconds since Telegram last answered; infinite before it ever has."""
        return float("inf") if self._heard_at is None else self._clock() - self._heard_at


class Connection(HTTPXRequest):
    """An HTTP client that tells the contact what it hears, and counts what fails."""

    def __init__(self, settings: Settings, contact: Contact, metrics: Metrics) -> None:
        super().__init__(
            connection_pool_size=_CONNECTIONS,
            read_timeout=_READ_SECONDS,
            write_timeout=_READ_SECONDS,
            connect_timeout=_CONNECT_SECONDS,
            pool_timeout=_READ_SECONDS,
            proxy=settings.telegram_proxy_url.get_secret_value() or None,
        )
        self._contact = contact
        self._metrics = metrics

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on as they are
        """Make a request, and note how it went."""
        try:
            status, body = await super().do_request(*args, **kwargs)
        except Exception as error:
            self._metrics.telegram_errors.labels("timeout" if isinstance(error, TimedOut) else "connection").inc()
            raise
        self._contact.heard(status)
        if status >= HTTPStatus.BAD_REQUEST:
            server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
            kind = "server" if server else _KINDS.get(status, "other")
            self._metrics.telegram_errors.labels(kind).inc()
        return status, body


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
        retry=retry_if_exception(
            lambda error: isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
        ),
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
