"""Draw one of the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.calendar import PartialDate, format_date
from knowledge.charts import calendar_year, homes, shares, world, years
from knowledge.charts.kinds import Chart
from knowledge.charts.page import family
from knowledge.charts.words import words_in
from knowledge.text.language import Script

if TYPE_CHECKING:
    import datetime as dt

    from knowledge.evidence import Language
    from knowledge.names import Place
    from knowledge.records import RecordBook


class ChartError(ValueError):
    """Seen by whoever asked for the picture: the records hold nothing to draw; says what is missing."""


def draw(
    chart: Chart,
    book: RecordBook,
    *,
    today: dt.date,
    language: Language,
    script: Script = Script.HANS,
    home: Place | None = None,
    year: int | None = None,
) -> bytes:
    """Return a picture as PNG, 1280 × 1280 pixels.

    ``home`` narrows it to one home city (None: all of them, drawn together). ``year`` is the calendar's (this year
    by default). Raises ChartError when there is nothing to draw.
    """
    rows = tuple(row for row in book.served if home is None or book.home_id(row) == home.id)
    if not rows:
        raise ChartError("the records hold no agreement to draw")
    words = words_in(language, script)
    font = family(language, script)
    day = format_date(PartialDate(today.year, today.month, today.day), language)
    footer = words("origin", n=len(rows), day=day)
    whose = words.name(home.zh, home.en) if home else words("all_homes")
    match chart:
        case Chart.MAP:
            return world.partners_map(rows, words, font, footer, whose if home else None)
        case Chart.YEARS:
            return years.by_year(rows, words, font, footer, whose)
        case Chart.SHARES:
            return shares.by_continent(rows, words, font, footer, whose)
        case Chart.CALENDAR:
            return calendar_year.anniversaries_of(rows, words, font, footer, whose, year or today.year, book.milestone)
        case Chart.HOMES:
            return homes.compared(rows, words, font, footer)
