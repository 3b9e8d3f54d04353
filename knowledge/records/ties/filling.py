"""Make agreements of the rows of a table of ties, filled in from the gazetteer; what is on record keeps its id."""

import dataclasses
import functools
import hashlib
import re

import pypinyin
from pydantic import ValidationError

from knowledge.calendar import PartialDate
from knowledge.errors import RecordError
from knowledge.names import Gazetteer, Place
from knowledge.records.book import RecordBook
from knowledge.records.chinese import value_from_chinese
from knowledge.records.dates import Ambiguous, read_cell_date
from knowledge.records.load import LoadedTable, problems_of
from knowledge.records.model import Agreement, AgreementKind, AgreementStatus, RecordKind
from knowledge.records.schema import adapter
from knowledge.records.ties.columns import Columns, is_empty
from knowledge.records.ties.kinds import kind_called, kind_in, status_in
from knowledge.records.ties.places import cities_called, country_called, land_and_city
from knowledge.records.ties.proposal import BOTH_NAMES, Proposal, planned_by
from knowledge.tables import Table, TableRow
from knowledge.text.folding import fold, to_simplified

_HAN = re.compile("[\u3400-\u9fff]")
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .,'’\-]*")
_BRACKETED = re.compile(r"^(?P<outer>[^(（]+?)\s*[(（](?P<inner>[^)）]+)[)）]\s*$")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
# A longer remark tells of something that came before or after: 由友好交流城市升格.
_LONGEST_KIND = 10
_AS_OF = re.compile(
    r"(?:截至|截止到?|截至到|as of|stand:?)\s*(?P<after>[^,，。;；)）]{4,20})|(?P<before>[^（(\s]{4,16})現在",
    re.IGNORECASE,
)
DATE_ALLOWED = "a date as YYYY, YYYY-MM or YYYY-MM-DD that exists, or nothing"


def ties_from(proposal: Proposal, name: str, gazetteer: Gazetteer, *, sheets: int = 1) -> LoadedTable:
    """Return the agreements of a proposal of which nothing is unanswered, each with its place in the file.

    A cell that is wrong keeps its row out and no other. The source of each is the file itself, its quote the row.
    """
    maker = _Maker(proposal, name, gazetteer, several=sheets > 1)
    for table, columns in proposal.tables:
        for row in table.rows:
            if not row.is_total:
                maker.add(table, columns, row)
    return maker.loaded()


