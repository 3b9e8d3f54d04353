"""The lists of ties in the papers: which of their rows a question asks for, told as the paper has them.

A paper's list need not be a record: it may leave open whose ties they are and of what kind. Its rows are read by the
same columns, and chosen as agreements are; nothing is said of them that their row does not say.
"""

import dataclasses
import functools
import itertools
import pathlib
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.papers import Papers, Unit
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import is_english, joined, partner_words
from knowledge.answering.records.ranking import first_of, latest_of
from knowledge.answering.records.rows import arranged, in_period, place_and_time
from knowledge.calendar import format_date
from knowledge.evidence import Citation, Language, Passage, Statement
from knowledge.language.lexicon import speaks_of
from knowledge.names import Gazetteer
from knowledge.records import Agreement, AgreementStatus, Record, RecordBook
from knowledge.records.ties import is_all_told, propose, says_kind, ties_from
from knowledge.records.ties.lines import tables_of_lines
from knowledge.tables import Table, TableRow
from knowledge.text.folding import fold
from knowledge.text.tokens import tokens
from knowledge.understanding.query import AnswerKind, Query, Topic

# A longer list is better seen in its source.
_MOST_ROWS = 60
# So long a table is one of records, and read as such.
_MOST_READ = 1000
_LISTED = frozenset({AnswerKind.LIST, AnswerKind.COUNT, AnswerKind.YES_NO, AnswerKind.NAME, AnswerKind.PLACE})
_RANKED = _LISTED | {AnswerKind.OPEN, AnswerKind.DEFINITION, AnswerKind.DATE, AnswerKind.ORDINAL}
_OTHERWISE = ("compares.numbers", "difference", "more_than", "fewer_than", "most", "fewest", "quiet")
_TOPICS = frozenset({Topic.AGREEMENT, Topic.PROFILE, Topic.OTHER})


@dataclasses.dataclass(frozen=True)
class TieList:
    """The ties that a paper lists. ``units`` are their rows by their ids, ``kinds`` what each is called.

    ``homes`` are the gazetteer ids of the cities whose paper it is. ``names_kinds`` tells whether of all it is known
    of what kind they are, ``is_whole`` whether its text counts as many ties as it lists. ``unread`` are the rows whose
    date is not understood.
    """

    title: str
    book: RecordBook
    units: dict[str, tuple[Passage, Unit]]
    kinds: dict[str, str]
    homes: frozenset[str]
    names_kinds: bool
    is_whole: bool
    unread: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Told:
    """The rows of a list that a question asks for; none where it has no such row."""

    statements: tuple[Statement, ...] = ()
    lead: str = ""


class TieLists:
    """Find in the lists of ties of some papers what a question asks for."""

    def __init__(self, papers: Papers, gazetteer: Gazetteer) -> None:
        self._papers = papers
        self._gazetteer = gazetteer
        self._list_of = functools.lru_cache(maxsize=512)(
            functools.partial(_list_of, papers=papers, gazetteer=gazetteer)
        )

    def answer(self, query: Query, paths: Sequence[str]) -> Told | None:
        """Return the rows asked for, from the first of the papers that has any; None where no list is asked about."""
        if (
            query.kind not in _RANKED
            or query.untold
            or query.among
            or query.topic not in _TOPICS
            or query.is_of_papers_only
        ):
            return None
        newest_first = sorted(dict.fromkeys(paths), key=self._papers.has_newer)
        listed = [one for path in newest_first if (one := self._list_of(path, query.asked_in)) is not None]
        asked = [told for one in listed if (told := _Asked(one, query, self._gazetteer).told()) is not None]
        return next((told for told in asked if told.statements), asked[0] if asked else None)


