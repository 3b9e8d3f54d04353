"""Tell in one language, on one day, what a directory holds, what is coming and what is to be followed up."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from knowledge.answering.records.agreement_date import agreement_statements
from knowledge.answering.records.events import event_statement
from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.intentions import intention_statement, programme_that_came
from knowledge.answering.records.occasions import (
    Occasion,
    anniversary_line,
    anniversary_statement,
    leap_note,
    occasions,
)
from knowledge.answering.records.phrasing import continent_words, home_name, is_english
from knowledge.answering.records.programmes import programme_statement
from knowledge.answering.records.rows import in_order
from knowledge.calendar import Anniversary, Precision
from knowledge.directory.card import CityCard, city_card, events_of, programmes_in_order, programmes_of
from knowledge.directory.partners import ELSEWHERE, Partner, continent_key
from knowledge.evidence import Language, Statement
from knowledge.names import Place
from knowledge.records import Agreement, AgreementStatus, Event, Group, Intention, Programme
from knowledge.records.cells import CONTINENTS
from knowledge.text.folding import fold
from knowledge.text.language import Script
from knowledge.text.pinyin import syllables
from knowledge.understanding.query import Period, Query

if TYPE_CHECKING:
    from knowledge.directory.directory import Directory


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A continent, country or city to choose: its key, its name, and how many cities are in it (1 for a city)."""

    key: str
    label: str
    cities: int


