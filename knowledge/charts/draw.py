"""Draw one of the pictures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from knowledge.calendar import PartialDate, anniversaries, format_date
from knowledge.charts import calendar_year, homes, shares, world, years
from knowledge.charts.kinds import Chart
from knowledge.charts.known import described, in_two_continents, lacking
from knowledge.charts.page import family
from knowledge.charts.words import words_in
from knowledge.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.evidence import Language
    from knowledge.names import Place
    from knowledge.records import RecordBook
    from knowledge.text.bilingual import Bilingual

_NOTE_COLUMNS = 88


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
    """Return a picture as PNG, 1280 pixels wide.

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
    told = caption(chart, book, today=today, language=language, script=script, home=home, year=year)
    lacks = lacking(book, rows, words, today)
    both = [note] if (note := in_two_continents(rows, words)) else []
    match chart:
        case Chart.MAP:
            return world.partners_map(rows, words, font, footer, whose if home else None, lacks, told)
        case Chart.YEARS:
            return years.by_year(rows, words, font, footer, whose, told)
        case Chart.SHARES:
            return shares.by_continent(rows, words, font, footer, whose, _lines([*both, *lacks], words), told)
        case Chart.CALENDAR:
            return calendar_year.anniversaries_of(
                rows, words, font, footer, whose, year or today.year, book.milestone, told
            )
        case Chart.HOMES:
            return homes.compared(rows, words, font, footer, _lines([*both, *lacks], words), told)


def caption(
    chart: Chart,
    book: RecordBook,
    *,
    today: dt.date,
    language: Language,
    script: Script = Script.HANS,
    home: Place | None = None,
    year: int | None = None,
) -> str:
    """Return what a picture shows, and as of when, in words: its caption, and what it says of itself."""
    words = words_in(language, script)
    rows = tuple(row for row in book.served if home is None or book.home_id(row) == home.id)
    day = format_date(PartialDate(today.year, today.month, today.day), language)
    whose = words.name(home.zh, home.en) if home else words("all_homes")
    wanted = year or today.year
    start, end = dt.date(wanted, 1, 1), dt.date(wanted + 1, 1, 1)
    numbers = sum(len(anniversaries(row.date, start, end)) for row in rows if row.date is not None)
    said = described(chart, rows, words, whose, day, year=str(wanted), numbers=numbers)
    lacks = lacking(book, rows, words, today) if chart in (Chart.MAP, Chart.SHARES, Chart.HOMES) else []
    return "\n".join([said, *lacks])


def _lines(notes: Sequence[str], words: Bilingual) -> list[str]:
    return [line for note in notes for line in words.wrapped(note, _NOTE_COLUMNS)]
