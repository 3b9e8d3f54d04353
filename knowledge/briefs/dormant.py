"""Partners that have gone quiet, and those of which no contact is on record at all."""

import dataclasses
import datetime as dt

from knowledge.briefs.brief import last_event
from knowledge.directory import Guide
from knowledge.evidence import Statement
from knowledge.language.meanings import months_after
from knowledge.names import Place
from knowledge.records import Event

DEFAULT_YEARS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class LastContact:
    """A partner, its name, the last event with it and what is said of that."""

    place: Place
    name: str
    event: Event
    statement: Statement


@dataclasses.dataclass(frozen=True, slots=True)
class Quiet:
    """Partners whose last contact on record lies before ``before``, the longest ago first, and those without any.

    "No record" is not "no contact": ``unrecorded`` are names only, and must be told apart. ``reported`` are the
    agreements that a source itself calls inactive.
    """

    before: dt.date
    dormant: tuple[LastContact, ...]
    unrecorded: tuple[str, ...]
    reported: tuple[Statement, ...]


def dormant(guide: Guide, years: int = DEFAULT_YEARS) -> Quiet:
    """Find the partners without a contact on record in the last ``years`` years (1 to 100)."""
    before = months_after(guide.today, -12 * years)
    found: list[LastContact] = []
    unrecorded: list[str] = []
    for partner in guide.directory.partners:
        event = last_event(guide.directory, partner.place, guide.today)
        name = guide.name_of(partner.place)
        if event is None or event.date is None:
            unrecorded.append(name)
        elif event.date.last_day < before:
            found.append(LastContact(partner.place, name, event, guide.event(event)))
    found.sort(key=lambda item: item.event.date.last_day if item.event.date else dt.date.min)
    return Quiet(before, tuple(found), tuple(unrecorded), guide.reported_inactive())
