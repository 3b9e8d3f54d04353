"""What a reminder is: who is reminded of what, when, and whether it is at work."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from knowledge.evidence import Audience

LEAD_DAYS = (90, 30, 7, 0)
AT = dt.time(9, 0)


class What(enum.StrEnum):
    """What somebody is reminded of."""

    ANNIVERSARIES = "anniversaries"
    DIGEST = "digest"
    INTENTIONS = "intentions"
    PROGRAMME_NEWS = "programme_news"

    @property
    def audience(self) -> Audience:
        """Return whose records it is made of: only the news of programmes are for everybody."""
        return Audience.PUBLIC if self is What.PROGRAMME_NEWS else Audience.STAFF


class State(enum.StrEnum):
    """Whether a reminder is at work, and if not, why."""

    DRAFT = "draft"  # being set up, not confirmed
    ON = "on"
    PAUSED = "paused"  # by a person
    CLOSED = "closed"  # the chat took no message
    NOT_STAFF = "not_staff"  # its person, or its chat, is not the staff's any more
    DELETED = "deleted"  # for a day it can be brought back


@dataclasses.dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder as stored.

    ``home`` and ``continent`` are keys of the directory, empty for all. ``at`` is a local time of the office.
    ``user_id`` is None for one of the staff chat whose maker is forgotten. Everything that was due up to
    ``last_looked_at`` has its notice, and of every edition of the records up to ``edition`` there was word.
    ``revision`` counts the changes.
    """

    id: int
    chat_id: int
    thread_id: int | None
    user_id: int | None
    what: What
    lead_days: tuple[int, ...]
    round_only: bool
    home: str
    continent: str
    at: dt.time
    locale: str
    state: State
    created_at: dt.datetime
    last_looked_at: dt.datetime
    edition: int
    revision: int

    @property
    def audience(self) -> Audience:
        """Return whose records it is made of."""
        return self.what.audience

    @property
    def is_private(self) -> bool:
        """Tell whether it goes to a person's own chat."""
        return self.chat_id > 0
