"""How a file of ties is to be read: what is sure, and what whoever keeps it is to be asked."""

import dataclasses
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from knowledge.language.lexicon import speaks_of
from knowledge.language.numbers import Number, NumberKind, find_numbers
from knowledge.language.times import find_points
from knowledge.names import Gazetteer, Place, PlaceKind
from knowledge.names.dictionary import load_dictionary
from knowledge.records.dates import Ambiguous, Order, order_of, read_cell_date
from knowledge.records.model import AgreementKind
from knowledge.records.ties.columns import (
    Columns,
    columns_of,
    one_tie_a_row,
    role_of,
    with_dates_apart,
    with_era_of_header,
    with_whole_dates,
)
from knowledge.records.ties.kinds import is_planned, kind_called, kind_in, names_ties, says_sister, tie_word_in
from knowledge.records.ties.places import cities_called
from knowledge.tables import Table, TableRow
from knowledge.text.folding import fold

# The answers given for files, by the shape of their header.
Remembered: TypeAlias = "Mapping[str, Mapping[str, str]]"

HOME, KIND, DATE, PARTNER, ORDER = "home", "kind", "date", "partner", "order"
NONE = "-"
_OF = re.compile(r"\b(?:of|Stadt|von|de|di|do|da|города?)\s+((?:[A-ZÀ-ÞА-Я][\w'’-]+ ?){1,3})")
_MARKED = re.compile(r"(?P<name>[\u3400-\u9fff]{2,8}?)[市县縣区區省州](?![民长長级級内外])")
# What stands before 市 or 区 and is no name: 本地区, 国外城市, 部分县.
_NO_NAME = re.compile("[全各本我该某省国外内部城地社园辖际方]$|^[全各本我该某已未现新老历其和与有]|年")
# 芜湖友城, 芜湖国际友好城市; what goes before the name of no city is cut off.
_BARE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,3}?)(?:国际|國際|对外|對外)?$")
_NAMED = r"(?P<name>[A-ZÀ-Þ][\w’']+(?: [A-ZÀ-Þ][\w’']+){0,2})"
_CITY_OF = re.compile(
    r"\b(?:City|Town|Borough|Municipality|County|District|Shire|Village|Township|Council|Stadt|Gemeinde|Ville|Commune)"
    rf" (?:of |de |d’)?{_NAMED}"
)
_CITY = re.compile(rf"{_NAMED} (?:City|Town|Borough|Municipality|County|District|Shire|Village|Township|Council)\b")
_CAPITALISED = re.compile(_NAMED)
_OF_NAMED = re.compile(rf"\b(?:of|for|von|der|de|di) {_NAMED}")
_PARTS = re.compile(r"\s*[/／|｜:：()（）–—]\s*")
# Words before the name of a city in a title.
_GENERIC = frozenset("the our list register official international overview annual table city town of a an".split())
# Between the two names of a city that a file gives in both languages.
BOTH_NAMES = " / "
_NAME = re.compile(r"\b[A-ZÀ-ÞА-Я][\w'’]{2,}|[가-힣]{2,}|[ァ-ヶー]{2,}")
# The measure words of cities.
_OF_CITIES = frozenset({"个", "座", "对", "家", "城", "市"})
_STATED = {
    Order.DAY_FIRST: re.compile(r"(?:dd?|day|tt?|jj|日)[-/.](?:mm?|month|月)[-/.](?:[yja]|年)"),
    Order.MONTH_FIRST: re.compile(r"(?:mm?|month|月)[-/.](?:dd?|day|日)[-/.](?:y|年)"),
}
_MOST_EXAMPLES = 3
# Partners are different cities; where they repeat, the table is of something else (visits, classes).
_LEAST_DIFFERENT = 0.7
_LEAST_ROWS = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """Something about a file that its keeper is asked.

    ``name`` is what: HOME, KIND, DATE, PARTNER or ORDER. ``choices`` are answers to choose from: cities, kinds, names
    of columns, orders; ``guess`` is the likeliest. A home city may also be written. ``examples`` are cells.
    ``is_sure`` marks what needs no answer, only a look before it is read in for everybody.
    """

    name: str
    choices: tuple[str, ...] = ()
    guess: str = ""
    examples: tuple[str, ...] = ()
    is_sure: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A file of ties as it would be read.

    ``tables`` are its tables of ties with their columns. ``sets_apart`` tells that they name some of their ties sister
    cities, so that a friendship city is none. ``shape`` is equal for files of the same header. ``asked`` is
    what to ask, what is not sure before what is.
    """

    title: str
    tables: tuple[tuple[Table, Columns], ...]
    shape: str
    home: str
    kind: AgreementKind | None
    order: Order | None
    sets_apart: bool
    asked: tuple[Asked, ...]

    @property
    def has_more(self) -> bool:
        """Tell whether the tables hold more than ties have: other columns, notes."""
        for table, columns in self.tables:
            known = {place for role, place in columns.places.items() if role != "remarks"}
            others = [place for place in range(len(table.header)) if place not in known]
            cells = (row.cells[place] for row in table.rows for place in others if place < len(row.cells))
            if table.notes or any(cell.strip() for cell in cells):
                return True
        return False

    def as_far_as_certain(self) -> "Proposal":
        """Return it with nothing to ask: the likeliest home city and kind, and no dates where these are asked about."""
        open_now = {asked.name: asked.guess for asked in self.unanswered}
        home = self.home or open_now.get(HOME) or self.title
        undated = not open_now.keys().isdisjoint({DATE, ORDER})
        tables = tuple((table, columns.without(DATE) if undated else columns) for table, columns in self.tables)
        kind = self.kind or AgreementKind.SISTER_CITY
        return dataclasses.replace(self, tables=tables, home=home, kind=kind, asked=())

    def without_dates(self, numbers: Collection[int]) -> "Proposal":
        """Return it without the dates of some rows."""
        tables = tuple(
            (dataclasses.replace(table, rows=tuple(_undated(row, columns, numbers) for row in table.rows)), columns)
            for table, columns in self.tables
        )
        return dataclasses.replace(self, tables=tables)

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """Return what must be answered before the file can be read."""
        return tuple(asked for asked in self.asked if not asked.is_sure)


def propose(
    tables: Sequence[Table],
    stem: str,
    gazetteer: Gazetteer,
    *,
    paper: str = "",
    home_city: str = "",
    answers: Mapping[str, str] | None = None,
) -> Proposal | None:
    """Return how tables would be read as ties; None where they hold none.

    ``stem`` is the file's name without its ending, ``paper`` the title of the paper that they stand in; ``home_city``
    is the office's own city, if it is set. ``answers`` are given by name (HOME: a city, KIND: a kind, DATE and PARTNER:
    the name of a column, or NONE; ORDER).
    """
    given = dict(answers or {})
    whole = [with_dates_apart(with_whole_dates(with_era_of_header(table))) for table in tables]
    found = [(table, _answered(table, columns, given)) for table in whole if (columns := columns_of(table, gazetteer))]
    read = [(one_tie_a_row(table, columns, gazetteer), columns) for table, columns in found]
    title = next((table.title for table, _ in read if table.title), "") or stem
    said = [stem, paper, *(text for table, _ in read for text in (table.title, table.sheet, *table.header))]
    ties = [(table, columns) for table, columns in read if _holds_ties(table, columns, said)]
    if not ties:
        return None
    asked = [
        _home(ties, (title, stem, paper), gazetteer, home_city, given),
        _kind(ties, title, stem, given),
        *_columns(ties, given),
        _order(ties, given),
    ]
    known = {one.name: one.guess for one in asked if one is not None and (one.is_sure or one.name in given)}
    kind = given.get(KIND) or known.get(KIND, "")
    order = given.get(ORDER) or known.get(ORDER, "")
    open_now = [one for one in asked if one is not None and one.name not in given and (one.choices or not one.is_sure)]
    return Proposal(
        title,
        tuple(ties),
        shape_of(ties[0][0].header),
        given.get(HOME) or known.get(HOME, ""),
        AgreementKind(kind) if kind in list(AgreementKind) else None,
        Order(order) if order in list(Order) else None,
        sets_apart(ties),
        tuple(sorted(open_now, key=lambda one: one.is_sure)),
    )


def may_hold_ties(tables: Sequence[Table], stem: str) -> bool:
    """Tell whether it is worth a gazetteer to look whether tables hold ties."""
    texts = [stem, *(text for table in tables for text in (table.title, table.sheet))]
    return any(map(names_ties, texts)) or any(
        role_of(name) in {PARTNER, "partner_or_home"} for table in tables for name in table.header
    )


def is_all_told(texts: Iterable[str], rows: int) -> bool:
    """Tell whether texts beside a list of ties that count ties count as many as it has rows."""
    for text in map(fold, texts):
        if names_ties(text):
            numbers = find_numbers(text, blocked=[(time.start, time.end) for time in find_points(text)])
            counted = [number.value for number in numbers if _may_count_cities(number)]
            if counted and rows not in counted:
                return False
    return True


def _may_count_cities(number: Number) -> bool:
    return number.kind is NumberKind.COUNT and (number.unit in _OF_CITIES if number.unit else not number.bare)


def propose_again(
    tables: Sequence[Table],
    stem: str,
    gazetteer: Gazetteer,
    remembered: Remembered,
    *,
    paper: str = "",
    home_city: str = "",
) -> Proposal | None:
    """Return how tables would be read, what is not sure answered as it was for the last file of that shape."""
    proposal = propose(tables, stem, gazetteer, paper=paper, home_city=home_city)
    if proposal is None or (known := remembered.get(proposal.shape)) is None:
        return proposal
    open_now = {asked.name for asked in proposal.unanswered}
    answers = {name: answer for name, answer in known.items() if name in open_now}
    again = propose(tables, stem, gazetteer, paper=paper, home_city=home_city, answers=answers)
    # What was looked at once need not be looked at again.
    return again and dataclasses.replace(again, asked=again.unanswered)


def shape_of(header: Sequence[str]) -> str:
    """Return what is equal for tables with the same names of columns."""
    names = "\n".join(fold(name) for name in header)
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def _undated(row: TableRow, columns: Columns, numbers: Collection[int]) -> TableRow:
    place = columns.places.get(DATE)
    if row.number not in numbers or place is None:
        return row
    return dataclasses.replace(row, cells=(*row.cells[:place], "", *row.cells[place + 1 :]))


def _answered(table: Table, columns: Columns, given: Mapping[str, str]) -> Columns:
    places = dict(columns.places)
    for role in (DATE, PARTNER):
        if given.get(role) == NONE:
            places.pop(role, None)
        elif given.get(role) in table.header:
            places[role] = table.header.index(given[role])
    return dataclasses.replace(columns, places=places)


def _holds_ties(table: Table, columns: Columns, said: Sequence[str]) -> bool:
    rows = [row for row in table.rows if not row.is_total]
    partners = [cell for row in rows if (cell := columns.cell(PARTNER, row.cells))]
    if len(partners) < _LEAST_ROWS or len(set(partners)) < _LEAST_DIFFERENT * len(partners):
        return False
    dated = any(columns.cell(DATE, row.cells) for row in rows)
    speaks = any(map(names_ties, said)) or any(names_ties(columns.cell(KIND, row.cells)) for row in rows)
    by_word = columns.is_tie_word and PARTNER not in columns.by_content
    has_country = "country" in columns.places
    named_date = dated and DATE not in columns.by_content
    return (named_date and (by_word or speaks)) or (speaks and has_country)


def _home(
    ties: Sequence[tuple[Table, Columns]],
    titles: tuple[str, str, str],
    gazetteer: Gazetteer,
    home_city: str,
    given: Mapping[str, str],
) -> Asked:
    if all("home" in columns.places for _, columns in ties):
        return Asked(HOME, is_sure=True)
    partners = {
        place.id
        for table, columns in ties
        for row in table.rows[:200]
        for place in gazetteer.readings(columns.cell(PARTNER, row.cells))[:1]
    }
    named: dict[str, str] = {}
    *titled, paper = titles
    for text in dict.fromkeys((*titled, *(table.title for table, _ in ties), *(table.sheet for table, _ in ties))):
        # A list of the ties of 芜湖 in another script or a file name joined with signs.
        for place in _cities_in(text, gazetteer):
            if place.id not in partners and not _is_named_again(place, named.values()):
                named.setdefault(place.id, _written(place, text))
    if HOME in given:
        return Asked(HOME, guess=given[HOME], is_sure=True)
    if not named and not home_city:
        named = {place.id: _written(place, paper) for place in _cities_in(paper, gazetteer) if place.id not in partners}
    if len(named) == 1:
        return Asked(HOME, guess=next(iter(named.values())), is_sure=True)
    if not named and home_city:
        return Asked(HOME, guess=home_city, is_sure=True)
    choices = tuple(dict.fromkeys([*named.values(), *([home_city] if home_city else [])]))
    return Asked(HOME, choices, choices[0] if choices else "")


def _is_named_again(place: Place, names: Iterable[str]) -> bool:
    """Tell whether a city of no gazetteer is among names already, perhaps in the other script."""
    known = {part for name in names for part in name.split(BOTH_NAMES)}
    return place.id.startswith("named:") and not known.isdisjoint({place.zh, place.en})


def _written(place: Place, text: str) -> str:
    """Return the name of a place in the script of the text that names it; both of one that no gazetteer has."""
    if place.id.startswith("named:") and place.zh != place.en:
        return f"{place.en}{BOTH_NAMES}{place.zh}"
    return place.zh if re.search("[\u3400-\u9fff]", text) else place.en


def _cities_in(text: str, gazetteer: Gazetteer) -> list[Place]:
    spaced = re.sub(r"[_\-.]+", " ", text if re.search("[A-Z]", text) else text.title())
    found = [
        mention.place
        for mention in gazetteer.find(spaced)
        if mention.place.kind in {PlaceKind.CITY, PlaceKind.DISTRICT, PlaceKind.PROVINCE} and mention.exact
    ]
    if found:
        return found
    # What stands after "of" or before 市 is a place, if it can be one; the gazetteer reads no other languages.
    named = [match[1] for match in _OF.finditer(spaced)]
    marked = _MARKED.match(spaced)
    named += [marked["name"]] if marked else []
    found = [place for name in named for place in cities_called(name.strip(), gazetteer)[:1] if place.is_city]
    if found:
        return found
    if (unknown := _unknown_city(spaced, gazetteer)) is not None:
        return [unknown]
    if not names_ties(spaced):
        return []
    # Any word that is the name of a city, and none of the language: Partnerstädte Kiel, 대전광역시 자매도시.
    return [place for word in _words_of(spaced) for place in cities_called(word, gazetteer)[:1]]


def _unknown_city(text: str, gazetteer: Gazetteer) -> Place | None:
    """Return the city of no gazetteer whose ties a title lists, as such titles name it, in either script or both."""
    han = next(
        (
            marked["name"]
            for part in _PARTS.split(text)
            if (marked := _MARKED.match(part))
            and not _NO_NAME.search(marked["name"])
            and not names_ties(marked.group())
        ),
        "",
    )
    before = text[: tie_word_in(text)] if names_ties(text) else ""
    if (
        not han
        and (match := _BARE.match(before))
        and not _NO_NAME.search(match["name"])
        and match["name"] not in load_dictionary().glosses
    ):
        han = match["name"]
    said = [match["name"] for form in (_CITY_OF, _CITY) for match in form.finditer(text)]
    if before or names_ties(text):
        said += [match["name"] for match in (_CAPITALISED.match(before.strip()), _OF_NAMED.search(text)) if match]
    latin = next((name for each in said if (name := _proper(each)) and not gazetteer.readings(name)), "")
    if not (han or latin):
        return None
    return Place(f"named:{han or latin}", PlaceKind.CITY, han or latin, latin or han)


def _proper(name: str) -> str:
    """Return a name without the words of the language around it; nothing where it has no other."""
    english = load_dictionary().english
    words = name.split()
    while words and (fold(words[-1]) in english or names_ties(words[-1])):
        del words[-1]
    while words and (fold(words[0]) in _GENERIC or names_ties(words[0])):
        del words[0]
    return " ".join(words)


def _words_of(text: str) -> list[str]:
    english = load_dictionary().english
    return [word for word in _NAME.findall(text) if fold(word) not in english and not names_ties(word)]


def _kind(ties: Sequence[tuple[Table, Columns]], title: str, stem: str, given: Mapping[str, str]) -> Asked | None:
    choices = tuple(kind.value for kind in AgreementKind)
    if KIND in given:
        return Asked(KIND, choices, given[KIND], is_sure=True)
    apart = sets_apart(ties)
    if all(says_kind(table, columns, apart=apart) for table, columns in ties):
        return None
    for text in (title, stem):
        if kind := kind_in(text):
            return Asked(KIND, choices, kind.value, is_sure=True)
    return Asked(KIND, choices, AgreementKind.SISTER_CITY.value)


def says_kind(table: Table, columns: Columns, *, apart: bool = False) -> bool:
    """Tell whether the rows of a table, their part or their sheet say what kind of tie they are.

    ``apart`` tells that the list names some of its ties sister cities: what it calls otherwise is a weaker tie.
    """
    if any(kind_in(text) for text in (table.title, table.sheet, table.header[columns.places[PARTNER]])):
        return True
    rows = [row for row in table.rows if not row.is_total and not planned_by(columns, row)]
    cells = [(columns.cell(KIND, row.cells), row.part) for row in rows]
    return all(kind_called(cell, apart=apart) or (cell and apart) or kind_in(part) for cell, part in cells)


def planned_by(columns: Columns, row: TableRow) -> str:
    """Return what says that the tie of a row is still to be concluded; nothing where it is not, or has a date."""
    date = columns.cell(DATE, row.cells)
    if any(map(str.isdecimal, date)) and not is_planned(date):
        return ""
    said = (date, *(columns.cell(role, row.cells) for role in ("status", "remarks", KIND, "place_signed")), row.part)
    return next((text for text in said if any(map(is_planned, text.split("; ")))), "")


def sets_apart(ties: Sequence[tuple[Table, Columns]]) -> bool:
    """Tell whether tables of ties, their parts or rows name some of them sister cities, by a word of their own."""
    titles = {table.title for table, _ in ties}
    called = [columns.cell(KIND, row.cells) for table, columns in ties for row in table.rows if not row.is_total]
    # What a title says of all is said of those that are not marked otherwise.
    own = titles if len(titles) > 1 or (any(called) and not all(called)) else set()
    texts = [
        *own,
        *(table.sheet for table, _ in ties),
        *(table.header[columns.places[PARTNER]] for table, columns in ties),
    ]
    texts += [
        text for table, columns in ties for row in table.rows for text in (columns.cell(KIND, row.cells), row.part)
    ]
    return any(map(says_sister, texts))


def _columns(ties: Sequence[tuple[Table, Columns]], given: Mapping[str, str]) -> list[Asked]:
    table, columns = ties[0]
    asked = []
    if PARTNER in columns.by_content and PARTNER not in given:
        place = columns.places[PARTNER]
        asked.append(Asked(PARTNER, tuple(filter(None, table.header)), table.header[place], _examples(table, place)))
    if columns.dates and DATE not in given:
        names = tuple(table.header[place] for place in columns.dates)
        # In a table of visits a date that is not called that of the agreement is another.
        visits = role_of(names[0]) != DATE and speaks_of(fold(table.title), "topic.event")
        sure = len(names) == 1 and DATE not in columns.by_content and not visits
        asked.append(Asked(DATE, names, names[0], _examples(table, columns.dates[0]), is_sure=sure))
    return asked


def _order(ties: Sequence[tuple[Table, Columns]], given: Mapping[str, str]) -> Asked | None:
    if ORDER in given:
        return None
    cells = [cell for table, columns in ties for row in table.rows if (cell := columns.cell(DATE, row.cells))]
    unclear = [cell for cell in cells if _depends_on_country(cell)]
    if not unclear:
        return None
    examples = tuple(dict.fromkeys(unclear))[:_MOST_EXAMPLES]
    if told := _order_told(ties, cells):
        return Asked(ORDER, tuple(Order), told, examples, is_sure=True)
    if 2 * len(unclear) < len(cells):  # a slip among others: its row is told
        return None
    return Asked(ORDER, tuple(Order), Order.DAY_FIRST, examples)


def _order_told(ties: Sequence[tuple[Table, Columns]], cells: Iterable[str]) -> Order | None:
    """Return the order that the tables state (dd/mm/yyyy), else that of their dates of one reading; None for both."""
    texts = [text for table, _ in ties for text in (*table.header, *(line for _, line in (*table.above, *table.notes)))]
    stated = {order for text in texts for order, form in _STATED.items() if form.search(fold(text))}
    read = {order for cell in cells if (order := order_of(cell)) is not None}
    found = stated or read
    return next(iter(found)) if len(found) == 1 else None


def _depends_on_country(cell: str) -> bool:
    try:
        read_cell_date(cell)
    except Ambiguous as error:
        return error.by_order
    except ValueError:
        return False
    return False


def _examples(table: Table, place: int) -> tuple[str, ...]:
    cells = (" ".join(row.cells[place].split()) for row in table.rows if place < len(row.cells))
    return tuple(dict.fromkeys(filter(None, cells)))[:_MOST_EXAMPLES]
