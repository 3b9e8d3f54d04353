"""/entries: what staff keep, taking it back, and all of the tables with it as files."""

import asyncio
import io
import zipfile

from telegram import Update

from bot.browse.entries import ON_A_PAGE, batch_screen, list_screen
from bot.context import Context
from bot.entries import may_take_back, take_back
from bot.handlers.groups import for_staff
from bot.handlers.limits import QUESTION, charge
from bot.presses import ExportTables, ShowBatch, ShowEntries, UndoBatch
from bot.render.message import OutFile, OutMessage, dated_name
from knowledge.directory import Directory
from knowledge.records import RecordKind, table_file


async def list_entries(_: Update, context: Context) -> None:
    """Show what staff keep, the newest first."""
    if await for_staff(context, "entries"):
        screen = await _page(context, 1)
        assert screen is not None  # noqa: S101 - the first page is always there
        await context.reply(screen)


async def show_entries(context: Context, press: ShowEntries) -> None:
    """Show a page of what staff keep."""
    await context.turn_to(await _page(context, press.page))


async def show_batch(context: Context, press: ShowBatch) -> None:
    """Show rows that were kept together."""
    await context.turn_to(await _batch(context, press.batch, press.page))


async def undo_batch(context: Context, press: UndoBatch) -> None:
    """Take rows back that were kept together, if the visitor may."""
    undone = await take_back(context.office, press.batch, context.person, context.role)
    await context.turn_to(await _batch(context, press.batch, 1) if undone else None)


async def export_tables(context: Context, _: ExportTables) -> None:
    """Send the record tables with what staff keep."""
    await charge(context, QUESTION)
    await context.toast()
    async with context.office.assistants.desk(context.audience) as desk:
        data = await asyncio.to_thread(tables_of, desk.directory)
    name = dated_name(context.say("Record tables"), context.office.today(), "zip", context.say)
    caption = context.say("All record tables, with what staff keep. Each can be read in again.")
    await context.reply_file(OutFile(name, data, caption))


def tables_of(directory: Directory) -> bytes:
    """Return every record table of a directory as CSV, in one .zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in RecordKind:
            archive.writestr(f"{kind}.csv", table_file(kind, getattr(directory.book, kind.value)))
    return written.getvalue()


async def _page(context: Context, page: int) -> OutMessage | None:
    batches = await context.office.storage.entries.batches(ON_A_PAGE + 1, (page - 1) * ON_A_PAGE)
    return list_screen(batches, page, context.say, context.office.settings.zone)


async def _batch(context: Context, batch: str, page: int) -> OutMessage | None:
    entries = await context.office.storage.entries.of_batch(batch)
    if not entries:
        return None
    may_undo = may_take_back(entries, context.person, context.role)
    return batch_screen(entries, page, context.say, context.office.settings.zone, role=context.role, may_undo=may_undo)
