"""A list of ties that is no table: one line is one tie, and its city, country and date are told apart."""

import re
from collections.abc import Iterator, Sequence

from knowledge.names import Gazetteer
from knowledge.records.dates import read_cell_date
from knowledge.records.ties.places import land_and_city
from knowledge.tables import Table, TableRow

HEADER = ("City", "Country", "Since")
# Fewer lines that look alike are no list.
_LEAST_LINES = 3
_LONGEST_NAME = 40
_LONGEST_LINE = 120
_BULLET = re.compile(r"(?:[(（]?\d{1,3}[.、)）](?!\d)|[-–—•*·])\s*")
_SIGNS = re.compile(r"[,，、:：;；|()（）\[\]【】\t]|\s[-–—]+\s|—+")
# A date that only a blank sets off: 里昂 1988年1月19日.
_DATE_LAST = re.compile(r"(?P<rest>.*\D)\s(?P<date>\S*\d{4}\S*)")
_HAN = re.compile("[\u3400-\u9fff]")


def tables_of_lines(lines: Sequence[str], title: str, gazetteer: Gazetteer) -> Iterator[Table]:
    """Yield the lists of ties in some lines that follow one another; a row is numbered by its line, from 0."""
    rows: list[TableRow] = []
    for number, line in enumerate([*lines, ""]):
        cells = _cells(line, gazetteer)
        if cells is not None:
            rows.append(TableRow(number, cells, line.strip()))
            continue
        if len(rows) >= _LEAST_LINES:
            yield Table("", title, HEADER, 0, tuple(rows))
        rows = []


def _cells(line: str, gazetteer: Gazetteer) -> tuple[str, str, str] | None:
    """Return the city, the country and the date of a line that says nothing else; None for any other."""
    if len(line) > _LONGEST_LINE:
        return None
    bullet = _BULLET.match(line.strip())
    bare = line.strip()[bullet.end() if bullet else 0 :]
    cities: list[str] = []
    countries: list[str] = []
    dates: list[str] = []
    for piece in filter(None, map(str.strip, _SIGNS.split(bare))):
        last = _DATE_LAST.fullmatch(piece)
        for part in (last["rest"], last["date"]) if last and not _is_date(piece) else (piece,):
            if _is_date(part):
                dates.append(part)
                continue
            land, city = land_and_city(part, gazetteer)
            countries += [land] if land else []
            cities += [city] if city else []
    several = len(cities) == 2 and bool(_HAN.search(cities[0])) is not bool(_HAN.search(cities[1]))  # noqa: PLR2004 - both languages
    if not (len(cities) == 1 or several) or len(countries) > 1 or len(dates) > 1:
        return None
    # What the gazetteer does not have is a city only where the line says all the rest.
    is_tie = (dates and countries) or (
        (dates or countries) and any(place.is_city for place in gazetteer.readings(cities[0])[:1])
    )
    city = f"{cities[0]} ({cities[1]})" if several else cities[0]
    return (city, "".join(countries), "".join(dates)) if is_tie and len(city) <= _LONGEST_NAME else None


def _is_date(text: str) -> bool:
    try:
        read_cell_date(text)
    except ValueError:
        return False
    return True
