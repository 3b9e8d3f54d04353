"""What the buttons of intentions say: built and read here, so that a forged one is nothing."""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TypeAlias

from knowledge.records import IntentionStatus

_REF = r"([0-9a-f]{10})"
_LIST = r"([a-z]{1,8}):([0-9a-z-]{0,24}):([1-9][0-9]{0,2})"
_SHOW = re.compile(rf"i:l:{_LIST}", re.ASCII)
_CARD = re.compile(rf"i:([cp]):{_REF}:{_LIST}", re.ASCII)
_STATUS = re.compile(rf"i:s:{_REF}:([a-z]{{1,8}}):{_LIST}", re.ASCII)
_PROJECT = re.compile(rf"i:b:{_REF}:([0-9a-f]{{10}}|none):{_LIST}", re.ASCII)


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


@dataclasses.dataclass(frozen=True, slots=True)
class IntentionList:
    """A page of intentions, with a city by its key or all."""

    which: Which = Which.OPEN
    city: str = ""
    page: int = 1

    @property
    def tail(self) -> str:
        """Return the list as the end of a button's data."""
        return f"{self.which}:{self.city}:{self.page}"

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"i:l:{self.tail}"


@dataclasses.dataclass(frozen=True, slots=True)
class IntentionCard:
    """One intention by its reference, with ``projects`` the choice of what it became; ``back`` is its list."""

    ref: str
    back: IntentionList
    projects: bool = False

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"i:{'p' if self.projects else 'c'}:{self.ref}:{self.back.tail}"


@dataclasses.dataclass(frozen=True, slots=True)
class SetStatus:
    """Say how far an intention has come."""

    ref: str
    status: IntentionStatus
    back: IntentionList

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"i:s:{self.ref}:{self.status}:{self.back.tail}"


@dataclasses.dataclass(frozen=True, slots=True)
class SetProject:
    """Say which programme an intention became, by its reference; an empty one is none."""

    ref: str
    project: str
    back: IntentionList

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"i:b:{self.ref}:{self.project or 'none'}:{self.back.tail}"


IntentionPress: TypeAlias = IntentionList | IntentionCard | SetStatus | SetProject


def intention_press(data: str | None) -> IntentionPress | None:
    """Return what a button says, or None if it is none that was ever made here."""
    text = data or ""
    if found := _SHOW.fullmatch(text):
        return _list(*found.groups())
    if (found := _CARD.fullmatch(text)) and (back := _list(*found.groups()[2:])):
        return IntentionCard(found[2], back, projects=found[1] == "p")
    if (found := _STATUS.fullmatch(text)) and (back := _list(*found.groups()[2:])) and found[2] in set(IntentionStatus):
        return SetStatus(found[1], IntentionStatus(found[2]), back)
    if (found := _PROJECT.fullmatch(text)) and (back := _list(*found.groups()[2:])):
        return SetProject(found[1], "" if found[2] == "none" else found[2], back)
    return None


def _list(which: str, city: str, page: str) -> IntentionList | None:
    return IntentionList(Which(which), city, int(page)) if which in set(Which) else None
