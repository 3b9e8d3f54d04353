"""What the tables hold on one city, as cited statements."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from knowledge.answering.records.agreement_date import agreement_statements, precision_note
from knowledge.answering.records.events import event_statement
from knowledge.answering.records.figures import count_statements, figure_statement
from knowledge.answering.records.occasions import coming_statements, leap_note
from knowledge.answering.records.phrasing import is_english
from knowledge.answering.records.profile import beyond_the_ties
from knowledge.answering.records.programmes import programme_statement
from knowledge.records import Event, Figure, Programme, ProgrammeStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.answering.records.inquiry import Inquiry
    from knowledge.directory.directory import Directory
    from knowledge.evidence import Statement
    from knowledge.names import Place

_FEW_EVENTS = 3
_FEW_PROGRAMMES = 3
_FEW_FIGURES = 3
_STATUS_ORDER = tuple(ProgrammeStatus(name) for name in ("running", "planned", "unknown", "done"))


@dataclasses.dataclass(frozen=True, slots=True)
class CityCard:
    """A partner or home city.

    ``agreements`` hold each tie and beside it what other sources claim; ``events`` (the latest first) and
    ``programmes`` are a few of ``event_count`` and ``programme_count``. ``partner_count`` is 0 but for a home city.
    """

    place: Place
    key: str
    name: str
    other_name: str
    country: str
    agreements: tuple[Statement, ...]
    anniversaries: tuple[Statement, ...]
    figures: tuple[Statement, ...]
    events: tuple[Statement, ...]
    programmes: tuple[Statement, ...]
    event_count: int
    programme_count: int
    partner_count: int
    notes: tuple[str, ...]


def city_card(directory: Directory, inquiry: Inquiry, place: Place) -> CityCard:
    """Tell what the tables hold on a city of the directory."""
    partner = directory.partner_of(place.id)
    rows = partner.agreements if partner else ()
    is_home = place.id in {home.id for home in directory.homes}
    events, programmes = events_of(directory, place), programmes_of(directory, place)
    if is_home:
        of_home = dataclasses.replace(inquiry, query=dataclasses.replace(inquiry.query, places=(place,)))
        figures = count_statements(of_home)
    else:
        figures = [figure_statement(inquiry, row) for row in directory.naming(place.id, Figure)]
    notes = [note for row in rows for note in (precision_note(inquiry, row), leap_note(inquiry, row)) if note]
    english = is_english(inquiry.language)
    return CityCard(
        place=place,
        key=directory.key_of(place),
        name=inquiry.written(place.en if english else place.zh),
        other_name=place.zh if english else place.en,
        country="" if is_home else directory.country_name(place, inquiry),
        agreements=tuple(statement for row in rows for statement in agreement_statements(inquiry, row)),
        anniversaries=tuple(statement for row in rows for statement in coming_statements(inquiry, row, since=False)),
        figures=tuple(figures[:_FEW_FIGURES]),
        events=tuple(event_statement(inquiry, row) for row in events[:_FEW_EVENTS]),
        programmes=tuple(programme_statement(inquiry, row) for row in programmes[:_FEW_PROGRAMMES]),
        event_count=len(events),
        programme_count=len(programmes),
        partner_count=len(directory.partners_of(place.id)) if is_home else 0,
        notes=tuple(dict.fromkeys(notes)),
    )


def events_of(directory: Directory, place: Place) -> list[Event]:
    """Return the events of a home city, or those that name a partner, the latest first."""
    partner = directory.partner_of(place.id)
    found = beyond_the_ties(directory.naming(place.id, Event), partner.agreements if partner else ())
    return sorted(found, key=lambda row: row.date.first_day if row.date else dt.date.min, reverse=True)


def programmes_of(directory: Directory, place: Place) -> list[Programme]:
    """Return the programmes of a home city, or those that name a partner, in the order to show them."""
    return programmes_in_order(directory.naming(place.id, Programme))


def programmes_in_order(rows: Iterable[Programme]) -> list[Programme]:
    """Return programmes with those that run first, the latest told before the others."""
    newest = sorted(rows, key=lambda row: row.as_of.first_day if row.as_of else dt.date.min, reverse=True)
    return sorted(newest, key=lambda row: _STATUS_ORDER.index(row.status))
