"""The lists that can be exported: agreements, the anniversaries of a period, events and programmes."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from knowledge.answering.records.intentions import programme_that_came
from knowledge.answering.records.occasions import Occasion, occasions
from knowledge.answering.records.phrasing import NAMES, day_words
from knowledge.calendar import PartialDate, Precision, format_date
from knowledge.evidence import Language
from knowledge.exports.listing import Cell, Listing, columns_of, gathered
from knowledge.records import (
    Agreement,
    AgreementStatus,
    Event,
    Intention,
    Programme,
    Record,
    RecordBook,
    note_in,
    source_of,
    source_title,
    value_label,
)
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script
from knowledge.understanding.query import Period

_WIDE, _NARROW = 40, 10
_Item = TypeVar("_Item", bound="Record | Occasion")
# What a column is called, its width, and what it has of an item.
_Column: TypeAlias = tuple[str, int, Callable[[_Item], Cell]]
_Columns: TypeAlias = list[_Column[_Item]]


class Lists:
    """Makes lists of one audience's records, in one language and script, as of a day."""

    def __init__(self, book: RecordBook, *, language: Language, today: dt.date, script: Script = Script.HANS) -> None:
        self._book = book
        self._words = words = Bilingual("exports", language, script, NAMES)
        self._today = today
        # Columns that several lists have.
        self._home: _Column[Any] = "home", _NARROW, lambda row: words.name(row.home_zh, row.home_en)
        self._partner: _Column[Agreement] = "partner", 20, lambda row: words.name(row.partner_zh, row.partner_en)
        self._country: _Column[Agreement] = "country", 14, lambda row: words.name(row.country_zh, row.country_en)
        self._kind: _Column[Agreement] = "kind", 20, lambda row: words(row.kind)
        self._title: _Column[Any] = "title", 30, lambda row: words.name(row.title_zh, row.title_en)
        self._summary: _Column[Any] = "summary", 60, lambda row: words.name(row.summary_zh, row.summary_en)
        self._partners: _Column[Any] = "partners", 20, self._named

    def agreements(self, rows: Sequence[Agreement] | None = None) -> Listing:
        """List agreements (by default all that are served) with what other sources claim of them."""
        rows = self._book.served if rows is None else rows
        words, other = self._words, "partner_zh" if self._words.language is Language.EN else "partner_en"
        columns: _Columns[Agreement] = [
            self._home,
            self._partner,
            ("partner_other", 20, lambda row: getattr(row, other)),
            self._country,
            ("continent", 12, lambda row: words.listed(words(name) for name in row.continents)),
            self._kind,
            ("since", 14, lambda row: row.date),
            ("precision", _NARROW, lambda row: self._precision(row.date)),
            ("status", 14, self._status),
            ("disputed", _WIDE, self.claims),
        ]
        return self._listing("agreements", columns, rows, vague=any(_is_vague(row.date) for row in rows))

    def anniversaries(
        self, start: dt.date, end: dt.date, *, every: int = 1, rows: Sequence[Agreement] | None = None
    ) -> Listing:
        """List the anniversaries in ``[start, end)`` in multiples of ``every`` years, soonest first.

        Those of which the day is not known follow, with the month or year that is.
        """
        rows = tuple(self._book.served if rows is None else rows)
        sure, possible = occasions(rows, Period(start, end, ""), every=every)
        found = sorted(
            (*sure, *possible),
            key=lambda item: (item.anniversary.date.precision is not Precision.DAY, item.anniversary.date.first_day),
        )
        of_row = [self._home, self._partner, self._country, self._kind]
        columns: _Columns[Occasion] = [
            ("date", 14, lambda item: item.anniversary.date),
            ("precision", _NARROW, lambda item: self._precision(item.anniversary.date)),
            ("years", _NARROW, lambda item: item.anniversary.years),
            *((key, width, _of_its_row(read)) for key, width, read in of_row),
            ("since", 14, lambda item: item.since),
            ("days", _NARROW, lambda item: item.anniversary.days_to_go(self._today)),
            ("disputed", _WIDE, lambda item: self.claims(item.row)),
        ]
        first, last = (day_words(day, self._words.language) for day in (start, end - dt.timedelta(days=1)))
        vague = any(_is_vague(item.anniversary.date) for item in found)
        return self._listing("anniversaries", columns, found, vague=vague, period=(first, last))

    def events(self, rows: Sequence[Event] | None = None) -> Listing:
        """List events, the earliest first."""
        columns: _Columns[Event] = [
            ("date", 14, lambda row: row.date),
            ("end_date", 14, lambda row: row.end_date),
            self._title,
            self._home,
            self._partners,
            self._summary,
            ("status", _NARROW, lambda row: self._label("status", row.status)),
        ]
        return self._listing("events", columns, self._book.events_of() if rows is None else rows)

    def programmes(self) -> Listing:
        """List exchange programmes."""
        words = self._words
        columns: _Columns[Programme] = [
            self._title,
            ("for_whom", 20, lambda row: words.listed(self._label("for_whom", group) for group in row.for_whom)),
            self._home,
            self._partners,
            self._summary,
            ("status", _NARROW, lambda row: self._label("status", row.status)),
            ("as_of", 14, lambda row: row.as_of),
        ]
        return self._listing("programmes", columns, self._book.programmes)

    def intentions(self) -> Listing:
        """List intentions with how far they have come, the open ones first."""
        columns: _Columns[Intention] = [
            self._title,
            self._home,
            self._partners,
            ("status", _NARROW, lambda row: self._label("status", row.status)),
            ("owner", 16, lambda row: row.owner),
            ("signed", 14, lambda row: row.signed_date),
            ("due", 14, lambda row: row.due_date),
            ("became", 24, self._became),
            self._summary,
        ]
        rows = sorted(self._book.intentions, key=lambda row: not row.status.is_open)
        return self._listing("intentions", columns, rows)

    def claims(self, row: Agreement) -> str:
        """Return what other sources claim of an agreement, in one line; empty where none does."""
        said = []
        for claim in self._book.claims_about(row):
            date = format_date(claim.date, self._words.language) if claim.date else self._words("unknown")
            said.append(f"{date} · {self._words(claim.kind)} · {source_title(claim, self._words.language)}")
        return " | ".join(said)

    def _named(self, row: Event | Programme | Intention) -> str:
        places = ((name, self._book.gazetteer.lookup(name)) for name in row.partners)
        return self._words.listed(self._words.name(place.zh, place.en) if place else name for name, place in places)

    def _status(self, row: Agreement) -> str:
        if row.status is AgreementStatus.INACTIVE_REPORTED and row.status_note:
            return self._words.written(note_in(row.status_note, self._words.language))
        return self._label("status", row.status)

    def _label(self, column: str, value: str) -> str:
        return self._words.written(value_label(column, value, self._words.language))

    def _became(self, row: Intention) -> str:
        programme = programme_that_came(self._book, row)
        return self._words.name(programme.title_zh, programme.title_en) if programme else row.became

    def _precision(self, date: PartialDate | None) -> str:
        return self._words(date.precision) if date else self._words("unknown")

    def _listing(
        self,
        key: str,
        columns: _Columns[_Item],
        items: Sequence[_Item],
        *,
        vague: bool = False,
        period: tuple[str, str] | None = None,
    ) -> Listing:
        """Return a list of items, each with where its row is from; ``vague`` where a day is not known."""
        words, language = self._words, self._words.language
        rows = [item.row if isinstance(item, Occasion) else item for item in items]
        told = [source_of(row, "", language) for row in rows]
        day = day_words(self._today, language)
        subtitle = words("of_agreements", n=len(rows), day=day)
        if period is not None:
            subtitle = words("of_period", n=len(rows), day=day, first=period[0], last=period[1])
        return Listing(
            title=words(key),
            subtitle=subtitle,
            columns=columns_of([*((name, width) for name, width, _ in columns), *_SOURCE], words),
            rows=tuple(
                (*(read(item) for _, _, read in columns), source.title, source.url, row.quote)
                for item, row, source in zip(items, rows, told, strict=True)
            ),
            notes=(words("day_open"),) if vague else (),
            sources=gathered(told),
            words=words,
        )


def _of_its_row(read: Callable[[Agreement], Cell]) -> Callable[[Occasion], Cell]:
    return lambda item: read(item.row)


_SOURCE = (("source", _WIDE), ("url", 24), ("quote", _WIDE))


def _is_vague(date: PartialDate | None) -> bool:
    return date is not None and date.precision is not Precision.DAY
