"""What staff keep: a list of it, the newest first, and each entry with who, when, and the way to take it back."""

import datetime as dt
from collections.abc import Sequence

from bot.dialogues.screens import audience_words, told
from bot.i18n import Say
from bot.people import Role
from bot.presses import ExportTables, ShowBatch, ShowEntries, UndoBatch
from bot.render.buttons import button, page_row
from bot.render.cards import Blocks
from bot.render.message import OutMessage
from bot.render.splitting import shorten
from bot.storage import Batch
from knowledge.answering.records.phrasing import day_words
from knowledge.records import (
    Agreement,
    CompleteList,
    Entry,
    Event,
    EventKind,
    Figure,
    Intention,
    Programme,
    Record,
    row_name,
)

ON_A_PAGE = 8
_NAME_UNITS = 60
_ROWS_SHOWN = 5


def list_screen(batches: Sequence[Batch], page: int, say: Say, zone: dt.tzinfo) -> OutMessage | None:
    """Return a page of the list; ``batches`` may be one more than are shown. None where there is no such page."""
    if not batches and page > 1:
        return None
    blocks = Blocks(say)
    blocks.title(say("Kept by staff") if page == 1 else say("Kept by staff ({page})", page=page))
    if not batches:
        blocks.paragraph(say("Nothing yet. /log puts an event, a contact or an intention on record."))
    shown, keyboard = batches[:ON_A_PAGE], []
    for number, batch in enumerate(shown, start=1 + (page - 1) * ON_A_PAGE):
        name = record_name(batch.first.record, say)
        line = f"{number}. {_day(batch.first.added_at, zone, say)} · {_kind(batch.first, say)} · {name}"
        if batch.size > 1:
            line += f" · {say.counted('{n} row', '{n} rows', batch.size)}"
        if batch.first.undone_at is not None:
            line += f" · {say('taken back')}"
        blocks.paragraph(line)
        keyboard.append(button(str(number), ShowBatch(batch.name, page)))
    last = page + (len(batches) > ON_A_PAGE)
    turning = page_row(ShowEntries(), page, last)
    tables = [button(say("All tables as CSV"), ExportTables())]
    return blocks.message([keyboard, turning, tables])


def batch_screen(
    entries: Sequence[Entry], page: int, say: Say, zone: dt.tzinfo, *, role: Role, may_undo: bool
) -> OutMessage:
    """Return entries that were kept together; only admins see the number of who kept them."""
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
    when = f"{_day(first.added_at, zone, say)} {first.added_at.astimezone(zone):%H:%M}"
    who = say("an admin") if first.role == Role.ADMIN else say("staff")
    blocks.paragraph(say("Entered by {who} on {when}.", who=who, when=when))
    if role is Role.ADMIN and first.added_by is not None:
        blocks.line(say("Telegram number: {id}", id=first.added_by))
    keyboard = []
    if first.undone_at is not None:
        blocks.paragraph(say("Taken back on {when}.", when=_day(first.undone_at, zone, say)))
    elif may_undo:
        keyboard.append([button(say("Take it back"), UndoBatch(first.batch))])
    keyboard.append([button(say("All entries"), ShowEntries(page))])
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


def record_name(record: Record, say: Say) -> str:
    """Return what a row is called in a list."""
    return shorten(say.written(row_name(record, say.locale.language)), _NAME_UNITS)


def _day(moment: dt.datetime, zone: dt.tzinfo, say: Say) -> str:
    day = moment.astimezone(zone).date()
    return day_words(day, say.locale.language)
