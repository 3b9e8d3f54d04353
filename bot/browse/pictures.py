"""Pictures on buttons, and what each is called."""

from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import PicturePress
from bot.render.buttons import button
from knowledge.charts.kinds import Chart
from knowledge.directory import key_of
from knowledge.evidence import Picture


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
