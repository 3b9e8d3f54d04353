"""Pictures and lists of the records as files, from an index."""

import datetime as dt

from knowledge.charts.draw import ChartError, draw
from knowledge.charts.kinds import Chart
from knowledge.directory import Directory
from knowledge.evidence import Language
from knowledge.exports import Listing, Lists, anniversary_calendar, comma_separated, workbook
from knowledge.index import KnowledgeIndex
from knowledge.names import Place
from knowledge.records import Agreement
from knowledge.settings import Settings
from knowledge.text.language import Script


class FileError(ValueError):
    """Seen by whoever asked for the file: it cannot be made; says what would do."""


def written(
    index: KnowledgeIndex,
    settings: Settings,
    kind: str,
    suffix: str,
    *,
    language: Language,
    script: Script,
    home: str | None = None,
    year: int | None = None,
) -> bytes:
    """Return a picture (``png``) or a list (``xlsx``, ``csv``, ``ics``) of an index's records.

    Raises FileError for a home city that the records do not have, a list that does not come in the format, or when
    there is nothing to draw.
    """
    directory = Directory(index, settings)
    place = _home(directory, home)
    today = settings.today()
    if suffix == "png":
        try:
            return draw(
                Chart(kind), directory.book, today=today, language=language, script=script, home=place, year=year
            )
        except ChartError as error:
            raise FileError(str(error)) from error
    rows = tuple(row for row in directory.book.served if place is None or directory.book.home_id(row) == place.id)
    if suffix == "ics":
        if kind not in ("agreements", "anniversaries"):
            raise FileError("only agreements and anniversaries come as a calendar; use --format xlsx or csv")
        return anniversary_calendar(directory.book, rows, language, dt.datetime.now(dt.UTC), script)
    lists = Lists(directory.book, language=language, script=script, today=today)
    listing = _listing(lists, kind, rows, year or today.year)
    return workbook(listing) if suffix == "xlsx" else comma_separated(listing)


def _home(directory: Directory, name: str | None) -> Place | None:
    if not name:
        return directory.home
    place = directory.gazetteer.lookup(name)
    if place is None or place not in directory.book.homes:
        known = ", ".join(home.en for home in directory.book.homes)
        raise FileError(f"{name!r} is no home city of the records; they have {known}")
    return place


def _listing(lists: Lists, kind: str, rows: tuple[Agreement, ...], year: int) -> Listing:
    match kind:
        case "agreements":
            return lists.agreements(rows)
        case "anniversaries":
            return lists.anniversaries(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), rows=rows)
        case "events":
            return lists.events()
        case _:
            return lists.programmes()