class _Asked:
    """A question put to one list."""

    def __init__(self, listed: TieList, query: Query, gazetteer: Gazetteer) -> None:
        self._listed = listed
        text = fold(query.text)
        # A list that leaves open whose ties it has is the office's own, as far as is known.
        self._partners = {listed.book.partner_id(row) for row in listed.book.agreements}
        homes = listed.homes or query.home_ids - self._partners
        self._others = tuple(place for place in query.places if place.is_city and place.id not in homes)
        stems = _stems(text)
        self._called = {
            kind for kind in listed.kinds.values() if fold(kind) in text or (kind.isascii() and _stems(kind) <= stems)
        }
        places = tuple(place for place in query.places if not place.is_city or place in self._others)
        self._named = frozenset(
            row
            for row in listed.book.agreements
            if any(listed.book.partner_id(row) == place.id for place in self._others)
            or any(re.search(rf"(?<![a-z]){re.escape(fold(name))}(?![a-z])", text) for name in _names_of(row))
        )
        self._query = dataclasses.replace(query, places=places)
        # Who names no city asks about the office's own.
        other = bool(query.home_ids and listed.homes) and listed.homes.isdisjoint(query.home_ids)
        self._is_of_another_home = other and len(places) == len(query.places)
        self._inquiry = Inquiry(self._query, listed.book, gazetteer, None, self._cite)

    def told(self) -> Told | None:
        """Return what the list says; None where it is not asked about."""
        if self._is_of_another_home or not self._asks_for_rows():
            return None
        inquiry = self._inquiry
        rows = [row for row in self._listed.book.agreements if self._is_of_place(row)]
        narrowed = len(rows) < len(self._listed.book.agreements) or bool(inquiry.countries or inquiry.continents)
        ranked = inquiry.wants_first or inquiry.wants_latest
        rows = self._of_kind(rows)
        counts = self._query.kind is AnswerKind.COUNT
        if counts and not narrowed and inquiry.period is None and not self._listed.is_whole:
            return None
        chosen, uncertain = in_period(inquiry, rows)
        undated: list[Agreement] = []
        if ranked:
            dated = [row for row in chosen if row.date is not None]
            undated = [row for row in chosen if row.date is None and row.status is not AgreementStatus.PLANNED]
            if not dated or not self._listed.unread.isdisjoint(row.id for row in undated):
                return None
            chosen = tuple((first_of if inquiry.wants_first else latest_of)(dated))
        elif counts and uncertain:
            return None
        if len(chosen) > _MOST_ROWS:
            return None
        lines = [self._line(row, chosen) for row in (chosen if ranked else arranged(inquiry, chosen))]
        lines += [self._not_ranked(undated)] if undated else []
        counted = len(chosen) > 1 or counts
        return Told(tuple(lines), self._lead(len(chosen)) if counted and chosen and not ranked else "")

    def _asks_for_rows(self) -> bool:
        """Tell whether ties are asked for that a list has, by what it tells of them, and nothing else is asked."""
        query, inquiry = self._query, self._inquiry
        if inquiry.says(*_OTHERWISE) or not (inquiry.speaks_of_ties or query.period or self._called):
            return False
        if self._others or self._named:
            asks = query.kind is AnswerKind.DATE and all(place.id in self._partners for place in self._others)
        elif inquiry.wants_first or inquiry.wants_latest:
            asks = query.kind in _RANKED
        else:
            narrowed = inquiry.countries or inquiry.continents or inquiry.period
            of_persons = speaks_of(query.core, "asks.person")
            asks = (
                query.kind in _LISTED
                and not inquiry.says("placed")
                and bool(narrowed or not (query.claim or of_persons))
            )
        return asks and not self._leaves_unexplained()

    def _leaves_unexplained(self) -> bool:
        """Tell whether something is asked about that neither ties nor the paper's title and kinds account for."""
        partners = (name for row in self._named for name in _names_of(row))
        names = " ".join((self._listed.title, *self._listed.kinds.values(), *partners))
        folded, stems = fold(names), _stems(names)
        return not all(
            term.word in folded if not term.word.isascii() else _stems(term.word) <= stems
            for term in self._inquiry.unexplained("agreement")
        )

    def _is_of_place(self, row: Agreement) -> bool:
        inquiry = self._inquiry
        return (
            (not (self._others or self._named) or row in self._named)
            and (not inquiry.countries or row.iso_country in inquiry.countries)
            and (not inquiry.continents or not set(row.continents).isdisjoint(inquiry.continents))
        )

    def _of_kind(self, rows: list[Agreement]) -> list[Agreement]:
        """Return the rows of the kind asked about: what the list calls so, else what is known to be one."""
        if self._called:
            return [row for row in rows if self._listed.kinds.get(row.id) in self._called]
        wanted = self._inquiry.kinds_wanted() if self._inquiry.says("sister", "exchange", "district") else ()
        if not self._listed.names_kinds or not any(row.kind in wanted for row in self._listed.book.agreements):
            return rows
        return [row for row in rows if row.kind in wanted]

    def _line(self, row: Agreement, among: Sequence[Agreement]) -> Statement:
        """Tell a row: one alone as it stands, one of several by its city, its date and what its kind is called."""
        passage, unit = self._listed.units[row.id]
        if len(among) == 1:
            return Statement(unit.told, (self._cite(row, self._inquiry.language),))
        language = self._inquiry.language
        kind = self._listed.kinds.get(row.id, "") if passage.language is language else ""
        kind = self._inquiry.say("kind_in_line", kind=kind) if kind and len({*self._listed.kinds.values()}) > 1 else ""
        date = format_date(row.date, language) if row.date else ""
        partner = partner_words(row, language)
        said = self._inquiry.say("agreement_line", home="", partner=partner, date=date, kind=kind)
        text = said if date else partner + kind
        return Statement(text, (self._cite(row, language),))

    def _not_ranked(self, rows: Sequence[Agreement]) -> Statement:
        """Say of which rows the date is not known, so that they may come before or after."""
        language = self._inquiry.language
        partners = joined((partner_words(row, language) for row in rows), language)
        text = self._inquiry.say("without_date", partners=partners)
        return Statement(text, tuple(self._cite(row, language) for row in rows))

    def _lead(self, number: int) -> str:
        scope = place_and_time(self._inquiry)
        if scope:
            scope = f" {scope}" if is_english(self._inquiry.language) else f"{scope}的"
        return self._inquiry.say("paper_lists", title=self._listed.title, scope=scope, n=number)

    def _cite(self, row: Record, _: Language) -> Citation:
        passage, unit = self._listed.units[row.id]
        return Citation(passage.source, passage.locator, unit.sentence, passage.language, passage.id)


