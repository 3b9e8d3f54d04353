"""The anniversaries of one year, month by month."""

import datetime as dt

from matplotlib.lines import Line2D

from knowledge.calendar import Anniversary, Precision, anniversaries
from knowledge.charts.page import COLOURS, FAINT, INK, LABEL_SIZE, LEFT, SMALL_SIZE, WIDTH, Page, Subject
from knowledge.evidence import Language
from knowledge.records import Agreement
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import HAN
from knowledge.text.numerals import ordinal

_COLUMNS = 3
_MOST = 16  # lines in a month at most, fewer where they would not fit; what is left over is counted
_ROOM = 0.80  # the height for the months, in parts of the sheet
_LINE = 0.0195  # the height of a line, in parts of the sheet
_TOP = 0.9
_LARGEST = 1.35  # times the small print
_COLUMN = ((1 - 2 * LEFT) / _COLUMNS - 0.02) * WIDTH * 72  # the width of a month, in points


def anniversaries_of(subject: Subject, year: int, milestone: int) -> bytes:
    """Return a box a month with the day, the partner and the years; round anniversaries stand out."""
    words = subject.words
    found = [
        (item, row)
        for row in subject.rows
        if row.date is not None
        for item in anniversaries(row.date, dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    ]
    months = _months(found, words, milestone)
    only_year = [row for item, row in found if item.date.precision is Precision.YEAR]
    notes = [words("round", n=milestone)] if any(item.years % milestone == 0 for item, _ in found) else []
    if any(item.date.precision is Precision.MONTH for item, _ in found):
        notes.append(words("day_open"))
    if only_year:
        notes.append(words("year_only", names=words.listed(map(subject.name, only_year))))
    page = Page(subject, words("calendar", year=year, home=subject.whose), notes)
    scale = _scale(months)
    line = _LINE * scale
    top = _TOP
    for first in range(0, 12, _COLUMNS):
        beside = months[first : first + _COLUMNS]
        for column, lines in enumerate(beside):
            left = LEFT + column * (1 - 2 * LEFT) / _COLUMNS
            page.figure.text(left, page.level(top), _month(first + column + 1, words), fontsize=LABEL_SIZE, va="center")
            page.figure.add_artist(_rule(left, page.level(top - 0.7 * line)))
            for number, (text, colour) in enumerate(lines):
                height = page.level(top - (number + 1.4) * line)
                page.figure.text(left, height, text, fontsize=SMALL_SIZE * scale, color=colour, va="center")
        top -= _height(beside) * scale
    return page.png()


def _months(
    found: list[tuple[Anniversary, Agreement]], words: Bilingual, milestone: int
) -> list[list[tuple[str, str]]]:
    for most in range(_MOST, 0, -1):
        months = [
            _lines([pair for pair in found if pair[0].date.month == month], words, most, milestone)
            for month in range(1, 13)
        ]
        if sum(_height(months[first : first + _COLUMNS]) for first in range(0, 12, _COLUMNS)) <= _ROOM:
            break
    return months


def _scale(months: list[list[tuple[str, str]]]) -> float:
    """Return how many times as large as the small print the months may be written, as far as there is room."""
    high = sum(_height(months[first : first + _COLUMNS]) for first in range(0, 12, _COLUMNS))
    wide = max(_width(text) for lines in months for text, _ in lines)
    return max(1.0, min(_LARGEST, _ROOM / high, _COLUMN / wide))


def _width(text: str) -> float:
    """Return about how wide a line of small print is, in points."""
    return sum(SMALL_SIZE if HAN.match(letter) else 0.55 * SMALL_SIZE for letter in text)


def _height(beside: list[list[tuple[str, str]]]) -> float:
    return (max(map(len, beside)) + 2.6) * _LINE


def _lines(
    pairs: list[tuple[Anniversary, Agreement]], words: Bilingual, most: int, milestone: int
) -> list[tuple[str, str]]:
    pairs.sort(key=lambda pair: (pair[0].date.precision is not Precision.DAY, pair[0].date.first_day))
    shown = [_line(item, row, words, milestone) for item, row in pairs[:most]] or [(words("none"), FAINT)]
    return [*shown, (words("more", n=len(pairs) - most), FAINT)] if len(pairs) > most else shown


def _rule(left: float, height: float) -> Line2D:
    return Line2D([left, left + (1 - 2 * LEFT) / _COLUMNS - 0.02], [height, height], color=FAINT, linewidth=0.8)


def _month(month: int, words: Bilingual) -> str:
    return f"{month}月" if words.language is Language.ZH else f"{dt.date(2000, month, 1):%B}"


def _line(item: Anniversary, row: Agreement, words: Bilingual, milestone: int) -> tuple[str, str]:
    day = str(item.date.day) if item.date.precision is Precision.DAY else "?"
    between = ", " if words.language is Language.EN else " "
    name, nth = words.name(row.partner_zh, row.partner_en), words("nth", n=item.years, nth=ordinal(item.years))
    text = f"{day:>2}  {name}{between}{nth}"
    return text, COLOURS[1] if item.years % milestone == 0 else INK
