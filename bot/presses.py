"""What the buttons say: each kind of press is a class, and its template is how Telegram carries it, 64 bytes at most.

The data of a button is no more than a wish. It names an answer, a screen, a number or a user, and never what is there:
whether whoever presses it may, and whether there still is such a thing, the handler looks up anew. Whatever was never
made here is read as nothing. A changed template makes the buttons that are out in chats lead nowhere (`bot.codec`).
"""

from __future__ import annotations

import enum
from typing import Annotated

from bot.codec import Press
from bot.i18n import Locale
from bot.reminders.reminder import Verb
from knowledge.charts.kinds import Chart
from knowledge.records import Group, IntentionStatus

_Token = Annotated[str, r"[A-Za-z0-9_-]{11}"]
_Key = Annotated[str, r"[0-9a-z-]{0,24}"]
_CityKey = Annotated[str, r"[0-9a-z-]{1,24}"]
_Ref = Annotated[str, r"[0-9a-f]{10}"]
_Number = Annotated[int, r"[1-9][0-9]{0,2}"]
_Thousands = Annotated[int, r"[1-9][0-9]{0,3}"]
_Year = Annotated[int, r"[12][0-9]{3}"]

# Under an answer. Its sources and choices count from 1, as do pages of anything.


class OpenSource(Press, template="{as_file:s|O}:{answer_id}:{n}"):
    """Open source ``n`` of an answer, or with ``as_file`` send the file that it is from."""

    answer_id: _Token
    n: _Number
    as_file: bool = False


class ShowAnswer(Press, template="{as_file:b|F}:{answer_id}{page:?}"):
    """Show a page of the answer in place of its source, or of another page; with ``as_file`` send it whole."""

    answer_id: _Token
    page: _Number = 1
    as_file: bool = False


class OtherLanguage(Press, template="l:{answer_id}"):
    """Answer the question again in the other language."""

    answer_id: _Token


class GiveFeedback(Press, template="{good:d|u}:{answer_id}"):
    """Say whether an answer was good."""

    answer_id: _Token
    good: bool


class AskChoice(Press, template="k:{answer_id}:{n}"):
    """Reply to an answer that asks back, with its choice ``n``."""

    answer_id: _Token
    n: _Number


class PicturePress(Press, template="g:{chart}:{home}:{year}"):
    """Send a picture, of a home city by its key or of all; the calendar's may be of another year than this one."""

    chart: Chart
    home: _Key = ""
    year: _Year | None = None


# Of the bot itself.


class AskExample(Press, template="q:{n}"):
    """Ask example question ``n``; examples count from 1."""

    n: _Number


class DecideStaff(Press, template="{approved:n|y}:{user_id}"):
    """Approve or decline a user's request to be staff."""

    user_id: Annotated[int, r"[1-9][0-9]{0,15}"]
    approved: bool


class Forget(Press, template="f:"):
    """Delete what is stored about the one who presses it."""


class SetLanguage(Press, template="L:{locale}"):
    """Set the language of the interface; None follows the client's."""

    locale: Locale | None


# Screens of what is known.


class View(enum.StrEnum):
    """A screen of cities; all but the first are of a place, by its key."""

    CONTINENTS = "r"
    CONTINENT = "w"
    ALL_OF_CONTINENT = "a"
    COUNTRY = "n"
    HOME = "h"
    CARD = "c"
    EVENTS = "e"
    PROGRAMMES = "p"


class CityScreen(Press, template="c:{view}:{key}:{page}{back:?}"):
    """A page of a screen; ``back`` is the list that a city was chosen from, which has none itself."""

    view: View
    key: _Key = ""
    page: _Number = 1
    back: Annotated[CityScreen, r"[a-z]:[0-9a-z-]{0,24}:[1-9][0-9]{0,2}"] | None = None


class ProgrammeScreen(Press, template="p:{everything:|all}{group}:{page}"):
    """A page of the programmes for a group; without a group the choice of groups, or with ``everything`` all."""

    group: Group | None = None
    page: _Number = 1
    everything: bool = False


class AnniversaryScreen(Press, template="a:{year:next}:{round_only:all|round}:{home}:{page}"):
    """A page of the anniversaries of a year, or of the next twelve months; of a home city by its key."""

    year: _Year | None = None
    round_only: bool = False
    home: _Key = ""
    page: _Number = 1


class SourceScreen(Press, template="o:{page}"):
    """A page of the sources."""

    page: _Number = 1


