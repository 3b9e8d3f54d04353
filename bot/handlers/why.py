"""/why, for staff: how an answer was made, the one that is replied to or else the latest."""

from telegram import Update

from bot.context import Context
from bot.handlers.answering import answer_replied_to, may_see
from bot.handlers.groups import for_staff
from bot.render.why import why_messages
from bot.storage import StoredAnswer


async def why(_: Update, context: Context) -> None:
    """Say how an answer was made: from what is kept with it, so that it is that answer that is explained."""
    say = context.say
    if not await for_staff(context, "why"):
        return
    stored = await _meant(context)
    if stored is None or not may_see(context, stored):
        await context.tell(say("I find no answer to explain. Reply to an answer with /why, or ask first."))
        return
    explanation = await context.office.storage.explanations.of(stored)
    if explanation is None:
        await context.tell(say("How that answer was made is not kept: that is done for staff only."))
        return
    await context.reply(*why_messages(explanation, say))


async def _meant(context: Context) -> StoredAnswer | None:
    """Return the answer in, or to, the message that is replied to; without one, the latest in the chat."""
    replied = context.message.reply_to_message
    # Every first message of a topic counts as a reply to the message that opened the topic.
    if replied is None or replied.forum_topic_created is not None:
        return await context.office.storage.answers.latest(context.chat_id, context.thread_id)
    return await answer_replied_to(context)
