"""A list of ties that is no table: one line is one tie, and its city, country and date are told apart."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from knowledge.names import Gazetteer, PlaceKind
from knowledge.records.dates import read_cell_date
from knowledge.records.model import AgreementStatus
from knowledge.records.ties.columns import role_of
from knowledge.records.ties.kinds import is_planned, kind_called, names_ties, status_in, tie_words_end
from knowledge.records.ties.places import land_and_city
from knowledge.tables import Table, TableRow
from knowledge.text.folding import fold

HEADER = ("City", "Country", "Since", "Type", "Signed in", "Remarks")
# So many columns stand there also where no row fills them.
_USUAL = 3
# Fewer lines that look alike are no list.
_LEAST_LINES = 3
_LONGEST_NAME = 40
_LONGEST_LINE = 120
_BULLET = re.compile(r"(?:[(（]?\d{1,3}[.、)）](?!\d)|[-–—•*·])\s*")
_LIST_ENDS = re.compile(
    r"(?:[\W\d_]|城市|都市|关系|情况|一览表?|一覧表?|名单|名录|列表|目录|统计表?|清单|总表|现状|현황|목록"
    r"|如下|as follows|are"
    r"|list|register|overview|directory|table|s\b|es\b|ies\b|towns?|cit(?:y|ies)|(?:of|in) .*|(?:as of|截至|stand).*)*"
)
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_SIGNED_IN = re.compile(
    r"(?:(?:agreement |memorandum )?signed (?:in|at) |(?:签[署约订]|簽[署約訂])(?:于|於|在|地[点點]?[:：]?))"
    r"(?P<place>\D+)"
)
_RENEWED = re.compile(r"续[签约]|續[簽約]|renewed|更新")
# What names a value as a column does: 國家：法國.
_LABEL = re.compile(r"([^\W\d][^\s:：;；,，|()（）]{0,11})[:：]\s*")
# A comma before the year of an English date parts nothing.
_SIGNS = re.compile(r"(?<!\d),|,(?!\s*\d{4}\b)|[，、:：;；|()（）\[\]【】\t]|\s[-–—]+\s|—+")
# A date that only a blank sets off: 里昂 1988年1月19日.
_DATE_LAST = re.compile(r"(?P<rest>.*\D)\s(?P<date>\S*\d{4}\S*)")
_HAN = re.compile("[\u3400-\u9fff]")


def tables_of_lines(lines: Sequence[str], title: str, gazetteer: Gazetteer) -> Iterator[Table]:
    """Yield the lists of ties in some lines that follow one another; a row is numbered by its line, from 0.

    A line of a country alone says where the ties below it are.
    """
    rows: list[TableRow] = []
    land = ""
    for number, line in enumerate([*lines, ""]):
        if heads := land_alone(line, gazetteer):
            land = heads
            continue
        cells = _cells(line, gazetteer, land)
        if cells is not None:
            rows.append(TableRow(number, cells, line.strip()))
            continue
        if len(rows) >= _LEAST_LINES:
            yield _table(title, rows)
        rows, land = [], ""


def land_alone(line: str, gazetteer: Gazetteer) -> str:
    """Return the country that a line names and nothing else; else nothing."""
    bare = _BULLET.sub("", line.strip(), count=1).rstrip(":： ")
    if not bare or len(bare) > _LONGEST_NAME:
        return ""
    land, city = land_and_city(bare, gazetteer)
    return land if land and not city else ""


def names_a_list(title: str) -> bool:
    """Tell whether a title is that of a list of ties, and of nothing that is done with them: 友好城市一览表."""
    folded = fold(title)
    return names_ties(folded) and _LIST_ENDS.fullmatch(folded[tie_words_end(folded) :]) is not None


def _table(title: str, rows: Sequence[TableRow]) -> Table:
    """Return rows as a table without the last columns that no row fills."""
    width = max(place + 1 for row in rows for place, cell in enumerate(row.cells) if cell or place < _USUAL)
    cut = (dataclasses.replace(row, cells=row.cells[:width]) for row in rows)
    return Table("", title, HEADER[:width], 0, tuple(cut))


def _cells(line: str, gazetteer: Gazetteer, land: str = "") -> tuple[str, ...] | None:
    """Return what a line tells of a tie, by ``HEADER``; None for a line that is none, or says something else too.

    ``land`` is the country that it stands under.
    """
    if len(line) > _LONGEST_LINE:
        return None
    bullet = _BULLET.match(line.strip())
    bare = line.strip()[bullet.end() if bullet else 0 :].removesuffix("。").removesuffix(".")
    told: dict[str, list[str]] = {name: [] for name in HEADER}
    bare = _LABEL.sub(lambda label: "" if role_of(label[1]) else label[0], bare)
    for piece, within in _pieces(bare):
        last = _DATE_LAST.fullmatch(piece)
        if any(map(str.isdecimal, piece)) and not (last or _is_date(piece) or _is_remark(piece)):
            return None
        for part in (last["rest"], last["date"]) if last and not (_is_date(piece) or _is_remark(piece)) else (piece,):
            _take(part, told, gazetteer, aside=within and bool(told["City"]))
    if land and not told["Country"]:
        told["Country"].append(land)
    cities, countries, dates = told["City"], told["Country"], told["Since"]
    if len(cities) == 2 and countries and not _is_city(cities[1], gazetteer) and _is_city(cities[0], gazetteer):  # noqa: PLR2004 - its region
        told["Remarks"].append(cities.pop())
    several = len(cities) == 2 and bool(_HAN.search(cities[0])) is not bool(_HAN.search(cities[1]))  # noqa: PLR2004 - both languages
    if not (len(cities) == 1 or several) or len(countries) > 1 or len(dates) > 1:
        return None
    # What the gazetteer does not have is a city only where the line says all the rest.
    is_tie = (countries and (dates or told["Type"] or any(map(is_planned, told["Remarks"])))) or (
        (dates or countries) and _is_city(cities[0], gazetteer)
    )
    city = f"{cities[0]} ({cities[1]})" if several else cities[0]
    if not is_tie or len(city) > _LONGEST_NAME:
        return None
    return (city, *("; ".join(told[name]) for name in HEADER[1:]))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what stands between the signs of a line, and whether it stands in brackets."""
    for number, part in enumerate(_BRACKETS.split(text)):
        yield from ((piece, number % 2 == 1) for piece in map(str.strip, _SIGNS.split(part)) if piece)


