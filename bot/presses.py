"""What the buttons say: each kind of press is a class, and its template is how Telegram carries it, 64 bytes at most.

The data of a button is no more than a wish. It names an answer, a screen, a number or a user, and never what is there:
whether whoever presses it may, and whether there still is such a thing, the handler looks up anew. Whatever was never
made here is read as nothing. A changed template makes the buttons that are out in chats lead nowhere.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable
from typing import Annotated, Any, Self, TypeVar, cast, dataclass_transform, get_type_hints

from bot.i18n import Locale
from knowledge.charts.kinds import Chart
from knowledge.records import Group, IntentionStatus

DATA_BYTES = 64

_Kind = TypeVar("_Kind", bound="Press")


class Press:
    """A button's press; its subclasses are what is decoded here."""

    __slots__ = ()

    @property
    def data(self) -> str:
        """Return the callback data."""
        return _CODECS[type(self)].written(self)

    def turned(self, page: int) -> Self:
        """Return the press that shows another page of the same."""
        whole: Any = self
        return cast("Self", dataclasses.replace(whole, page=page))


@dataclasses.dataclass(frozen=True, slots=True)
class _Part:
    """How the value of a field stands in the data."""

    pattern: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


class _Codec:
    """Reads and writes the presses of one kind; ``template`` names each of its fields once."""

    def __init__(self, kind: type[Press], template: str) -> None:
        hints = get_type_hints(kind, localns={kind.__name__: kind}, include_extras=True)
        self._kind = kind
        self._template = template
        self._parts: dict[str, _Part] = {name: hint.__metadata__[0] for name, hint in hints.items()}
        literals = re.split(r"\{(\w+)\}", template)
        groups = (f"({self._parts[name].pattern})" for name in literals[1::2])
        self._names = literals[1::2]
        self.pattern = re.compile("".join(map("".join, zip(literals[::2], [*groups, ""], strict=True))), re.ASCII)

    def written(self, press: Press) -> str:
        return self._template.format(**{name: part.write(getattr(press, name)) for name, part in self._parts.items()})

    def read(self, data: str) -> Press | None:
        found = self.pattern.fullmatch(data)
        if found is None:
            return None
        try:
            press = self._kind(
                **{name: self._parts[name].read(text) for name, text in zip(self._names, found.groups(), strict=True)}
            )
        except ValueError:
            return None
        return press if self.written(press) == data else None


_CODECS: dict[type[Press], _Codec] = {}


@dataclass_transform(frozen_default=True)
def _carried(template: str) -> Callable[[type[_Kind]], type[_Kind]]:
    """Make a class a frozen dataclass that is carried as ``template``."""

    def made(kind: type[_Kind]) -> type[_Kind]:
        frozen = dataclasses.dataclass(frozen=True, slots=True)(kind)
        _CODECS[frozen] = _Codec(frozen, template)
        return frozen

    return made


def decode(data: str | None) -> Press | None:
    """Return what a button's data says, or None if it is none that was ever made here."""
    return next((press for codec in _CODECS.values() if (press := codec.read(data or ""))), None)


def kinds() -> dict[type[Press], re.Pattern[str]]:
    """Return every kind of press, with the pattern of its data."""
    return {kind: codec.pattern for kind, codec in _CODECS.items()}


def _one_of(kind: type[enum.StrEnum]) -> _Part:
    return _Part("|".join(kind), kind)


def _either(no: str, yes: str) -> _Part:
    return _Part(f"{no}|{yes}", lambda text: text == yes, lambda value: yes if value else no)


def _or_none(part: _Part, none: str) -> _Part:
    return _Part(
        f"{part.pattern}|{none}",
        lambda text: None if text == none else part.read(text),
        lambda value: none if value is None else part.write(value),
    )


def _number(pattern: str) -> _Part:
    return _Part(pattern, int)


def _page_after(first: int) -> _Part:
    """Stand for a page that is left out where it is ``first``."""
    return _Part(
        r"(?::[1-9][0-9]{0,2})?", lambda text: int(text[1:] or first), lambda page: "" if page == first else f":{page}"
    )


_AnswerId = Annotated[str, _Part(r"[A-Za-z0-9_-]{11}")]
_Token = Annotated[str, _Part(r"[A-Za-z0-9_-]{11}")]
_Key = Annotated[str, _Part(r"[0-9a-z-]{0,24}")]
_CityKey = Annotated[str, _Part(r"[0-9a-z-]{1,24}")]
_Ref = Annotated[str, _Part(r"[0-9a-f]{10}")]
_Number = Annotated[int, _number(r"[1-9][0-9]{0,2}")]
_Thousands = Annotated[int, _number(r"[1-9][0-9]{0,3}")]
_PageOrNew = Annotated[int, _page_after(0)]
_YEAR = _number(r"[12][0-9]{3}")


