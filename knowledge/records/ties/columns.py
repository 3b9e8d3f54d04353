"""What the columns of a table of ties are: by their names, and by what stands in them."""

import csv
import dataclasses
import functools
import importlib.resources
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from knowledge.names import Gazetteer
from knowledge.records.dates import Ambiguous, read_cell_date
from knowledge.records.ties.kinds import kind_in, names_ties
from knowledge.records.ties.places import cities_called, country_called, land_and_city
from knowledge.tables import Table, TableRow
from knowledge.tables.notes import MARK
from knowledge.text.folding import fold

_DATE_PARTS = ("年", "月", "日")
SAMPLED = 60
_MOST_HOMES = 0.5
_ENOUGH = 0.5
_MOSTLY = 0.6
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_ENGLISH = re.compile(r"[(\[【 ](?:英文|英|english|en)[)\]】]?$")
_CITY = re.compile("[\u3400-\u9fff·]{2,10}[市县区郡州省府]")
_MARKS = re.compile(rf"^[*＊※†‡]+\s*(?=\w)|\s*{MARK}+$")
_LATIN = re.compile(r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ '’.&-]*)")
_BRACKETED = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_DATED = re.compile(r"(?P<name>[^\d()（）]+?)\s*[(（](?P<date>[^()（）]*\d{2}[^()（）]*)[)）]")
_SINCE = "Since"
_REPUBLIC, _OF_REPUBLIC = re.compile("民[國国]"), re.compile(r"\d{2,3}\s*[年./-].*")
_BETWEEN = re.compile(r"[\n、;；]")
_CODE = re.compile("[A-Za-z]{2}")  # "no" is no Norway where no header says that there are countries
_EMPTY = re.compile(r"[-—–/\\.。…?？]*|不详|未知|无|暂无|待定|未定|n/?a|unknown|none", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands in a table, by role: ``partner``, ``date``, ``country`` and so on.

    ``dates`` are all the columns that may be the day of the agreement, the likeliest first. ``by_content`` are the
    roles that no name gave.
    """

    places: Mapping[str, int]
    dates: tuple[int, ...] = ()
    by_content: frozenset[str] = frozenset()
    is_tie_word: bool = False

    def cell(self, role: str, cells: Sequence[str]) -> str:
        """Return what a row has for a role; nothing where it says that it does not know."""
        place = self.places.get(role)
        text = _unmarked(cells[place]) if place is not None and place < len(cells) else ""
        return "" if is_empty(text) else text

    def without(self, role: str) -> "Columns":
        """Return the columns with none of a role."""
        return dataclasses.replace(self, places={name: at for name, at in self.places.items() if name != role})


def _unmarked(cell: str) -> str:
    """Return a cell in one line, without the marks of notes behind it: 图尔库*, Turku [2]."""
    return _MARKS.sub("", " ".join(cell.split()))


def is_empty(text: str) -> bool:
    """Tell whether a cell says that nothing is known."""
    return _EMPTY.fullmatch(text.strip()) is not None


def role_of(name: str) -> str:
    """Return the role that a column's name gives it, "" for none."""
    whole = fold(unicodedata.normalize("NFKC", name))
    bare = _BRACKETS.sub(" ", whole)
    for form in (whole, bare, *_parts(bare)):
        role = _words().get(_letters(form), "")
        if role:
            english = _ENGLISH.search(whole) is not None
            return role if not english else "partner_en" if role.startswith("partner") else ""
    return ""


def _parts(name: str) -> Iterator[str]:
    """Yield the parts of a name in two languages (City 都市名), and what a group calls its column (外方城市 国别)."""
    pieces = [piece.strip() for piece in _LATIN.split(name) if piece.strip()]
    if len(pieces) > 1:
        yield from pieces
    elif pieces and not _LATIN.fullmatch(name) and " " in pieces[0]:
        yield pieces[0].rpartition(" ")[2]


def columns_of(table: Table, gazetteer: Gazetteer) -> Columns | None:
    """Return what the columns are; None where no column holds partners."""
    roles = [role_of(name) for name in table.header]
    samples = [list(_sample(table, place)) for place in range(len(roles))]
    places: dict[str, int] = {}
    for place, role in enumerate(roles):
        if role and role not in {"partner_or_home", "some_date", "weak_date", "date"}:
            places.setdefault(role, place)
    of_ties = names_ties(table.title) and any(role.endswith("date") for role in roles)
    _settle_cities(places, roles, samples, gazetteer, of_ties=of_ties)
    by_content: set[str] = set()
    if "partner" not in places:
        found = _by_content(samples, places, lambda cell: _is_city(cell, gazetteer))
        if found is None:
            return None
        places["partner"] = found
        by_content.add("partner")
    for role, is_one in (("country", lambda cell: _is_country(cell, gazetteer)), ("kind", kind_in)):
        found = _by_content(samples, places, is_one) if role not in places else None
        if found is not None:
            places[role] = found
    # A column that is called the date of the agreement is it: what cannot be read in it is told.
    certain = [place for place, role in enumerate(roles) if role == "date" and _figured(samples[place]) >= _ENOUGH]
    # What was founded (建立时间) may be the city, where another date is that of the tie.
    called = {"some_date"} if {"date", "some_date"} & {*roles} else {"weak_date"}
    likely = [place for place, role in enumerate(roles) if role in called and _dated(samples[place]) >= _ENOUGH]
    if not certain and not likely:
        likely = [n for n, role in enumerate(roles) if not role and _dated(samples[n]) >= _MOSTLY]
        by_content.add("date")
    dates = (*certain, *likely)
    signed = places.get("place_signed")
    if signed is not None and _dated(samples[signed]) >= _ENOUGH:  # "signed in" 1991
        del places["place_signed"]
        dates = (*dates, signed)
    if dates:
        places["date"] = dates[0]
    words = any(roles[place] == "partner" for place in range(len(roles))) or bool(certain)
    return Columns(places, dates, frozenset(by_content), words)


def with_era_of_header(table: Table) -> Table:
    """Return a table whose dates are in the years of the Republic with these named, where only their column does."""
    places = {place for place, name in enumerate(table.header) if _REPUBLIC.search(name)}
    rows = tuple(
        dataclasses.replace(
            row,
            cells=tuple(
                f"民國{cell.strip()}" if place in places and _OF_REPUBLIC.fullmatch(cell.strip()) else cell
                for place, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    )
    return dataclasses.replace(table, rows=rows) if places else table


def with_whole_dates(table: Table) -> Table:
    """Return a table with the dates that stand in columns of their own for year, month and day in one column."""
    for place, name in enumerate(table.header):
        parts = table.header[place : place + len(_DATE_PARTS)]
        heads = [head[1] for each, end in zip(parts, _DATE_PARTS, strict=False) if (head := _parted(each, end))]
        if len(heads) < 2 or len(set(heads)) > 1 or _parted(name, _DATE_PARTS[0]) is None:  # noqa: PLR2004 - year and month
            continue
        whole = f"{heads[0]}{''.join(_DATE_PARTS[: len(heads)])}".strip()
        header = (*table.header[:place], whole, *table.header[place + len(heads) :])
        rows = tuple(
            dataclasses.replace(
                row,
                cells=(
                    *row.cells[:place],
                    _whole_date(row.cells[place : place + len(heads)]),
                    *row.cells[place + len(heads) :],
                ),
            )
            for row in table.rows
        )
        return dataclasses.replace(table, header=header, rows=rows)
    return table


def with_dates_apart(table: Table) -> Table:
    """Return a table whose cells name cities each with its date in brackets with a row for each, and a column of dates.

    福冈（1979年5月2日）、大分（1988年3月）: such a cell is no name of a city.
    """
    for place, name in enumerate(table.header):
        cells = [row.cells[place] for row in table.rows if place < len(row.cells) and not row.is_total]
        filled = [parts for cell in cells if (parts := [_DATED.fullmatch(part) for part in _several(cell)])]
        dated = [part for part in itertools.chain(*filled) if part and _is_date(part["date"])]
        if len(dated) < _MOSTLY * sum(map(len, filled)) or not dated:
            continue
        within = _BRACKETED.search(name)
        header = (*table.header, within[1] if within and role_of(within[1]).endswith("date") else _SINCE)
        header = (*header[:place], _BRACKETS.sub("", name).strip() or name, *header[place + 1 :])
        rows = [split for row in table.rows for split in _with_dates(row, place, len(table.header))]
        return dataclasses.replace(table, header=header, rows=tuple(rows))
    return table


def _with_dates(row: TableRow, place: int, width: int) -> Iterator[TableRow]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for part in (_several(cells[place]) if not row.is_total else []) or [cells[place]]:
        match = _DATED.fullmatch(part)
        name, date = (match["name"], match["date"]) if match and _is_date(match["date"]) else (part, "")
        yield dataclasses.replace(row, cells=(*cells[:place], name, *cells[place + 1 :], date))


def one_tie_a_row(table: Table, columns: Columns, gazetteer: Gazetteer) -> Table:
    """Return a table with a row for each partner where a cell holds several, with one date each or one for all."""
    rows: list[TableRow] = []
    for row in table.rows:
        rows += _ties_of(row, columns, gazetteer)
    return dataclasses.replace(table, rows=tuple(rows)) if len(rows) > len(table.rows) else table


def _ties_of(row: TableRow, columns: Columns, gazetteer: Gazetteer) -> list[TableRow]:
    place, dated = columns.places["partner"], columns.places.get("date")
    partners = _several(row.cells[place]) if place < len(row.cells) else []
    if len(partners) < 2:  # noqa: PLR2004 - several
        return [row]
    cities = {found[0].id for name in partners if (found := cities_called(name, gazetteer))}
    if len(cities) < len(partners):  # one city in two languages is one
        return [row]
    dates = _several(row.cells[dated]) if dated is not None and dated < len(row.cells) else []
    if len(dates) not in {0, 1, len(partners)}:
        return [row]
    split = []
    for n, partner in enumerate(partners):
        cells = list(row.cells)
        cells[place] = partner
        if dated is not None and len(dates) > 1:
            cells[dated] = dates[n]
        split.append(dataclasses.replace(row, cells=tuple(cells)))
    return split


def _several(cell: str) -> list[str]:
    return [part for each in _BETWEEN.split(cell) if (part := _unmarked(each))]


def _parted(name: str, end: str) -> re.Match[str] | None:
    """Return what a column of years (months, days) is called before that: 结好时间 of 结好时间 年."""
    return re.fullmatch(rf"(|.*\s){end}(?:份)?", fold(name))


def _whole_date(cells: Sequence[str]) -> str:
    text = ""
    for cell, end in zip(cells, _DATE_PARTS, strict=False):
        said = cell.strip().removesuffix(end)
        if not said or is_empty(said):
            break
        text += said + end
    return text


def _settle_cities(
    places: dict[str, int],
    roles: Sequence[str],
    samples: Sequence[Sequence[str]],
    gazetteer: Gazetteer,
    *,
    of_ties: bool,
) -> None:
    """Give columns that are only called “city” their role: the partner, else the home city where it hardly changes.

    ``of_ties`` tells that the table is called one of ties and has their dates.
    """
    for place, role in enumerate(roles):
        if role != "partner_or_home":
            continue
        different = len(set(samples[place])) / max(1, len(samples[place]))
        if "partner" not in places:
            known = sum(_is_city(cell, gazetteer) for cell in samples[place])
            if known >= _ENOUGH * len(samples[place]) or "country" in places or of_ties:
                places["partner"] = place
        elif "home" not in places and different <= _MOST_HOMES and place != places["partner"]:
            places["home"] = place


def _by_content(
    samples: Sequence[Sequence[str]], taken: Mapping[str, int], is_one: Callable[[str], object]
) -> int | None:
    shares = {
        place: sum(bool(is_one(cell)) for cell in cells) / len(cells)
        for place, cells in enumerate(samples)
        if cells and place not in taken.values()
    }
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= _MOSTLY else None


def _sample(table: Table, place: int) -> Iterator[str]:
    filled = (_unmarked(row.cells[place]) for row in table.rows if place < len(row.cells) and not row.is_total)
    kept = (cell for cell in filled if cell and not is_empty(cell))
    for _, cell in zip(range(SAMPLED), kept, strict=False):
        yield cell


def _dated(cells: Sequence[str]) -> float:
    return sum(map(_is_date, cells)) / len(cells) if cells else 0.0


def _figured(cells: Sequence[str]) -> float:
    return sum(any(map(str.isdecimal, cell)) or _is_date(cell) for cell in cells) / len(cells) if cells else 0.0


def _is_date(cell: str) -> bool:
    try:
        read_cell_date(cell)
    except Ambiguous:
        return True
    except ValueError:
        return False
    return True


def _is_city(cell: str, gazetteer: Gazetteer) -> bool:
    land, city = land_and_city(cell, gazetteer)
    # 芬兰劳马市 is a city whether it is known or not, 芬兰总统来访 is none.
    return any(place.is_city for place in gazetteer.readings(city)[:1]) or (
        bool(land) and _CITY.fullmatch(city) is not None
    )


def _is_country(cell: str, gazetteer: Gazetteer) -> bool:
    return len(cell) > 1 and not _CODE.fullmatch(cell) and country_called(cell, gazetteer) is not None


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@functools.cache
def _words() -> dict[str, str]:
    """Return the role of each word of ``columns.csv``, by its letters."""
    file = importlib.resources.files(__package__).joinpath("columns.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return {_letters(fold(row["word"])): row["role"] for row in rows}
