"""Commands offered on a button, because the text asked for what they do: the press runs them, as if they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import log, papers, reminders
from bot.handlers.reply import no_longer, toast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from bot.visit import Visit

_COMMANDS: dict[str, Callable[[Update, Visit], Awaitable[None]]] = {
    "brief": papers.show_brief,
    "chart": papers.offer_charts,
    "export": papers.offer_exports,
    "letter": papers.show_letter,
    "log": log.log,
    "remind": reminders.remind,
}


def is_command(choice: str) -> bool:
    """Tell whether a choice offered with an answer is a command and no question."""
    return choice.startswith("/")


async def run_command(visit: Visit, choice: str) -> None:
    """Run a command with its words; it looks up whether this visitor may, here and now."""
    name, *words = choice.removeprefix("/").split()
    run = _COMMANDS.get(name)
    if run is None:
        await no_longer(visit)
        return
    await toast(visit)
    visit.args = words
    await run(visit.incoming, visit)
