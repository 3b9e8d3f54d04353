"""The office's spreadsheet, sent by an admin: checked, compared with the records, and read in once confirmed."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import operator
import secrets
from typing import TYPE_CHECKING

from telegram.ext import ApplicationHandlerStop, CommandHandler, MessageHandler, filters

from bot.browse.import_words import unreadable_words
from bot.browse.imported import (
    difference_lines,
    differences_screen,
    needs_file,
    problem_lines,
    problems_screen,
    read_in_screen,
)
from bot.browse.mapping import ANSWERABLE, answer_of, asked_screen
from bot.dialogues import Dialogue
from bot.entries import keep
from bot.handlers.ask import decline
from bot.handlers.browsing import COMMANDS, turn_to
from bot.handlers.dialogue import current, end, is_for, put
from bot.handlers.reply import message_of, no_longer, reply, reply_file, reply_with
from bot.people import Role
from bot.presses import Way
from bot.reading_tables import SentTable, read_sent
from bot.render.markup import bold, esc
from bot.render.message import OutFile, OutMessage, notice
from bot.storage import Draft
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import RecordKind, differences
from knowledge.records.template import template_workbook
from knowledge.records.ties import HOME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.presses import DialoguePress
    from bot.visit import Visit
    from knowledge.records import Differences, LoadedTable

IMPORT = "import"
# A table of 5,000 agreements has 3 MB.
MOST_BYTES = 10_000_000
TABLES = ("csv", "tsv", "xlsx", "xlsm", "xlsb", "xls", "et", "ods")
# Before the other dialogues: what answers a question about a table is no answer to them.
FIRST = -2
_LONGEST_NAME = 60


async def receive(update: Update, visit: Visit) -> None:
    """Say what a spreadsheet would change in the records, with a button to do so, what is wrong with it, or ask."""
    if visit.role is Role.STAFF:
        await reply_with(visit, visit.say("Record tables are read in for admins alone."))
        return
    if visit.role is not Role.ADMIN:
        await decline(update, visit)
        return
    document = message_of(visit).document
    assert document is not None  # noqa: S101 - the handler is for nothing else
    say, name = visit.say, document.file_name or "table.csv"
    if (document.file_size or 0) > MOST_BYTES:
        await reply(visit, notice(bold(esc(name)), esc(say("This file is too large for a record table."))))
        return
    data = await _content(visit, document.file_id)
    try:
        sent = await _read(visit, data, name, {})
    except DocumentError as error:
        text = say(
            "This is no record table that I can read. An empty one comes by {command}, or on its machine by {how}.",
            command="/template",
            how="python -m ingest template",
        )
        await reply(visit, notice(bold(esc(name)), esc(text), esc(unreadable_words(error.reason, say))))
        return
    earlier, update_id = await current(visit), visit.incoming.update_id
    token = earlier.token if earlier and earlier.update_id == update_id else secrets.token_urlsafe(8)
    answers = {"file": document.file_id, "name": name, "digest": hashlib.sha256(data).hexdigest()}
    dialogue = Dialogue(token, IMPORT, answers, update_id=update_id)
    screen, lines = await _screen(visit, dialogue, sent)
    await put(visit, dialogue)
    await reply(visit, screen)
    await _send_lines(visit, lines)


async def tell(_: Update, visit: Visit) -> None:
    """Take a text for the home city, if that is what was asked about a table; else leave it to be answered."""
    dialogue = await current(visit)
    if dialogue is None or dialogue.flow != IMPORT or visit.role is not Role.ADMIN:
        return
    data = await _content(visit, dialogue.answers["file"])
    sent = await _read(visit, data, dialogue.answers["name"], _given(dialogue))
    if sent.asked is None or sent.asked.name != HOME or visit.incoming.edited_message is not None:
        return
    city = " ".join((message_of(visit).text or "").split())[:_LONGEST_NAME]
    await _next(visit, dialogue.with_answer(HOME, city, visit.incoming.update_id), data, turn=False)
    raise ApplicationHandlerStop


async def press(visit: Visit, pressed: DialoguePress) -> bool:
    """Answer a question about the spreadsheet, read it in, or do not; return whether the button was one of these."""
    dialogue = await current(visit)
    if dialogue is None or dialogue.flow != IMPORT or dialogue.token != pressed.token:
        return False
    if visit.role is not Role.ADMIN or not visit.is_private:
        await no_longer(visit)
    elif pressed.step == Way.CANCEL:
        await end(visit)
        await turn_to(visit, notice(esc(visit.say("Cancelled. Nothing was kept."))))
    else:
        await _go_on(visit, dialogue, pressed)
    return True


async def _go_on(visit: Visit, dialogue: Dialogue, pressed: DialoguePress) -> None:
    data = await _content(visit, dialogue.answers["file"])
    if hashlib.sha256(data).hexdigest() != dialogue.answers["digest"]:
        await no_longer(visit)
        return
    # Read and compared anew: somebody may have changed the records while this was looked at.
    sent = await _read(visit, data, dialogue.answers["name"], _given(dialogue))
    if pressed.step == Way.SAVE and sent.table is not None:
        await _save(visit, dialogue, sent)
        return
    answer = answer_of(sent.asked, pressed.value) if sent.asked and sent.asked.name == pressed.step else None
    if answer is None:
        await no_longer(visit)
        return
    await _next(visit, dialogue.with_answer(pressed.step, answer, visit.incoming.update_id), data, turn=True)


async def template(_: Update, visit: Visit) -> None:
    """Send an empty table of agreements, its header in the admin's language."""
    if not await is_for(visit, Role.ADMIN, "template"):
        return
    language = visit.say.locale.language
    data = await asyncio.to_thread(template_workbook, RecordKind.AGREEMENTS, language)
    caption = visit.say("Fill it in and send it back. Your own table does too: I ask what it leaves open.")
    await reply_file(visit, OutFile("agreements.xlsx", data, caption))


