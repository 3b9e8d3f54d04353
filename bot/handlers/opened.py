"""The buttons below an answer: sources, the other language, choices of a question back, commands offered, thumbs."""

import asyncio
import logging
from pathlib import Path

from bot.context import Context, NoLonger
from bot.handlers.answering import Asking, answered, may_see, messages_for, show_in_place, sign_of_work
from bot.handlers.ask import ask_pressed
from bot.handlers.commands import OFFERED
from bot.handlers.files import exported_answer
from bot.i18n import Locale, Say, say_in
from bot.presses import AskChoice, GiveFeedback, OpenSource, OtherLanguage, ShowAnswer
from bot.render.answer import page_of
from bot.render.markup import shorten
from bot.render.message import CAPTION_UNITS, OutFile, file_name
from bot.render.source import source_message
from bot.storage import StoredAnswer
from knowledge.citing import is_row, origin_of
from knowledge.evidence import Audience, Citation
from knowledge.originals import original_of

LOG = logging.getLogger(__name__)

# Telegram takes no larger document from a bot.
_LARGEST_FILE = 50_000_000


async def answer_of(context: Context, answer_id: str) -> StoredAnswer:
    """Return the answer that a button belongs to. Raises NoLonger if the visitor may not see it here and now."""
    stored = await context.office.storage.answers.get(answer_id)
    if stored is None or not may_see(context, stored):
        raise NoLonger
    return stored


async def open_source(context: Context, press: OpenSource) -> None:
    """Show a source in place of the message whose button was pressed: on a phone it opens where the thumb is."""
    stored = await answer_of(context, press.answer_id)
    citations, say = stored.answer.citations, say_in(Locale(stored.locale))
    if press.n > len(citations):
        raise NoLonger
    citation = citations[press.n - 1]
    original = _original(context, citation)
    if press.as_file:
        await _send_original(context, citation, original, say)
        return
    # Only the desk that the answer came from: a public answer's neighbours are the public's.
    async with context.office.assistants.desk(stored.audience) as desk:
        around = await asyncio.to_thread(desk.around, citation)
    page = page_of(stored.answer, press.n, say)
    message = source_message(
        citation, around, ShowAnswer(stored.id, page), press.n, say, last=len(citations), has_file=original is not None
    )
    await context.turn_to(message)


async def _send_original(context: Context, citation: Citation, path: Path | None, say: Say) -> None:
    """Send the file that a source is from, to those who may have it."""
    if path is None:
        raise NoLonger
    told = origin_of(citation.source, say.locale.language, say.locale.script)
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        LOG.info("an original cannot be read: %s", error)
        raise NoLonger from error
    await context.toast()
    name = path.stem if is_row(citation.source) else told.title
    await context.reply_file(OutFile(f"{file_name(name)}{path.suffix}", data, shorten(told.line, CAPTION_UNITS)))


async def show_answer(context: Context, press: ShowAnswer) -> None:
    """Show a page of the answer in place of its source, or of another page; or send the whole answer as a file."""
    stored = await answer_of(context, press.answer_id)
    if press.as_file:
        await context.toast()
        await context.reply_file(exported_answer(stored, context.office.settings.zone, say_in(Locale(stored.locale))))
    else:
        # The buttons, and so the sources, are in the last message of a page.
        await context.turn_to(messages_for(context, stored, press.page)[-1])


async def say_in_other_language(context: Context, press: OtherLanguage) -> None:
    """Answer the same question in the other language, in place of the answer; pressed again, it turns back."""
    earlier = await answer_of(context, press.answer_id)
    await context.toast()
    wanted = earlier.answer.language.other
    asking = Asking(earlier.question, earlier.question_message_id, language=wanted, again=earlier)
    async with sign_of_work(context):
        stored = await answered(context, asking)
    await show_in_place(context, stored, messages_for(context, stored))


async def choose(context: Context, press: AskChoice) -> None:
    """Take a choice for the visitor's reply to the question that offered it, or for the command that it is."""
    stored = await answer_of(context, press.answer_id)
    if press.n > len(stored.answer.choices):
        raise NoLonger
    choice = stored.answer.choices[press.n - 1]
    if choice.startswith("/"):
        await _run_command(context, choice)
    else:
        await ask_pressed(context, choice, after=stored)


def _original(context: Context, citation: Citation) -> Path | None:
    """Return the file that a source is from, None where there is none that the visitor may have: a table is staff's."""
    if is_row(citation.source) and context.audience is not Audience.STAFF:
        return None
    path = original_of(citation.source, context.office.settings.corpus_dirs)
    return path if path is not None and path.stat().st_size <= _LARGEST_FILE else None


async def give_feedback(context: Context, press: GiveFeedback) -> None:
    """Keep what the visitor thinks of an answer; a person has one opinion of it, the latest."""
    stored = await answer_of(context, press.answer_id)
    if not await context.office.storage.feedback.give(stored.id, context.person.user_id, press.good):
        raise NoLonger
    say = context.say
    good, bad = say("Thank you! Glad that it helped."), say("Thank you! We will look at what is missing.")
    await context.toast(good if press.good else bad)


async def _run_command(context: Context, choice: str) -> None:
    """Run a command with its words; it looks up whether this visitor may, here and now."""
    name, *words = choice.removeprefix("/").split()
    if name not in OFFERED:
        raise NoLonger
    await context.toast()
    context.args = words
    await OFFERED[name](context.incoming, context)
