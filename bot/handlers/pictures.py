"""The picture on a button: drawn of what the audience here and now may see, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.browse.pictures import chart_name
from bot.handlers.browsing import look
from bot.handlers.limits import QUESTION, charge
from bot.handlers.reply import no_longer, reply_file, toast
from bot.render.message import CAPTION_UNITS, OutFile, file_name
from bot.render.splitting import shorten

if TYPE_CHECKING:
    from bot.context import Context
    from bot.presses import PicturePress
    from knowledge.directory import Guide


async def send_picture(context: Context, pressed: PicturePress) -> None:
    """Send the picture that a button stands for."""
    await charge(context, QUESTION)
    file = await drawn(context, pressed)
    if file is None:
        await no_longer(context)
        return
    await toast(context)
    await reply_file(context, file)


async def drawn(context: Context, pressed: PicturePress) -> OutFile | None:
    """Return a picture as a file; None where there is no such home city or nothing to draw."""
    from knowledge.charts.draw import ChartError, caption, draw  # noqa: PLC0415 - drawing takes a second to import

    def see(guide: Guide) -> OutFile | None:
        directory = guide.directory
        home = directory.place_of(pressed.home) if pressed.home else None
        if pressed.home and home is None:
            return None
        try:
            data = draw(
                pressed.chart,
                directory.book,
                today=guide.today,
                language=guide.language,
                script=guide.script,
                home=home,
                year=pressed.year,
            )
        except ChartError:
            return None
        told = caption(
            pressed.chart,
            directory.book,
            today=guide.today,
            language=guide.language,
            script=guide.script,
            home=home,
            year=pressed.year,
        )
        name = file_name(f"{chart_name(pressed.chart, context.say)}-{guide.today.isoformat()}")
        return OutFile(f"{name}.png", data, shorten(told, CAPTION_UNITS), is_picture=True)

    return await look(context, see)
