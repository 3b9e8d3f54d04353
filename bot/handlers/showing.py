"""Answers on the screen: sent as new messages, or put in the place of earlier ones."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.growing import Beginning
from bot.handlers.reply import chat_of, reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.context import Context
    from bot.render.message import OutMessage
    from bot.storage import StoredAnswer

LOG = logging.getLogger(__name__)


def beginning_of_new(context: Context, *, above: OutMessage | None = None) -> Beginning | None:
    """Return what shows an answer while it grows, until `show_new` completes it; in groups that would be restless."""
    if not context.is_private:
        return None
    heading = [] if above is None else [above]
    return Beginning(context.office.delivery, context.incoming.update_id, context.reader, above=heading)


async def show_new(
    context: Context, stored: StoredAnswer, messages: Sequence[OutMessage], *, above: OutMessage | None = None
) -> None:
    """Send an answer below all there is, and remember which messages show it; ``above`` it stands one that does not."""
    heading = [] if above is None else [above]
    sent = await reply(context, *heading, *messages)
    await context.office.storage.answers.set_messages(stored.id, sent[len(heading) :])


async def show_in_place(context: Context, stored: StoredAnswer, messages: Sequence[OutMessage]) -> None:
    """Put an answer where ``stored.message_ids`` show the earlier one; what is left over of that is deleted."""
    places = stored.message_ids[: len(messages)]
    for place, message in zip(places, messages, strict=False):
        if not await context.office.delivery.edit(context.reader, place, message):
            # Somebody deleted it: whatever is left of the earlier answer makes way for a whole new one.
            await _delete(context, stored.message_ids)
            return await show_new(context, stored, messages)
    await _delete(context, stored.message_ids[len(messages) :])
    added = await reply(context, *messages[len(places) :]) if len(messages) > len(places) else ()
    await context.office.storage.answers.set_messages(stored.id, (*places, *added))
    return None


async def _delete(context: Context, message_ids: Sequence[int]) -> None:
    """Delete messages as far as Telegram lets us: not those older than two days."""
    for message_id in message_ids:
        try:
            await context.bot.delete_message(chat_of(context).id, message_id)
        except TelegramError as error:
            LOG.info("an earlier answer stays: %s", error)