# Under an answer.


@_carried("s:{answer_id}:{n}")
class OpenSource(Press):
    """Open source ``n`` of an answer; sources count from 1."""

    answer_id: _AnswerId
    n: _Number


@_carried("O:{answer_id}:{n}")
class SendOriginal(Press):
    """Send the file that source ``n`` of an answer is from; sources count from 1."""

    answer_id: _AnswerId
    n: _Number


@_carried("b:{answer_id}{page}")
class BackToAnswer(Press):
    """Show a page of the answer in place of its source, or of another page; pages count from 1."""

    answer_id: _AnswerId
    page: Annotated[int, _page_after(1)] = 1


@_carried("F:{answer_id}")
class SendAnswer(Press):
    """Send the whole answer as a file."""

    answer_id: _AnswerId


@_carried("l:{answer_id}")
class OtherLanguage(Press):
    """Answer the question again in the other language."""

    answer_id: _AnswerId


@_carried("{good}:{answer_id}")
class GiveFeedback(Press):
    """Say whether an answer was good."""

    answer_id: _AnswerId
    good: Annotated[bool, _either("d", "u")]


@_carried("k:{answer_id}:{n}")
class AskChoice(Press):
    """Reply to an answer that asks back, with its choice ``n``; choices count from 1."""

    answer_id: _AnswerId
    n: _Number


@_carried("g:{chart}:{home}:{year}")
class PicturePress(Press):
    """Send a picture, of a home city by its key or of all; the calendar's may be of another year than this one."""

    chart: Annotated[Chart, _one_of(Chart)]
    home: _Key = ""
    year: Annotated[int | None, _or_none(_YEAR, "")] = None


# Of the bot itself.


@_carried("q:{n}")
class AskExample(Press):
    """Ask example question ``n``; examples count from 1."""

    n: _Number


@_carried("{approved}:{user_id}")
class DecideStaff(Press):
    """Approve or decline a user's request to be staff."""

    user_id: Annotated[int, _number(r"[1-9][0-9]{0,15}")]
    approved: Annotated[bool, _either("n", "y")]


@_carried("f:")
class Forget(Press):
    """Delete what is stored about the one who presses it."""


@_carried("L:{locale}")
class SetLanguage(Press):
    """Set the language of the interface; None follows the client's."""

    locale: Annotated[Locale | None, _or_none(_one_of(Locale), "")]


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


_BACK = _Part(
    r"(?::[a-z]:[0-9a-z-]{0,24}:[1-9][0-9]{0,2})?",
    lambda text: _read(CityScreen, f"c{text}") if text else None,
    lambda back: dataclasses.replace(back, back=None).data[1:] if back else "",
)


@_carried("c:{view}:{key}:{page}{back}")
class CityScreen(Press):
    """A page of a screen; ``back`` is the list that a city was chosen from (its own ``back`` is not kept)."""

    view: Annotated[View, _one_of(View)]
    key: _Key = ""
    page: _Number = 1
    back: Annotated[CityScreen | None, _BACK] = None


@_carried("p:{everything}{group}:{page}")
class ProgrammeScreen(Press):
    """A page of the programmes for a group; without a group the choice of groups, or with ``everything`` all."""

    group: Annotated[Group | None, _or_none(_one_of(Group), "")] = None
    page: _Number = 1
    everything: Annotated[bool, _either("", "all")] = False


@_carried("a:{year}:{round_only}:{home}:{page}")
class AnniversaryScreen(Press):
    """A page of the anniversaries of a year, or of the next twelve months; of a home city by its key."""

    year: Annotated[int | None, _or_none(_YEAR, "next")] = None
    round_only: Annotated[bool, _either("all", "round")] = False
    home: _Key = ""
    page: _Number = 1


@_carried("o:{page}")
class SourceScreen(Press):
    """A page of the sources."""

    page: _Number = 1


# Desk papers.


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


@_carried("x:{as_file}:{key}{page}")
class BriefPress(Press):
    """Show the brief on a city by its key, turn to a page of it, or with ``as_file`` send it as a document."""

    key: _CityKey
    as_file: Annotated[bool, _either("b", "w")] = False
    page: _PageOrNew = 0


@_carried("x:{as_file}:{key}:{years}{page}")
class LetterPress(Press):
    """Show the draft letter for an anniversary, turn to a page of it, or with ``as_file`` send it as a document."""

    key: _CityKey
    years: _Thousands
    as_file: Annotated[bool, _either("l", "m")] = False
    page: _PageOrNew = 0


