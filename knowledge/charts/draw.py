"""Draw one of the pictures."""

import datetime as dt
from typing import Required, TypedDict, Unpack

from knowledge.answering.records.phrasing import NAMES, day_words
from knowledge.calendar import anniversaries
from knowledge.charts import bars, calendar_year, world
from knowledge.charts.kinds import Chart
from knowledge.charts.known import described, lacking
from knowledge.charts.page import Subject, family
from knowledge.evidence import Language
from knowledge.names import Place
from knowledge.records import RecordBook
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script


def words_in(language: Language, script: Script) -> Bilingual:
    """Return the words of pictures in one language and script."""
    return Bilingual("charts", language, script, NAMES)


class ChartError(ValueError):
    """Seen by whoever asked for the picture: the records hold nothing to draw; says what is missing."""


class Asked(TypedDict, total=False):
    """What is asked of a picture: ``home`` narrows it to one home city, ``year`` is the calendar's (else this year)."""

    today: Required[dt.date]
    language: Required[Language]
    script: Script
    home: Place | None
    year: int | None


def draw(chart: Chart, book: RecordBook, **asked: Unpack[Asked]) -> bytes:
    """Return a picture as PNG, 1280 pixels wide. Raises ChartError when there is nothing to draw."""
    subject = _subject(chart, book, **asked)
    if not subject.rows:
        raise ChartError("the records hold no agreement to draw")
    match chart:
        case Chart.MAP:
            return world.partners_map(subject, of_all=asked.get("home") is None)
        case Chart.YEARS:
            return bars.by_year(subject)
        case Chart.SHARES:
            return bars.by_continent(subject)
        case Chart.CALENDAR:
            return calendar_year.anniversaries_of(subject, asked.get("year") or asked["today"].year, book.milestone)
        case Chart.HOMES:
            return bars.compared(subject)


def caption(chart: Chart, book: RecordBook, **asked: Unpack[Asked]) -> str:
    """Return what a picture shows, and as of when, in words: its caption, and what it says of itself."""
    return _subject(chart, book, **asked).told


def _subject(chart: Chart, book: RecordBook, **asked: Unpack[Asked]) -> Subject:
    today, language, script, home = (
        asked["today"],
        asked["language"],
        asked.get("script", Script.HANS),
        asked.get("home"),
    )
    words = words_in(language, script)
    rows = tuple(row for row in book.served if home is None or book.home_id(row) == home.id)
    day = day_words(today, language)
    whose = words.name(home.zh, home.en) if home else words("all_homes")
    year = asked.get("year") or today.year
    start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    numbers = sum(len(anniversaries(row.date, start, end)) for row in rows if row.date is not None)
    lacks = lacking(book, rows, words, today)
    told = [described(chart, rows, words, whose, day, year=str(year), numbers=numbers)]
    told += lacks if chart in (Chart.MAP, Chart.SHARES, Chart.HOMES) else []
    footer = words("origin", n=len(rows), day=day)
    return Subject(rows, words, family(language, script), whose, footer, lacks, "\n".join(told))
