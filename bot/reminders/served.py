"""What of the records a reminder is about: the agreements of its cities, and what changed since it last spoke."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from bot.reminders.due import DueAnniversary, DueIntention, anniversaries_due, intentions_due
from bot.reminders.reminder import Reminder, What
from bot.storage.editions import Changed
from knowledge.directory import Directory
from knowledge.names import Place
from knowledge.records import Agreement, Intention, Programme, Record, to_json
from knowledge.records.schema import kind_of


@dataclasses.dataclass(frozen=True, slots=True)
class Fresh:
    """A record that came (``is_new``) or changed."""

    row: Record
    is_new: bool


def agreements_of(directory: Directory, reminder: Reminder) -> list[Agreement]:
    """Return the agreements that a reminder is about: of its home city, with partners in its continent, or all."""
    book = directory.book
    homes = {place.id for place in directory.homes if reminder.home in ("", directory.key_of(place))}
    partners = {partner.place.id for partner in directory.partners_in(continent=reminder.continent)}
    return [row for row in book.served if book.home_id(row) in homes and book.partner_id(row) in partners]


def intentions_of(directory: Directory, reminder: Reminder) -> list[Intention]:
    """Return the open intentions that a reminder is about: as `agreements_of`, by their partners."""
    book = directory.book
    homes = {place.id for place in directory.homes if reminder.home in ("", directory.key_of(place))}
    rows = [row for row in book.intentions if row.status.is_open and book.home_id(row) in homes]
    if not reminder.continent:
        return rows
    there = {partner.place.id for partner in directory.partners_in(continent=reminder.continent)}
    return [row for row in rows if any(place.id in there for place in cities_of(directory, row))]


def due_on(
    directory: Directory, reminder: Reminder, days: Sequence[dt.date], milestone: int
) -> Sequence[DueAnniversary | DueIntention]:
    """Return what a reminder of anniversaries or intentions announces on days in a row, soonest first."""
    leads = reminder.lead_days
    if reminder.what is What.INTENTIONS:
        intended = ((row.id, row.due_date) for row in intentions_of(directory, reminder) if row.due_date is not None)
        return intentions_due(intended, days, leads)
    dates = ((row.id, row.date) for row in agreements_of(directory, reminder) if row.date is not None)
    return anniversaries_due(dates, days, leads, round_only=reminder.round_only, milestone=milestone)


def partner_of(directory: Directory, row: Agreement) -> Place | None:
    """Return the partner city of an agreement."""
    partner = directory.partner_of(directory.book.partner_id(row))
    return partner.place if partner else None


def cities_of(directory: Directory, row: Record) -> list[Place]:
    """Return the partner cities that a record is about or names."""
    if isinstance(row, Agreement):
        place = partner_of(directory, row)
        return [place] if place else []
    named = (directory.gazetteer.lookup(name) for name in getattr(row, "partners", ()))
    partners = (directory.partner_of(place.id) for place in named if place is not None)
    return [partner.place for partner in partners if partner]


def digests_of(directory: Directory) -> dict[tuple[str, str], str]:
    """Return a digest of each record's cells, by its table and id."""
    digests: dict[tuple[str, str], str] = {}
    for row in _rows(directory):
        key = kind_of(row).value, row.id
        # Two rows of one id, of two files, come in any order.
        digests[key] = max(digests.get(key, ""), hashlib.sha256(to_json(row).encode()).hexdigest())
    return digests


def fresh_rows(directory: Directory, changed: Iterable[Changed], home: str = "") -> list[Fresh]:
    """Return what changed as far as this directory tells of it: agreements, programmes and events; new rows first."""
    book = directory.book
    homes = {place.id for place in directory.homes if home in ("", directory.key_of(place))}
    rows: tuple[Record, ...] = (*book.served, *book.programmes, *book.events)
    told = {(kind_of(row).value, row.id): row for row in rows if book.home_id(row) in homes}
    found = [Fresh(told[change.kind, change.record_id], change.is_new) for change in changed if _key(change) in told]
    return sorted(found, key=lambda fresh: not fresh.is_new)


def fresh_programmes(directory: Directory, changed: Iterable[Changed]) -> list[Fresh]:
    """Return the programmes that changed as far as this directory holds them, new ones first."""
    return [fresh for fresh in fresh_rows(directory, changed) if isinstance(fresh.row, Programme)]


def _key(change: Changed) -> tuple[str, str]:
    return change.kind, change.record_id


def _rows(directory: Directory) -> Sequence[Record]:
    book = directory.book
    return (*book.agreements, *book.programmes, *book.events, *book.figures, *book.intentions)
