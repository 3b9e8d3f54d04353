"""The file of an exported list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from bot.browse.papers import list_name
from bot.i18n import Locale
from bot.presses import ExportList, ExportPress
from bot.render.message import OutFile
from knowledge.briefs import dormant
from knowledge.calendar import PartialDate
from knowledge.exports import Lists, anniversary_calendar, answer_listing, comma_separated, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.i18n import Say
    from bot.storage import StoredAnswer
    from knowledge.directory import Guide
    from knowledge.exports import Listing


def exported(press: ExportPress, guide: Guide, now: dt.datetime, say: Say) -> OutFile:
    """Write a list of what the guide's audience may see into a file."""
    book = guide.directory.book
    name = f"{press.what}-{guide.today.isoformat()}.{press.file_format}"
    if press.file_format == "ics":
        data = anniversary_calendar(book, book.served, guide.language, now, guide.script)
        return OutFile(name, data, say("Anniversaries, for your calendar. Import it again later: nothing doubles."))
    listing = _listing(press.what, guide)
    data = workbook(listing) if press.file_format == "xlsx" else comma_separated(listing)
    return OutFile(name, data, f"{list_name(press.what, say)} · {listing.subtitle}")


def exported_answer(stored: StoredAnswer, zone: dt.tzinfo, say: Say) -> OutFile:
    """Write an answer into a workbook: a row for each statement and source."""
    day = stored.asked_at.astimezone(zone).date()
    listing = answer_listing(
        stored.question, stored.answer, Locale(stored.locale).script, PartialDate(day.year, day.month, day.day)
    )
    return OutFile(f"answer-{day.isoformat()}.xlsx", workbook(listing), say("The answer, with its sources."))


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
