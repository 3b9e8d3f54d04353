"""The directory: the records and sources of one index, read once, for answering and for looking through."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from knowledge.answering.records.inquiry import Inquiry
from knowledge.answering.records.phrasing import is_english
from knowledge.answering.records.programmes import words_of
from knowledge.directory.finding import Found, NameFinder
from knowledge.directory.guide import Guide
from knowledge.directory.holdings import Holdings, holdings_of
from knowledge.directory.kept import entry_passages
from knowledge.directory.partners import Partner, key_of, partners_in
from knowledge.evidence import Citation, Language, Passage
from knowledge.index import KnowledgeIndex
from knowledge.index.generations import MANIFEST, directory_of
from knowledge.names import Place, build_gazetteer
from knowledge.records import (
    Agreement,
    Entry,
    Event,
    Figure,
    Intention,
    Programme,
    Record,
    RecordBook,
    from_json,
    load_table,
    merge,
    told_once,
)
from knowledge.settings import BUNDLED_CORPUS, Settings
from knowledge.text.language import Script

_Row = TypeVar("_Row", Programme, Event, Figure, Intention)
# Each row of the record tables with its passage in each language.
Tables: TypeAlias = "dict[tuple[Record, Language], Passage]"


class Directory:
    """What one audience may look through; it holds no way to anything that its index does not.

    ``home`` is the office's own city, or None where all home cities are served alike. It is safe to use from several
    threads.
    """

    def __init__(
        self,
        index: KnowledgeIndex,
        settings: Settings,
        entries: Iterable[Entry] = (),
        *,
        tables: Tables | None = None,
        names: Named | None = None,
    ) -> None:
        """Put entries, such as the audience may see, beside the record tables of the index, and prepare the names.

        It takes some seconds to read the tables and to prepare the names, but for those that are given.
        """
        self._index = index
        self._settings = settings
        self._built_at = _built_at(index, settings)
        self._tables = _read(index) if tables is None else tables
        files = {row: passage.source.path.partition("#")[0] for (row, _), passage in self._tables.items()}
        merged = told_once(merge(list(files), entries), files)
        self._passages: Tables = {}
        self._kept: dict[str, Passage] = {}
        for row, origin in merged.rows.items():
            if isinstance(origin, Entry):
                own = entry_passages(origin, settings.zone)
                self._kept |= {passage.id: passage for passage in own}
            else:
                sides = (self._tables.get((origin, language)) for language in Language)
                own = [passage for passage in sides if passage is not None]
            self._passages |= {(row, passage.language): passage for passage in own}
        self.superseded = frozenset(passage.id for (row, _), passage in self._tables.items() if row in merged.replaced)
        agreements = [row for row in merged.rows if isinstance(row, Agreement)]
        self._names = (
            Named(agreements, functools.partial(_titles, index)) if names is None else names.for_rows(agreements)
        )
        self.gazetteer = self._names.gazetteer
        self.book = RecordBook.from_records(merged.rows, self.gazetteer, milestone=settings.milestone_years)
        self.home = self.gazetteer.lookup(settings.home_city) if settings.home_city else None
        self.partners = partners_in(self.book)
        self._by_id = {partner.place.id: partner for partner in self.partners}

    def with_entries(self, entries: Iterable[Entry]) -> Directory:
        """Return a directory of the same index with these entries in place of those that it has."""
        return Directory(self._index, self._settings, entries, tables=self._tables, names=self._names)

    def kept_passage(self, passage_id: str) -> Passage | None:
        """Return the passage of a row that staff keep themselves; the index has no such passage."""
        return self._kept.get(passage_id)

    def citation(self, record: Record, language: Language) -> Citation:
        """Return the citation of a record for a language; its quote is the record's own."""
        passage = self._passages.get((record, language)) or self._passages[record, language.other]
        return Citation(passage.source, passage.locator, record.quote, passage.language, passage.id)

    def guide(self, language: Language, script: Script, today: dt.date) -> Guide:
        """Return who tells what the directory holds in a language."""
        return Guide(self, language, script, today)

    def prepare(self) -> None:
        """Read what is otherwise read at the first look (about two seconds); nothing else changes."""
        for part in ("_rows_by_place", "holdings"):
            getattr(self, part)
        self.find("Prepare")

    @functools.cached_property
    def homes(self) -> tuple[Place, ...]:
        """Return the home cities, the office's own first, then those with most agreements."""
        return tuple(sorted(self.book.homes, key=lambda place: self.home is None or place.id != self.home.id))

    def partner_of(self, place_id: str) -> Partner | None:
        """Return a partner by the id of its place."""
        return self._by_id.get(place_id)

    def partners_of(self, home_id: str) -> tuple[Partner, ...]:
        """Return the partners of a home city."""
        return tuple(
            partner for partner in self.partners if any(self.book.home_id(row) == home_id for row in partner.agreements)
        )

    def partners_in(self, *, continent: str = "", country: str = "", home: str = "") -> tuple[Partner, ...]:
        """Return the partners in a continent or country, or of a home city, each named by its key."""
        found = self.partners
        if home:
            place = self.place_of(home)
            found = self.partners_of(place.id) if place else ()
        return tuple(
            partner for partner in found if continent in ("", *partner.continents) and country in ("", partner.country)
        )

    def find(self, text: str, limit: int = 8) -> tuple[Found, ...]:
        """Return the partner and home cities that a text names, or may be meant for, likeliest first."""
        return self._finder.find(text, limit)

    def named_in(self, question: str) -> tuple[Place, ...]:
        """Return the partner and home cities that a whole question names."""
        return self._finder.named_in(question)

    def key_of(self, place: Place) -> str:
        """Return the short name of a place in buttons and links."""
        return key_of(place.id)

    def place_of(self, key: str) -> Place | None:
        """Return the partner or home city of a key; None for any that this audience has no record of."""
        return self._by_key.get(key)

    def naming(self, place_id: str, kind: type[_Row]) -> tuple[_Row, ...]:
        """Return the rows of a kind that are of a home city, or that name a place."""
        return tuple(row for row in self._rows_by_place.get(place_id, ()) if isinstance(row, kind))

    def country_name(self, place: Place, inquiry: Inquiry) -> str:
        """Return the name of the country of a city as its agreements write it, else as the gazetteer does."""
        english = is_english(inquiry.language)
        partner = self.partner_of(place.id)
        for row in partner.agreements if partner else ():
            if name := row.country_en if english else row.country_zh:
                return inquiry.written(name)
        country = self.gazetteer.get(f"country:{place.country.lower()}")
        return inquiry.written(country.en if english else country.zh) if country else ""

    @functools.cached_property
    def holdings(self) -> Holdings:
        """Return what the sources are and how recent."""
        return holdings_of([*self._index.passages(), *self._kept.values()], self._index.generation, self._built_at)

    @functools.cached_property
    def _places(self) -> tuple[Place, ...]:
        places = (*self.homes, *(partner.place for partner in self.partners))
        return tuple({place.id: place for place in places}.values())

    @functools.cached_property
    def _by_key(self) -> dict[str, Place]:
        return {key_of(place.id): place for place in self._places}

    @functools.cached_property
    def _finder(self) -> NameFinder:
        aliases = {p.place.id: [alias for row in p.agreements for alias in row.aliases] for p in self.partners}
        return NameFinder(self._places, self.gazetteer, aliases)

    @functools.cached_property
    def _rows_by_place(self) -> dict[str, list[Programme | Event | Figure | Intention]]:
        homes = {place.id for place in self.homes}
        found: dict[str, list[Programme | Event | Figure | Intention]] = {}
        book = self.book
        rows: tuple[Programme | Event | Figure | Intention, ...]
        rows = (*book.programmes, *book.events, *book.figures, *book.intentions)
        for row in rows:
            named = self._names.mentioned_in(row)
            # A home city's rows are its own: that of another may name it in passing.
            for place_id in (self.book.home_id(row), *(item for item in named if item not in homes)):
                found.setdefault(place_id, []).append(row)
        return found