def _names_of(row: Agreement) -> tuple[str, ...]:
    return (row.partner_zh, row.partner_en, *row.aliases)


def _stems(text: str) -> frozenset[str]:
    return frozenset(tokens(text.replace("-", " ")))


def _list_of(path: str, language: Language, *, papers: Papers, gazetteer: Gazetteer) -> TieList | None:
    """Return the ties that a paper lists, one in two languages in this one; None where it lists none."""
    passages = [
        passage
        for passage in papers.passages(path)
        if not passage.record and (not passage.pair or passage.language is language)
    ]
    units = [(passage, unit) for passage in passages for unit in papers.units(passage)]
    title = passages[0].source.title if passages else ""
    # A list of visits has cities and dates too.
    tables = [
        table
        for table in (*_tables(units), *_lines(units, gazetteer))
        if not speaks_of(fold(table.title or title), "topic.event") and len(table.rows) <= _MOST_READ
    ]
    proposal = propose(tables, title or pathlib.PurePath(path).stem, gazetteer) if tables else None
    if proposal is None:
        return None
    proposal = proposal.as_far_as_certain()
    table = ties_from(proposal, path, gazetteer)
    if unread := {problem.row for problem in table.problems}:
        table = ties_from(proposal.without_dates(unread), path, gazetteer)
    every = RecordBook.from_records(table.rows, gazetteer)
    numbers = {row.id: number for row, (_, number) in zip(table.rows, table.places, strict=True)}
    # What an overview and a part of it both list is one tie.
    ties = {(every.partner_id(row), row.kind): row for row in reversed(every.agreements)}.values()
    kinds = {
        row.number: kind
        for held, columns in proposal.tables
        for row in held.rows
        if (kind := columns.cell("kind", row.cells))
    }
    book = RecordBook.from_records(reversed(ties), gazetteer)
    partners = {every.partner_id(row) for row in ties}
    homes = {mention.place.id for mention in gazetteer.find(title) if mention.place.is_city}
    said = [unit.sentence for _, unit in units if not unit.cells]
    return TieList(
        title,
        book,
        {tie: units[number] for tie, number in numbers.items()},
        {tie: kinds[number] for tie, number in numbers.items() if number in kinds},
        frozenset({*homes, *(place for passage in passages[:1] for place in passage.about)} - partners),
        all(says_kind(held, columns) for held, columns in proposal.tables),
        is_all_told(said, len(ties)),
        frozenset(tie for tie, number in numbers.items() if number in unread),
    )


def _tables(units: Sequence[tuple[Passage, Unit]]) -> Iterator[Table]:
    """Yield the tables of a paper, each row numbered by its place among all units."""
    header: dict[str, None] = {}
    rows: list[tuple[int, Unit]] = []
    heading = ""
    for number, (passage, unit) in enumerate([*units, *units[:1]]):
        columns = [name for name, _ in unit.cells]
        same = columns and passage.heading == heading and 2 * len(header.keys() & {*columns}) >= len(columns)
        if rows and not (same and number < len(units)):
            yield _table(heading, tuple(header), rows)
            header, rows = {}, []
        if unit.cells and number < len(units):
            heading = passage.heading
            header |= dict.fromkeys(columns)
            rows.append((number, unit))


def _table(heading: str, header: tuple[str, ...], rows: Sequence[tuple[int, Unit]]) -> Table:
    title = heading.rpartition(" › ")[2]
    lines = []
    for number, unit in rows:
        held = dict(unit.cells)
        lines.append(TableRow(number, tuple(held.get(name, "") for name in header), unit.sentence, title))
    return Table("", title, header, 0, tuple(lines))


def _lines(units: Sequence[tuple[Passage, Unit]], gazetteer: Gazetteer) -> Iterator[Table]:
    """Yield the lists that are no tables, their lines numbered as the rows of tables are."""
    for heading, group in itertools.groupby(enumerate(units), key=lambda one: one[1][0].heading):
        held = list(group)
        texts = ["" if unit.cells else unit.sentence for _, (_, unit) in held]
        for table in tables_of_lines(texts, heading.rpartition(" › ")[2], gazetteer):
            rows = (dataclasses.replace(row, number=held[row.number][0]) for row in table.rows)
            yield dataclasses.replace(table, rows=tuple(rows))
