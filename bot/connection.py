"""The way to Telegram: HTTP clients that notice what goes wrong, and a pace that stays within Telegram's limits."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiolimiter import AsyncLimiter
from telegram.error import TimedOut
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from typing import TypeAlias

    from bot.metrics import Metrics
    from knowledge.settings import Settings

    Reply: TypeAlias = dict[str, Any]

# Sending waits this long for an answer; the asking for updates adds its own time to it.
_READ_SECONDS = 10.0
_CONNECT_SECONDS = 10.0
_CONNECTIONS = 64  # two for each update worked on at once, and the rest for what runs beside them

# A little under what Telegram allows (30 messages a second, 20 a minute in a group, about one a second in a chat with
# bursts): going over costs a wait of a second and more for everybody.
_MESSAGES_A_SECOND, _BURST = 29.0, 20.0
_MESSAGES_A_MINUTE_IN_GROUP = 19.0
_BURST_IN_CHAT, _SECONDS_IN_CHAT = 3.0, 3.0
_RETRIES = 3
_CHATS_REMEMBERED = 512
# They have a chat and yet are no messages.
_NOT_COUNTED = frozenset({"sendChatAction", "setMessageReaction", "getChat", "getChatMember", "setMyCommands"})

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


class Pace(AIORateLimiter):
    """Telegram's limits: overall, in each group, and in each private chat; what is no message does not count."""

    def __init__(self) -> None:
        super().__init__(
            overall_max_rate=_BURST,
            overall_time_period=_BURST / _MESSAGES_A_SECOND,
            group_max_rate=_MESSAGES_A_MINUTE_IN_GROUP,
            max_retries=_RETRIES,
        )
        self._chats: dict[int, AsyncLimiter] = {}

    async def process_request(  # noqa: PLR0917 - as the library has it
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | Reply | list[Reply]]],
        args: Any,  # noqa: ANN401 - as the library has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | Reply | list[Reply]:
        """Make a call when its turn has come, and again when Telegram asks to wait."""
        counted = {} if endpoint in _NOT_COUNTED else data
        chat_id = counted.get("chat_id")
        if isinstance(chat_id, int) and chat_id > 0:
            await self._in_chat(chat_id).acquire()
        return await super().process_request(callback, args, kwargs, endpoint, counted, rate_limit_args)

    def _in_chat(self, chat_id: int) -> AsyncLimiter:
        if chat_id not in self._chats:
            if len(self._chats) >= _CHATS_REMEMBERED:
                for quiet in list(self._quiet_chats()):
                    del self._chats[quiet]
            self._chats[chat_id] = AsyncLimiter(_BURST_IN_CHAT, _SECONDS_IN_CHAT)
        return self._chats[chat_id]

    def _quiet_chats(self) -> Iterator[int]:
        """Return the chats whose limit has nothing to remember."""
        return (chat_id for chat_id, limiter in self._chats.items() if limiter.has_capacity(_BURST_IN_CHAT))
