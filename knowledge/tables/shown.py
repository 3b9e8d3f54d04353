"""Write a cell as its program shows it, a date never more precisely than it is shown.

Where a format writes a date in a way that depends on the reader's country (5/2/79), it is written as ISO 8601, to the
same precision.
"""

import datetime as dt
import decimal
import re

from knowledge.tables.formats import BUILT_IN, Format, Token, sections
from knowledge.text.numerals import LEGAL, SPOKEN, chinese_numeral, digit_by_digit

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a cell has no time zone
# Before it the program counts a 29 February 1900 that there was not.
_FIRST_RIGHT = 61
_LAST = 2_958_466
_DIGITS = {1: SPOKEN[0], 2: LEGAL[0], 3: "０１２３４５６７８９"}
_UNITS = {1: SPOKEN[1], 2: LEGAL[1]}
_TAIWAN, _JAPAN = "404", "411"
_ERAS = (
    (dt.date(2019, 5, 1), "令和"), (dt.date(1989, 1, 8), "平成"), (dt.date(1926, 12, 25), "昭和"),
    (dt.date(1912, 7, 30), "大正"), (dt.date(1868, 1, 25), "明治"),
)  # fmt: skip
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_PLAIN = 15
_LONGEST_PATTERN = 20
_SIGNIFICANT = 11


def format_code(number: int, custom: dict[int, str]) -> str:
    """Return the code of a format that a file names by its number."""
    return custom.get(number) or BUILT_IN.get(number, "General")