class Guide:
    """Speaks of a directory in one language and script; ``today`` is the day that "next" is counted from."""

    def __init__(self, directory: Directory, language: Language, script: Script, today: dt.date) -> None:
        self.directory = directory
        self.language = language
        self.script = script
        self.today = today
        asks_nothing = Query(text="", asked="", language=language, script=script, today=today)
        self._inquiry = Inquiry(asks_nothing, directory.book, directory.gazetteer, directory.home, directory.citation)

    def name_of(self, place: Place) -> str:
        """Return the name of a place."""
        return self._inquiry.written(place.en if is_english(self.language) else place.zh)

    def title_of(self, row: Programme | Intention) -> str:
        """Return the title of a row."""
        return self._inquiry.written(row.title_en if is_english(self.language) else row.title_zh)

    def homes(self) -> tuple[Entry, ...]:
        """Return the home cities that have partners, the office's own first."""
        counts = ((home, len(self.directory.partners_of(home.id))) for home in self.directory.homes)
        return tuple(Entry(self.directory.key_of(home), self.name_of(home), count) for home, count in counts if count)

    def continents(self) -> tuple[Entry, ...]:
        """Return the continents with partners; a partner in two counts in both."""
        keys = (*map(continent_key, CONTINENTS), ELSEWHERE)
        entries = (Entry(key, self.continent_name(key), len(self.directory.partners_in(continent=key))) for key in keys)
        return tuple(entry for entry in entries if entry.cities)

    def continent_name(self, key: str) -> str:
        """Return the name of a continent."""
        name = next((name for name in CONTINENTS if continent_key(name) == key), None)
        words = continent_words(name, self.language) if name else self._inquiry.say(ELSEWHERE)
        return self._inquiry.written(words)

    def countries(self, continent: str) -> tuple[Entry, ...]:
        """Return the countries with partners in a continent (by key), by name."""
        groups: dict[str, list[Partner]] = {}
        for partner in self.directory.partners_in(continent=continent):
            groups.setdefault(partner.country, []).append(partner)
        return self._sorted(Entry(key, self.country_name(key), len(own)) for key, own in groups.items())

    def country_name(self, key: str) -> str:
        """Return the name of a country by its key."""
        partner = next(iter(self.directory.partners_in(country=key)), None)
        name = self.directory.country_name(partner.place, self._inquiry) if partner and key != ELSEWHERE else ""
        return name or self._inquiry.say(ELSEWHERE)

    def cities(self, *, continent: str = "", country: str = "", home: str = "") -> tuple[Entry, ...]:
        """Return the partners in a continent or country, or of a home city (each by its key), by name."""
        partners = self.directory.partners_in(continent=continent, country=country, home=home)
        return self._sorted(Entry(partner.key, self.name_of(partner.place), 1) for partner in partners)

    def card(self, place: Place) -> CityCard:
        """Return what the tables hold on a city."""
        return city_card(self.directory, self._inquiry, place)

    def events(self, place: Place) -> tuple[Statement, ...]:
        """Return all events of a city, the latest first."""
        return tuple(event_statement(self._inquiry, row) for row in events_of(self.directory, place))

    def event(self, row: Event) -> Statement:
        """Tell of one event."""
        return event_statement(self._inquiry, row)

    def programme(self, row: Programme) -> Statement:
        """Tell of one programme."""
        return programme_statement(self._inquiry, row)

    def agreement(self, row: Agreement) -> tuple[Statement, ...]:
        """Tell of one agreement, and what other sources claim of it."""
        return tuple(agreement_statements(self._inquiry, row))

    def anniversary(self, row: Agreement, item: Anniversary) -> Statement:
        """Tell of one anniversary of an agreement that has a date."""
        return anniversary_statement(self._inquiry, row, item, "that_anniversary")

    def open_intentions(self, place: Place) -> tuple[Statement, ...]:
        """Tell of the intentions with a city that are neither done nor dropped."""
        return tuple(each.statement for each in self.intentions(place) if each.row.status.is_open)

    def intentions(self, place: Place | None = None) -> tuple[Followed, ...]:
        """Return the intentions, with a city or all, those first that are to be followed up first."""
        directory = self.directory
        rows = directory.book.intentions if place is None else directory.naming(place.id, Intention)
        return followed(self._inquiry, rows, self.today)

    def reported_inactive(self) -> tuple[Statement, ...]:
        """Tell of the agreements that a source itself calls inactive."""
        rows = (row for partner in self.directory.partners for row in partner.agreements)
        quiet = (row for row in rows if row.status is AgreementStatus.INACTIVE_REPORTED)
        return tuple(self.agreement(row)[0] for row in quiet)

    def programmes(self, *, group: Group | None = None, place: Place | None = None) -> tuple[Statement, ...]:
        """Return the programmes for a group of people, or of a city, those that run first."""
        rows = programmes_of(self.directory, place) if place else programmes_in_order(self.directory.book.programmes)
        return tuple(programme_statement(self._inquiry, row) for row in rows if group is None or group in row.for_whom)

    def anniversaries(self, start: dt.date, end: dt.date, *, every: int = 1, home: str = "") -> Coming:
        """Return the anniversaries in ``[start, end)`` in multiples of ``every`` years, of a home city (by its key)."""
        homes = {place.id for place in self.directory.homes if home in ("", self.directory.key_of(place))}
        book = self.directory.book
        rows = [row for row in book.served if book.home_id(row) in homes]
        return coming(self._inquiry, rows, start, end, every=every)

    def soonest(self, limit: int) -> tuple[Place, ...]:
        """Return the partners with the next anniversaries of which the day is known."""
        end = self.today.replace(year=self.today.year + 1, day=min(self.today.day, 28))
        rows = (line.agreement for line in self.anniversaries(self.today, end).dated)
        ids = dict.fromkeys(self.directory.book.partner_id(row) for row in rows)
        partners = (self.directory.partner_of(place_id) for place_id in ids)
        return tuple(partner.place for partner in partners if partner)[:limit]

    def _sorted(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(sorted(entries, key=lambda entry: (entry.key == ELSEWHERE, self._sound(entry.label))))

    def _sound(self, name: str) -> str:
        """Return what a name is sorted by: a Chinese one by its pinyin."""
        return fold(name) if is_english(self.language) else _pinyin(name)


@functools.lru_cache(maxsize=4096)
def _pinyin(name: str) -> str:
    return " ".join(syllables(fold(name)))


@dataclasses.dataclass(frozen=True, slots=True)
class ComingLine:
    """One anniversary of an agreement, in words and as values."""

    statement: Statement
    agreement: Agreement
    anniversary: Anniversary
    is_round: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """The anniversaries of ``[start, end)``: by day, and those of which only the year or the month is known."""

    start: dt.date
    end: dt.date
    dated: tuple[ComingLine, ...]
    day_unknown: tuple[ComingLine, ...]
    notes: tuple[str, ...]


def coming(inquiry: Inquiry, rows: Iterable[Agreement], start: dt.date, end: dt.date, *, every: int) -> Coming:
    """List the anniversaries in multiples of ``every`` years, soonest first."""
    rows = tuple(in_order(rows))
    sure, possible = occasions(rows, Period(start, end, ""), every=every)
    dated = [item for item in sure if item.anniversary.date.precision is Precision.DAY]
    vague = [item for item in (*sure, *possible) if item.anniversary.date.precision is not Precision.DAY]
    with_home = len({row.home_en for row in rows}) > 1

    def line(item: Occasion) -> ComingLine:
        return ComingLine(
            anniversary_line(inquiry, item, with_home=with_home),
            item.row,
            item.anniversary,
            item.anniversary.years % inquiry.book.milestone == 0,
        )

    notes = dict.fromkeys(note for item in dated if (note := leap_note(inquiry, item.row)))
    return Coming(start, end, tuple(map(line, dated)), tuple(map(line, _likeliest(vague, start, end))), tuple(notes))


def _likeliest(items: Iterable[Occasion], start: dt.date, end: dt.date) -> list[Occasion]:
    """Keep one anniversary an agreement and year asked about: that of which most days lie in the period.

    A year from November on touches two calendar years, and of a date known to the year either anniversary may fall
    into it.
    """
    by_row: dict[Agreement, list[Occasion]] = {}
    for item in items:
        by_row.setdefault(item.row, []).append(item)
    most = max(1, end.year - start.year)
    kept = [
        item for own in by_row.values() for item in sorted(own, key=lambda item: -_days_within(item, start, end))[:most]
    ]
    return sorted(kept, key=lambda item: (item.anniversary.date.first_day, -item.anniversary.years))


def _days_within(item: Occasion, start: dt.date, end: dt.date) -> int:
    date = item.anniversary.date
    return (min(date.last_day + dt.timedelta(days=1), end) - max(date.first_day, start)).days


_REF_BYTES = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Followed:
    """An intention, in words and as values; ``programme`` is the one that came of it, if one did."""

    ref: str
    row: Intention
    home: str
    partners: tuple[str, ...]
    statement: Statement
    is_overdue: bool
    programme: Programme | None


def followed(inquiry: Inquiry, rows: Iterable[Intention], today: dt.date) -> tuple[Followed, ...]:
    """Put intentions in the order in which they are to be followed up: open ones first, those due soonest before."""
    found = [
        Followed(
            ref=ref_of(row.id),
            row=row,
            home=inquiry.written(home_name(row, inquiry.language)),
            partners=tuple(_partner(inquiry, name) for name in row.partners),
            statement=intention_statement(inquiry, row),
            is_overdue=is_overdue(row, today),
            programme=programme_that_came(inquiry.book, row),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: _urgency(each.row)))


def is_overdue(row: Intention, today: dt.date) -> bool:
    """Tell whether an intention should have been carried out by now: its due date, whole, is over and it is open."""
    return row.status.is_open and row.due_date is not None and row.due_date.last_day < today


def ref_of(row_id: str) -> str:
    """Return what a row is known by in buttons, whatever the length of its id."""
    return hashlib.blake2s(row_id.encode(), digest_size=_REF_BYTES).hexdigest()


def _partner(inquiry: Inquiry, name: str) -> str:
    place = inquiry.book.gazetteer.lookup(name)
    return inquiry.written((place.en if is_english(inquiry.language) else place.zh) if place else name)


def _urgency(row: Intention) -> tuple[bool, bool, str, str]:
    due = row.due_date
    return not row.status.is_open, due is None, due.last_day.isoformat() if due else "", row.id
