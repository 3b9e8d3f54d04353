"""What a reminder is: who is reminded of what, when (as people write a time of day), and whether it is at work."""

import dataclasses
import datetime as dt
import enum
import re
import unicodedata

from knowledge.evidence import Audience
from knowledge.language.numerals import read_number

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


class Verb(enum.StrEnum):
    """What a button of a reminder does."""

    LIST = "l"  # show all reminders of the chat
    NEW = "n"  # begin another
    SHOW = "o"  # show a reminder, in place
    MANAGE = "m"  # show it below: the notice stays
    CITY = "c"  # show a city's card below; the value is its key
    CONFIRM = "y"  # set a draft to work
    WHAT = "w"  # make a draft one of something else; the value is of `What`
    ROUND = "r"  # only round anniversaries, or (value 0) every year's
    HOMES = "h"
    SET_HOME = "H"
    CONTINENTS = "k"
    SET_CONTINENT = "K"
    LEADS = "e"
    SET_LEADS = "E"  # 90-30-7-0
    TIMES = "t"
    SET_TIME = "T"  # 0900
    PAUSE = "p"
    RESUME = "g"
    DELETE = "d"
    STOP = "x"  # delete it from under a notice
    UNDO = "u"  # bring a deleted one back


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


_NUMERAL = r"[0-9]{1,2}|[〇零一二三四五六七八九十两]{1,3}"
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_CHINESE = re.compile(
    rf"(凌晨|早上|清晨|上午|中午|下午|傍晚|晚上|晚)?({_NUMERAL}|[0-9]{{1,2}}:[0-9]{{2}})"
    rf"(?:[点點时時](?:整|鐘|钟|(半)|(一|三)刻|({_NUMERAL})分?)?)?"
)
_ENGLISH = re.compile(r"(?:at)?([0-9]{1,2})(?:[:.]([0-9]{2}))?(am|pm|a\.m\.|p\.m\.)?")
_AFTER_NOON = {"下午", "傍晚", "晚上", "晚"}
_NIGHT = {"凌晨", "晚上", "晚"}
_NOON, _MINUTES = 12, 60


def read_time(text: str) -> dt.time | None:
    """Return the time of day that a text is, None if it is none."""
    words = "".join(unicodedata.normalize("NFKC", text).lower().split())
    if match := _ENGLISH.fullmatch(words):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
        if half and not 1 <= hour <= _NOON:
            return None
        return _time(hour % _NOON + (_NOON if half == "p" else 0) if half else hour, minute)
    match = _CHINESE.fullmatch(words)
    if match is None:
        return None
    part, written, half, quarters, minutes = match.groups()
    if clock := _CLOCK.fullmatch(written):
        if words != (part or "") + written:
            return None
        hour, minute = int(clock[1]), int(clock[2])
    else:
        hour = _number(written)
        minute = 30 if half else 15 * _number(quarters) if quarters else _number(minutes) if minutes else 0
    if part in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    elif part in _NIGHT and hour == _NOON:
        hour = 0
    if part == "中午" and hour < _NOON - 1:
        hour += _NOON
    return _time(hour, minute)


def _number(written: str) -> int:
    value = read_number(written)
    return _MINUTES if value is None else int(value)


def _time(hour: int, minute: int) -> dt.time | None:
    return dt.time(hour, minute) if hour < 2 * _NOON and minute < _MINUTES else None
