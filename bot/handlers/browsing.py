"""Screens of what is known: what each shows whoever looks, here and now, and /cities, /programmes and /sources."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.ext import CommandHandler, filters

from bot.browse.anniversaries import LINES, LINES_FOR_STAFF, anniversary_message
from bot.browse.cities import FIRST_SCREEN, screen_of
from bot.browse.intentions import intention_card, intention_list
from bot.browse.programmes import programme_message
from bot.browse.sources import source_message
from bot.handlers.reply import no_longer, reply, toast
from bot.presses import AnniversaryScreen, CityScreen, IntentionCard, IntentionList, ProgrammeScreen, SourceScreen
from knowledge.evidence import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.assistant_pool import Desk
    from bot.presses import Press
    from bot.render.message import OutMessage
    from bot.visit import Visit
    from knowledge.directory import Guide

_Seen = TypeVar("_Seen")

# A forwarded command is somebody else's words. An edited one is not carried out twice.
COMMANDS = filters.UpdateType.MESSAGE & ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)

_SCREENS: dict[type[Press], Callable[[Any, Guide, Visit], OutMessage | None]] = {
    CityScreen: lambda press, guide, visit: screen_of(press, guide, visit.say),
    ProgrammeScreen: lambda press, guide, visit: programme_message(press, guide, visit.say),
    AnniversaryScreen: lambda press, guide, visit: anniversary_message(
        press, guide, visit.say, lines=LINES_FOR_STAFF if visit.audience is Audience.STAFF else LINES
    ),
    SourceScreen: lambda press, guide, visit: source_message(
        press, guide.directory, visit.say, visit.office.settings.zone
    ),
    IntentionList: lambda press, guide, visit: intention_list(press, guide, visit.say),
    IntentionCard: lambda press, guide, visit: intention_card(press, guide, visit.say),
}


async def at_desk(visit: Visit, see: Callable[[Desk, Guide], _Seen]) -> _Seen:
    """Return what is seen, in a thread, at the desk of the audience here and now, in the visitor's language."""
    async with visit.office.assistants.desk(visit.audience) as desk:
        guide = desk.directory.guide(visit.locale.language, visit.locale.script, visit.office.today())
        return await asyncio.to_thread(see, desk, guide)


async def look(visit: Visit, see: Callable[[Guide], _Seen]) -> _Seen:
    """Return what is seen with the guide alone."""
    return await at_desk(visit, lambda _, guide: see(guide))


async def screen(visit: Visit, press: Press) -> OutMessage | None:
    """Return the screen that a button leads to, or None if there is nothing of that name for this visitor."""
    return await look(visit, lambda guide: _SCREENS[type(press)](press, guide, visit))


async def show(visit: Visit, press: Press) -> None:
    """Turn to the screen that a button leads to."""
    await turn_to(visit, await screen(visit, press))


async def turn_to(visit: Visit, screen: OutMessage | None) -> None:
    """Put a screen in the place of the one whose button was pressed; None is a button that leads nowhere."""
    query = visit.incoming.callback_query
    if screen is None or query is None or query.message is None:
        await no_longer(visit)
        return
    await toast(visit)
    await visit.office.delivery.edit(visit.reader, query.message.message_id, screen)


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of the commands that only show the first of their screens."""
    first = {"cities": FIRST_SCREEN, "programmes": ProgrammeScreen(), "sources": SourceScreen()}
    return [CommandHandler(name, functools.partial(_begin, press), COMMANDS) for name, press in first.items()]


async def _begin(press: Press, _: Update, visit: Visit) -> None:
    first = await screen(visit, press)
    assert first is not None  # noqa: S101 - the first page of these is always there
    await reply(visit, first)