def _take(part: str, told: dict[str, list[str]], gazetteer: Gazetteer, *, aside: bool) -> None:
    """Put a part of a line under what it tells; ``aside`` is one in brackets behind a city, which may be a remark."""
    if _is_date(part):
        told["Since"].append(part)
    elif signed := _SIGNED_IN.fullmatch(part):
        told["Signed in"].append(signed["place"])
    elif _is_remark(part):
        told["Remarks"].append(part)
    elif kind_called(part, apart=True) and len(part) <= _LONGEST_NAME:
        told["Type"].append(part)
    else:
        land, city = land_and_city(part, gazetteer)
        if aside and not land and not gazetteer.readings(city) and not _HAN.search(told["City"][0] + city):
            told["Remarks"].append(part)
            return
        if city and told["City"] and not told["Country"] and _is_region(city, gazetteer):
            land, city = city, ""
        told["Country"] += [land] if land else []
        told["City"] += [city] if city else []


def _is_city(name: str, gazetteer: Gazetteer) -> bool:
    return any(place.is_city for place in gazetteer.readings(name)[:1])


def _is_region(name: str, gazetteer: Gazetteer) -> bool:
    return any(place.kind is PlaceKind.PROVINCE for place in gazetteer.readings(name)[:1])


def _is_remark(text: str) -> bool:
    return is_planned(text) or bool(_RENEWED.search(text)) or status_in(text) is not AgreementStatus.LISTED


def _is_date(text: str) -> bool:
    try:
        read_cell_date(text)
    except ValueError:
        return False
    return True
