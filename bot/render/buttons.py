"""Buttons, and their rows."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.codec import Press
from bot.render.markup import clean
from bot.render.splitting import shorten

ROW_BUTTONS = 8
KEYBOARD_BUTTONS = 100
# Wider, a phone cuts the text of a button that has a row to itself.
ROW_UNITS = 36


def button(label: str, press: Press) -> InlineKeyboardButton:
    """Return a button; a label too long for a phone ends in an ellipsis."""
    label = shorten(" ".join(clean(label).split()), ROW_UNITS)
    return InlineKeyboardButton(label, callback_data=press.data)


def rows(buttons: Sequence[InlineKeyboardButton], columns: int = 2) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows of at most ``columns``."""
    return [list(buttons[start : start + columns]) for start in range(0, len(buttons), columns)]


def page_row(press: Press, page: int, pages: int) -> list[InlineKeyboardButton]:
    """Return the buttons to the pages before and after one; pages count from 1, ``press`` shows any of them."""
    ways = [(f"‹ {page - 1}", page - 1), (f"{page + 1} ›", page + 1)]
    return [
        InlineKeyboardButton(label, callback_data=press.turned(other).data)
        for label, other in ways
        if 1 <= other <= pages
    ]
