"""The way to Telegram: HTTP clients that notice what goes wrong."""

import asyncio
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from telegram.error import TimedOut
from telegram.request import HTTPXRequest

from bot.metrics import Metrics
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
