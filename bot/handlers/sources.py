"""/sources: what the bot knows, and how recent it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.browse.presses import SourceScreen, source_screen
from bot.browse.sources import source_message
from bot.handlers.browsing import COMMANDS, look, turn_to
from bot.handlers.reply import reply

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


async def turn_page(update: Update, visit: Visit) -> None:
    """Show the page of sources that a button leads to."""
    query = update.callback_query
    press = source_screen(query.data if query else None)
    await turn_to(visit, await _seen(visit, press) if press else None)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of everything about sources."""
    return [
        CommandHandler("sources", browse_sources, COMMANDS),
        CallbackQueryHandler(turn_page, pattern=r"^o:"),
    ]


async def _seen(visit: Visit, press: SourceScreen) -> OutMessage | None:
    zone = visit.office.settings.zone
    return await look(visit, lambda guide: source_message(press, guide.directory, visit.say, zone))
