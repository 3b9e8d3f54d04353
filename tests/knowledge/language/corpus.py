"""The examples that the readers of language are held to: a rule without an example does not exist."""

import csv
import datetime as dt
from pathlib import Path

TODAY = dt.date(2026, 11, 24)


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of examples, without its header."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]
