"""The directory: the records and sources of one index, read once, for answering and for looking through."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, TypeVar

from knowledge.answering.records.phrasing import is_english
from knowledge.answering.records.programmes import words_of
from knowledge.directory.finding import Found, NameFinder
from knowledge.directory.guide import Guide
from knowledge.directory.holdings import Holdings, holdings_of
from knowledge.directory.partners import Partner, key_of, partners_in
from knowledge.evidence import Citation, Language
from knowledge.index.generations import MANIFEST, directory_of
from knowledge.names import build_gazetteer
from knowledge.records import Agreement, Event, Figure, Intention, Programme, RecordBook, from_json, load_table
from knowledge.settings import BUNDLED_CORPUS

if TYPE_CHECKING:
    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.evidence import Passage
    from knowledge.index import KnowledgeIndex
    from knowledge.names import Place
    from knowledge.records import Record
    from knowledge.settings import Settings
    from knowledge.text.language import Script

_Row = TypeVar("_Row", Programme, Event, Figure, Intention)


class Directory:
    """What one audience may look through; it holds no way to anything that its index does not.

    ``home`` is the office's own city, or None where all home cities are served alike. It is safe to use from several
    threads.
    """

    def __init__(self, index: KnowledgeIndex, settings: Settings) -> None:
        """Read the record tables out of the index and prepare the names (about two seconds)."""
        passages: dict[tuple[Record, Language], Passage] = {}
        rows: dict[Record, None] = {}
        for passage in index.records():
            record = from_json(passage.record)
            rows[record] = None
            passages[record, passage.language] = passage
        self._index = index
        self._built_at = _built_at(index, settings)
        self._passages = passages
        agreements = [row for row in rows if isinstance(row, Agreement)]
        self.gazetteer = build_gazetteer([*agreements, *_known_partners()])
        self.book = RecordBook.from_records(rows, self.gazetteer)
        self.home = self.gazetteer.lookup(settings.home_city) if settings.home_city else None
        self.partners = partners_in(self.book)
        self._by_id = {partner.place.id: partner for partner in self.partners}

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
        return holdings_of(self._index.passages(), self._index.generation, self._built_at)

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
            named = dict.fromkeys(mention.place.id for mention in self.gazetteer.find(words_of(row)))
            # A home city's rows are its own: that of another may name it in passing.
            for place_id in (self.book.home_id(row), *(item for item in named if item not in homes)):
                found.setdefault(place_id, []).append(row)
        return found


def _built_at(index: KnowledgeIndex, settings: Settings) -> dt.datetime | None:
    """Return when the index was published; None for one on a server, which does not tell."""
    if settings.chroma_url:
        return None
    manifest = directory_of(settings.index_dir, index.generation) / MANIFEST
    return dt.datetime.fromtimestamp(manifest.stat().st_mtime, dt.UTC)


def _known_partners() -> list[Agreement]:
    """Return the bundled agreements, for the names of their cities only: a typo in one is mended in any corpus."""
    table = load_table(BUNDLED_CORPUS / "records" / "agreements.csv")
    return [row for row in table.rows if isinstance(row, Agreement)]
