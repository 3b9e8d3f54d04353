"""Read a date that stands alone in a cell, in any usual way of writing one; what may mean two days is refused."""

from __future__ import annotations

import enum
import functools
import re
import unicodedata

import babel.dates

from knowledge.calendar import PartialDate
from knowledge.text.folding import fold

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "中华民国": 1911}
_ERAS |= {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "o": "0"}
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru")
_MONTHS = 12
_EARLIEST, _LATEST = 1500, 2200

_N = "[一二三四五六七八九十廿卅]{1,4}"
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2})[.]?)?")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_MARKED = re.compile(
    rf"(?P<y>\d{{4}}|[〇○零o一二三四五六七八九]{{4}})[年년]?(?:(?<=[年년])(?P<m>\d{{1,2}}|{_N})[月월](?:份)?"
    rf"(?:(?P<d>\d{{1,2}}|{_N})[日号일]?)?)?"
)
_ERA = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和|(?:中华)?民国|[mtshr](?=[\d元]))(?P<y>元|\d{{1,3}}|{_N})"
    rf"(?:年(?:(?P<m>\d{{1,2}}|{_N})月(?:(?P<d>\d{{1,2}}|{_N})[日号])?)?|(?P<sign>[-/.])(?P<m2>\d{{1,2}})(?:(?P=sign)(?P<d2>\d{{1,2}}))?)"
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4})")
_CLOCK = re.compile(r"(?<=\d)[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_SAID_TWICE = re.compile(r"(?P<head>[^(]*)\((?P<other>[^()]+)\)(?P<tail>[^()]*)")
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)? ?(?:of |de |di )?)?(?P<m>[^\W\d_]{3,12})\.?"
    r"(?: (?P<d2>\d{1,2})(?:st|nd|rd|th)?)?,?(?: de| of| del)?,? (?P<y>\d{4})(?: ?(?:г|года|year))?\.?"
)


class Order(enum.StrEnum):
    """How a table writes days with strokes."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


class Ambiguous(ValueError):
    """Seen by the knowledge keeper, through RecordError: a date that may mean two days; says which."""


def read_cell_date(text: str, order: Order | None = None) -> PartialDate:
    """Return the date that a cell says; ValueError (Ambiguous) when it says none, or may say two.

    A year, a month or a day, never more of it than is written: 1979, 1979.5, 1979年 5月2日, 一九七九年五月, 昭和54年,
    民國68年5月2日, 2 May 1979, 02.05.1979. Refused are circa 1979, the number of a day, and 02/05/1979 unless
    ``order`` says how its table writes days.
    """
    written = _CLOCK.sub("", fold(unicodedata.normalize("NFKC", text)).translate(str.maketrans("．。–—−～", "..---~")))
    match = _SAID_TWICE.fullmatch(written.replace(" ", "")) if "(" in written else None
    if match:  # 昭和54年(1979年)5月2日
        date, other = read_cell_date(match["head"] + match["tail"]), read_cell_date(match["other"])
        if (date.year, other.month or date.month, other.day or date.day) != (other.year, date.month, date.day):
            raise ValueError(f"{text!r} names two dates")
        return date
    said = _joined(written.replace(" ", ""), order) or _named(written)
    if said is None or not _EARLIEST <= said.year <= _LATEST:
        raise ValueError(f"{text!r} is no date")
    return said


def _joined(text: str, order: Order | None) -> PartialDate | None:
    if re.fullmatch(r"\d{4}\.1", text):
        raise Ambiguous(f"{text[:4]}-01 or {text[:4]}-10")
    for pattern in (_YEAR_FIRST, _COMPACT, _MARKED):
        if match := pattern.fullmatch(text):
            return _date(match["y"], match["m"], match["d"])
    if match := _ERA.fullmatch(text):
        year = 1 if match["y"] == "元" else _number(match["y"])
        return _date(str(_ERAS[match["era"]] + year), match["m"] or match["m2"], match["d"] or match["d2"])
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match["a"]), int(match["b"])
        # With points the day comes first wherever it is so written; with strokes it depends on the country.
        if match["sign"] == "." or order is Order.DAY_FIRST:
            return _date(match["y"], str(second), str(first))
        if order is Order.MONTH_FIRST:
            return _date(match["y"], str(first), str(second))
        meanings = {(month, day) for month, day in ((first, second), (second, first)) if month <= _MONTHS}
        raise Ambiguous(" or ".join(f"{match['y']}-{month:02d}-{day:02d}" for month, day in sorted(meanings)))
    return None


def _named(text: str) -> PartialDate | None:
    match = _NAMED.fullmatch(text)
    month = _month_names().get(match["m"]) if match else None
    if match is None or month is None or (match["d"] and match["d2"]):
        return None
    return _date(match["y"], str(month), match["d"] or match["d2"])


def _date(year: str, month: str | None, day: str | None) -> PartialDate:
    whole = year if year.isdigit() else "".join(_DIGITS[char] for char in year)
    return PartialDate(int(whole), _number(month) if month else None, _number(day) if day else None)


def _number(text: str) -> int:
    """Return a number of up to two digits, or in Chinese numerals up to 九十九."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_DIGITS[char] for char in tens))
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS[ones] if ones else 0)


@functools.cache
def _month_names() -> dict[str, int]:
    """Return the months by their names and usual abbreviations in some languages, folded."""
    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in babel.dates.get_month_names(width, "format", language).items():
                found.setdefault(fold(name).rstrip("."), number)
    return found
