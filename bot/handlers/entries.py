"""/entries: what staff keep, taking it back, and all of the tables with it as files."""

import asyncio
import datetime as dt
import io
import zipfile
from collections.abc import Sequence

from bot.context import Context, NoLonger
from bot.dialogues.dialogue import audience_words, record_name, told
from bot.handlers.limits import QUESTION, charge
from bot.i18n import Say
from bot.people import Role
from bot.presses import ExportTables, ShowBatch, ShowEntries, UndoBatch
from bot.render.cards import Blocks
from bot.render.message import OutFile, OutMessage, button, dated_name, page_row
from bot.storage import Draft
from knowledge.answering.records.phrasing import day_words
from knowledge.directory import Directory
from knowledge.records import (
    Agreement,
    CompleteList,
    Entry,
    Event,
    EventKind,
    Figure,
    Intention,
    Programme,
    RecordKind,
    table_file,
)

ON_A_PAGE = 8
_ROWS_SHOWN = 5


async def undo_batch(context: Context, press: UndoBatch) -> None:
    """Take rows back that were kept together, if the visitor may."""
    entries = context.office.storage.entries
    if not may_take_back(await entries.of_batch(press.batch), context):
        raise NoLonger
    await entries.undo(press.batch, context.person.user_id)
    await context.office.assistants.take_up_entries()
    await context.turn_to(await batch_screen(context, ShowBatch(press.batch)))


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


async def keep(context: Context, batch: str, drafts: Sequence[Draft]) -> list[Entry]:
    """Keep rows under the name of a batch (11 letters, unlike any other), and answer with them from now on.

    Kept once, however often it is called for a batch. Raises StorageError.
    """
    kept = await context.office.storage.entries.keep(batch, drafts, context.person.user_id, context.role)
    await context.office.assistants.take_up_entries()
    return kept


def may_take_back(entries: Sequence[Entry], context: Context) -> bool:
    """Tell whether the visitor may take rows back: admins any, staff those that they added themselves."""
    own = all(entry.added_by == context.person.user_id for entry in entries)
    return bool(entries) and (context.role is Role.ADMIN or (context.role is Role.STAFF and own))


async def list_screen(context: Context, press: ShowEntries) -> OutMessage | None:
    """Return a page of what staff keep, the newest first; None where there is no such page."""
    say, page = context.say, press.page
    batches = await context.office.storage.entries.batches(ON_A_PAGE + 1, (page - 1) * ON_A_PAGE)
    if not batches and page > 1:
        return None
    blocks = Blocks(say)
    blocks.title(say("Kept by staff") if page == 1 else say("Kept by staff ({page})", page=page))
    if not batches:
        blocks.paragraph(say("Nothing yet. /log puts an event, a contact or an intention on record."))
    keyboard = []
    for number, batch in enumerate(batches[:ON_A_PAGE], start=1 + (page - 1) * ON_A_PAGE):
        first = batch.first
        line = f"{number}. {_day(context, first.added_at)} · {_kind(first, say)} · {record_name(first.record, say)}"
        if batch.size > 1:
            line += f" · {say.counted('{n} row', '{n} rows', batch.size)}"
        if first.undone_at is not None:
            line += f" · {say('taken back')}"
        blocks.paragraph(line)
        keyboard.append(button(str(number), ShowBatch(batch.name, page)))
    turning = page_row(press, page, page + (len(batches) > ON_A_PAGE))
    return blocks.message([keyboard, turning, [button(say("All tables as CSV"), ExportTables())]])


async def batch_screen(context: Context, press: ShowBatch) -> OutMessage | None:
    """Return rows that were kept together, None where there are none; only admins see the number of who kept them."""
    say, zone = context.say, context.office.settings.zone
    entries = await context.office.storage.entries.of_batch(press.batch)
    if not entries:
        return None
    first = entries[0]
    blocks = Blocks(say)
    blocks.title(f"{_kind(first, say)} · {record_name(first.record, say)}")
    for entry in entries[:_ROWS_SHOWN]:
        told(blocks, entry.record)
        blocks.note(audience_words(say, entry.record.audience))
        if entry.replaces:
            blocks.note(say("It stands in the place of another row."))
    if (more := len(entries) - _ROWS_SHOWN) > 0:
        blocks.paragraph(say.counted("And {n} more row.", "And {n} more rows.", more))
    when = f"{_day(context, first.added_at)} {first.added_at.astimezone(zone):%H:%M}"
    who = say("an admin") if first.role == Role.ADMIN else say("staff")
    blocks.paragraph(say("Entered by {who} on {when}.", who=who, when=when))
    if context.role is Role.ADMIN and first.added_by is not None:
        blocks.line(say("Telegram number: {id}", id=first.added_by))
    keyboard = []
    if first.undone_at is not None:
        blocks.paragraph(say("Taken back on {when}.", when=_day(context, first.undone_at)))
    elif may_take_back(entries, context):
        keyboard.append([button(say("Take it back"), UndoBatch(first.batch))])
    keyboard.append([button(say("All entries"), ShowEntries(press.page))])
    return blocks.message(keyboard)


def _kind(entry: Entry, say: Say) -> str:
    record = entry.record
    if isinstance(record, Agreement):
        if not record.is_served:
            return say("Claim")
        return say("Correction") if entry.replaces else say("Agreement")
    if isinstance(record, Event):
        return say("Contact") if record.kind is EventKind.CONTACT else say("Event")
    return {
        Intention: say("Intention"),
        Programme: say("Programme"),
        Figure: say("Figure"),
        CompleteList: say("Complete list"),
    }[type(record)]


def _day(context: Context, moment: dt.datetime) -> str:
    return day_words(moment.astimezone(context.office.settings.zone).date(), context.locale.language)
