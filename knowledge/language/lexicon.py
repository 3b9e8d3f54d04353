"""Words as data: which concepts a folded text speaks of, by tables of phrasings.

A row of a table (``lexicon/zh/*.csv``, ``lexicon/en/*.csv``) gives a ``concept``, a ``form``, what may not stand right
before or after it, an ``example`` in which the form must be found and a ``counter_example`` in which the concept must
not. A form is folded text (Simplified, lower case) with

- ``(a|b)`` for alternatives and ``[a]`` for what may be missing,
- ``…`` for up to twelve characters of the same clause, ``#`` for a number, ``~`` for the rest of a word,
- ``^`` and ``$`` for the beginning and the end of the text.

English forms match whole words, and a blank in them a hyphen too. No name of a city, programme or plan is in a table:
names come from the gazetteer, the records and the papers.
"""

import csv
import functools
import re
from pathlib import Path
from typing import NamedTuple

TABLES = Path(__file__).with_name("lexicon")

_GAP = "[^,.;!?。，；！？、]{0,12}?"
# Bounded: of a long row of digits each would be tried as the beginning of all the rest.
_NUMBER = (
    r"(?:\d{1,12}(?:\.\d{1,6})?|[〇零一二两三四五六七八九十百千廿卅]{1,12}|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_OPTION_BEFORE, _OPTION_BEHIND = re.compile(r"\[([^\[\]]+)\] "), re.compile(r" \[([^\[\]]+)\](?=\$?$)")
_SIGNS = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "[": "(?:",
    "]": ")?",
    "…": _GAP,
    "#": _NUMBER,
    "~": "[a-z'-]*",
    "^": r"\A\W*",
    "$": r"\W*\Z",
}


class Row(NamedTuple):
    """One phrasing of a concept, in one language (``zh`` or ``en``), with what proves it."""

    language: str
    concept: str
    form: str
    not_before: str
    not_after: str
    example: str
    counter_example: str


class Span(NamedTuple):
    """Where a concept stands in a folded text."""

    start: int
    end: int
    text: str


@functools.cache
def rows() -> tuple[Row, ...]:
    """Return every row of every table."""
    found: list[Row] = []
    for path in sorted(TABLES.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [
                Row(path.parent.name, **{key: value or "" for key, value in row.items()})
                for row in csv.DictReader(file)
            ]
    return tuple(found)


@functools.cache
def _rows_of() -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in rows():
        found[row.concept] = (*found.get(row.concept, ()), row)
    return found


def concepts_under(prefix: str) -> tuple[str, ...]:
    """Return the concepts named ``prefix.something``, in the order of the tables."""
    return tuple(concept for concept in _rows_of() if concept.startswith(f"{prefix}."))


def expression(row: Row) -> str:
    """Return the regular expression of a row."""
    return _english(row) if row.language == "en" else _chinese(row)


def _chinese(row: Row) -> str:
    body = "".join(_SIGNS.get(char, re.escape(char)) for char in row.form)
    before = "".join(f"(?<!{re.escape(text)})" for text in row.not_before.split("|") if text)
    after = "|".join(re.escape(text) for text in row.not_after.split("|") if text)
    return f"{before}(?:{body})" + (f"(?!{after})" if after else "")


def _english(row: Row) -> str:
    # The blank beside what may be missing goes with it.
    form = _OPTION_BEFORE.sub(r"[(\1) ]", row.form)
    form = _OPTION_BEHIND.sub(r"[ (\1)]", form).replace(" … ", "…")
    signs = _SIGNS | {" ": "[ -]", "…": "[^.;!?]{1,40}?"}
    body = "".join(signs.get(char, re.escape(char)) for char in form)
    before = "".join(f"(?<!{re.escape(text)} )" for text in row.not_before.split("|") if text)
    after = "|".join(re.escape(text) for text in row.not_after.split("|") if text)
    return rf"(?<![a-z0-9]){before}(?:{body})(?![a-z0-9])" + (f"(?![ -]?(?:{after}))" if after else "")


@functools.cache
def pattern(concept: str) -> re.Pattern[str]:
    """Return the pattern of every phrasing of a concept, the longer forms first.

    Raises:
        KeyError: no table has the concept (a slip of the pen in the code).

    """
    forms = sorted(_rows_of()[concept], key=lambda row: -len(row.form))
    return re.compile("|".join(expression(row) for row in forms))


def find(folded: str, concept: str) -> Span | None:
    """Return the first place of a concept in a folded text, or None."""
    match = pattern(concept).search(folded)
    return None if match is None else Span(match.start(), match.end(), match.group())


def find_all(folded: str, concept: str) -> tuple[Span, ...]:
    """Return every place of a concept in a folded text."""
    return tuple(Span(match.start(), match.end(), match.group()) for match in pattern(concept).finditer(folded))


def speaks_of(folded: str, *concepts: str) -> bool:
    """Tell whether a folded text speaks of any of these concepts."""
    return any(pattern(concept).search(folded) for concept in concepts)
