"""Time the exports of 5,000 agreements: `python -m tests.benchmark.exports [ROWS]`."""

import argparse
import dataclasses
import datetime as dt
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from knowledge.calendar import PartialDate
from knowledge.evidence import Language
from knowledge.exports import Lists, anniversary_calendar, comma_separated, workbook
from knowledge.records import Agreement, RecordBook, load_table
from knowledge.settings import BUNDLED_CORPUS

ROWS = 5000
TODAY = dt.date(2026, 11, 24)
GOAL_SECONDS = 5.0


def agreements(count: int) -> list[Agreement]:
    """Return so many agreements: the bundled ones again and again, with other ids and dates."""
    rows = [row for row in load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows if isinstance(row, Agreement)]
    served = [row for row in rows if row.is_served]
    return [
        dataclasses.replace(
            served[number % len(served)],
            id=f"row-{number}",
            date=PartialDate(1950 + number % 75, 1 + number % 12, 1 + number % 28),
        )
        for number in range(count)
    ]


def main() -> None:
    """Print the seconds of each export beside the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    count = parser.parse_args().rows
    book = RecordBook.from_records(agreements(count))
    lists = Lists(book, language=Language.ZH, today=TODAY)
    lists.agreements()  # resolves the names of the places, as a bot that serves has done
    year = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
    exports: dict[str, Callable[[], bytes]] = {
        "agreements .xlsx": lambda: workbook(lists.agreements()),
        "agreements .csv": lambda: comma_separated(lists.agreements()),
        "anniversaries of a year .xlsx": lambda: workbook(lists.anniversaries(*year)),
        "anniversaries .ics": lambda: anniversary_calendar(
            book, book.served, Language.ZH, dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
        ),
    }
    table = Table(title=f"Exports of {count:,} agreements (goal: {GOAL_SECONDS:.0f} s each)")
    for heading in ("export", "seconds", "kB"):
        table.add_column(heading, justify="right" if heading != "export" else "left")
    for name, export in exports.items():
        begun = time.perf_counter()
        data = export()
        table.add_row(name, f"{time.perf_counter() - begun:.2f}", f"{len(data) / 1000:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
