"""One Telegram message, ready to send."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup


@dataclasses.dataclass(frozen=True, slots=True)
class OutMessage:
    """A message within Telegram's limits: its HTML, and the same text plain for when Telegram refuses the HTML."""

    html: str
    plain: str
    buttons: InlineKeyboardMarkup | None = None
