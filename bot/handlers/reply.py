"""How a handler says something back: a message in the chat and its thread, or a word over the button."""

import logging
from collections.abc import Callable

from telegram import Chat, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest

from bot.context import Context
from bot.i18n import Locale, Say, say_in
from bot.people import Person
from bot.render.markup import esc
from bot.render.message import OutFile, OutMessage, notice

LOG = logging.getLogger(__name__)


async def reply(context: Context, *messages: OutMessage) -> tuple[int, ...]:
    """Send messages where the update came from and return their ids.

    In a group the first one replies to what it answers. Once an update: a second call would be taken for a repeat.
    """
    incoming = context.incoming.effective_message
    return await context.office.delivery.send(
        context.incoming.update_id,
        context.reader,
        messages,
        thread_id=thread_of(context),
        reply_to=None if context.is_private or incoming is None else incoming.message_id,
    )


async def reply_with(context: Context, *paragraphs: str) -> None:
    """Send one message of plain paragraphs where the update came from; it counts as a call of `reply`."""
    await reply(context, notice(*map(esc, paragraphs)))


async def reply_file(context: Context, file: OutFile) -> None:
    """Send a file where the update came from. Once an update, beside the messages of `reply`."""
    await context.office.delivery.send_file(
        context.incoming.update_id, context.reader, file, thread_id=thread_of(context)
    )


def in_their_words(person: Person, told: Callable[[Say], str]) -> str:
    """Say a sentence to somebody whose client is not known here: in the language they chose, else in two."""
    locales = [Locale(person.locale)] if person.locale else [Locale.ZH_HANS, Locale.EN]
    return " / ".join(dict.fromkeys(told(say_in(locale)) for locale in locales))


def chat_of(context: Context) -> Chat:
    """Return the chat of an update that has one, as all have that are answered with a message."""
    assert context.chat is not None  # noqa: S101 - only inline queries have none, and they are answered otherwise
    return context.chat


def message_of(context: Context) -> Message:
    """Return the message that was sent, or edited."""
    message = context.incoming.message or context.incoming.edited_message
    assert message is not None  # noqa: S101 - the handlers of messages are called for nothing else
    return message


def pressed_message(context: Context) -> MaybeInaccessibleMessage:
    """Return the message whose button was pressed."""
    query = context.incoming.callback_query
    assert query is not None  # noqa: S101 - the handlers of presses are called for nothing else
    assert query.message is not None  # noqa: S101 - `bot.handlers.presses` looked: it is no inline result
    return query.message


def thread_of(context: Context) -> int | None:
    """Return the forum topic of the message. A chain of replies in an ordinary group has a thread id, but no topic."""
    message = context.incoming.effective_message
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


async def toast(context: Context, text: str = "", *, alert: bool = False) -> None:
    """Show a word over the pressed button, or only end its waiting; a press too old for that is let be."""
    query = context.incoming.callback_query
    if query is None:
        return
    try:
        await query.answer(text or None, show_alert=alert)
    except BadRequest as error:
        LOG.info("a press could not be answered: %s", error)


class NoLonger(Exception):
    """Raised by what a button does where it leads nowhere (any more), whatever the reason."""
