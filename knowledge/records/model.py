"""The six kinds of record, one frozen row each. Dates are as precise as their source, never more."""

import dataclasses
import enum
from typing import TypeAlias

from knowledge.evidence import Audience
from knowledge.records.cells import (
    Continent,
    Country,
    Date,
    GeonamesId,
    KnownDate,
    Names,
    Number,
    Required,
    Slug,
    Text,
    Url,
)


class RecordKind(enum.StrEnum):
    """A table of records."""

    AGREEMENTS = "agreements"
    PROGRAMMES = "programmes"
    EVENTS = "events"
    FIGURES = "figures"
    INTENTIONS = "intentions"
    COMPLETE = "complete"


class AgreementKind(enum.StrEnum):
    """What an agreement makes of its partner; the weaker kind is founded on a memorandum."""

    SISTER_CITY = "sister_city"
    FRIENDLY_EXCHANGE_CITY = "friendly_exchange_city"
    SISTER_DISTRICT = "sister_district"
    FRIENDLY_EXCHANGE_DISTRICT = "friendly_exchange_district"
    FRIENDLY_ORGANISATION = "friendly_organisation"


class AgreementStatus(enum.StrEnum):
    """Whether an agreement is served, is still to be concluded, or is another source's claim about one served."""

    LISTED = "listed"
    INACTIVE_REPORTED = "inactive_reported"
    PLANNED = "planned"
    CONFLICTING_CLAIM = "conflicting_claim"


class Group(enum.StrEnum):
    """Whom a programme is for."""

    STUDENTS = "students"
    YOUTH = "youth"
    BUSINESS = "business"
    CULTURE = "culture"
    SPORT = "sport"
    OFFICIALS = "officials"
    EXPERTS = "experts"
    PUBLIC = "public"


class ProgrammeStatus(enum.StrEnum):
    """How far a programme had come by the date of its source."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNKNOWN = "unknown"


class EventKind(enum.StrEnum):
    """What kind of event."""

    VISIT = "visit"
    FORUM = "forum"
    AWARD = "award"
    FESTIVAL = "festival"
    MEETING = "meeting"
    EXHIBITION = "exhibition"
    MILESTONE = "milestone"
    CONTACT = "contact"


class EventStatus(enum.StrEnum):
    """Whether the source tells of it or announces it."""

    HELD = "held"
    PLANNED = "planned"


class IntentionStatus(enum.StrEnum):
    """How far an intention has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to follow up."""
        return self not in {IntentionStatus.DONE, IntentionStatus.DROPPED}


class FigureKind(enum.StrEnum):
    """Whether a figure counts what is, or states an aim."""

    COUNT = "count"
    TARGET = "target"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What every row says of the source that it rests on, and who may see it: the last columns of each table."""

    source_title: Required
    source_publisher: Text = ""
    source_url: Url = ""
    source_date: Date = None
    quote: Required
    audience: Audience = Audience.PUBLIC


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Sourced):
    """An agreement of a home city with a partner, one that is planned, or (``conflicting_claim``) a claim about one.

    ``date_note`` and ``status_note`` are shown; "中文 / English" gives each language its own. ``kind_note`` is what the
    source calls the tie, where that is another word.
    """

    id: Slug
    home_zh: Required
    home_en: Required
    partner_zh: Required
    partner_en: Required
    aliases: Names = ()
    country_zh: Text = ""
    country_en: Text = ""
    iso_country: Country = ""
    geonames_id: GeonamesId = ""
    continent: Continent = ""
    kind: AgreementKind
    kind_note: Text = ""
    date: Date = None
    date_note: Text = ""
    status: AgreementStatus
    status_note: Text = ""
    place_signed: Text = ""

    @property
    def is_served(self) -> bool:
        """Tell whether it is listed in its own right: one still to be concluded is no tie yet."""
        return self.status not in {AgreementStatus.CONFLICTING_CLAIM, AgreementStatus.PLANNED}

    @property
    def continents(self) -> tuple[str, ...]:
        """Return the continent of the partner, or the two in which it lies."""
        return tuple(self.continent.split("/")) if self.continent else ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Sourced):
    """An exchange programme as its source describes it on the date ``as_of``."""

    id: Slug
    title_zh: Required
    title_en: Required
    home_zh: Required
    home_en: Required
    partners: Names = ()
    for_whom: tuple[Group, ...] = ()
    summary_zh: Required
    summary_en: Required
    status: ProgrammeStatus = ProgrammeStatus.UNKNOWN
    as_of: Date = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event(Sourced):
    """A visit, forum, award or other event; ``end_date`` closes a range, both as precise as the source."""

    id: Slug
    title_zh: Required
    title_en: Required
    kind: EventKind
    date: Date = None
    end_date: Date = None
    home_zh: Required
    home_en: Required
    partners: Names = ()
    summary_zh: Required
    summary_en: Required
    status: EventStatus = EventStatus.HELD
    as_of: Date = None

    def __post_init__(self) -> None:
        if self.date and self.end_date and self.end_date.last_day < self.date.first_day:
            raise ValueError("end_date: a date that is not before the date it begins")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Sourced):
    """A number that a source gives, of what (``measure``) and as of when; ``value`` is its digits.

    120+ stands for "more than 120", 3-5 for a range.
    """

    id: Slug
    home_zh: Required
    home_en: Required
    measure: Slug
    subject_zh: Required
    subject_en: Required
    value: Number
    unit_zh: Text = ""
    unit_en: Text = ""
    kind: FigureKind = FigureKind.COUNT
    as_of: Date = None
    summary_zh: Required
    summary_en: Required

    @property
    def number(self) -> float:
        """Return the value as a number (the lower bound of 120+ or 3-5)."""
        return float(self.value.rstrip("+").partition("-")[0])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Intention(Sourced):
    """What a home city and its partners mean to do, and how far it has come; for staff unless it says otherwise.

    ``became`` is the id of the programme that came of it, or what came of it in words.
    """

    id: Slug
    title_zh: Required
    title_en: Required
    home_zh: Required
    home_en: Required
    partners: Names = ()
    status: IntentionStatus = IntentionStatus.PROPOSED
    owner: Text = ""
    signed_date: Date = None
    due_date: Date = None
    became: Text = ""
    summary_zh: Required
    summary_en: Required
    as_of: Date = None
    audience: Audience = Audience.STAFF


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CompleteList(Sourced):
    """That the agreements on record of one kind are all that a home city had on the day ``as_of``, says a source."""

    id: Slug
    home_zh: Required
    home_en: Required
    list_of: AgreementKind
    as_of: KnownDate


Record: TypeAlias = Agreement | Programme | Event | Figure | Intention | CompleteList
RECORD_TYPES: dict[RecordKind, type[Record]] = {
    RecordKind.AGREEMENTS: Agreement,
    RecordKind.PROGRAMMES: Programme,
    RecordKind.EVENTS: Event,
    RecordKind.FIGURES: Figure,
    RecordKind.INTENTIONS: Intention,
    RecordKind.COMPLETE: CompleteList,
}
