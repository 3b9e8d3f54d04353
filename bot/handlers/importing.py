"""The office's spreadsheet, sent by an admin: checked, compared with the records, and read in once confirmed."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from telegram.ext import MessageHandler, filters

from bot.browse.import_words import unreadable_words
from bot.browse.imported import (
    difference_lines,
    differences_screen,
    needs_file,
    problem_lines,
    problems_screen,
    read_in_screen,
)
from bot.dialogues import Dialogue
from bot.dialogues.presses import Way
from bot.handlers.ask import decline
from bot.handlers.browsing import turn_to
from bot.handlers.dialogue import current, end, put
from bot.handlers.reply import message_of, no_longer, reply, reply_file
from bot.keeping import keep
from bot.people import Role
from bot.render.markup import bold, esc
from bot.render.message import OutFile, OutMessage, notice
from bot.storage import Draft
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.records import differences, load_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Update
    from telegram.ext import BaseHandler

    from bot.dialogues.presses import DialoguePress
    from bot.visit import Visit
    from knowledge.records import Differences, LoadedTable

IMPORT = "import"
# A table of 5,000 agreements has 3 MB.
MOST_BYTES = 10_000_000
_TABLES = (".csv", ".xlsx")
_HOW = "python -m ingest template"


async def receive(update: Update, visit: Visit) -> None:
    """Say what a spreadsheet would change in the records, with a button to do so, or what is wrong with it."""
    if visit.role is Role.STAFF:
        await reply(visit, notice(esc(visit.say("Record tables are read in for admins alone."))))
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
        table = await asyncio.to_thread(_loaded, data, name)
    except DocumentError as error:
        text = say(
            "This is no record table that I can read. The bot’s operator gets empty ones by: {command}", command=_HOW
        )
        await reply(visit, notice(bold(esc(name)), esc(text), esc(unreadable_words(error.reason, say))))
        return
    if table.problems:
        await _send(visit, problems_screen(name, table.problems, say), list(problem_lines(table.problems, say)))
        return
    found = await _compared(visit, table)
    if not found.rows:
        await reply(visit, notice(bold(esc(name)), esc(say("Nothing in it differs from the records."))))
        return
    earlier, update_id = await current(visit), visit.incoming.update_id
    token = earlier.token if earlier and earlier.update_id == update_id else secrets.token_urlsafe(8)
    answers = {"file": document.file_id, "name": name, "digest": hashlib.sha256(data).hexdigest()}
    await put(visit, Dialogue(token, IMPORT, answers, update_id=update_id))
    await _send(visit, differences_screen(name, found, token, say), list(difference_lines(found, say)))


async def press(visit: Visit, pressed: DialoguePress) -> bool:
    """Read the spreadsheet in, or do not; return whether the button was one under its differences."""
    dialogue = await current(visit)
    if dialogue is None or dialogue.flow != IMPORT or dialogue.token != pressed.token:
        return False
    say = visit.say
    if visit.role is not Role.ADMIN or not visit.is_private:
        await no_longer(visit)
    elif pressed.step == Way.CANCEL:
        await end(visit)
        await turn_to(visit, notice(esc(say("Cancelled. Nothing was kept."))))
    elif pressed.step == Way.SAVE:
        data = await _content(visit, dialogue.answers["file"])
        if hashlib.sha256(data).hexdigest() != dialogue.answers["digest"]:
            await no_longer(visit)
            return True
        table = await asyncio.to_thread(_loaded, data, dialogue.answers["name"])
        # Compared anew: somebody may have changed the records while these differences were looked at.
        found = await _compared(visit, table)
        await keep(visit.office, dialogue.token, _drafts(found), visit.person, visit.role)
        await end(visit)
        await turn_to(visit, read_in_screen(found, dialogue.token, say))
    else:
        await no_longer(visit)
    return True


def handlers() -> list[BaseHandler[Update, Visit, None]]:
    """Return the handler of spreadsheets."""
    tables = filters.Document.FileExtension("csv") | filters.Document.FileExtension("xlsx")
    return [MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & tables, receive)]


async def _content(visit: Visit, file_id: str) -> bytes:
    file = await visit.bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


def _loaded(data: bytes, name: str) -> LoadedTable:
    suffix = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix if suffix in _TABLES else '.csv'}"
        path.write_bytes(data)
        return load_table(path, relative=name)


async def _compared(visit: Visit, table: LoadedTable) -> Differences:
    async with visit.office.desks.desk(Audience.STAFF) as desk:
        return await asyncio.to_thread(differences, table, getattr(desk.directory.book, table.kind.value))


def _drafts(found: Differences) -> list[Draft]:
    added = [Draft(row) for row in found.added]
    return added + [Draft(change.row, change.earlier.id) for change in found.changed]


async def _send(visit: Visit, screen: OutMessage, lines: Iterable[str]) -> None:
    lines = list(lines)
    await reply(visit, screen)
    if needs_file(lines):
        data = "\n".join(lines).encode("utf-8-sig")
        await reply_file(visit, OutFile("differences.txt", data, visit.say("All of it, line by line.")))
