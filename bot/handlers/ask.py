"""Questions: a text is answered, an edited one anew in place, anything else kindly declined; and some to begin with."""

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len
from telegram import Message, Update
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.context import Context
from bot.handlers.answering import (
    Asking,
    answered,
    beginning_of_new,
    messages_for,
    show_in_place,
    show_new,
    sign_of_work,
)
from bot.handlers.groups import ADDRESSED, question_of
from bot.i18n import Say
from bot.render.markup import bold, esc
from bot.render.message import ROW_UNITS, OutMessage, notice
from bot.storage import StoredAnswer
from bot.storage.deliveries import Part, State
from knowledge.directory import Guide
from knowledge.evidence import Audience
from knowledge.names import Place
from knowledge.records import AgreementKind

# Of a longer text the assistant reads the beginning and the end only.
LONGEST_QUESTION = 1_000


async def ask(_: Update, context: Context) -> None:
    """Answer a message, or what is written under a picture or file."""
    message = context.message
    if (album := _album(message)) is not None:
        # What else is in the album needs no word.
        await context.office.storage.deliveries.record(Part(album, message.chat_id, 0), State.CLOSED)
    await _ask(context, Asking(question_of(message), message.message_id))


async def ask_pressed(context: Context, question: str, *, after: StoredAnswer | None = None) -> None:
    """Answer the question on a button, with the question itself above the answer, as if it had been written."""
    await context.toast()
    await _answer(context, Asking(question, message_id=None, after=after), [notice(bold(esc(question)))])


async def _ask(context: Context, asking: Asking) -> None:
    if await _may_ask(context, asking.question):
        await _answer(context, asking)


async def _answer(context: Context, asking: Asking, above: Sequence[OutMessage] = ()) -> None:
    async with sign_of_work(context):
        stored = await answered(context, asking, beginning_of_new(context, above=above))
    await show_new(context, stored, messages_for(context, stored), above=above)


async def ask_again(update: Update, context: Context) -> None:
    """Answer an edited message anew, in place of its earlier answer if there is one: it may name the bot only now."""
    message = context.message
    question = question_of(message)
    earlier = await context.office.storage.answers.of_question(message.chat_id, message.message_id)
    if earlier is None:
        await _ask(context, Asking(question, message.message_id))
        return
    # Telegram also calls it an edit when a preview of a link is added.
    repeated = earlier.update_id == update.update_id
    if (question == earlier.question and not repeated) or not await _may_ask(context, question):
        return
    async with sign_of_work(context):
        stored = await answered(context, Asking(question, message.message_id, again=earlier))
    await show_in_place(context, stored, messages_for(context, stored))


async def decline(update: Update, context: Context) -> None:
    """Say what works to someone who sent a photo, a voice message or the like: once for a whole album."""
    message = context.message
    say = context.say
    text = say("I read text only. Please write your question as a message, in Chinese or English.")
    if message.voice or message.video_note or message.audio:
        text = say("I cannot listen yet. Please write your question as a message, in Chinese or English.")
    hint = say("For example: {example}", example=(await examples(context))[0])
    await context.office.delivery.send(
        _album(message) or update.update_id, context.reader, [notice(esc(text), esc(hint))]
    )


async def unknown_command(_: Update, context: Context) -> None:
    """Point someone whose command does not exist to the list of those that do."""
    await context.tell(context.say("I do not know that command. /help lists what I can do."))


def handlers() -> list[BaseHandler[Update, Context, None]]:
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


async def _may_ask(context: Context, question: str) -> bool:
    if not question:
        await context.tell(context.say("What would you like to know? Write your question after my name."))
        return False
    if len(question) > LONGEST_QUESTION:
        text = context.say(
            "That is {length} characters long. Please ask in at most {limit}, one question at a time.",
            length=len(question),
            limit=LONGEST_QUESTION,
        )
        await context.tell(text)
        return False
    return True


def _album(message: Message) -> int | None:
    """Return a number that all the messages of an album share, and no update: the reply to it is sent once."""
    album = message.media_group_id or ""
    return -int(album) if album.isdecimal() and album != "0" else None


async def examples(context: Context) -> list[str]:
    """Return the questions in the visitor's language, the first one about the city's oldest sister city.

    Where that has a long name, it is about the oldest one of which a phone shows the whole question.
    """
    say, locale = context.say, context.locale
    async with context.office.assistants.desk(Audience.PUBLIC) as desk:
        guide = desk.directory.guide(locale.language, locale.script, context.office.today())
        # Those of the office's own city come first.
        of_homes = (_since_when(home, guide, say) for home in desk.directory.homes)
        first = next(filter(None, of_homes), say("What can you do?"))
    return [first, say("Which anniversaries are coming up?"), say("Which programmes are for students?")]


def _since_when(home: Place, guide: Guide, say: Say) -> str:
    """Return the question about the oldest sister city of a home city, nothing where it has none."""
    asked = [
        (
            row.date.first_day if row.date else dt.date.max,
            say("{home} and {partner}: since when?", home=guide.name_of(home), partner=guide.name_of(partner.place)),
        )
        for partner in guide.directory.partners_of(home.id)
        for row in partner.agreements
        if row.kind is AgreementKind.SISTER_CITY and guide.directory.book.home_id(row) == home.id
    ]
    return min(((cell_len(text) > ROW_UNITS, since, text) for since, text in asked), default=(True, None, ""))[-1]
