"""What a question asks, as a typed value."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from knowledge.evidence import Language
from knowledge.language.meanings import months_after
from knowledge.names import Place, PlaceKind
from knowledge.names.regions import Region
from knowledge.text.language import Script, detect_language


class Scope(enum.StrEnum):
    """Whether a text is a question for the sources at all."""

    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ACKNOWLEDGEMENT = "acknowledgement"
    ABOUT_THE_BOT = "about_the_bot"
    STEERING = "steering"
    OTHER_TASK = "other_task"

    @property
    def is_smalltalk(self) -> bool:
        """Return whether a short reply of the product's own is the answer."""
        return self in _SMALLTALK


_SMALLTALK = frozenset({Scope.GREETING, Scope.THANKS, Scope.FAREWELL, Scope.ACKNOWLEDGEMENT, Scope.ABOUT_THE_BOT})


class AnswerKind(enum.StrEnum):
    """The kind of thing that would answer the question."""

    DATE = "date"
    COUNT = "count"
    ORDINAL = "ordinal"
    FREQUENCY = "frequency"
    MONEY = "money"
    SHARE = "share"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    NAME = "name"
    CONTACT = "contact"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    DEADLINE = "deadline"
    DURATION = "duration"
    CONDITION = "condition"
    PROCEDURE = "procedure"
    REASON = "reason"
    OPEN = "open"


class Topic(enum.StrEnum):
    """What the question is about, where the records know the topic."""

    AGREEMENT = "agreement"
    ANNIVERSARY = "anniversary"
    PROGRAMME = "programme"
    EVENT = "event"
    PROFILE = "profile"
    OTHER = "other"


class Relation(enum.StrEnum):
    """The kind of tie that is asked about. ``FRIENDSHIP`` is the English "friendship city", which may mean either."""

    SISTER = "sister_city"
    EXCHANGE = "friendly_exchange_city"
    FRIENDSHIP = "friendship_city"


class Command(enum.StrEnum):
    """What staff have a command for, asked for in words."""

    REMIND = "remind"  # first: what one is to be reminded of may be a letter
    LETTER = "letter"
    BRIEF = "brief"
    EXPORT = "export"
    CHART = "chart"
    LOG = "log"