class _Maker:
    def __init__(self, proposal: Proposal, name: str, gazetteer: Gazetteer, *, several: bool) -> None:
        self._proposal = proposal
        self._name = name
        self._gazetteer = gazetteer
        self._several = several
        self._rows: list[Agreement] = []
        self._places: list[tuple[str, int]] = []
        self._problems: list[RecordError] = []
        self._ids: set[str] = set()
        self._told: dict[str, None] = {"partner_zh": None, "partner_en": None, "kind": None}
        self._unknown: list[str] = []

    def loaded(self) -> LoadedTable:
        notes: tuple[str, ...] = ()
        if self._unknown:
            shown = ", ".join(self._unknown[:5]) + (" …" if len(self._unknown) > 5 else "")  # noqa: PLR2004 - enough to look at
            known = "until a column tells their English names"
            notes = (f"{len(self._unknown)} names are in no gazetteer and stand as they are written, {known}: {shown}",)
        return LoadedTable(
            RecordKind.AGREEMENTS,
            tuple(self._rows),
            tuple(self._problems),
            (),
            tuple(self._told),
            tuple(self._places),
            notes,
        )

    def add(self, table: Table, columns: Columns, row: TableRow) -> None:
        written = columns.cell("partner", row.cells)
        if not written:
            if sum(not is_empty(cell) for cell in row.cells) > 1:
                self._wrong(table, columns, row, "partner", "it must not be empty")
            return
        planned = planned_by(columns, row)
        try:
            date = None if planned else self._date(columns, row)
        except Ambiguous as error:
            self._wrong(table, columns, row, "date", f"a date that can be read in one way only: {error}")
            return
        except ValueError:
            self._wrong(table, columns, row, "date", DATE_ALLOWED)
            return
        kind, called = self._kind(table, columns, row)
        kind = kind or (AgreementKind.SISTER_CITY if planned else None)
        if kind is None:
            self._wrong(table, columns, row, "kind", f"one of {', '.join(AgreementKind)}")
            return
        values = self._values(columns, row, written)
        values |= {"kind": kind, "kind_note": called, "date": date}
        if planned:
            values |= {"status": AgreementStatus.PLANNED, "status_note": planned}
        values["id"] = self._id(columns.cell("number", row.cells), values)
        try:
            agreement: Agreement = adapter(RecordKind.AGREEMENTS).validate_python(values)
        except ValidationError as error:
            self._problems += problems_of(error, self._name, row.number, {k: str(v) for k, v in values.items()})
            return
        self._rows.append(agreement)
        self._places.append((table.sheet if self._several else "", row.number))
        self._told |= dict.fromkeys(role for role in ("date", "place_signed") if role in columns.places)

    def _wrong(self, table: Table, columns: Columns, row: TableRow, role: str, allowed: str) -> None:
        place = columns.places.get(role)
        shown = table.header[place] if place is not None else role
        self._problems.append(RecordError(self._name, row.number, shown, columns.cell(role, row.cells), allowed))

    def _date(self, columns: Columns, row: TableRow) -> PartialDate | None:
        cell = columns.cell("date", row.cells)
        return read_cell_date(cell, self._proposal.order) if cell else None

    def _kind(self, table: Table, columns: Columns, row: TableRow) -> tuple[AgreementKind | None, str]:
        """Return the kind of a tie, and what its table calls it where that is another word."""
        apart = self._proposal.sets_apart
        cell = columns.cell("kind", row.cells)
        said = value_from_chinese("kind", cell)
        known = AgreementKind(said) if said in list(AgreementKind) else None
        if kind := kind_called(cell, apart=apart) or known:
            return kind, cell if kind_in(cell) is not kind and known is not kind else ""
        if cell and apart:  # whatever a list calls otherwise than its sister cities is a weaker tie
            return AgreementKind.FRIENDLY_EXCHANGE_CITY, cell
        remark = columns.cell("remarks", row.cells)
        if kind_in(remark) is AgreementKind.FRIENDLY_EXCHANGE_CITY and len(remark) <= _LONGEST_KIND:
            return AgreementKind.FRIENDLY_EXCHANGE_CITY, remark
        for text in (row.part, table.sheet, table.title, table.header[columns.places["partner"]]):
            if kind := kind_called(text, apart=apart):
                return kind, "" if kind_in(text) is kind or text == table.title else text
        return self._proposal.kind, cell

    def _values(self, columns: Columns, row: TableRow, written: str) -> dict[str, object]:
        said = columns.cell("country", row.cells) or columns.cell("iso_country", row.cells) or row.part
        country = country_called(said, self._gazetteer)
        if country is None:
            named, city = land_and_city(written, self._gazetteer)
            country, written = (country_called(named, self._gazetteer), city) if named and city else (None, written)
        zh, en, aliases, place = self._named(written, columns.cell("partner_en", row.cells), country)
        home_zh, home_en = self._home(columns.cell("home", row.cells) or self._proposal.home)
        land = country or self._country_of(place)
        said = columns.cell("country", row.cells)
        region = next(iter(self._gazetteer.readings(said)), None) if said and not land else None
        quote = columns.cell("quote", row.cells) or row.text
        said_of_it = (columns.cell(role, row.cells) for role in ("status", "remarks"))
        ended = next((text for text in said_of_it if status_in(text) is not AgreementStatus.LISTED), "")
        return {
            "home_zh": home_zh,
            "home_en": home_en,
            "partner_zh": zh,
            "partner_en": en,
            "aliases": aliases,
            "country_zh": shown.zh if (shown := land or region) else to_simplified(said),
            "country_en": shown.en if shown else said,
            "iso_country": land.country if land else "",
            "continent": (place.continent if place else "") or (land.continent if land else ""),
            "status": status_in(ended),
            "status_note": ended.rstrip("。. "),
            "place_signed": columns.cell("place_signed", row.cells),
            "source_title": columns.cell("source_title", row.cells) or self._proposal.title,
            "source_date": self._as_of,
            "quote": quote,
            **({"audience": audience} if (audience := self._audience(columns, row)) else {}),
        }

    @staticmethod
    def _audience(columns: Columns, row: TableRow) -> str:
        said = value_from_chinese("audience", columns.cell("audience", row.cells))
        return said if said in {"public", "staff"} else ""

    def _named(
        self, written: str, english: str, country: Place | None
    ) -> tuple[str, str, tuple[str, ...], Place | None]:
        """Return a partner's names in both languages, its other spellings, and its place if the gazetteer has it."""
        parts = [written]
        if match := _BRACKETED.match(written):
            parts = [match["outer"], match["inner"]]
        elif _EASTERN.search(written) and (latin := _LATIN.search(written)) and len(latin.group().strip()) > 2:  # noqa: PLR2004 - a letter is no name
            parts = [written.replace(latin.group(), " ").strip(" /／,，"), latin.group().strip(" ,")]
        if country is not None:
            parts = [self._without_country(part, country) for part in parts]
        spellings = [part for part in (*parts, english) if part]
        place = next((place for part in spellings if (place := self._place(part, country)) is not None), None)
        han = next((part for part in parts if _HAN.search(part)), "")
        latin_name = english or next(
            (part for part in parts if (not _HAN.search(part) and part.isascii()) or _LATIN.fullmatch(part)), ""
        )
        zh = self._own_name(han, place) or (place.zh if place else written)
        en = place.en if place and (not latin_name or fold(place.en) in fold(latin_name)) else latin_name or zh
        if place is None:
            self._unknown.append(written)
        shown = {fold(zh), fold(en)}
        return (
            zh,
            en,
            tuple(dict.fromkeys(part for part in spellings if fold(part) not in shown and ";" not in part)),
            place,
        )

    def _own_name(self, han: str, place: Place | None) -> str:
        """Return the Chinese name by which a table calls a city; nothing for a name of other characters (広州)."""
        bare = to_simplified(han)
        if place is None or fold(bare) in self._gazetteer.names_of(place):
            return bare
        bare = re.sub("(?<=..)市$", "", bare)
        try:
            bare.encode("gb2312")
        except UnicodeEncodeError:
            return ""
        return bare

    def _without_country(self, part: str, country: Place) -> str:
        plain = to_simplified(part)
        for name in (country.zh, country.en):
            if len(plain) == len(part) > len(name) + 1 and plain.startswith(name):
                return part[len(name) :].strip(" ,，")
        return re.sub(rf",\s*{re.escape(country.en)}$", "", part)

    def _place(self, name: str, country: Place | None) -> Place | None:
        """Return the city of a name; without its country only where the name is that of one city, or of one by far."""
        readings = cities_called(name, self._gazetteer)
        if country is not None:
            return next((place for place in readings if place.country == country.country), None)
        countries = {place.country for place in readings}
        return readings[0] if len(countries) == 1 else None

    def _country_of(self, place: Place | None) -> Place | None:
        return self._gazetteer.get(f"country:{place.country.lower()}") if place and place.country else None

    def _home(self, written: str) -> tuple[str, str]:
        english, _, chinese = written.partition(BOTH_NAMES)
        if chinese:
            return chinese, english
        place = next((place for place in self._gazetteer.readings(written) if place.is_city), None)
        if place is not None:
            return place.zh, place.en
        return (written, _romanised(written)) if _HAN.search(written) else (written, written)

    def _id(self, number: str, values: dict[str, object]) -> str:
        """Return an id of its own: what the table calls the row if that is one, else the names of the two cities."""
        if re.fullmatch(r"[0-9A-Za-z_-]*[A-Za-z][0-9A-Za-z_-]*", number) and number not in self._ids:
            self._ids.add(number)
            return number
        base = f"{slug(str(values['home_en']))}-{slug(str(values['partner_en']))}"
        found, count = base, 1
        while found in self._ids:
            count += 1
            found = f"{base}-{count}"
        self._ids.add(found)
        return found

    @functools.cached_property
    def _as_of(self) -> PartialDate | None:
        """Return the day up to which the file says that it is right."""
        texts = [self._proposal.title]
        for table, _ in self._proposal.tables:
            texts += [text for _, text in (*table.above, *table.notes)]
        for match in (match for text in texts for match in _AS_OF.finditer(text)):
            said = match["after"] or match["before"]
            try:
                return read_cell_date(said.strip(" :："))
            except ValueError:
                continue
        return None


