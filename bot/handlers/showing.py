"""Answers on the screen: sent as new messages, or put in the place of earlier ones."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.growing import Beginning
from bot.handlers.reply import chat_of, reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.message import OutMessage
    from bot.storage import StoredAnswer
    from bot.visit import Visit

LOG = logging.getLogger(__name__)


def beginning_of_new(visit: Visit, *, above: OutMessage | None = None) -> Beginning | None:
    """Return what shows an answer while it grows, until `show_new` completes it; in groups that would be restless."""
    if not visit.is_private:
        return None
    heading = [] if above is None else [above]
    return Beginning(visit.office.delivery, visit.incoming.update_id, visit.reader, above=heading)


async def show_new(
    visit: Visit, stored: StoredAnswer, messages: Sequence[OutMessage], *, above: OutMessage | None = None
) -> None:
    """Send an answer below all there is, and remember which messages show it; ``above`` it stands one that does not."""
    heading = [] if above is None else [above]
    sent = await reply(visit, *heading, *messages)
    await visit.office.storage.answers.set_messages(stored.id, sent[len(heading) :])


async def show_in_place(visit: Visit, stored: StoredAnswer, messages: Sequence[OutMessage]) -> None:
    """Put an answer where ``stored.message_ids`` show the earlier one; what is left over of that is deleted."""
    places = stored.message_ids[: len(messages)]
    for place, message in zip(places, messages, strict=False):
        if not await visit.office.delivery.edit(visit.reader, place, message):
            # Somebody deleted it: whatever is left of the earlier answer makes way for a whole new one.
            await _delete(visit, stored.message_ids)
            return await show_new(visit, stored, messages)
    await _delete(visit, stored.message_ids[len(messages) :])
    added = await reply(visit, *messages[len(places) :]) if len(messages) > len(places) else ()
    await visit.office.storage.answers.set_messages(stored.id, (*places, *added))
    return None


async def _delete(visit: Visit, message_ids: Sequence[int]) -> None:
    """Delete messages as far as Telegram lets us: not those older than two days."""
    for message_id in message_ids:
        try:
            await visit.bot.delete_message(chat_of(visit).id, message_id)
        except TelegramError as error:
            LOG.info("an earlier answer stays: %s", error)
