"""What is served over HTTP: /healthz (alive), /readyz (able to serve), /metrics (Prometheus), and calendars.

The address of a calendar cannot be guessed: it is made from the bot's token, one for each audience, and stored nowhere;
with another token it is another address. That of the staff's calendar is a person's own: it opens for as long as they
are staff. Nothing here logs it.
"""

import asyncio
import datetime as dt
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

import tornado.web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from tornado.httpserver import HTTPServer

from bot.assistant_pool import AssistantPool
from bot.i18n import Locale
from bot.people import Reader
from bot.webhook import address_and_port, derived
from knowledge.errors import CityExchangeError, ConfigurationError
from knowledge.evidence import Audience
from knowledge.exports import anniversary_calendar
from knowledge.settings import Settings

# Returns what is wrong, or nothing.
Check: TypeAlias = Callable[[], Awaitable[str]]
# A pattern, a handler, and its arguments.
Route: TypeAlias = tuple[str, type[tornado.web.RequestHandler], dict[str, Any]]

LOG = logging.getLogger(__name__)

_CHECK_SECONDS = 3.0


def open_web(listen: str, registry: CollectorRegistry, checks: Mapping[str, Check], *more: Route) -> HTTPServer:
    """Serve these and ``more`` on an address like ``127.0.0.1:9100`` until ``stop()``; ConfigurationError if taken."""
    address, port = address_and_port(listen)
    server = HTTPServer(_Watched(registry, checks, more))
    try:
        server.listen(port, address=address)
    except OSError as error:
        raise ConfigurationError(f"METRICS_LISTEN: cannot listen on {listen}: {error.strerror or error}") from error
    return server


class _Watched(tornado.web.Application):
    def __init__(self, registry: CollectorRegistry, checks: Mapping[str, Check], more: Sequence[Route]) -> None:
        super().__init__(
            [
                *more,
                (r"/healthz", _Alive),
                (r"/readyz", _Ready, {"checks": checks}),
                (r"/metrics", _Numbers, {"registry": registry}),
            ]
        )

    def log_request(self, handler: tornado.web.RequestHandler) -> None:
        """Log nothing: it is asked every few seconds."""


class _Alive(tornado.web.RequestHandler):
    def get(self) -> None:
        self.write({"alive": True})


class _Ready(tornado.web.RequestHandler):
    def initialize(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks

    async def get(self) -> None:
        found = await asyncio.gather(*map(_wrong, self._checks.values()))
        wrong = {name: what for name, what in zip(self._checks, found, strict=True) if what}
        if wrong:
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        self.write({"ready": not wrong, "wrong": wrong})


class _Numbers(tornado.web.RequestHandler):
    def initialize(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_PLAIN_0_0_4)
        self.write(generate_latest(self._registry))


async def _wrong(check: Check) -> str:
    try:
        return await asyncio.wait_for(check(), _CHECK_SECONDS)
    except TimeoutError:
        return f"no answer within {_CHECK_SECONDS:g} seconds"
    except CityExchangeError as error:
        return str(error)
    except Exception:
        LOG.exception("a readiness check failed")
        return "the check failed; see the log"


ROUTE = r"(?:/[^?#]*)?/calendar/(?:([1-9][0-9]{0,15})-)?([0-9a-f]{64})/([A-Za-z_]{2,8})\.ics"
_MAX_AGE_SECONDS = 3600


def feed_address(settings: Settings, audience: Audience, locale: Locale, user_id: int) -> str | None:
    """Return where a person can subscribe to an audience's calendar; None where no web address leads here."""
    if not settings.webhook_url or not settings.metrics_listen:
        return None
    return f"{settings.webhook_url.rstrip('/')}/calendar/{_token(settings, audience, user_id)}/{locale}.ics"


def reader_of(settings: Settings, user: str | None, token: str) -> Reader | None:
    """Return who reads the calendar that an address opens, None where it opens none."""
    user_id = int(user or 0)
    audience = Audience.STAFF if user else Audience.PUBLIC
    written = f"{user}-{token}" if user else token
    is_ours = hmac.compare_digest(_token(settings, audience, user_id), written)
    return Reader(user_id, user_id, audience) if is_ours else None


class CalendarFeed(tornado.web.RequestHandler):
    """Serves the anniversaries of all agreements that an audience may see, as a calendar."""

    def initialize(
        self,
        settings: Settings,
        assistants: AssistantPool,
        now: Callable[[], dt.datetime],
        may_read: Callable[[Reader], Awaitable[bool]],
    ) -> None:
        """Take what the calendar is made of, and who tells whether a reader is still staff; ``now`` is in UTC."""
        self._settings = settings
        self._assistants = assistants
        self._now = now
        self._may_read = may_read

    async def get(self, user: str | None, token: str, name: str) -> None:
        """Send the calendar, or nothing that tells why there is none."""
        reader = reader_of(self._settings, user, token)
        if reader is None or name not in set(Locale):
            self._empty(HTTPStatus.NOT_FOUND)
            return
        if self._assistants.generation is None:
            self._empty(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            data = await self._written(reader.audience, Locale(name))
            still = await self._may_read(reader)
        except Exception:
            LOG.exception("a calendar could not be written")
            self._empty(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if not still:
            self._empty(HTTPStatus.NOT_FOUND)
            return
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'inline; filename="anniversaries.ics"')
        self.set_header("Cache-Control", f"private, max-age={_MAX_AGE_SECONDS}")
        self.write(data)  # with an ETag of what is written; tornado answers 304 to whoever has it

    async def head(self, user: str | None, token: str, name: str) -> None:
        """Send the same without its body."""
        await self.get(user, token, name)

    def _empty(self, status: HTTPStatus) -> None:
        self.clear()
        self.set_status(status)

    async def _written(self, audience: Audience, locale: Locale) -> bytes:
        # The day's first moment: within a day the calendar is the same to the byte unless the records change.
        stamp = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._assistants.desk(audience) as desk:
            book = desk.directory.book
            return await asyncio.to_thread(
                anniversary_calendar, book, book.served, locale.language, stamp, locale.script
            )


def _token(settings: Settings, audience: Audience, user_id: int) -> str:
    secret = settings.telegram_bot_token.get_secret_value()
    if audience is Audience.PUBLIC:
        return derived(secret, f"calendar {audience}")
    return f"{user_id}-{derived(secret, f'calendar {audience} {user_id}')}"
