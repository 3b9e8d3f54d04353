"""When a reminder speaks: pure functions of its rule, the office's time zone and a span of time.

A span is ``(since, until]``; spans that adjoin neither skip nor double anything. A day's notices fall due at the
reminder's local time: where the clocks skip it, it is moved forward by what they skip, and where it comes twice, the
first time counts. Lead times are counted in days of the calendar.
"""

import dataclasses
import datetime as dt
import hashlib
import zoneinfo
from collections.abc import Iterable, Sequence

from bot.reminders.reminder import Reminder, What
from bot.storage.editions import Changed
from bot.storage.notices import Notice
from knowledge.calendar import PartialDate, Precision, anniversaries
from knowledge.directory import Directory
from knowledge.names import Place
from knowledge.records import Agreement, Intention, Programme, Record, to_json
from knowledge.records.schema import kind_of

_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """What is to be announced of a record on ``day``, ``lead`` days before its ``date``.

    That is an anniversary of ``years``, of which the first possible day counts, or without years the due date of an
    intention, of which the last does.
    """

    record_id: str
    date: PartialDate
    lead: int
    day: dt.date
    years: int | None = None

    @property
    def key(self) -> str:
        """Return what names this notice among those of its reminder, now and ever."""
        years = "" if self.years is None else f"{self.years}:"
        return f"{self.record_id}:{years}{self.date}:{self.lead}"


def moment(day: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return when it is ``at`` on a day in a zone, in UTC."""
    # Of a time that comes twice this is the first; one that is skipped is read by the clock before the change.
    return dt.datetime.combine(day, at.replace(fold=0), zone).astimezone(dt.UTC)


def days_due(at: dt.time, zone: zoneinfo.ZoneInfo, since: dt.datetime, until: dt.datetime) -> list[dt.date]:
    """Return the days, in order and without a gap, whose notices fall due in ``(since, until]``."""
    if until <= since:
        return []
    # Where the clocks change, a day's moment may lie on the day beside it.
    first, last = since.astimezone(zone).date() - _DAY, until.astimezone(zone).date() + _DAY
    days = (first + number * _DAY for number in range((last - first).days + 1))
    return [day for day in days if since < moment(day, at, zone) <= until]


def anniversaries_due(
    dates: Iterable[tuple[str, PartialDate]],
    days: Sequence[dt.date],
    leads: Iterable[int],
    *,
    round_only: bool,
    milestone: int,
) -> list[Due]:
    """Return what is to be announced on days that follow one another, of agreements by id and date; soonest first.

    Of a date known to the month, the leads count from the first of the month. Of one known to the year only, the round
    anniversaries (multiples of ``milestone`` years) are announced, once, on New Year's Day.
    """
    if not days:
        return []
    leads = sorted(set(leads), reverse=True)
    found = []
    for agreement_id, date in dates:
        of_year = date.precision is Precision.YEAR
        every = milestone if round_only or of_year else 1
        for lead in (0,) if of_year else leads:
            start, end = days[0] + lead * _DAY, days[-1] + (lead + 1) * _DAY
            found += [
                Due(agreement_id, item.date, lead, item.date.first_day - lead * _DAY, item.years)
                for item in anniversaries(date, start, end, every=every)
            ]
    return sorted(found, key=lambda due: (due.day, due.date.first_day, due.record_id))


def intentions_due(
    dates: Iterable[tuple[str, PartialDate]], days: Iterable[dt.date], leads: Iterable[int]
) -> list[Due]:
    """Return what is to be announced on some days, of intentions by id and due date; soonest first.

    Of a due date known to the month or year, the leads count from its last day, on which it is over.
    """
    wanted = frozenset(days)
    found = [
        Due(intention_id, due, lead, day)
        for intention_id, due in dates
        for lead in set(leads)
        if (day := due.last_day - lead * _DAY) in wanted
    ]
    return sorted(found, key=lambda item: (item.day, item.date.last_day, item.record_id))


def digests_due(days: Iterable[dt.date]) -> list[dt.date]:
    """Return the days on which a monthly digest is due: the first of each month."""
    return [day for day in days if day.day == 1]


def anniversary_of(key: str) -> tuple[str, int, PartialDate]:
    """Return the agreement's id, the years and the date that a notice's key names."""
    agreement_id, years, date, _ = key.rsplit(":", 3)
    return agreement_id, int(years), PartialDate.parse(date)


def intention_of(key: str) -> tuple[str, PartialDate]:
    """Return the intention's id and the due date that a notice's key names."""
    intention_id, due, _ = key.rsplit(":", 2)
    return intention_id, PartialDate.parse(due)


def looked_at_new_time(looked_at: dt.datetime, old: dt.time, new: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return up to when a reminder counts as looked at once its time of day is another: up to the same day."""
    day = looked_at.astimezone(zone).date() + _DAY
    while moment(day, old, zone) > looked_at:
        day -= _DAY
    return moment(day, new, zone)


# What comes later than this, or on a later day, is marked.
_LATE = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Occasion:
    """When something is looked at or goes out: the clock of the office, and its rule of round years."""

    now: dt.datetime
    zone: zoneinfo.ZoneInfo
    milestone: int

    def is_late(self, notice: Notice) -> bool:
        """Tell whether a notice goes out later than it was due."""
        days = [moment.astimezone(self.zone).date() for moment in (notice.due_at, self.now)]
        return self.now - notice.due_at > _LATE or days[0] != days[1]


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


def due_on(directory: Directory, reminder: Reminder, days: Sequence[dt.date], milestone: int) -> list[Due]:
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
    book = directory.book
    rows: tuple[Record, ...] = (*book.agreements, *book.programmes, *book.events, *book.figures, *book.intentions)
    for row in rows:
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
    found = [(told.get((change.kind, change.record_id)), change.is_new) for change in changed]
    return sorted((Fresh(row, is_new) for row, is_new in found if row), key=lambda fresh: not fresh.is_new)


def fresh_programmes(directory: Directory, changed: Iterable[Changed]) -> list[Fresh]:
    """Return the programmes that changed as far as this directory holds them, new ones first."""
    return [fresh for fresh in fresh_rows(directory, changed) if isinstance(fresh.row, Programme)]
