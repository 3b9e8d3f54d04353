"""Thumbs up and down below an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.opened import answer_of
from bot.handlers.reply import no_longer, toast

if TYPE_CHECKING:
    from bot.presses import GiveFeedback
    from bot.visit import Visit


async def give_feedback(visit: Visit, press: GiveFeedback) -> None:
    """Keep what the visitor thinks of an answer; a person has one opinion of it, the latest."""
    stored = await answer_of(visit, press.answer_id)
    if stored is None:
        return
    if not await visit.office.storage.feedback.give(stored.id, visit.person.user_id, press.good):
        await no_longer(visit)
    elif press.good:
        await toast(visit, visit.say("Thank you! Glad that it helped."))
    else:
        await toast(visit, visit.say("Thank you! We will look at what is missing."))