def shown_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return a number as a format shows it."""
    section = _section_for(value, sections(code))
    if section.is_date:
        moment = _moment(value, since_1904=since_1904)
        return _plain(value) if moment is None else _date(moment, value, section)
    return _number(value, section, negative=len(sections(code)) == 1)


def shown_moment(moment: dt.datetime, code: str) -> str:
    """Return a date that a file stores as such; a format without date tokens hides nothing of it."""
    section = sections(code)[0]
    if not section.is_date:
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ", "minutes")
    return _date(moment, (moment - _EPOCH) / dt.timedelta(days=1), section)


def shown_date(date: dt.datetime, parts: set[str], text: str) -> str:
    """Return a date of which a program shows some ``parts`` (year, month, day) as ``text``.

    A text in Chinese or Japanese says itself; any other may depend on the country, so ISO is written.
    """
    if _HAN.search(text) or not parts:
        return text
    if "year" not in parts:
        return text
    return date.date().isoformat()[: 10 if "day" in parts else 7 if "month" in parts else 4]


def _section_for(value: float, codes: tuple[Format, ...]) -> Format:
    numeric = codes[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1]
    return numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]  # noqa: PLR2004 - the third is for zero


def _moment(value: float, *, since_1904: bool) -> dt.datetime | None:
    if not 0 <= value < _LAST:
        return None
    day = 1 if not since_1904 and 1 <= value < _FIRST_RIGHT - 1 else 0
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    try:
        return epoch + dt.timedelta(days=day) + dt.timedelta(seconds=round(value * 86400))
    except OverflowError:
        return None


def _date(moment: dt.datetime, value: float, section: Format) -> str:
    tokens = [token for token in section.tokens if token.kind in {"date", "elapsed"}]
    # ddd is the day of the week.
    letters = {token.text[0] for token in tokens if token.text[:3] != "ddd"}
    has_year = bool(letters & {"y", "e", "b"})
    local = section.numerals or letters & {"e", "g"} or any(_HAN.search(token.text) for token in section.tokens)
    if local or not has_year:
        return _by_token(moment, value, section).strip()
    date = moment.date().isoformat()[: 10 if "d" in letters and "m" in letters else 7 if "m" in letters else 4]
    return f"{date} {moment:%H:%M}" if "h" in letters else date


def _by_token(moment: dt.datetime, value: float, section: Format) -> str:
    written: list[str] = []
    has_era = any(token.text[0] == "g" for token in section.tokens if token.kind == "date")
    for token in section.tokens:
        if token.kind == "elapsed":
            seconds = round(value * 86400)
            written.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[token.text[0]]))
        elif token.kind == "date":
            written.append(_part(moment, token, section, has_era=has_era))
        elif token.kind == "meridiem":
            written.append(("上午" if moment.hour < 12 else "下午") if _HAN.search(token.text) else f"{moment:%p}")  # noqa: PLR2004 - noon
        elif token.kind == "quoted":
            written.append(token.text)
    return "".join(written)


def _part(moment: dt.datetime, token: Token, section: Format, *, has_era: bool) -> str:  # noqa: PLR0911 - one return a letter
    letter, length = token.text[0], len(token.text)
    match letter:
        case "y":
            return _numeral_digits(f"{moment.year:04d}", section)
        case "e":
            return _era_year(moment.date(), section, named=has_era)
        case "g":
            return _era(moment.date(), section.language)[0]
        case "b":
            return _numeral_digits(str(moment.year + 543), section)
        case "m" | "d" if length > 2:  # noqa: PLR2004 - from three letters on it is a name
            return moment.strftime({"m": "%b", "d": "%a"}[letter] if length == 3 else {"m": "%B", "d": "%A"}[letter])  # noqa: PLR2004 - the short name
        case "a":
            return "星期" * (length > 3) + "一二三四五六日"[moment.weekday()]  # noqa: PLR2004 - aaaa is the long form
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute, "s": moment.second}[letter]
    return _numeral(number, section) if section.numerals else f"{number:0{length}d}"


def _era(date: dt.date, language: str) -> tuple[str, int]:
    if language == _TAIWAN:
        return "民國", date.year - 1911
    if language == _JAPAN:
        for start, name in _ERAS:
            if date >= start:
                return name, date.year - start.year + 1
    return "", date.year


def _era_year(date: dt.date, section: Format, *, named: bool) -> str:
    """Return the year of an era; where the format does not name the era, its name is put before the year."""
    name, year = _era(date, section.language)
    return ("" if named else name) + (_numeral(year, section) if section.numerals and name else str(year))


def _number(value: float, section: Format, *, negative: bool) -> str:
    scale = 100 ** sum(token.kind == "percent" for token in section.tokens)
    written: list[str] = []
    placed = False
    for token in section.tokens:
        if token.kind == "number" and not placed:
            written.append(_digits(abs(value) * scale, token.text))
            placed = True
        elif token.kind in {"general", "text"}:
            whole = section.numerals and value == int(value)
            written.append(_numeral(abs(int(value)), section) if whole else _plain(abs(value)))
        elif token.kind in {"percent", "quoted"}:
            written.append("%" if token.kind == "percent" else token.text)
    sign = "-" if value < 0 and negative else ""
    return sign + "".join(written).strip()


def _digits(value: float, pattern: str) -> str:
    """Return a number in a pattern of 0, #, commas and a point; any other pattern shows it plainly."""
    if "E" in pattern.upper() or "?" in pattern or value >= 10**_LONGEST_PLAIN or len(pattern) > _LONGEST_PATTERN:
        return _plain(value)
    thousands = len(pattern) - len(pattern.rstrip(","))
    whole, _, fraction = pattern.rstrip(",").partition(".")
    exact = decimal.Decimal(repr(value)).scaleb(-3 * thousands)
    least = fraction.count("0")
    rounded = exact.quantize(decimal.Decimal(1).scaleb(-len(fraction)), decimal.ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    integer, point, decimals = text.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0")) if "," not in whole else integer
    return integer + (point + decimals if decimals else "")


def _plain(value: float) -> str:
    if abs(value) < 10**_LONGEST_PLAIN and value == int(value):
        return str(int(value))
    return f"{value:.{_SIGNIFICANT}g}"


def _numeral_digits(text: str, section: Format) -> str:
    return digit_by_digit(text, _DIGITS.get(section.numerals, "0123456789"))


def _numeral(number: int, section: Format) -> str:
    """Return a whole number in Chinese numerals, as 十二 or 壹拾贰."""
    if section.numerals not in _UNITS or number >= 10**16:
        return _numeral_digits(str(number), section)
    return chinese_numeral(number, _DIGITS[section.numerals], _UNITS[section.numerals])
