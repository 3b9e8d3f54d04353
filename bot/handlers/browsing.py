"""What the handlers of browsing share: the guide of whoever looks, and the screen that follows on a pressed button."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from telegram.ext import filters

from bot.handlers.reply import no_longer, toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.render.message import OutMessage
    from bot.visit import Visit
    from knowledge.directory import Guide

_Seen = TypeVar("_Seen")

# A forwarded command is somebody else's words. An edited one is not carried out twice.
COMMANDS = filters.UpdateType.MESSAGE & ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)


async def look(visit: Visit, see: Callable[[Guide], _Seen]) -> _Seen:
    """Return what is seen, in a thread, with the guide of the audience here and now, in the visitor's language."""
    async with visit.office.desks.desk(visit.audience) as desk:
        guide = desk.directory.guide(visit.locale.language, visit.locale.script, visit.office.today())
        return await asyncio.to_thread(see, guide)


async def turn_to(visit: Visit, screen: OutMessage | None) -> None:
    """Put a screen in the place of the one whose button was pressed; None is a button that leads nowhere.

    An inline result, put into some chat by somebody, has none of these buttons.
    """
    query = visit.incoming.callback_query
    if screen is None or query is None or query.message is None:
        await no_longer(visit)
        return
    await toast(visit)
    await visit.office.delivery.edit(visit.reader, query.message.message_id, screen)
