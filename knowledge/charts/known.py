"""What is to be known of a picture: what it shows in words, and how much the table that it is drawn from lacks."""

import collections
import datetime as dt
from collections.abc import Sequence

from knowledge.calendar import format_date
from knowledge.charts.kinds import Chart
from knowledge.records import Agreement, RecordBook, kind_words
from knowledge.records.book import MEASURES
from knowledge.text.bilingual import Bilingual


def continents_of(rows: Sequence[Agreement]) -> collections.Counter[str]:
    """Return how many partners lie in each continent; one that lies in two counts in both, as in answers."""
    return collections.Counter(name for row in rows for name in row.continents or ("",))


def in_two_continents(rows: Sequence[Agreement], words: Bilingual) -> list[str]:
    """Return a note of who counts in two continents; none where nobody does."""
    names = dict.fromkeys(words.name(row.partner_zh, row.partner_en) for row in rows if len(row.continents) > 1)
    return [words("two_continents", names=words.listed(names))] if names else []


def lacking(book: RecordBook, rows: Sequence[Agreement], words: Bilingual, today: dt.date) -> list[str]:
    """Return, a line each, of which home cities a source counts more partners than the table lists."""
    homes: dict[str, list[Agreement]] = {}
    for row in rows:
        homes.setdefault(book.home_id(row), []).append(row)
    lines = []
    for home, own in homes.items():
        missing = [
            words(
                "of",
                listed=sum(row.kind == kind for row in own),
                n=figure.value,
                kind=words.written(kind_words(kind, words.language)),
                day=format_date(figure.as_of, words.language),
            )
            for kind in MEASURES
            if (figure := book.latest_count(home, kind, today)) is not None
            and figure.as_of is not None
            and figure.number > sum(row.kind == kind for row in own)
        ]
        if missing:
            name = words.name(own[0].home_zh, own[0].home_en)
            lines.append(words("lacking", home=name, what=words.listed(missing)))
    return lines


def described(
    chart: Chart, rows: Sequence[Agreement], words: Bilingual, whose: str, day: str, *, year: str = "", numbers: int = 0
) -> str:
    """Return in a sentence or two what a picture shows and as of when; ``numbers`` is how many anniversaries."""
    if chart is Chart.CALENDAR:
        return words("shows_calendar", home=whose, year=year, n=numbers, day=day)
    if chart is Chart.YEARS:
        years = collections.Counter(row.date.year for row in rows if row.date)
        if not years:
            return words("shows", home=whose, n=len(rows), parts="", day=day)
        best, number = min(years.most_common(), key=lambda item: (-item[1], item[0]))
        return words(
            "shows_years", home=whose, n=len(rows), first=min(years), last=max(years), best=best, number=number, day=day
        )
    if chart is Chart.HOMES:
        counts = collections.Counter(words.name(row.home_zh, row.home_en) for row in rows)
    else:
        counts = collections.Counter({words(name): n for name, n in continents_of(rows).items()})
    parts = words.listed(words("part", name=name, n=n) for name, n in counts.most_common())
    return words("shows", home=whose, n=len(rows), parts=parts, day=day)
