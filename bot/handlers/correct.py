"""/correct CITY: what another source says of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.dialogues import CORRECT
from bot.handlers.browsing import COMMANDS
from bot.handlers.dialogue import begin

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.visit import Visit


async def correct(_: Update, visit: Visit) -> None:
    """Begin a correction, of the city that is written after the command if one is."""
    await begin(visit, CORRECT, text=" ".join(visit.args or []))


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of the command."""
    return [CommandHandler("correct", correct, COMMANDS)]
