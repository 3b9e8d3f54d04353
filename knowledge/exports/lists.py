"""The lists that can be exported: agreements, the anniversaries of a period, events and programmes."""

import datetime as dt
from collections.abc import Iterable, Sequence

from knowledge.answering.records.intentions import programme_that_came
from knowledge.answering.records.occasions import occasions
from knowledge.calendar import PartialDate, Precision, format_date
from knowledge.evidence import Language
from knowledge.exports.listing import Cell, ColumnKind, ListColumn, Listing, gathered
from knowledge.exports.words import words_in
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
)
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script
from knowledge.understanding.query import Period

_WIDE, _NARROW = 40, 10


class Lists:
    """Makes lists of one audience's records, in one language and script, as of a day."""

    def __init__(self, book: RecordBook, *, language: Language, today: dt.date, script: Script = Script.HANS) -> None:
        self._book = book
        self._words = words_in(language, script)
        self._today = today

    def agreements(self, rows: Sequence[Agreement] | None = None) -> Listing:
        """List agreements (by default all that are served) with what other sources claim of them."""
        rows = self._book.served if rows is None else rows
        return self._listing(
            "agreements",
            self._words("of_agreements", n=len(rows), day=self._day(self._today)),
            [
                ("home", "text", _NARROW),
                ("partner", "text", 20),
                ("partner_other", "text", 20),
                ("country", "text", 14),
                ("continent", "text", 12),
                ("kind", "text", 20),
                ("since", "date", 14),
                ("precision", "text", _NARROW),
                ("status", "text", 14),
                ("disputed", "text", _WIDE),
                *_SOURCE,
            ],
            [self._agreement(row) for row in rows],
            [self._source(row) for row in rows],
            notes=[self._words("day_open")] if any(_is_vague(row.date) for row in rows) else [],
        )

    def anniversaries(
        self, start: dt.date, end: dt.date, *, every: int = 1, rows: Sequence[Agreement] | None = None
    ) -> Listing:
        """List the anniversaries in ``[start, end)`` in multiples of ``every`` years, soonest first.

        Those of which the day is not known follow, with the month or year that is.
        """
        sure, possible = occasions(
            tuple(self._book.served if rows is None else rows), Period(start, end, ""), every=every
        )
        found = sorted(
            (*sure, *possible),
            key=lambda item: (item.anniversary.date.precision is not Precision.DAY, item.anniversary.date.first_day),
        )
        period = {"first": self._day(start), "last": self._day(end - dt.timedelta(days=1))}
        return self._listing(
            "anniversaries",
            self._words("of_period", n=len(found), day=self._day(self._today), **period),
            [
                ("date", "date", 14),
                ("precision", "text", _NARROW),
                ("years", "number", _NARROW),
                ("home", "text", _NARROW),
                ("partner", "text", 20),
                ("country", "text", 14),
                ("kind", "text", 20),
                ("since", "date", 14),
                ("days", "number", _NARROW),
                ("disputed", "text", _WIDE),
                *_SOURCE,
            ],
            [
                (
                    item.anniversary.date,
                    self._precision(item.anniversary.date),
                    item.anniversary.years,
                    *self._names(item.row)[:2],
                    self._words.name(item.row.country_zh, item.row.country_en),
                    self._words(item.row.kind),
                    item.since,
                    item.anniversary.days_to_go(self._today),
                    self.claims(item.row),
                    *self._origin(item.row),
                )
                for item in found
            ],
            [self._source(item.row) for item in found],
            notes=[self._words("day_open")] if any(_is_vague(item.anniversary.date) for item in found) else [],
        )

    def events(self, rows: Sequence[Event] | None = None) -> Listing:
        """List events, the earliest first."""
        rows = self._book.events_of() if rows is None else rows
        return self._listing(
            "events",
            self._words("of_agreements", n=len(rows), day=self._day(self._today)),
            [
                ("date", "date", 14),
                ("end_date", "date", 14),
                ("title", "text", 30),
                ("home", "text", _NARROW),
                ("partners", "text", 20),
                ("summary", "text", 60),
                ("status", "text", _NARROW),
                *_SOURCE,
            ],
            [
                (
                    row.date,
                    row.end_date,
                    self._words.name(row.title_zh, row.title_en),
                    self._words.name(row.home_zh, row.home_en),
                    self._partners(row.partners),
                    self._words.name(row.summary_zh, row.summary_en),
                    self._words(f"status:{row.status}"),
                    *self._origin(row),
                )
                for row in rows
            ],
            [self._source(row) for row in rows],
        )

    def programmes(self, rows: Sequence[Programme] | None = None) -> Listing:
        """List exchange programmes."""
        rows = self._book.programmes if rows is None else rows
        return self._listing(
            "programmes",
            self._words("of_agreements", n=len(rows), day=self._day(self._today)),
            [
                ("title", "text", 30),
                ("for_whom", "text", 20),
                ("home", "text", _NARROW),
                ("partners", "text", 20),
                ("summary", "text", 60),
                ("status", "text", _NARROW),
                ("as_of", "date", 14),
                *_SOURCE,
            ],
            [
                (
                    self._words.name(row.title_zh, row.title_en),
                    self._words.listed(self._words(f"group:{group}") for group in row.for_whom),
                    self._words.name(row.home_zh, row.home_en),
                    self._partners(row.partners),
                    self._words.name(row.summary_zh, row.summary_en),
                    self._words(f"status:{row.status}"),
                    row.as_of,
                    *self._origin(row),
                )
                for row in rows
            ],
            [self._source(row) for row in rows],
        )

    def intentions(self, rows: Sequence[Intention] | None = None) -> Listing:
        """List intentions with how far they have come, the open ones first."""
        rows = sorted(self._book.intentions if rows is None else rows, key=lambda row: not row.status.is_open)
        return self._listing(
            "intentions",
            self._words("of_agreements", n=len(rows), day=self._day(self._today)),
            [
                ("title", "text", 30),
                ("home", "text", _NARROW),
                ("partners", "text", 20),
                ("status", "text", _NARROW),
                ("owner", "text", 16),
                ("signed", "date", 14),
                ("due", "date", 14),
                ("became", "text", 24),
                ("summary", "text", 60),
                *_SOURCE,
            ],
            [
                (
                    self._words.name(row.title_zh, row.title_en),
                    self._words.name(row.home_zh, row.home_en),
                    self._partners(row.partners),
                    self._words(f"intention:{row.status}"),
                    row.owner,
                    row.signed_date,
                    row.due_date,
                    self._became(row),
                    self._words.name(row.summary_zh, row.summary_en),
                    *self._origin(row),
                )
                for row in rows
            ],
            [self._source(row) for row in rows],
        )

    def claims(self, row: Agreement) -> str:
        """Return what other sources claim of an agreement, in one line; empty where none does."""
        said = []
        for claim in self._book.claims_about(row):
            date = format_date(claim.date, self._words.language) if claim.date else self._words("unknown")
            said.append(f"{date} · {self._words(claim.kind)} · {source_title(claim, self._words.language)}")
        return " | ".join(said)

    def _agreement(self, row: Agreement) -> tuple[Cell, ...]:
        status = self._words(f"status:{row.status}")
        if row.status is AgreementStatus.INACTIVE_REPORTED and row.status_note:
            status = self._words.written(note_in(row.status_note, self._words.language))
        return (
            *self._names(row),
            self._words.name(row.country_zh, row.country_en),
            self._words.listed(self._words(name) for name in row.continents),
            self._words(row.kind),
            row.date,
            self._precision(row.date),
            status,
            self.claims(row),
            *self._origin(row),
        )

    def _names(self, row: Agreement) -> tuple[str, str, str]:
        words = self._words
        other = row.partner_en if words.language.value == "zh" else row.partner_zh
        return words.name(row.home_zh, row.home_en), words.name(row.partner_zh, row.partner_en), other

    def _partners(self, names: Iterable[str]) -> str:
        places = ((name, self._book.gazetteer.lookup(name)) for name in names)
        return self._words.listed(self._words.name(place.zh, place.en) if place else name for name, place in places)

    def _became(self, row: Intention) -> str:
        programme = programme_that_came(self._book, row)
        return self._words.name(programme.title_zh, programme.title_en) if programme else row.became

    def _precision(self, date: PartialDate | None) -> str:
        return self._words(date.precision) if date else self._words("unknown")

    def _day(self, day: dt.date) -> str:
        return format_date(PartialDate(day.year, day.month, day.day), self._words.language)

    def _origin(self, row: Record) -> tuple[Cell, ...]:
        return source_title(row, self._words.language), row.source_url, row.quote

    def _source(self, row: Record) -> tuple[str, str, PartialDate | None, str]:
        source = source_of(row, "", self._words.language)
        return source.title, source.publisher, source.published, source.url

    def _listing(  # noqa: PLR0917 - the parts of a list, in order
        self,
        key: str,
        subtitle: str,
        columns: Sequence[tuple[str, str, int]],
        rows: Iterable[tuple[Cell, ...]],
        sources: Sequence[tuple[str, str, PartialDate | None, str]],
        notes: Sequence[str] = (),
    ) -> Listing:
        return Listing(
            title=self._words(key),
            subtitle=subtitle,
            columns=_columns(columns, self._words),
            rows=tuple(rows),
            notes=tuple(notes),
            sources=gathered(sources),
            source_columns=source_columns(self._words),
            sources_title=self._words("sources"),
        )


_SOURCE = (("source", "text", _WIDE), ("url", "url", 24), ("quote", "text", _WIDE))
_SOURCES = (
    ("source", "text", 60),
    ("publisher", "text", 30),
    ("published", "date", 14),
    ("url", "url", _WIDE),
    ("rows", "number", _NARROW),
)


def source_columns(words: Bilingual) -> tuple[ListColumn, ...]:
    """Return the columns of the sheet of sources."""
    return _columns(_SOURCES, words)


def _columns(columns: Iterable[tuple[str, str, int]], words: Bilingual) -> tuple[ListColumn, ...]:
    return tuple(ListColumn(words(key), ColumnKind(kind), width) for key, kind, width in columns)


def _is_vague(date: PartialDate | None) -> bool:
    return date is not None and date.precision is not Precision.DAY
