"""One Telegram message or file, ready to send."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Say
from bot.render.markup import Html, plain
from bot.render.splitting import Block, split
from knowledge.answering.records.phrasing import day_words

Rows: TypeAlias = "Sequence[Sequence[InlineKeyboardButton]]"


@dataclasses.dataclass(frozen=True, slots=True)
class OutMessage:
    """A message within Telegram's limits: its HTML, and the same text plain for when Telegram refuses the HTML."""

    html: str
    plain: str
    buttons: InlineKeyboardMarkup | None = None


def messages_of(blocks: Iterable[Block], buttons: Rows = ()) -> list[OutMessage]:
    """Return the messages that the blocks fill, with the buttons under the last one; an empty row is left out."""
    parts = split(blocks)
    rows = [row for row in buttons if row]
    keyboard = InlineKeyboardMarkup(rows) if rows else None
    return [
        OutMessage(part, plain(part), keyboard if number == len(parts) else None)
        for number, part in enumerate(parts, start=1)
    ]


def notice(*paragraphs: Html, buttons: Rows = ()) -> OutMessage:
    """Return a message of the interface's own sentences, which are short enough for one."""
    (message,) = messages_of((Block(paragraph) for paragraph in paragraphs), buttons)
    return message


@dataclasses.dataclass(frozen=True, slots=True)
class OutFile:
    """A file to send, with a plain caption of at most 1,024 units; a picture is shown, anything else is a document."""

    name: str
    data: bytes
    caption: str
    is_picture: bool = False
    buttons: InlineKeyboardMarkup | None = None


# Telegram takes no longer caption; what is read beside a file is shorter anyway.
CAPTION_UNITS = 1024
_NAME_LETTERS = 60
# Letters and figures of any script, and what names are made of; all else may mean something to some file system.
_UNSAFE = re.compile(r"[^\w\u3400-\u9fff-]+")


def file_name(title: str) -> str:
    """Return a title as the name of a file, without an ending: 里昂简况-2026年11月29日."""
    return _UNSAFE.sub("-", title).strip("-")[:_NAME_LETTERS].rstrip("-") or "file"


def dated_name(title: str, day: dt.date, ending: str, say: Say) -> str:
    """Return a title and a day, as its reader writes it, as the name of a file: Agreements-29-November-2026.xlsx."""
    return f"{file_name(f'{title}-{day_words(day, say.locale.language)}')}.{ending}"
