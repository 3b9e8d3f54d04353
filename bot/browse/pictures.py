"""Pictures on buttons: what the button of one says, and what the picture is called."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from bot.render.buttons import button
from knowledge.charts.kinds import Chart
from knowledge.directory import key_of

if TYPE_CHECKING:
    from telegram import InlineKeyboardButton

    from bot.i18n import Say
    from knowledge.evidence import Picture

_PICTURE = re.compile(r"g:([a-z]+):([0-9a-z-]{0,24}):([12][0-9]{3})?", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True)
class PicturePress:
    """Send a picture, of a home city by its key or of all; the calendar's may be of another year than this one."""

    chart: Chart
    home: str = ""
    year: int | None = None

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"g:{self.chart}:{self.home}:{self.year or ''}"


def picture_press(data: str | None) -> PicturePress | None:
    """Return the picture that a button stands for, or None if the data was never made here."""
    found = _PICTURE.fullmatch(data or "")
    if found is None or found[1] not in set(Chart):
        return None
    return PicturePress(Chart(found[1]), found[2], int(found[3]) if found[3] else None)


def picture_button(picture: Picture, say: Say) -> InlineKeyboardButton:
    """Return the button of the picture that fits an answer."""
    press = PicturePress(picture.chart, key_of(picture.home) if picture.home else "", picture.year)
    return button(f"📊 {chart_name(picture.chart, say)}", press)


def chart_name(chart: Chart, say: Say) -> str:
    """Return what a picture is called."""
    return {
        Chart.MAP: say("Map"),
        Chart.YEARS: say("Year by year"),
        Chart.SHARES: say("Continents and kinds"),
        Chart.CALENDAR: say("Anniversary calendar"),
        Chart.HOMES: say("Home cities"),
    }[chart]