def first_handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return what comes before all other handlers, and before the other dialogues."""
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
    return [MessageHandler(spoken, tell)]


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handlers of spreadsheets and of the command that sends an empty one."""
    endings: list[filters.BaseFilter] = [filters.Document.FileExtension(ending) for ending in TABLES]
    tables = functools.reduce(operator.or_, endings)
    return [
        CommandHandler("template", template, COMMANDS),
        MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & tables, receive),
    ]


def _given(dialogue: Dialogue) -> dict[str, str]:
    return {name: answer for name, answer in dialogue.answers.items() if name in ANSWERABLE}


async def _read(visit: Visit, data: bytes, name: str, answers: Mapping[str, str]) -> SentTable:
    remembered = await visit.office.storage.shapes.all()
    home_city = visit.office.settings.home_city or ""
    async with visit.office.assistants.desk(Audience.STAFF) as desk:
        return await asyncio.to_thread(
            read_sent,
            data,
            name,
            desk.directory.book,
            remembered=remembered,
            home_city=home_city,
            answers=answers,
        )


async def _next(visit: Visit, dialogue: Dialogue, data: bytes, *, turn: bool) -> None:
    sent = await _read(visit, data, dialogue.answers["name"], _given(dialogue))
    screen, lines = await _screen(visit, dialogue, sent)
    await put(visit, dialogue)
    await (turn_to(visit, screen) if turn else reply(visit, screen))
    await _send_lines(visit, lines)


async def _screen(visit: Visit, dialogue: Dialogue, sent: SentTable) -> tuple[OutMessage, list[str]]:
    """Return what is shown of a table, and all the lines of which it may show only the first."""
    say, name = visit.say, dialogue.answers["name"]
    if sent.asked is not None and sent.proposal is not None:
        return asked_screen(name, sent.proposal, sent.asked, dialogue.token, say), []
    table = sent.table
    assert table is not None  # noqa: S101 - nothing is asked
    if table.problems and (sent.proposal is None or not table.rows):
        return problems_screen(name, table.problems, say), list(problem_lines(table.problems, say))
    found = await _compared(visit, table)
    if not found.rows and not table.problems:
        return notice(bold(esc(name)), esc(say("Nothing in it differs from the records."))), []
    lines = [*difference_lines(found, say), *problem_lines(table.problems, say)]
    return differences_screen(name, found, dialogue.token, say, table.problems), lines


async def _save(visit: Visit, dialogue: Dialogue, sent: SentTable) -> None:
    assert sent.table is not None  # noqa: S101 - asked before
    found = await _compared(visit, sent.table)
    await keep(visit.office, dialogue.token, _drafts(found), visit.person, visit.role)
    if sent.proposal is not None:
        await visit.office.storage.shapes.remember(sent.proposal.shape, _given(dialogue))
    await end(visit)
    await turn_to(visit, read_in_screen(found, dialogue.token, visit.say))


async def _content(visit: Visit, file_id: str) -> bytes:
    file = await visit.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


async def _compared(visit: Visit, table: LoadedTable) -> Differences:
    async with visit.office.assistants.desk(Audience.STAFF) as desk:
        return await asyncio.to_thread(differences, table, getattr(desk.directory.book, table.kind.value))


def _drafts(found: Differences) -> list[Draft]:
    added = [Draft(row) for row in found.added]
    return added + [Draft(change.row, change.earlier.id) for change in found.changed]


async def _send_lines(visit: Visit, lines: Sequence[str]) -> None:
    if needs_file(lines):
        data = "\n".join(lines).encode("utf-8-sig")
        await reply_file(visit, OutFile("differences.txt", data, visit.say("All of it, line by line.")))
