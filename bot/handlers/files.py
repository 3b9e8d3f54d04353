"""Files made for whoever asks: pictures, lists, answers; of what the audience here and now may see."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from bot.browse.papers import LIST_NAMES
from bot.context import Context, NoLonger
from bot.handlers.limits import QUESTION, charge
from bot.i18n import Locale, Say
from bot.presses import ExportList, ExportPress, PicturePress
from bot.render.markup import shorten
from bot.render.message import CAPTION_UNITS, CHART_NAMES, OutFile, dated_name
from bot.storage import StoredAnswer
from knowledge.briefs import dormant
from knowledge.calendar import PartialDate
from knowledge.directory import Guide
from knowledge.exports import Listing, Lists, anniversary_calendar, answer_listing, comma_separated, workbook


async def send_picture(context: Context, pressed: PicturePress) -> None:
    """Send the picture that a button stands for."""
    await charge(context, QUESTION)
    file = await drawn(context, pressed)
    if file is None:
        raise NoLonger
    await context.toast()
    await context.reply_file(file)


async def drawn(context: Context, pressed: PicturePress) -> OutFile | None:
    """Return a picture as a file; None where there is no such home city or nothing to draw."""
    from knowledge.charts.draw import ChartError, caption, draw  # noqa: PLC0415 - drawing takes a second to import

    def see(guide: Guide) -> OutFile | None:
        directory = guide.directory
        home = directory.place_of(pressed.home) if pressed.home else None
        if pressed.home and home is None:
            return None
        asked: dict[str, Any] = {
            "today": guide.today,
            "language": guide.language,
            "script": guide.script,
            "home": home,
            "year": pressed.year,
        }
        try:
            data = draw(pressed.chart, directory.book, **asked)
        except ChartError:
            return None
        told = caption(pressed.chart, directory.book, **asked)
        name = dated_name(context.say.word(CHART_NAMES[pressed.chart]), guide.today, "png", context.say)
        return OutFile(name, data, shorten(told, CAPTION_UNITS), is_picture=True)

    return await context.look(see)


def exported(press: ExportPress, guide: Guide, now: dt.datetime, say: Say) -> OutFile:
    """Write a list of what the guide's audience may see into a file."""
    book = guide.directory.book
    name = dated_name(say.word(LIST_NAMES[press.what]), guide.today, press.file_format, say)
    if press.file_format == "ics":
        data = anniversary_calendar(book, book.served, guide.language, now, guide.script)
        return OutFile(name, data, say("Anniversaries, for your calendar. Import it again later: nothing doubles."))
    listing = _listing(press.what, guide)
    data = workbook(listing) if press.file_format == "xlsx" else comma_separated(listing)
    return OutFile(name, data, f"{say.word(LIST_NAMES[press.what])} · {listing.subtitle}")


def exported_answer(stored: StoredAnswer, zone: dt.tzinfo, say: Say) -> OutFile:
    """Write an answer into a workbook: a row for each statement and source."""
    day = stored.asked_at.astimezone(zone).date()
    listing = answer_listing(
        stored.question, stored.answer, Locale(stored.locale).script, PartialDate(day.year, day.month, day.day)
    )
    name = dated_name(listing.title, day, "xlsx", say)
    return OutFile(name, workbook(listing), say("The answer, with its sources."))


def _listing(what: ExportList, guide: Guide) -> Listing:
    lists = Lists(guide.directory.book, language=guide.language, script=guide.script, today=guide.today)
    year = guide.today.year
    this_year, next_year, after = (dt.date(year + ahead, 1, 1) for ahead in range(3))
    makers: dict[ExportList, Callable[[], Listing]] = {
        ExportList.AGREEMENTS: lists.agreements,
        ExportList.THIS_YEAR: lambda: lists.anniversaries(this_year, next_year),
        ExportList.NEXT_YEAR: lambda: lists.anniversaries(next_year, after),
        ExportList.EVENTS: lists.events,
        ExportList.PROGRAMMES: lists.programmes,
        ExportList.INTENTIONS: lists.intentions,
        ExportList.DORMANT: lambda: lists.events([contact.event for contact in dormant(guide).dormant]),
    }
    return makers[what]()
