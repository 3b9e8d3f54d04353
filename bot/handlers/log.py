"""/log: put an event, a contact or an intention on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.dialogues import LOG
from bot.handlers.browsing import COMMANDS
from bot.handlers.dialogue import begin

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.visit import Visit


async def log(_: Update, visit: Visit) -> None:
    """Begin to put something on record."""
    await begin(visit, LOG)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of the command."""
    return [CommandHandler("log", log, COMMANDS)]