def _read(index: KnowledgeIndex) -> Tables:
    return {(from_json(passage.record), passage.language): passage for passage in index.records()}


def _titles(index: KnowledgeIndex) -> str:
    """Return the titles and publishers of the papers, a line each."""
    return "\n".join({f"{passage.source.title}\n{passage.source.publisher}" for passage in index.passages()})


def _built_at(index: KnowledgeIndex, settings: Settings) -> dt.datetime | None:
    """Return when the index was published; None for one on a server, which does not tell."""
    if settings.chroma_url:
        return None
    manifest = directory_of(settings.index_dir, index.generation) / MANIFEST
    return dt.datetime.fromtimestamp(manifest.stat().st_mtime, dt.UTC)


class Named:
    """The gazetteer of some agreements."""

    def __init__(self, agreements: Sequence[Agreement], titles: Callable[[], str]) -> None:
        """Build the gazetteer (about two seconds); ``titles`` are those of the office's papers."""
        self._made_of, self._titles = _names_in(agreements), titles
        self.gazetteer = build_gazetteer([*agreements, *known_partners()], titles)
        self._mentioned: dict[object, tuple[str, ...]] = {}

    def for_rows(self, agreements: Sequence[Agreement]) -> Named:
        """Return the names of other agreements: these, if they bring no name and lack none."""
        return self if _names_in(agreements) == self._made_of else Named(agreements, self._titles)

    def mentioned_in(self, row: Programme | Event | Figure | Intention) -> tuple[str, ...]:
        """Return the ids of the places that a row mentions."""
        if row not in self._mentioned:
            found = self.gazetteer.find(words_of(row))
            self._mentioned[row] = tuple(dict.fromkeys(mention.place.id for mention in found))
        return self._mentioned[row]


def _names_in(agreements: Iterable[Agreement]) -> frozenset[tuple[object, ...]]:
    """Return all that a gazetteer is made of; of a kind, whether it is one of cities, districts or organisations."""
    return frozenset(
        (
            *(row.home_zh, row.home_en, row.partner_zh, row.partner_en, row.aliases),
            *(row.iso_country, row.continent, row.kind.rpartition("_")[2]),
        )
        for row in agreements
    )


def known_partners() -> list[Agreement]:
    """Return the bundled agreements, for the names of their cities only: a typo in one is mended in any corpus."""
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]
