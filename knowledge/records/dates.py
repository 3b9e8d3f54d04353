"""Read the date of a cell: what the one reader of dates reads, and the ways of writing one that only tables have."""

import enum
import functools
import re
import unicodedata

import babel.dates

from knowledge.calendar import PartialDate
from knowledge.language.dates import read_date
from knowledge.text.folding import fold

_ERAS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和", "民": "民国"}
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru")
_MONTHS = 12
_ERA_WITH_SIGNS = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|(?:中华)?民国|[mtshr](?=[\d元]))(?P<y>元|\d{1,3})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?"
)
_INITIAL = re.compile(r"[mtshr](?=(?:\d{1,2}|元)年)")
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})(?P=sign)(?P<y>\d{4})")
_MONTH_AND_YEAR = re.compile(r"(?P<m>0?[1-9]|1[0-2])[-/.](?P<y>\d{4})")
_SAID_TWICE = re.compile(r"(?P<head>[^(]*)\((?P<other>[^()]+)\)(?P<tail>[^()]*)")
_NAMED = re.compile(
    r"(?:[^\W\d_]+, )?(?:(?P<d>\d{1,2})(?:er|st|nd|rd|th|\.|º)? ?(?:de |of )?)?(?P<m>[^\W\d_]{3,12})\.?(?: de| del)?"
    r" (?P<y>\d{4})(?: ?г)?\.?"
)
# Words beside a date that leave it as it is: since it, and what was done on it.
_SINCE = re.compile(
    r"^(?:since|seit|depuis|desde|dal|с) (?=.*\d)|(?<=[年月日])(?:起|始|结好|缔结|缔盟|签署|签订|签约|建立)$"
)
_RENEWED = "(?:续[签约]|更新|renewed)"
_REMARK = re.compile(
    r" ?\((?:正式)?(?:签[字署约订]|缔结|締結|調印|signed)\)"
    rf"|(?<=[\d年月日]) ?(?:\([^()]*{_RENEWED}[^()]*\)|[,;，；][^,;，；]*{_RENEWED}[^,;，；]*$)"
)
_WHOLE_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_JOINED_NAME = re.compile(r"(?:\d{1,2}-)?[^\W\d_]{3,12}-\d{4}")
_KOREAN = str.maketrans({"년": "年", "월": "月", "일": "日"})


class Order(enum.StrEnum):
    """How a table writes days with strokes."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


class Ambiguous(ValueError):
    """Seen by the knowledge keeper, through RecordError: a date that may mean two days; says which.

    ``by_order`` is true where knowing whether the day or the month comes first would tell.
    """

    def __init__(self, meanings: str, *, by_order: bool = False) -> None:
        super().__init__(meanings)
        self.by_order = by_order


def read_cell_date(text: str, order: Order | None = None) -> PartialDate:
    """Return the date that a cell says; ValueError (Ambiguous) when it says none, or may say two.

    A year, a month or a day, never more of it than is written: 1979, 1979.5, 05.1979, May-1979, 1979年 5月2日,
    昭和54年(1979年)5月2日, 民國68/5/2, 5. März 1991, 3rd May 1979, 02.05.1979, since 1979, 1979年(签字),
    1979年(2009年续签). Refused are circa 1979, the number of a day, and 02/05/1979 unless ``order`` says how its
    table writes days.
    """
    written = fold(unicodedata.normalize("NFKC", text)).translate(_KOREAN)
    written = _SINCE.sub("", _REMARK.sub("", written).strip())
    if match := _WHOLE_IN_BRACKETS.fullmatch(written):
        written = match[1]
    if _JOINED_NAME.fullmatch(written):
        written = written.replace("-", " ")
    joined = written.replace(" ", "")
    if match := _SAID_TWICE.fullmatch(joined):
        date, other = read_cell_date(match["head"] + match["tail"], order), read_cell_date(match["other"], order)
        if (date.year, other.month or date.month, other.day or date.day) != (other.year, date.month, date.day):
            raise ValueError(f"{text!r} names two dates")
        return date
    return read_date(_usual(joined, order) or _named(written) or written)


def order_of(text: str) -> Order | None:
    """Return in which order a cell writes its day, where its numbers can be read in one only: 25/11/2004."""
    match = _YEAR_LAST.fullmatch(fold(unicodedata.normalize("NFKC", text)).replace(" ", ""))
    if match is None or match["sign"] == "." or max(int(match["a"]), int(match["b"])) <= _MONTHS:
        return None
    return Order.DAY_FIRST if int(match["a"]) > _MONTHS else Order.MONTH_FIRST


def _usual(text: str, order: Order | None) -> str:
    """Return a date of figures and signs as the one reader knows it; nothing where it does already."""
    if match := _ERA_WITH_SIGNS.fullmatch(text):
        day = f"{match['d']}日" if match["d"] else ""
        return f"{_ERAS.get(match['era'], match['era'])}{match['y']}年{match['m']}月{day}"
    if _INITIAL.match(text):
        return _ERAS[text[0]] + text[1:]
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return f"{match['y']}-{int(match['m']):02d}"
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match["a"]), int(match["b"])
        # With points the day comes first wherever it is so written; with strokes it depends on the country.
        if match["sign"] == "." or order is Order.DAY_FIRST:
            return f"{match['y']}-{second:02d}-{first:02d}"
        if order is Order.MONTH_FIRST:
            return f"{match['y']}-{first:02d}-{second:02d}"
        meanings = {(month, day) for month, day in ((first, second), (second, first)) if month <= _MONTHS}
        days = (f"{match['y']}-{month:02d}-{day:02d}" for month, day in sorted(meanings))
        raise Ambiguous(" or ".join(days), by_order=True)
    if re.fullmatch(r"\d{4}\.1", text):
        raise Ambiguous(f"{text[:4]}-01 or {text[:4]}-10")
    return text if "年" in text else ""


def _named(text: str) -> str:
    """Return a date with the name of its month in another language than the one reader's; nothing for any other."""
    match = _NAMED.fullmatch(text)
    month = _month_names().get(match["m"]) if match else None
    if match is None or month is None:
        return ""
    return f"{match['y']}-{month:02d}" + (f"-{int(match['d']):02d}" if match["d"] else "")


@functools.cache
def _month_names() -> dict[str, int]:
    """Return the months by their names and usual abbreviations in some languages, folded."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in babel.dates.get_month_names(width, "format", language).items():
                found.setdefault(fold(name).rstrip("."), number)
    return found
