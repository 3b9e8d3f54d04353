"""Screens of what is known: what each shows whoever looks, here and now, and /cities, /programmes and /sources."""

import asyncio
import functools
from collections.abc import Callable
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import filters

from bot.assistant_pool import Desk
from bot.browse.anniversaries import LINES, LINES_FOR_STAFF, anniversary_message
from bot.browse.cities import FIRST_SCREEN, screen_of
from bot.browse.intentions import intention_card, intention_list
from bot.browse.programmes import programme_message
from bot.browse.sources import source_message
from bot.context import Context
from bot.handlers.reply import NoLonger, reply, toast
from bot.presses import (
    AnniversaryScreen,
    CityScreen,
    IntentionCard,
    IntentionList,
    Press,
    ProgrammeScreen,
    SourceScreen,
)
from bot.render.message import OutMessage
from knowledge.directory import Guide
from knowledge.evidence import Audience

_Seen = TypeVar("_Seen")

# A forwarded command is somebody else's words. An edited one is not carried out twice.
COMMANDS = filters.UpdateType.MESSAGE & ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)

_SCREENS: dict[type[Press], Callable[[Any, Guide, Context], OutMessage | None]] = {
    CityScreen: lambda press, guide, context: screen_of(press, guide, context.say),
    ProgrammeScreen: lambda press, guide, context: programme_message(press, guide, context.say),
    AnniversaryScreen: lambda press, guide, context: anniversary_message(
        press, guide, context.say, lines=LINES_FOR_STAFF if context.audience is Audience.STAFF else LINES
    ),
    SourceScreen: lambda press, guide, context: source_message(
        press, guide.directory, context.say, context.office.settings.zone
    ),
    IntentionList: lambda press, guide, context: intention_list(press, guide, context.say),
    IntentionCard: lambda press, guide, context: intention_card(press, guide, context.say),
}


async def at_desk(context: Context, see: Callable[[Desk, Guide], _Seen]) -> _Seen:
    """Return what is seen, in a thread, at the desk of the audience here and now, in the visitor's language."""
    async with context.office.assistants.desk(context.audience) as desk:
        guide = desk.directory.guide(context.locale.language, context.locale.script, context.office.today())
        return await asyncio.to_thread(see, desk, guide)


async def look(context: Context, see: Callable[[Guide], _Seen]) -> _Seen:
    """Return what is seen with the guide alone."""
    return await at_desk(context, lambda _, guide: see(guide))


async def screen(context: Context, press: Press) -> OutMessage | None:
    """Return the screen that a button leads to, or None if there is nothing of that name for this visitor."""
    return await look(context, lambda guide: _SCREENS[type(press)](press, guide, context))


async def show(context: Context, press: Press) -> None:
    """Turn to the screen that a button leads to."""
    await turn_to(context, await screen(context, press))


async def turn_to(context: Context, screen: OutMessage | None) -> None:
    """Put a screen in the place of the one whose button was pressed; None is a button that leads nowhere."""
    query = context.incoming.callback_query
    if screen is None or query is None or query.message is None:
        raise NoLonger
    await context.office.delivery.edit(context.reader, query.message.message_id, screen)
    await toast(context)


async def _begin(press: Press, _: Update, context: Context) -> None:
    first = await screen(context, press)
    assert first is not None  # noqa: S101 - the first page of these is always there
    await reply(context, first)


# The commands that only show the first of their screens.
FIRST_SCREENS = {
    "cities": functools.partial(_begin, FIRST_SCREEN),
    "programmes": functools.partial(_begin, ProgrammeScreen()),
    "sources": functools.partial(_begin, SourceScreen()),
}
