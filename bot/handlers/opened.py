"""The buttons below an answer: sources, the other language, choices of a question back, commands offered, thumbs."""

import asyncio
import logging
from pathlib import Path

from bot.assistant_pool import Desk
from bot.context import Context
from bot.handlers.answering import Asking, answered, may_see, messages_for, show_in_place, sign_of_work
from bot.handlers.ask import ask_pressed
from bot.handlers.browsing import turn_to
from bot.handlers.commands import OFFERED
from bot.handlers.files import exported_answer
from bot.handlers.reply import NoLonger, reply_file, toast
from bot.i18n import Locale, say_in
from bot.presses import AskChoice, BackToAnswer, GiveFeedback, OpenSource, OtherLanguage, SendAnswer, SendOriginal
from bot.render.answer import page_of
from bot.render.message import CAPTION_UNITS, OutFile, file_name
from bot.render.source import source_message
from bot.render.splitting import shorten
from bot.storage import StoredAnswer
from knowledge.citing import is_row, origin_of
from knowledge.evidence import Audience, Citation, Passage
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
    citations = stored.answer.citations
    if press.n > len(citations):
        raise NoLonger
    citation = citations[press.n - 1]
    # Only the desk that the answer came from: a public answer's neighbours are the public's.
    async with context.office.assistants.desk(stored.audience) as desk:
        around = await asyncio.to_thread(_around, desk, citation)
    say = say_in(Locale(stored.locale))
    message = source_message(
        citation,
        around,
        stored.id,
        press.n,
        say,
        last=len(citations),
        page=page_of(stored.answer, press.n, say),
        has_file=_original(context, citation) is not None,
    )
    await turn_to(context, message)


async def close_source(context: Context, press: BackToAnswer) -> None:
    """Show a page of the answer in place of its source, or of another page."""
    stored = await answer_of(context, press.answer_id)
    # The buttons, and so the sources, are in the last message of a page.
    await turn_to(context, messages_for(context, stored, press.page)[-1])


async def send_original(context: Context, press: SendOriginal) -> None:
    """Send the file that a source is from, to those who may have it."""
    stored = await answer_of(context, press.answer_id)
    citations = stored.answer.citations
    citation = citations[press.n - 1] if press.n <= len(citations) else None
    path = _original(context, citation) if citation else None
    if citation is None or path is None:
        raise NoLonger
    say = say_in(Locale(stored.locale))
    told = origin_of(citation.source, say.locale.language, say.locale.script)
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        LOG.info("an original cannot be read: %s", error)
        raise NoLonger from error
    await toast(context)
    name = path.stem if is_row(citation.source) else told.title
    await reply_file(context, OutFile(f"{file_name(name)}{path.suffix}", data, shorten(told.line, CAPTION_UNITS)))


async def send_answer(context: Context, press: SendAnswer) -> None:
    """Send the whole answer as a file."""
    stored = await answer_of(context, press.answer_id)
    await toast(context)
    await reply_file(context, exported_answer(stored, context.office.settings.zone, say_in(Locale(stored.locale))))


async def say_in_other_language(context: Context, press: OtherLanguage) -> None:
    """Answer the same question in the other language, in place of the answer; pressed again, it turns back."""
    earlier = await answer_of(context, press.answer_id)
    await toast(context)
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
    """Return the file that a source is from, None where there is none that the visitor may have.

    A table may hold rows that are not for everybody, so that only staff may have one.
    """
    if is_row(citation.source) and context.audience is not Audience.STAFF:
        return None
    path = original_of(citation.source, context.office.settings.corpus_dirs)
    return path if path is not None and path.stat().st_size <= _LARGEST_FILE else None


def _around(desk: Desk, citation: Citation) -> tuple[Passage | None, Passage | None, Passage | None]:
    passage = desk.passage(citation.passage_id)
    if passage is None:
        return None, None, None
    before, after = desk.index.neighbours(passage)
    return before, passage, after


async def give_feedback(context: Context, press: GiveFeedback) -> None:
    """Keep what the visitor thinks of an answer; a person has one opinion of it, the latest."""
    stored = await answer_of(context, press.answer_id)
    if not await context.office.storage.feedback.give(stored.id, context.person.user_id, press.good):
        raise NoLonger
    say = context.say
    good, bad = say("Thank you! Glad that it helped."), say("Thank you! We will look at what is missing.")
    await toast(context, good if press.good else bad)


async def _run_command(context: Context, choice: str) -> None:
    """Run a command with its words; it looks up whether this visitor may, here and now."""
    name, *words = choice.removeprefix("/").split()
    if name not in OFFERED:
        raise NoLonger
    await toast(context)
    context.args = words
    await OFFERED[name](context.incoming, context)
