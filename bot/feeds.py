"""Calendars to subscribe to: addresses that cannot be guessed, one for each audience, and what is served there.

The address is made from the bot's token and stored nowhere; with another token it is another address. Nothing here
logs it.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

import tornado.web

from bot.i18n import Locale
from bot.webhook import derived
from knowledge.evidence import Audience
from knowledge.exports import anniversary_calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.desks import Desks
    from knowledge.settings import Settings

LOG = logging.getLogger(__name__)

ROUTE = r"(?:/[^?#]*)?/calendar/([0-9a-f]{64})/([A-Za-z_]{2,8})\.ics"
_MAX_AGE_SECONDS = 3600


def feed_address(settings: Settings, audience: Audience, locale: Locale) -> str | None:
    """Return where an audience's calendar can be subscribed to; None where no web address leads here."""
    if not settings.webhook_url or not settings.metrics_listen:
        return None
    return f"{settings.webhook_url.rstrip('/')}/calendar/{_token(settings, audience)}/{locale}.ics"


def audience_of(settings: Settings, token: str) -> Audience | None:
    """Return whose calendar a token opens."""
    return next((each for each in Audience if hmac.compare_digest(_token(settings, each), token)), None)


class CalendarFeed(tornado.web.RequestHandler):
    """Serves the anniversaries of all agreements that an audience may see, as a calendar."""

    def initialize(self, settings: Settings, desks: Desks, now: Callable[[], dt.datetime]) -> None:
        """Take what the calendar is made of; ``now`` returns the time in UTC."""
        self._settings = settings
        self._desks = desks
        self._now = now

    async def get(self, token: str, name: str) -> None:
        """Send the calendar, or nothing that tells why there is none."""
        audience = audience_of(self._settings, token)
        if audience is None or name not in set(Locale):
            self._empty(HTTPStatus.NOT_FOUND)
            return
        if self._desks.generation is None:
            self._empty(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            data = await self._written(audience, Locale(name))
        except Exception:
            LOG.exception("a calendar could not be written")
            self._empty(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'inline; filename="anniversaries.ics"')
        self.set_header("Cache-Control", f"private, max-age={_MAX_AGE_SECONDS}")
        self.write(data)  # with an ETag of what is written; tornado answers 304 to whoever has it

    async def head(self, token: str, name: str) -> None:
        """Send the same without its body."""
        await self.get(token, name)

    def _empty(self, status: HTTPStatus) -> None:
        self.clear()
        self.set_status(status)

    async def _written(self, audience: Audience, locale: Locale) -> bytes:
        # The day's first moment: within a day the calendar is the same to the byte unless the records change.
        stamp = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        async with self._desks.desk(audience) as desk:
            book = desk.directory.book
            return await asyncio.to_thread(
                anniversary_calendar, book, book.served, locale.language, stamp, locale.script
            )


def _token(settings: Settings, audience: Audience) -> str:
    return derived(settings.telegram_bot_token.get_secret_value(), f"calendar {audience}")
