"""/programmes: exchange programmes by whom they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.browse.presses import ProgrammeScreen, programme_screen
from bot.browse.programmes import programme_message
from bot.handlers.browsing import COMMANDS, look, turn_to
from bot.handlers.reply import reply

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.visit import Visit


async def browse_programmes(_: Update, visit: Visit) -> None:
    """Ask for whom the programme should be."""
    screen = await look(visit, lambda guide: programme_message(ProgrammeScreen(), guide, visit.say))
    assert screen is not None  # noqa: S101 - the choice of groups is always there
    await reply(visit, screen)


async def turn_page(update: Update, visit: Visit) -> None:
    """Show the programmes that a button leads to."""
    query = update.callback_query
    press = programme_screen(query.data if query else None)
    await turn_to(visit, await look(visit, lambda guide: programme_message(press, guide, visit.say)) if press else None)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of everything about programmes."""
    return [
        CommandHandler("programmes", browse_programmes, COMMANDS),
        CallbackQueryHandler(turn_page, pattern=r"^p:"),
    ]
