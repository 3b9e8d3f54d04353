"""/anniversaries: what is coming, by year, round or not, of which home city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.browse.anniversaries import LINES, LINES_FOR_STAFF, anniversary_message
from bot.browse.presses import AnniversaryScreen, anniversary_screen
from bot.handlers.browsing import COMMANDS, look, turn_to
from bot.handlers.reply import reply
from knowledge.evidence import Audience

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.render.message import OutMessage
    from bot.visit import Visit


async def browse_anniversaries(_: Update, visit: Visit) -> None:
    """Show the anniversaries of the next twelve months."""
    screen = await _seen(visit, AnniversaryScreen())
    assert screen is not None  # noqa: S101 - the first page is always there
    await reply(visit, screen)


async def turn_page(update: Update, visit: Visit) -> None:
    """Show the anniversaries that a button leads to."""
    query = update.callback_query
    press = anniversary_screen(query.data if query else None)
    await turn_to(visit, await _seen(visit, press) if press else None)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of everything about anniversaries."""
    return [
        CommandHandler("anniversaries", browse_anniversaries, COMMANDS),
        CallbackQueryHandler(turn_page, pattern=r"^a:"),
    ]


async def _seen(visit: Visit, press: AnniversaryScreen) -> OutMessage | None:
    lines = LINES_FOR_STAFF if visit.audience is Audience.STAFF else LINES
    return await look(visit, lambda guide: anniversary_message(press, guide, visit.say, lines=lines))
