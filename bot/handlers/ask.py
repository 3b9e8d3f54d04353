"""Questions: a text is answered, an edited text is answered anew in place, anything else is kindly declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import MessageHandler, filters

from bot.handlers.answering import Asking, answered, messages_for, sign_of_work
from bot.handlers.examples import examples
from bot.handlers.groups import ADDRESSED
from bot.handlers.pointing import question_of
from bot.handlers.reply import message_of, reply_with, toast
from bot.handlers.showing import beginning_of_new, show_in_place, show_new
from bot.render.markup import bold, esc
from bot.render.message import notice
from bot.storage.deliveries import Part, State

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import BaseHandler

    from bot.storage import StoredAnswer
    from bot.visit import Visit

# Of a longer text the assistant reads the beginning and the end only.
LONGEST_QUESTION = 1_000


async def ask(_: Update, visit: Visit) -> None:
    """Answer a message, or what is written under a picture or file."""
    message = message_of(visit)
    if (album := _album(message)) is not None:
        # What else is in the album needs no word.
        await visit.office.storage.deliveries.record(Part(album, message.chat_id, 0), State.CLOSED)
    await _ask(visit, Asking(question_of(message), message.message_id))


async def ask_pressed(visit: Visit, question: str, *, after: StoredAnswer | None = None) -> None:
    """Answer the question on a button, with the question itself above the answer, as if it had been written."""
    await toast(visit)
    above = notice(bold(esc(question)))
    async with sign_of_work(visit):
        asking = Asking(question, message_id=None, after=after)
        stored = await answered(visit, asking, beginning_of_new(visit, above=above))
    await show_new(visit, stored, messages_for(visit, stored), above=above)


async def _ask(visit: Visit, asking: Asking) -> None:
    if await _may_ask(visit, asking.question):
        async with sign_of_work(visit):
            stored = await answered(visit, asking, beginning_of_new(visit))
        await show_new(visit, stored, messages_for(visit, stored))


async def ask_again(update: Update, visit: Visit) -> None:
    """Answer an edited message anew, in place of its earlier answer if there is one: it may name the bot only now."""
    message = message_of(visit)
    question = question_of(message)
    earlier = await visit.office.storage.answers.of_question(message.chat_id, message.message_id)
    if earlier is None:
        await _ask(visit, Asking(question, message.message_id))
        return
    # Telegram also calls it an edit when a preview of a link is added.
    repeated = earlier.update_id == update.update_id
    if (question == earlier.question and not repeated) or not await _may_ask(visit, question):
        return
    async with sign_of_work(visit):
        stored = await answered(visit, Asking(question, message.message_id, again=earlier))
    await show_in_place(visit, stored, messages_for(visit, stored))


async def decline(update: Update, visit: Visit) -> None:
    """Say what works to someone who sent a photo, a voice message or the like: once for a whole album."""
    message = message_of(visit)
    say = visit.say
    text = say("I read text only. Please write your question as a message, in Chinese or English.")
    if message.voice or message.video_note or message.audio:
        text = say("I cannot listen yet. Please write your question as a message, in Chinese or English.")
    hint = say("For example: {example}", example=(await examples(visit))[0])
    await visit.office.delivery.send(_album(message) or update.update_id, visit.reader, [notice(esc(text), esc(hint))])


async def unknown_command(_: Update, visit: Visit) -> None:
    """Point someone whose command does not exist to the list of those that do."""
    await reply_with(visit, visit.say("I do not know that command. /help lists what I can do."))


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of whatever is no command."""
    text = filters.TEXT & (~filters.COMMAND | filters.FORWARDED)
    caption = filters.CAPTION & ~filters.CaptionRegex(r"^/")
    question = (text | caption) & ADDRESSED
    return [
        MessageHandler(filters.UpdateType.MESSAGE & question, ask),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & question, ask_again),
        MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.COMMAND, unknown_command),
        MessageHandler(
            filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, decline
        ),
    ]


async def _may_ask(visit: Visit, question: str) -> bool:
    if not question:
        await reply_with(visit, visit.say("What would you like to know? Write your question after my name."))
        return False
    if len(question) > LONGEST_QUESTION:
        text = visit.say(
            "That is {length} characters long. Please ask in at most {limit}, one question at a time.",
            length=len(question),
            limit=LONGEST_QUESTION,
        )
        await reply_with(visit, text)
        return False
    return True


def _album(message: Message) -> int | None:
    """Return a number that all the messages of an album share, and no update: the reply to it is sent once."""
    album = message.media_group_id or ""
    return -int(album) if album.isdecimal() and album != "0" else None
