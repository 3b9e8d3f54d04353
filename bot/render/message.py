"""One Telegram message, ready to send."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeAlias

from telegram import InlineKeyboardMarkup

from bot.render.markup import plain
from bot.render.splitting import Block, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from telegram import InlineKeyboardButton

    from bot.render.markup import Html

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