def slug(name: str) -> str:
    """Return a name as a part of an id; one of other letters in pinyin, else as a digest."""
    found = _NO_SLUG.sub("-", fold(_romanised(name) if _HAN.search(name) else name)).strip("-")
    return found or hashlib.sha256(name.encode()).hexdigest()[:8]


def _romanised(name: str) -> str:
    # pypinyin 0.55 knows how the characters of a place's name are read together in Simplified ones only.
    bare = re.sub(r"(?<=..)[市县区]$", "", to_simplified(name))
    return "".join(pypinyin.lazy_pinyin(bare)).capitalize()


# What a table of ties says of a tie that is on record already, and from where.
_TOLD = ("date", "source_title", "source_url", "source_date", "quote")


def beside_the_record(ties: LoadedTable, book: RecordBook) -> LoadedTable:
    """Return the table with the ids that its ties have on record.

    A tie of the same two cities and kind whose date is the same, or empty in the table, is the row on record itself.
    """
    rows = [row for row in ties.rows if isinstance(row, Agreement)]
    read = RecordBook.from_records(rows, book.gazetteer)
    known = {(book.home_id(row), book.partner_id(row), row.kind): row for row in book.served}
    taken = {row.id for row in book.agreements}
    found: list[Agreement] = []
    for row in rows:
        earlier = known.get((read.home_id(row), read.partner_id(row), row.kind))
        if earlier is None:
            found.append(dataclasses.replace(row, id=_free(row.id, taken)))
        elif row.date in {None, earlier.date}:
            found.append(earlier)
        else:
            found.append(dataclasses.replace(earlier, **{name: getattr(row, name) for name in _TOLD}))
        taken.add(found[-1].id)
    return dataclasses.replace(ties, rows=tuple(found), columns=_TOLD)


def _free(wanted: str, taken: set[str]) -> str:
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    return found
