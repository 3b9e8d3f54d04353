"""What each command does; links from groups and buttons under answers run some of them too."""

import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.browse.cities import FIRST_SCREEN
from bot.context import Context
from bot.dialogues.correct import CORRECT
from bot.dialogues.log import LOG
from bot.handlers import (
    browsing,
    dialogue,
    groups,
    importing,
    intentions,
    papers,
    privacy,
    reminders,
    staff,
    why,
)
from bot.presses import ProgrammeScreen, ShowEntries, SourceScreen

Do: TypeAlias = "Callable[[Update, Context], Coroutine[Any, Any, None]]"


def _where(allowed: Callable[[Context, str], Awaitable[bool]], commands: dict[str, Do]) -> dict[str, Do]:
    """Return commands that are carried out where, and for whom, they are allowed; anybody else is told so."""

    def checked(name: str, do: Do) -> Do:
        async def run(update: Update, context: Context) -> None:
            if await allowed(context, name):
                await do(update, context)

        return run

    return {name: checked(name, do) for name, do in commands.items()}


_PRIVATE: dict[str, Do] = {
    "staff": staff.staff,
    "whoami": staff.who_am_i,
    "forget": privacy.offer_to_forget,
    "subscribe": reminders.subscribe,
}
_AT_THE_OFFICE: dict[str, Do] = {"remind": reminders.remind, "reminders": reminders.list_reminders}
_FOR_STAFF: dict[str, Do] = {
    "entries": functools.partial(browsing.begin, ShowEntries()),
    "intentions": intentions.list_intentions,
    "brief": papers.show_brief,
    "letter": papers.show_letter,
    "dormant": papers.show_quiet,
    "chart": papers.offer_charts,
    "export": papers.offer_exports,
    "why": why.why,
}
# What `bot.handlers.groups.in_private` leads to.
LINKED: dict[str, Do] = {
    **_where(groups.alone, _PRIVATE),
    **_where(groups.at_the_office, _AT_THE_OFFICE),
    **_where(groups.for_staff, _FOR_STAFF),
    "log": functools.partial(dialogue.begin, LOG),
    "correct": functools.partial(dialogue.begin, CORRECT),
}
# What an answer may offer on a button, because the text asked for what the command does.
OFFERED = {name: LINKED[name] for name in ("brief", "chart", "export", "letter", "log", "remind")}

_OTHERS: dict[str, Do] = {
    "privacy": privacy.tell_privacy,
    "city": browsing.show_city,
    "anniversaries": browsing.browse_anniversaries,
    "template": importing.template,
    "cities": functools.partial(browsing.begin, FIRST_SCREEN),
    "programmes": functools.partial(browsing.begin, ProgrammeScreen()),
    "sources": functools.partial(browsing.begin, SourceScreen()),
}


def handlers(own: dict[str, Do]) -> list[BaseHandler[Update, Context, None]]:
    """Return the handlers of the commands, and of those that ``own`` adds."""
    cancel = CommandHandler("cancel", dialogue.cancel, browsing.COMMANDS & filters.ChatType.PRIVATE)
    every = own | LINKED | _OTHERS
    return [*(CommandHandler(name, do, browsing.COMMANDS) for name, do in every.items()), cancel]