class By(enum.StrEnum):
    """By what a list is put in order."""

    DATE = "date"
    COUNTRY = "country"
    CONTINENT = "continent"
    NAME = "name"


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """The order in which a list is wanted."""

    by: By
    descending: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question.

    ``word`` is folded; ``meanings`` are English stems it may stand for (a Latin word stands for its own stem).
    ``inherited`` terms come from the earlier turns of the conversation.
    """

    word: str
    meanings: frozenset[str]
    inherited: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A half-open range of days asked about, with the words that name it.

    ``recurring`` is set where no year is named (5月5日, in May): that of today is taken, but any may be meant.
    """

    start: dt.date
    end: dt.date
    text: str
    recurring: bool = False

    def in_year(self, year: int) -> Period:
        """Return the same months and days of a year."""
        years = year - self.start.year
        first, after = (months_after(day, 12 * years) for day in (self.start, self.end))
        return Period(first, after, self.text)

    def touches_day(self, month: int | None, day: int | None) -> bool | None:
        """Tell whether a month and day lie in a recurring range, in any year; None where they are not known."""
        last = self.end - dt.timedelta(days=1)
        whole_months = (self.start.day, self.end.day) == (1, 1)
        if month is None or (day is None and not whole_months):
            return None
        edges = ((self.start.month, self.start.day), (last.month, last.day))
        return edges[0] <= (month, day or self.start.day) <= edges[1]


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """One question, standing alone: what a follow-up left out is filled in.

    ``text`` is what is searched; ``asked`` is what the user wrote; ``language`` is the one to answer in. ``places``
    are in order of mention; ``corrected`` maps what was written to the place it was taken for, when a typo was
    mended. ``years`` are the calendar years named, ``unread`` the words for times that nobody can place; ``period``
    is set when a range or a relative time is asked about (next year, in 90 days). ``kinds`` are the kinds of answer
    wanted, the chief one first. ``now`` is set when the present state is asked for. ``translated`` is the question
    in the other language where a language model said it; it is searched, never read. ``complete`` is set when a
    full list is demanded. ``exact_day`` is set when nothing but a day will do. ``core`` is the part of the text
    that tells what to do with the rows chosen (all of it, but for a follow-up that works on the list before it).
    ``claim`` is set when the text claims something and asks whether it is so, ``denied`` when it claims that
    something is not so. ``order`` is how a list is wanted; ``among`` are the ids of the partners to which it is
    narrowed ("of those"). ``command`` is what one of the commands would do. ``wished`` is set when the question
    itself says in which language to answer. ``regions`` are the regions of several countries named; ``named`` the
    names of programmes, events and awards of the sources. ``beyond`` are the terms that neither the way of asking
    nor ties and their anniversaries account for. ``home_ids`` are the gazetteer ids of the office's home cities.
    ``alone`` is a follow-up as it reads without what came before, where it may be meant so. ``untold`` is set for
    what no agreement tells: who signed, how many live there.
    """

    text: str
    asked: str
    language: Language
    script: Script
    today: dt.date
    scope: Scope = Scope.QUESTION
    kinds: tuple[AnswerKind, ...] = (AnswerKind.OPEN,)
    topic: Topic = Topic.OTHER
    relation: Relation | None = None
    places: tuple[Place, ...] = ()
    corrected: tuple[tuple[str, Place], ...] = ()
    years: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    alone: Query | None = None
    period: Period | None = None
    terms: tuple[Term, ...] = ()
    quoted: tuple[str, ...] = ()
    now: bool = False
    complete: bool = False
    exact_day: bool = False
    compares: bool = False
    ordinal: int | None = None
    follows_up: bool = False
    translated: str = ""
    core: str = ""
    claim: bool = False
    denied: bool = False
    order: Order | None = None
    among: tuple[str, ...] = ()
    command: Command | None = None
    wished: bool = False
    regions: tuple[Region, ...] = ()
    named: tuple[str, ...] = ()
    beyond: tuple[Term, ...] = ()
    home_ids: frozenset[str] = frozenset()
    untold: bool = False

    @property
    def homes(self) -> tuple[Place, ...]:
        """Return the home cities named."""
        return tuple(place for place in self.places if place.id in self.home_ids)

    @property
    def partners(self) -> tuple[Place, ...]:
        """Return the cities named beside the home cities."""
        return tuple(place for place in self.places if place.is_city and place.id not in self.home_ids)

    @property
    def lands(self) -> tuple[Place, ...]:
        """Return the countries and continents named."""
        return tuple(place for place in self.places if place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT))

    @property
    def is_of_papers_only(self) -> bool:
        """Tell whether it asks for a detail of something that must be named: a deadline, a sum, who may apply."""
        return not _OF_PAPERS.isdisjoint(self.kinds)

    @property
    def is_of_papers(self) -> bool:
        """Tell whether it asks for something that no agreement tells."""
        return self.topic in (Topic.PROGRAMME, Topic.EVENT) or self.is_of_papers_only

    @property
    def kind(self) -> AnswerKind:
        """Return the chief kind of answer wanted."""
        return self.kinds[0]

    @property
    def asked_in(self) -> Language:
        """Return the language that the question is written in."""
        return detect_language(self.asked)


_OF_PAPERS = frozenset(
    {
        AnswerKind.DEADLINE,
        AnswerKind.CONDITION,
        AnswerKind.PROCEDURE,
        AnswerKind.MONEY,
        AnswerKind.CONTACT,
        AnswerKind.REASON,
        AnswerKind.SHARE,
    }
)
