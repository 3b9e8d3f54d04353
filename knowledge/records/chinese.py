"""What columns and fixed choices are called in Chinese, in tables and where people read them, in either language."""

import csv
import functools
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from knowledge.evidence import Language
from knowledge.text.folding import fold
from knowledge.text.language import HAN

COLUMNS = Path(__file__).with_name("columns.csv")
VALUES = Path(__file__).with_name("values.csv")
# What the day of an agreement is called; elsewhere a time may be that of anything.
_AGREED_ON = frozenset(
    "结好时间 结好年份 结好年月 缔结日期 缔结时间 缔约日期 缔约时间 签约日期 签约时间 签署日期 签署时间 "
    "签字日期 签字时间 结好".split()
)
_MARK = re.compile(r"(.+?)[(\[]?(中文|英文)名?[)\]]?")
_LANGUAGES = {"中文": "zh", "英文": "en"}
_BETWEEN = re.compile(r"([;/])")


class ColumnWords(NamedTuple):
    """What a column of a table, or of all (""), is called in Chinese, the usual word first, and what goes in it."""

    table: str
    column: str
    chinese: tuple[str, ...]
    description: str


@functools.cache
def column_words() -> tuple[ColumnWords, ...]:
    """Return the rows of ``columns.csv``."""
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        return tuple(
            ColumnWords(row["table"], row["column"], tuple(row["chinese"].split()), row["description"])
            for row in csv.DictReader(file)
        )


@functools.cache
def _columns() -> dict[str, str]:
    return {word: row.column for row in column_words() for word in row.chinese}


class ValueWords(NamedTuple):
    """What a fixed choice is called: in Chinese the usual word first, in English if its own letters do not tell."""

    value: str
    chinese: tuple[str, ...]
    english: str


@functools.cache
def _values(column: str) -> tuple[ValueWords, ...]:
    """Return the fixed choices of a column: its rows of ``values.csv``."""
    with VALUES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if column in row["column"].split()]
    return tuple(ValueWords(row["value"], tuple(row["chinese"].split()), row["english"]) for row in rows)


def column_in_chinese(cell: str) -> str | None:
    """Return the name of the column that a header cell means in Chinese, None if it means none.

    Of a column in both languages (本市, 本市英文名) the Chinese one needs no mark.
    """
    name = fold("".join(unicodedata.normalize("NFKC", cell).split()))
    if name in _columns():
        return _columns()[name]
    match = _MARK.fullmatch(name)
    column = _columns().get(match[1], "") if match else ""
    return f"{column.removesuffix('zh')}{_LANGUAGES[match[2]]}" if match and column.endswith("_zh") else None


def chinese_name(column: str) -> str:
    """Return what a column is called in Chinese."""
    stem, _, language = column.rpartition("_")
    mark = "（英文）" if language == "en" else ""
    chinese = f"{stem}_zh" if mark else column
    return next(word for word, name in _columns().items() if name == chinese) + mark


def value_from_chinese(column: str, cell: str) -> str:
    """Return a cell with a fixed choice as the schema writes it; any other cell as it is."""
    meant = {word: choice.value for choice in _values(column) for word in choice.chinese}
    if not meant:
        return cell
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", cell))
    return "".join(meant.get(fold(part.strip()), part) for part in parts)


def agreement_column(cell: str) -> str | None:
    """Return the column of a table of agreements that a header cell means there alone, None if it means none."""
    return "date" if fold("".join(unicodedata.normalize("NFKC", cell).split())) in _AGREED_ON else None


_SIDES = {"zh": "Chinese", "en": "English"}
_OWN = {"iso_country": "country code", "list_of": "complete kind", "became": "what came of it"}


def column_label(column: str, language: Language) -> str:
    """Return the name of a schema's column as people say it; in Chinese, the header that a table would have."""
    if language is Language.ZH:
        return chinese_name(column)
    stem, _, side = column.rpartition("_")
    if stem and side in _SIDES:
        return f"{stem.replace('_', ' ')} ({_SIDES[side]})"
    return _OWN.get(column, column.replace("_", " "))


def value_label(column: str, value: str, language: Language) -> str:
    """Return a cell as people say it: sister_city as 国际友好城市 or sister city; free text as it is."""
    choice = next((choice for choice in _values(column) if choice.value == value), None)
    if choice is None:
        return value
    return choice.chinese[0] if language is Language.ZH else choice.english or value.replace("_", " ")


def kind_words(kind: str, language: Language, count: int = 2) -> str:
    """Return what ties of a kind are called: sister cities, sister city if it is one; 国际友好城市."""
    one = value_label("kind", kind, language)
    if language is Language.ZH or count == 1:
        return one
    return f"{one.removesuffix('y')}ies" if one.endswith("y") else f"{one}s"


_SIDE_BY_SIDE = " / "


def note_in(note: str, language: Language) -> str:
    """Return the side of a “中文 / English” note in one language; a note in one language is returned whole."""
    parts = note.split(_SIDE_BY_SIDE)
    if len(parts) != 2:  # noqa: PLR2004 - the two languages
        return note
    chinese = [part for part in parts if HAN.search(part)]
    if len(chinese) != 1:
        return note
    other = next(part for part in parts if part is not chinese[0])
    return (chinese[0] if language is Language.ZH else other).strip()
