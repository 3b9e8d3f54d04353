"""Look records up: by place, country, continent, kind, period and group; claims that contest one another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable
from typing import TypeVar

from knowledge.names import Gazetteer, Place, build_gazetteer
from knowledge.records.model import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    CompleteList,
    Event,
    Figure,
    FigureKind,
    Intention,
    Programme,
    Record,
)

TENS = 10
# By what measure the partners of a kind are counted.
MEASURES = {"sister_city": "sister_cities", "friendly_exchange_city": "friendly_exchange_cities"}

_Row = TypeVar("_Row", Programme, Event, Intention)


@dataclasses.dataclass(frozen=True)
class RecordBook:
    """Every record that an audience may see.

    ``agreements`` holds conflicting claims and planned ones too; ``served`` does not.
    """

    agreements: tuple[Agreement, ...] = ()
    programmes: tuple[Programme, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    intentions: tuple[Intention, ...] = ()
    complete: tuple[CompleteList, ...] = ()
    names: Gazetteer | None = None
    milestone: int = TENS

    @classmethod
    def from_records(
        cls, records: Iterable[Record], names: Gazetteer | None = None, *, milestone: int = TENS
    ) -> RecordBook:
        """Sort records into their tables; without ``names`` a gazetteer is built from them when first needed.

        An anniversary is a round one every ``milestone`` years.
        """
        rows = tuple(dict.fromkeys(records))
        return cls(
            tuple(row for row in rows if isinstance(row, Agreement)),
            tuple(row for row in rows if isinstance(row, Programme)),
            tuple(row for row in rows if isinstance(row, Event)),
            tuple(row for row in rows if isinstance(row, Figure)),
            tuple(row for row in rows if isinstance(row, Intention)),
            tuple(row for row in rows if isinstance(row, CompleteList)),
            names,
            milestone,
        )

    @functools.cached_property
    def gazetteer(self) -> Gazetteer:
        """Return the gazetteer that the rows' names are resolved with."""
        return self.names or build_gazetteer(self.agreements)

    @functools.cached_property
    def served(self) -> tuple[Agreement, ...]:
        """Return the agreements listed in their own right."""
        return tuple(row for row in self.agreements if row.is_served)

    @functools.cached_property
    def planned(self) -> tuple[Agreement, ...]:
        """Return the agreements that are still to be concluded."""
        return tuple(row for row in self.agreements if row.status is AgreementStatus.PLANNED)

    @functools.cached_property
    def homes(self) -> tuple[Place, ...]:
        """Return the home cities, those with most agreements first."""
        counts: dict[str, int] = {}
        rows: tuple[Record, ...] = (*self.served, *self.programmes, *self.events, *self.figures, *self.intentions)
        for row in rows:
            counts[self.home_id(row)] = counts.get(self.home_id(row), 0) + isinstance(row, Agreement)
        places = (self.gazetteer.get(place_id) for place_id in sorted(counts, key=lambda item: -counts[item]))
        return tuple(place for place in places if place is not None)

    def home_id(self, record: Record) -> str:
        """Return the gazetteer id of a record's home city (its folded English name if it is in no list)."""
        return self._id(record.home_en, record.home_zh)

    def partner_id(self, agreement: Agreement) -> str:
        """Return the gazetteer id of an agreement's partner."""
        return self._partner_ids[agreement]

    @functools.cached_property
    def _partner_ids(self) -> dict[Agreement, str]:
        return {row: self._partner(row) for row in self.agreements}

    def _partner(self, row: Agreement) -> str:
        for name in (row.partner_en, row.partner_zh, *row.aliases):
            place = self.gazetteer.lookup(name)
            if place is not None and place.country == row.iso_country and place.kind.value != "country":
                return place.id
        return row.partner_en.casefold()

    @functools.cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def _id(self, *names: str) -> str:
        key = names[0]
        if key not in self._known:
            places = (self.gazetteer.lookup(name) for name in names)
            self._known[key] = next((place.id for place in places if place is not None), key.casefold())
        return self._known[key]

    def agreements_of(self, place_id: str, other_id: str | None = None) -> tuple[Agreement, ...]:
        """Return the served agreements of a place (home or partner), or of two places with each other."""
        found = []
        for row in self.served:
            ids = {self.home_id(row), self.partner_id(row)}
            if place_id in ids and (other_id is None or other_id in ids):
                found.append(row)
        return tuple(found)

    def claims_about(self, agreement: Agreement) -> tuple[Agreement, ...]:
        """Return what other sources claim of the same two cities."""
        return self._claims.get((self.home_id(agreement), self.partner_id(agreement)), ())

    @functools.cached_property
    def _claims(self) -> dict[tuple[str, str], tuple[Agreement, ...]]:
        """Return the claims by home city and partner."""
        found: dict[tuple[str, str], tuple[Agreement, ...]] = {}
        for row in self.agreements:
            if row.status is AgreementStatus.CONFLICTING_CLAIM:
                key = (self.home_id(row), self.partner_id(row))
                found[key] = (*found.get(key, ()), row)
        return found

    def complete_list(self, home_id: str, kind: AgreementKind) -> CompleteList | None:
        """Return what says that a home city's agreements of a kind are all on record, the latest; None if nothing does.

        A partner that is not among them was none on ``as_of``; nothing is said of the time after it.
        """
        found = [row for row in self.complete if row.list_of is kind and self.home_id(row) == home_id]
        return max(found, key=lambda row: row.as_of.last_day, default=None)

    def latest_count(self, home_id: str, kind: str, last: dt.date) -> Figure | None:
        """Return the latest official number, as of a day at most, of a home city's partners of a kind, or None."""
        known = [
            row
            for row in self.figures
            if row.measure == MEASURES.get(kind)
            and row.kind is FigureKind.COUNT
            and self.home_id(row) == home_id
            and row.as_of is not None
            and row.as_of.first_day <= last
        ]
        return max(known, key=lambda row: row.as_of.last_day if row.as_of else dt.date.min, default=None)

    def events_of(self, place_id: str | None = None) -> tuple[Event, ...]:
        """Return the events of a place, by date."""
        found = self._of_place(self.events, place_id)
        return tuple(sorted(found, key=lambda row: (row.date is None, row.date.isoformat() if row.date else "")))

    def intentions_of(self, place_id: str | None = None) -> tuple[Intention, ...]:
        """Return the intentions of a place (home or partner), in the order of the tables."""
        return self._of_place(self.intentions, place_id)

    def _of_place(self, rows: tuple[_Row, ...], place_id: str | None) -> tuple[_Row, ...]:
        if place_id is None:
            return rows
        return tuple(
            row
            for row in rows
            if place_id == self.home_id(row) or place_id in {self._id(name) for name in row.partners}
        )
