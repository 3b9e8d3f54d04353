"""The office's spreadsheet, sent by an admin: checked, compared with the records, and read in once confirmed."""

import asyncio
import functools
import hashlib
import operator
import secrets
from collections.abc import Awaitable, Callable, Mapping

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, MessageHandler, filters

from bot.browse.imported import (
    ANSWERABLE,
    LINES_SHOWN,
    answer_of,
    asked_screen,
    difference_lines,
    differences_screen,
    problem_lines,
    problems_screen,
    read_in_screen,
    unreadable_words,
)
from bot.context import Context, NoLonger
from bot.dialogues.dialogue import Dialogue
from bot.handlers.ask import decline
from bot.handlers.dialogue import current, end, is_for, put
from bot.handlers.entries import keep
from bot.people import Role
from bot.presses import DialoguePress, Way
from bot.reading_tables import SentTable, read_sent
from bot.render.markup import bold, esc
from bot.render.message import OutFile, OutMessage, notice
from bot.storage import Draft
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import Differences, LoadedTable, RecordKind, differences
from knowledge.records.template import template_workbook
from knowledge.records.ties import HOME

IMPORT = "import"
# A table of 5,000 agreements has 3 MB.
MOST_BYTES = 10_000_000
TABLES = ("csv", "tsv", "xlsx", "xlsm", "xlsb", "xls", "et", "ods")
# Before the other dialogues: what answers a question about a table is no answer to them.
FIRST = -2
_LONGEST_NAME = 60


async def receive(update: Update, context: Context) -> None:
    """Say what a spreadsheet would change in the records, with a button to do so, what is wrong with it, or ask."""
    if context.role is Role.STAFF:
        await context.tell(context.say("Record tables are read in for admins alone."))
        return
    if context.role is not Role.ADMIN:
        await decline(update, context)
        return
    document = context.message.document
    assert document is not None  # noqa: S101 - the handler is for nothing else
    say, name = context.say, document.file_name or "table.csv"
    if (document.file_size or 0) > MOST_BYTES:
        await context.reply(notice(bold(esc(name)), esc(say("This file is too large for a record table."))))
        return
    data = await _content(context, document.file_id)
    earlier, update_id = await current(context), context.incoming.update_id
    token = earlier.token if earlier and earlier.update_id == update_id else secrets.token_urlsafe(8)
    answers = {"file": document.file_id, "name": name, "digest": hashlib.sha256(data).hexdigest()}
    try:
        await _next(context, Dialogue(token, IMPORT, answers, update_id=update_id), data, Context.reply)
    except DocumentError as error:
        text = say(
            "This is no record table that I can read. An empty one comes by {command}, or on its machine by {how}.",
            command="/template",
            how="python -m ingest template",
        )
        await context.reply(notice(bold(esc(name)), esc(text), esc(unreadable_words(error.reason, say))))


async def tell(_: Update, context: Context) -> None:
    """Take a text for the home city, if that is what was asked about a table; else leave it to be answered."""
    dialogue = await current(context)
    if dialogue is None or dialogue.flow != IMPORT or context.role is not Role.ADMIN:
        return
    data = await _content(context, dialogue.answers["file"])
    sent = await _read(context, data, dialogue.answers["name"], _given(dialogue))
    if sent.asked is None or sent.asked.name != HOME or context.incoming.edited_message is not None:
        return
    city = " ".join((context.message.text or "").split())[:_LONGEST_NAME]
    await _next(context, dialogue.with_answer(HOME, city, context.incoming.update_id), data, Context.reply)
    raise ApplicationHandlerStop


async def press(context: Context, pressed: DialoguePress) -> bool:
    """Answer a question about the spreadsheet, read it in, or do not; return whether the button was one of these."""
    dialogue = await current(context)
    if dialogue is None or dialogue.flow != IMPORT or dialogue.token != pressed.token:
        return False
    if context.role is not Role.ADMIN or not context.is_private:
        raise NoLonger
    if pressed.step == Way.CANCEL:
        await end(context)
        await context.turn_to(notice(esc(context.say("Cancelled. Nothing was kept."))))
    else:
        await _go_on(context, dialogue, pressed)
    return True