@_carried("x:q:{years}:{page}")
class QuietPress(Press):
    """Show a page of who has gone quiet for some years."""

    years: _Number
    page: _Number = 1


@_carried("x:e:{what}{file_format}")
class ExportPress(Press):
    """Choose the format of a list, or send it in one. Raises ValueError if it does not come in that."""

    what: Annotated[ExportList, _one_of(ExportList)]
    file_format: Annotated[str, _Part(r"(?::[a-z]+)?", lambda text: text[1:], lambda name: name and f":{name}")] = ""

    def __post_init__(self) -> None:
        if self.file_format not in ("", *self.what.formats):
            raise ValueError(self.file_format)


# Intentions.


class Which(enum.StrEnum):
    """Which intentions a list shows; the others are those of one status."""

    OPEN = "open"
    OVERDUE = "overdue"
    ALL = "all"
    PROPOSED = IntentionStatus.PROPOSED.value
    AGREED = IntentionStatus.AGREED.value
    RUNNING = IntentionStatus.RUNNING.value
    DONE = IntentionStatus.DONE.value
    DROPPED = IntentionStatus.DROPPED.value

    @property
    def status(self) -> IntentionStatus | None:
        """Return the one status that is shown, None for a list across statuses."""
        return IntentionStatus(self.value) if self.value in set(IntentionStatus) else None


@_carried("i:l:{which}:{city}:{page}")
class IntentionList(Press):
    """A page of intentions, with a city by its key or all."""

    which: Annotated[Which, _one_of(Which)] = Which.OPEN
    city: _Key = ""
    page: _Number = 1


_LIST = _Part(
    r"[a-z]+:[0-9a-z-]{0,24}:[1-9][0-9]{0,2}",
    lambda text: _read(IntentionList, f"i:l:{text}"),
    lambda back: back.data.removeprefix("i:l:"),
)


@_carried("i:{projects}:{ref}:{back}")
class IntentionCard(Press):
    """One intention by its reference, with ``projects`` the choice of what it became; ``back`` is its list."""

    ref: _Ref
    back: Annotated[IntentionList, _LIST]
    projects: Annotated[bool, _either("c", "p")] = False


@_carried("i:s:{ref}:{status}:{back}")
class SetStatus(Press):
    """Say how far an intention has come."""

    ref: _Ref
    status: Annotated[IntentionStatus, _one_of(IntentionStatus)]
    back: Annotated[IntentionList, _LIST]


@_carried("i:b:{ref}:{project}:{back}")
class SetProject(Press):
    """Say which programme an intention became, by its reference; an empty one is none."""

    ref: _Ref
    project: Annotated[
        str, _Part(r"[0-9a-f]{10}|none", lambda text: "" if text == "none" else text, lambda project: project or "none")
    ]
    back: Annotated[IntentionList, _LIST]


# Reminders.


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


@_carried("r:{verb}:{reminder_id}:{value}")
class ReminderPress(Press):
    """A button of a reminder; ``reminder_id`` is 0 where it is about none. The handler knows which values it offers."""

    verb: Annotated[Verb, _one_of(Verb)]
    reminder_id: Annotated[int, _number(r"[0-9]{1,18}")] = 0
    value: Annotated[str, _Part(r"[0-9a-z_-]{0,24}")] = ""


# What staff keep, and the dialogues in which they tell it.


class Way(enum.StrEnum):
    """What a button does that answers no step: the ways on from a dialogue."""

    SAVE = "save"
    BESIDE = "beside"
    AUDIENCE = "audience"
    BACK = "back"
    CANCEL = "cancel"


@_carried("e:{token}:{step}:{value}")
class DialoguePress(Press):
    """Answer a step of a dialogue with a value, or go a way on from it (``step`` is a `Way` then)."""

    token: _Token
    step: Annotated[str, _Part(r"[a-z]{1,12}")]
    value: Annotated[str, _Part(r"[0-9A-Za-z_=+-]{0,32}")] = ""


@_carried("e:list:{page}")
class ShowEntries(Press):
    """Show a page of what staff keep, the newest first; pages count from 1."""

    page: _Thousands = 1


@_carried("e:show:{batch}:{page}")
class ShowBatch(Press):
    """Show rows that were kept together; ``page`` is the list to go back to."""

    batch: _Token
    page: _Thousands = 1


@_carried("e:undo:{batch}")
class UndoBatch(Press):
    """Take rows back that were kept together."""

    batch: _Token


@_carried("e:csv")
class ExportTables(Press):
    """Send the record tables with what staff keep."""


def _read(kind: type[Press], data: str) -> Press:
    press = _CODECS[kind].read(data)
    if press is None:
        raise ValueError(data)
    return press
