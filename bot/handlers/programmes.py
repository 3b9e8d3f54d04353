"""/programmes: exchange programmes by whom they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.browse.programmes import programme_message
from bot.handlers.browsing import COMMANDS, look, turn_to
from bot.handlers.reply import reply
from bot.presses import ProgrammeScreen

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.visit import Visit


async def browse_programmes(_: Update, visit: Visit) -> None:
    """Ask for whom the programme should be."""
    screen = await look(visit, lambda guide: programme_message(ProgrammeScreen(), guide, visit.say))
    assert screen is not None  # noqa: S101 - the choice of groups is always there
    await reply(visit, screen)


async def show_programmes(visit: Visit, press: ProgrammeScreen) -> None:
    """Show the programmes that a button leads to."""
    await turn_to(visit, await look(visit, lambda guide: programme_message(press, guide, visit.say)))


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of the command."""
    return [CommandHandler("programmes", browse_programmes, COMMANDS)]