async def _go_on(context: Context, dialogue: Dialogue, pressed: DialoguePress) -> None:
    data = await _content(context, dialogue.answers["file"])
    if hashlib.sha256(data).hexdigest() != dialogue.answers["digest"]:
        raise NoLonger
    # Read and compared anew: somebody may have changed the records while this was looked at.
    sent = await _read(context, data, dialogue.answers["name"], _given(dialogue))
    if pressed.step == Way.SAVE and sent.table is not None:
        await _save(context, dialogue, sent)
        return
    answer = answer_of(sent.asked, pressed.value) if sent.asked and sent.asked.name == pressed.step else None
    if answer is None:
        raise NoLonger
    await _next(context, dialogue.with_answer(pressed.step, answer, context.incoming.update_id), data, Context.turn_to)


async def template(_: Update, context: Context) -> None:
    """Send an empty table of agreements, its header in the admin's language."""
    if not await is_for(context, Role.ADMIN, "template"):
        return
    language = context.say.locale.language
    data = await asyncio.to_thread(template_workbook, RecordKind.AGREEMENTS, language)
    caption = context.say("Fill it in and send it back. Your own table does too: I ask what it leaves open.")
    await context.reply_file(OutFile("agreements.xlsx", data, caption))


def first_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Return what comes before all other handlers, and before the other dialogues."""
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
    return [MessageHandler(spoken, tell)]


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """Return the handler of spreadsheets."""
    endings: list[filters.BaseFilter] = [filters.Document.FileExtension(ending) for ending in TABLES]
    tables = functools.reduce(operator.or_, endings)
    return [MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & tables, receive)]


def _given(dialogue: Dialogue) -> dict[str, str]:
    return {name: answer for name, answer in dialogue.answers.items() if name in ANSWERABLE}


async def _read(context: Context, data: bytes, name: str, answers: Mapping[str, str]) -> SentTable:
    remembered = await context.office.storage.shapes.all()
    home_city = context.office.settings.home_city or ""
    async with context.office.assistants.desk(Audience.STAFF) as desk:
        return await asyncio.to_thread(
            read_sent, data, name, desk.directory.book, remembered=remembered, home_city=home_city, answers=answers
        )


async def _next(
    context: Context, dialogue: Dialogue, data: bytes, way: Callable[[Context, OutMessage], Awaitable[object]]
) -> None:
    sent = await _read(context, data, dialogue.answers["name"], _given(dialogue))
    screen, lines = await _screen(context, dialogue, sent)
    await put(context, dialogue)
    await way(context, screen)
    if len(lines) > LINES_SHOWN:
        whole = "\n".join(lines).encode("utf-8-sig")
        await context.reply_file(OutFile("differences.txt", whole, context.say("All of it, line by line.")))


async def _screen(context: Context, dialogue: Dialogue, sent: SentTable) -> tuple[OutMessage, list[str]]:
    """Return what is shown of a table, and all the lines of which it may show only the first."""
    say, name = context.say, dialogue.answers["name"]
    if sent.asked is not None and sent.proposal is not None:
        return asked_screen(name, sent.proposal, sent.asked, dialogue.token, say), []
    table = sent.table
    assert table is not None  # noqa: S101 - nothing is asked
    if table.problems and (sent.proposal is None or not table.rows):
        return problems_screen(name, table.problems, say), list(problem_lines(table.problems, say))
    found = await _compared(context, table)
    if not found.rows and not table.problems:
        return notice(bold(esc(name)), esc(say("Nothing in it differs from the records."))), []
    lines = [*difference_lines(found, say), *problem_lines(table.problems, say)]
    return differences_screen(name, found, dialogue.token, say, table.problems), lines


async def _save(context: Context, dialogue: Dialogue, sent: SentTable) -> None:
    assert sent.table is not None  # noqa: S101 - asked before
    found = await _compared(context, sent.table)
    changed = [Draft(change.row, change.earlier.id) for change in found.changed]
    await keep(context, dialogue.token, [*map(Draft, found.added), *changed])
    if sent.proposal is not None:
        await context.office.storage.shapes.remember(sent.proposal.shape, _given(dialogue))
    await end(context)
    await context.turn_to(read_in_screen(found, dialogue.token, context.say))


async def _content(context: Context, file_id: str) -> bytes:
    file = await context.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


async def _compared(context: Context, table: LoadedTable) -> Differences:
    async with context.office.assistants.desk(Audience.STAFF) as desk:
        return await asyncio.to_thread(differences, table, getattr(desk.directory.book, table.kind.value))
