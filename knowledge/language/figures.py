"""The words that numbers and times are made of, in both languages: one table, ``figures.csv``."""

import csv
import functools
import re
from pathlib import Path
from typing import Literal

FIGURES = Path(__file__).with_name("figures.csv")


@functools.cache
def _table() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["what"], row["language"]), {})[row["form"]] = row["value"]
    return found


def words(what: str, language: Literal["zh", "en"] | None = None) -> dict[str, str]:
    """Return the words for something (month, digit, unit …) and what each means; of both languages if none is given."""
    languages = [language] if language else ["zh", "en"]
    return {form: value for one in languages for form, value in _table().get((what, one), {}).items()}


@functools.cache
def values(what: str, language: Literal["zh", "en"] | None = None) -> dict[str, int]:
    """Return the words whose meaning is a number, with it."""
    return {form: int(value) for form, value in words(what, language).items()}


def either(*what: str, language: Literal["zh", "en"]) -> str:
    """Return a pattern for any of the words, the longest first."""
    forms = {form for one in what for form in words(one, language)}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
