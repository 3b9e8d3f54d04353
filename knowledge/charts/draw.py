"""Draw one of the pictures."""

import datetime as dt
from collections.abc import Mapping
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

_WORDS: Mapping[str, tuple[str, str]] = {
    **NAMES,
    "map": ("{home}的国际伙伴", "International partners of {home}"),
    "map_of_all": ("各地的国际伙伴", "International partners"),
    "home_city": ("本方城市", "home city"),
    "off_map": ("未能定位：{names}", "Not placed: {names}"),
    "years": ("{home}历年结好数与累计", "Agreements of {home}, year by year"),
    "in_the_year": ("当年结好", "in the year"),
    "running_total": ("累计", "running total"),
    "undated": ("另有{n}个日期不详，未计入", "{n} more without a date are not counted"),
    "shares": ("{home}的伙伴：按洲和类别", "Partners of {home} by continent and kind"),
    "calendar": ("{year}年结好周年：{home}", "Anniversaries in {year}: {home}"),
    "round": ("橙色：逢{n}整周年", "orange: a multiple of {n} years"),
    "day_open": ("?：资料只写到月份，日期不详", "?: the source gives the month, not the day"),
    "year_only": ("只知年份：{names}", "Only the year is known: {names}"),
    "none": ("没有记录", "none recorded"),
    "more": ("另有{n}个", "{n} more"),
    "homes": ("各地的国际伙伴比较", "Home cities compared"),
    "all_homes": ("各地", "all home cities"),
    "number": ("伙伴数", "partners"),
    "origin": ("据结好协议表，{n}份协议；截至{day}", "From the table of agreements: {n} agreements, as of {day}"),
    "nth": ("{n}周年", "{nth}"),
    "": ("未注明", "not stated"),
    "two_continents": ("{names}地跨两洲，两边都计入", "{names}: in two continents, counted in both"),
    "lacking": ("{home}：表中列出{what}", "{home}: the table lists {what}"),
    "of": ("{listed}个{kind}（资料称{day}有{n}个）", "{listed} of {n} {kind} (as of {day})"),
    "part": ("{name}{n}个", "{name} {n}"),
    "shows": (
        "{home}的国际伙伴，共{n}份协议：{parts}。截至{day}。",
        "Partners of {home}, {n} agreements: {parts}. As of {day}.",
    ),
    "shows_years": (
        "{home}的{n}份结好协议，{first}年至{last}年；最多的是{best}年，{number}份。截至{day}。",
        "{n} agreements of {home}, {first} to {last}; most in {best}: {number}. As of {day}.",
    ),
    "shows_calendar": (
        "{home}{year}年的结好周年，共{n}个。截至{day}。",
        "Anniversaries of {home} in {year}: {n}. As of {day}.",
    ),
}


def words_in(language: Language, script: Script) -> Bilingual:
    """Return the words in one language and script."""
    return Bilingual(_WORDS, language, script)


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
