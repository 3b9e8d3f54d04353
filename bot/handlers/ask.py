"""Questions: a text is answered, an edited text is answered anew in place, anything else is kindly declined."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from telegram.ext import MessageHandler, filters

from bot.handlers.answering import Asking, answered, messages_for, sign_of_work
from bot.handlers.examples import examples
from bot.handlers.groups import ADDRESSED, question_of
from bot.handlers.reply import message_of, reply, toast
from bot.handlers.showing import beginning_of_new, show_in_place, show_new
from bot.render.markup import bold, esc
from bot.render.message import notice

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import BaseHandler

    from bot.storage import StoredAnswer
    from bot.visit import Visit

# Of a longer text the assistant reads the beginning and the end only.
LONGEST_QUESTION = 1_000

QUESTIONS_A_MINUTE = 20


async def ask(_: Update, visit: Visit) -> None:
    """Answer a message."""
    message = message_of(visit)
    await _ask(visit, Asking(question_of(message), message.message_id))


async def ask_pressed(visit: Visit, question: str, *, after: StoredAnswer | None = None) -> None:
    """Answer the question on a button, with the question itself above the answer, as if it had been written."""
    if await is_too_fast(visit):
        return
    await toast(visit)
    above = notice(bold(esc(question)))
    async with sign_of_work(visit):
        asking = Asking(question, message_id=None, after=after)
        stored = await answered(visit, asking, beginning_of_new(visit, above=above))
    await show_new(visit, stored, messages_for(stored), above=above)


async def _ask(visit: Visit, asking: Asking) -> None:
    if await _may_ask(visit, asking.question):
        async with sign_of_work(visit):
            stored = await answered(visit, asking, beginning_of_new(visit))
        await show_new(visit, stored, messages_for(stored))


async def ask_again(update: Update, visit: Visit) -> None:
    """Answer an edited message anew, in place of its earlier answer; in a group, only if there is one."""
    message = message_of(visit)
    question = question_of(message)
    earlier = await visit.office.storage.answers.of_question(message.chat_id, message.message_id)
    if earlier is None:
        if visit.is_private:
            await _ask(visit, Asking(question, message.message_id))
        return
    # Telegram also calls it an edit when a preview of a link is added.
    repeated = earlier.update_id == update.update_id
    if (question == earlier.question and not repeated) or not await _may_ask(visit, question):
        return
    async with sign_of_work(visit):
        stored = await answered(visit, Asking(question, message.message_id, again=earlier))
    await show_in_place(visit, stored, messages_for(stored))


async def decline(update: Update, visit: Visit) -> None:
    """Say what works to someone who sent a photo, a voice message or the like: once for a whole album."""
    message = message_of(visit)
    say = visit.say
    text = say("I read text only. Please write your question as a message, in Chinese or English.")
    if message.caption:
        text = say(
            "I cannot look at this, and I do not read captions. Please write your question as a message of its own."
        )
    elif message.voice or message.video_note or message.audio:
        text = say("I cannot listen yet. Please write your question as a message, in Chinese or English.")
    hint = say("For example: {example}", example=(await examples(visit))[0])
    await visit.office.delivery.send(_album(message) or update.update_id, visit.reader, [notice(esc(text), esc(hint))])


async def unknown_command(_: Update, visit: Visit) -> None:
    """Point someone whose command does not exist to the list of those that do."""
    await reply(visit, notice(esc(visit.say("I do not know that command. /help lists what I can do."))))


async def is_too_fast(visit: Visit) -> bool:
    """Tell whether the visitor has asked too much in the last minute, and say so once in a burst."""
    since = visit.office.now() - dt.timedelta(minutes=1)
    number = await visit.office.storage.asked_lately(visit.person.user_id, since, until=visit.incoming.update_id)
    if number <= QUESTIONS_A_MINUTE:
        return False
    if visit.incoming.callback_query is not None:
        await toast(visit, visit.say("That was a lot at once. Please wait a minute."), alert=True)
    elif number == QUESTIONS_A_MINUTE + 1:
        text = visit.say(
            "That was a lot at once: I take {n} messages a minute from one person. Please go on in a minute.",
            n=QUESTIONS_A_MINUTE,
        )
        await reply(visit, notice(esc(text)))
    return True


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of whatever is no command."""
    question = filters.TEXT & (~filters.COMMAND | filters.FORWARDED) & ADDRESSED
    return [
        MessageHandler(filters.UpdateType.MESSAGE & question, ask),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & question, ask_again),
        MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.COMMAND, unknown_command),
        MessageHandler(
            filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, decline
        ),
    ]


async def _may_ask(visit: Visit, question: str) -> bool:
    if await is_too_fast(visit):
        return False
    if not question:
        await reply(visit, notice(esc(visit.say("What would you like to know? Write your question after my name."))))
        return False
    if len(question) > LONGEST_QUESTION:
        text = visit.say(
            "That is {length} characters long. Please ask in at most {limit}, one question at a time.",
            length=len(question),
            limit=LONGEST_QUESTION,
        )
        await reply(visit, notice(esc(text)))
        return False
    return True


def _album(message: Message) -> int | None:
    """Return a number that all the messages of an album share, and no update: the reply to it is sent once."""
    album = message.media_group_id or ""
    return -int(album) if album.isdecimal() and album != "0" else None
