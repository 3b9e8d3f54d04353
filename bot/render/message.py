"""One Telegram message or file, ready to send, and its buttons."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rich.cells import cell_len
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.codec import Press
from bot.i18n import Say, phrase
from bot.presses import PicturePress
from bot.render.markup import Block, Html, clean, plain, shorten, split
from knowledge.answering.records.phrasing import day_words
from knowledge.charts.kinds import Chart
from knowledge.directory import key_of
from knowledge.evidence import Picture

Rows: TypeAlias = "Sequence[Sequence[InlineKeyboardButton]]"


@dataclasses.dataclass(frozen=True, slots=True)
class OutMessage:
    """A message within Telegram's limits: its HTML, and the same text plain for when Telegram refuses the HTML."""

    html: str
    plain: str
    buttons: InlineKeyboardMarkup | None = None


def messages_of(blocks: Iterable[Block], buttons: Rows = ()) -> list[OutMessage]:
    """Return the messages that the blocks fill, with the buttons under the last one.

    An empty row is left out, and one that a phone would cut is laid out in several.
    """
    parts = split(blocks)
    laid = [part for row in buttons for part in rows(row, len(row))]
    keyboard = InlineKeyboardMarkup(laid) if laid else None
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


CHART_NAMES = {
    Chart.MAP: phrase("Map"),
    Chart.YEARS: phrase("Year by year"),
    Chart.SHARES: phrase("Continents and kinds"),
    Chart.CALENDAR: phrase("Anniversary calendar"),
    Chart.HOMES: phrase("Home cities"),
}

ROW_BUTTONS = 8
KEYBOARD_BUTTONS = 100
# Wider, a phone cuts the text of a button that has a row to itself; those of one row share it evenly.
ROW_UNITS = 36


def button(label: str, press: Press) -> InlineKeyboardButton:
    """Return a button; a label too long for a phone ends in an ellipsis."""
    label = shorten(" ".join(clean(label).split()), ROW_UNITS)
    return InlineKeyboardButton(label, callback_data=press.data)


def rows(buttons: Sequence[InlineKeyboardButton], columns: int = 2) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows of at most ``columns``, fewer where a phone would cut the text of one."""
    laid: list[list[InlineKeyboardButton]] = []
    for each in buttons:
        row = [*laid[-1], each] if laid else [each]
        if len(row) == 1 or len(row) > columns or max(cell_len(one.text) for one in row) * len(row) > ROW_UNITS:
            laid.append([each])
        else:
            laid[-1] = row
    return laid


def page_row(press: Press, page: int, pages: int) -> list[InlineKeyboardButton]:
    """Return the buttons to the pages before and after one; pages count from 1, ``press`` shows any of them."""
    ways = [(f"‹ {page - 1}", page - 1), (f"{page + 1} ›", page + 1)]
    return [button(label, press.turned(other)) for label, other in ways if 1 <= other <= pages]


def picture_button(picture: Picture, say: Say) -> InlineKeyboardButton:
    """Return the button of the picture that fits an answer."""
    press = PicturePress(picture.chart, key_of(picture.home) if picture.home else "", picture.year)
    return button(f"📊 {say.word(CHART_NAMES[picture.chart])}", press)
