"""Spoken and Cantonese forms of the words that ask, put into the written ones (``spoken.csv``, a row a form)."""

import csv
import functools
import re
from pathlib import Path
from typing import NamedTuple

from knowledge.language.lexicon import Row, expression
from knowledge.text.folding import fold

TABLE = Path(__file__).with_name("spoken.csv")
# 係 is "is" in Cantonese; in Mandarin it is part of other words.
_CANTONESE = re.compile(r"[嘅喺佢㗎咗唔冇嗰𠮶哋嚟啲咩嘢]|系咪|系边|边[个度年]")
_IS = re.compile(r"(?<![关联体派科院直母世星维嫡语文筑水山心学法])系(?![统列数主里词所友])")


class Spoken(NamedTuple):
    """A spoken form with what it is put into, and a folded text before and after."""

    form: str
    plain: str
    example: str
    becomes: str


@functools.cache
def spoken_forms() -> tuple[Spoken, ...]:
    """Return the rows of the table, in the order in which they are applied."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Spoken(**row) for row in csv.DictReader(file))


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(expression(Row("en" if row.plain.isascii() else "zh", "", row.form, "", "", "", ""))), row.plain)
        for row in spoken_forms()
    )


def written(folded: str) -> str:
    """Return a folded text with its spoken forms written out; its length may change."""
    cantonese = _CANTONESE.search(folded) is not None
    for pattern, plain in _patterns():
        folded = pattern.sub(plain, folded)
    return _IS.sub("是", folded) if cantonese else folded


def plain_words(text: str) -> str:
    """Return a text folded, its spoken forms written out."""
    return written(fold(text))
