"""Dates, names and numbers of records in words, in Chinese (Simplified) and English."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Language
from knowledge.names import Place
from knowledge.records import Agreement, AgreementKind, Event, Figure, Intention, Programme, value_label
from knowledge.records.cells import CONTINENTS
from knowledge.text.folding import fold
from knowledge.text.numerals import chinese_numeral, ordinal
from knowledge.understanding.query import Period

# What kinds of tie and continents are called in lists and pictures, in Chinese and English.
NAMES: Mapping[str, tuple[str, str]] = {
    name: (value_label(column, name, Language.ZH), value_label(column, name, Language.EN))
    for column, names in (("kind", AgreementKind), ("continent", CONTINENTS))
    for name in names
}
_MOST_WRITTEN_OUT = 99
_ARTICLED = re.compile(r"United |Philippines|Netherlands|Czech Republic|Maldives|Bahamas|Gambia")


def is_english(language: Language) -> bool:
    """Tell whether to write English."""
    return language is Language.EN


def when(date: PartialDate, language: Language) -> str:
    """Write a date as an adverb: on 2 May 1979, in May 1979; Chinese needs no preposition."""
    words = format_date(date, language)
    if not is_english(language):
        return words
    return f"on {words}" if date.day else f"in {words}"


def day_words(day: dt.date, language: Language) -> str:
    """Write a full day."""
    return format_date(PartialDate(day.year, day.month, day.day), language)


def period_words(period: Period, language: Language) -> str:
    """Write a range by its first and last day, whole years by their numbers; open ends are named as such."""
    last = period.end - dt.timedelta(days=1) if period.end < dt.date.max else period.end
    first_words = _edge(period.start, language, whole_year=(period.start.month, period.start.day) == (1, 1))
    last_words = _edge(last, language, whole_year=(last.month, last.day) == (12, 31))
    chinese, english = "{first}至{last}", "from {first} to {last}"
    if period.start == dt.date.min:
        chinese, english = "截至{last}", "up to {last}"
    elif period.end == dt.date.max:
        chinese, english = "{first}以来", "since {first}"
    elif _is_month(period.start, last):
        first_words = format_date(PartialDate(last.year, last.month), language)
        chinese, english = "{first}", "in {first}"
    elif first_words == last_words:
        chinese, english = "{first}", ("on {first}" if period.start == last else "in {first}")
    elif (period.start.month, period.start.day) != (1, 1) or (last.month, last.day) != (12, 31):
        first_words, last_words = day_words(period.start, language), day_words(last, language)
        if period.start.year == last.year:  # the year once: 11月29日至12月31日, 1 January to 31 March 2027
            first_words = first_words.removesuffix(f" {last.year}")
            last_words = last_words.removeprefix(f"{last.year}年")
    return (english if is_english(language) else chinese).format(first=first_words, last=last_words)


def _is_month(first: dt.date, last: dt.date) -> bool:
    following = last + dt.timedelta(days=1) if last < dt.date.max else last
    return first.day == following.day == 1 and (first.year, first.month) == (last.year, last.month)


def _edge(day: dt.date, language: Language, *, whole_year: bool) -> str:
    return format_date(PartialDate(day.year), language) if whole_year else day_words(day, language)


def number_words(number: int, language: Language) -> str:
    """Write how many of something there are: one, 2, 38."""
    return "one" if number == 1 and is_english(language) else str(number)


def placed(number: int, language: Language) -> str:
    """Write the place of a row among others: 第二, 第三十八; in English an ordinal."""
    if is_english(language):
        return ordinal(number)
    return f"第{number if number > _MOST_WRITTEN_OUT else chinese_numeral(number)}"


def counted(number: int, noun: str) -> str:
    """Write an English count: 1 day, 2 days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def capitalised(words: str) -> str:
    """Write words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def joined(items: Iterable[str], language: Language) -> str:
    """Join names: A, B and C; A、B和C."""
    names = list(items)
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    if is_english(language):
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{'、'.join(names[:-1])}和{names[-1]}"


def side_by_side(clauses: Iterable[str], language: Language, sign: str) -> str:
    """Join clauses that are whole by themselves: in Chinese by a sign alone, since 和 may stand in each."""
    return joined(clauses, language) if is_english(language) else sign.join(clauses)


def home_name(row: Agreement | Programme | Event | Figure | Intention, language: Language) -> str:
    """Return the home city's name."""
    return row.home_en if is_english(language) else row.home_zh


def partner_name(row: Agreement, language: Language) -> str:
    """Return the partner's name alone."""
    return row.partner_en if is_english(language) else row.partner_zh


def place_name(place: Place, language: Language) -> str:
    """Return a place's name."""
    return place.en if is_english(language) else place.zh


def place_in_text(place: Place, language: Language) -> str:
    """Return a place's name as it stands within a sentence: the Netherlands."""
    return _in_text(place_name(place, language), language)


def land_in_text(row: Agreement, language: Language) -> str:
    """Return the partner's country as it stands within a sentence: the Netherlands."""
    return _in_text(country_name(row, language), language)


def _in_text(name: str, language: Language) -> str:
    return f"the {name}" if is_english(language) and _ARTICLED.match(name) else name


def country_name(row: Agreement, language: Language) -> str:
    """Return the partner's country."""
    return row.country_en if is_english(language) else row.country_zh


def partner_words(row: Agreement, language: Language) -> str:
    """Return the partner with its country: Lyon (France), 法国里昂; the country once where the name has it."""
    name, country = partner_name(row, language), country_name(row, language)
    if fold(country) in fold(name) or not country:
        return name
    return f"{name} ({country})" if is_english(language) else f"{country}{name}"


def continent_words(continent: str, language: Language) -> str:
    """Return a continent's name."""
    return value_label("continent", continent, language)