# Desk papers. A page of 0 is a new message.


class ExportList(enum.StrEnum):
    """A list that can be exported."""

    AGREEMENTS = "agreements"
    THIS_YEAR = "thisyear"
    NEXT_YEAR = "nextyear"
    EVENTS = "events"
    PROGRAMMES = "programmes"
    DORMANT = "dormant"
    INTENTIONS = "intentions"

    @property
    def formats(self) -> tuple[str, ...]:
        """Return the file formats that it comes in."""
        return ("xlsx", "csv", "ics") if self is ExportList.AGREEMENTS else ("xlsx", "csv")


class BriefPress(Press, template="x:{as_file:b|w}:{key}{page:?}"):
    """Show the brief on a city by its key, turn to a page of it, or with ``as_file`` send it as a document."""

    key: _CityKey
    as_file: bool = False
    page: _Number = 0


class LetterPress(Press, template="x:{as_file:l|m}:{key}:{years}{page:?}"):
    """Show the draft letter for an anniversary, turn to a page of it, or with ``as_file`` send it as a document.

    No button has 0 years, which is the next round anniversary.
    """

    key: _CityKey
    years: _Thousands
    as_file: bool = False
    page: _Number = 0


class QuietPress(Press, template="x:q:{years}:{page}"):
    """Show a page of who has gone quiet for some years."""

    years: _Number
    page: _Number = 1


class ExportPress(Press, template="x:e:{what}{file_format:?}"):
    """Choose the format of a list, or send it in one. Raises ValueError if it does not come in that."""

    what: ExportList
    file_format: Annotated[str, r"[a-z]+"] = ""

    def __post_init__(self) -> None:
        if self.file_format not in ("", *self.what.formats):
            raise ValueError(self.file_format)


# Intentions, by their reference.


class Which(enum.StrEnum):
    """Which intentions a list shows, unless it shows those of one status."""

    OPEN = "open"
    OVERDUE = "overdue"
    ALL = "all"


class IntentionList(Press, template="i:l:{which}:{city}:{page}"):
    """A page of intentions, with a city by its key or all."""

    which: Which | IntentionStatus = Which.OPEN
    city: _Key = ""
    page: _Number = 1


_List = Annotated[IntentionList, r"[a-z]+:[0-9a-z-]{0,24}:[1-9][0-9]{0,2}"]


class IntentionCard(Press, template="i:{projects:c|p}:{ref}:{back}"):
    """One intention, with ``projects`` the choice of what it became; ``back`` is its list."""

    ref: _Ref
    back: _List
    projects: bool = False


class SetStatus(Press, template="i:s:{ref}:{status}:{back}"):
    """Say how far an intention has come."""

    ref: _Ref
    status: IntentionStatus
    back: _List


class SetProject(Press, template="i:b:{ref}:{project:none}:{back}"):
    """Say which programme an intention became, by its reference."""

    ref: _Ref
    project: _Ref | None
    back: _List


class ReminderPress(Press, template="r:{verb}:{reminder_id}:{value}"):
    """A button of a reminder; ``reminder_id`` is 0 where it is about none. The handler knows which values it offers."""

    verb: Verb
    reminder_id: Annotated[int, r"[0-9]{1,18}"] = 0
    value: Annotated[str, r"[0-9a-z_-]{0,24}"] = ""


# What staff keep, and the dialogues in which they tell it.


class Way(enum.StrEnum):
    """What a button does that answers no step: the ways on from a dialogue."""

    SAVE = "save"
    BESIDE = "beside"
    AUDIENCE = "audience"
    BACK = "back"
    CANCEL = "cancel"


class DialoguePress(Press, template="e:{token}:{step}:{value}"):
    """Answer a step of a dialogue with a value, or go a way on from it (``step`` is a `Way` then)."""

    token: _Token
    step: Annotated[str, r"[a-z]{1,12}"]
    value: Annotated[str, r"[0-9A-Za-z_=+-]{0,32}"] = ""


class ShowEntries(Press, template="e:list:{page}"):
    """Show a page of what staff keep, the newest first."""

    page: _Thousands = 1


class ShowBatch(Press, template="e:show:{batch}:{page}"):
    """Show rows that were kept together; ``page`` is the list to go back to."""

    batch: _Token
    page: _Thousands = 1


class UndoBatch(Press, template="e:undo:{batch}"):
    """Take rows back that were kept together."""

    batch: _Token


class ExportTables(Press, template="e:csv"):
    """Send the record tables with what staff keep."""
