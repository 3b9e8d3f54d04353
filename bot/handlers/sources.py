"""/sources: what the bot knows, and how recent it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.browse.sources import source_message
from bot.handlers.browsing import COMMANDS, look, turn_to
from bot.handlers.reply import reply
from bot.presses import SourceScreen

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.render.message import OutMessage
    from bot.visit import Visit


async def browse_sources(_: Update, visit: Visit) -> None:
    """Show the newest sources."""
    screen = await _seen(visit, SourceScreen())
    assert screen is not None  # noqa: S101 - the first page is always there
    await reply(visit, screen)


async def show_sources(visit: Visit, press: SourceScreen) -> None:
    """Show the page of sources that a button leads to."""
    await turn_to(visit, await _seen(visit, press))


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of the command."""
    return [CommandHandler("sources", browse_sources, COMMANDS)]


async def _seen(visit: Visit, press: SourceScreen) -> OutMessage | None:
    zone = visit.office.settings.zone
    return await look(visit, lambda guide: source_message(press, guide.directory, visit.say, zone))
