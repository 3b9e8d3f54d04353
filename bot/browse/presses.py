"""What the buttons of the screens say when they are pressed.

The data names a screen and never what is on it: what a place has is looked up anew for whoever presses.
"""

from __future__ import annotations

import dataclasses
import enum
import re

from knowledge.records import Group

_PAGE = r"([1-9][0-9]{0,2})"
_KEY = r"([0-9a-z-]{0,24})"
_CITY = re.compile(rf"c:([a-z]):{_KEY}:{_PAGE}(?::([a-z]):{_KEY}:{_PAGE})?", re.ASCII)
_PROGRAMMES = re.compile(rf"p:([a-z]*):{_PAGE}", re.ASCII)
_ANNIVERSARIES = re.compile(rf"a:(next|[12][0-9]{{3}}):(all|round):{_KEY}:{_PAGE}", re.ASCII)
_SOURCES = re.compile(rf"o:{_PAGE}", re.ASCII)


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


@dataclasses.dataclass(frozen=True, slots=True)
class CityScreen:
    """A page of a screen; ``back`` is the list that a city was chosen from (its own ``back`` is not kept)."""

    view: View
    key: str = ""
    page: int = 1
    back: CityScreen | None = None

    @property
    def data(self) -> str:
        """Return the callback data."""
        back = f":{self.back.view}:{self.back.key}:{self.back.page}" if self.back else ""
        return f"c:{self.view}:{self.key}:{self.page}{back}"


@dataclasses.dataclass(frozen=True, slots=True)
class ProgrammeScreen:
    """A page of the programmes for a group; without a group the choice of groups, or with ``everything`` all."""

    group: Group | None = None
    page: int = 1
    everything: bool = False

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"p:{'all' if self.everything else self.group or ''}:{self.page}"


@dataclasses.dataclass(frozen=True, slots=True)
class AnniversaryScreen:
    """A page of the anniversaries of a year, or of the next twelve months; of a home city by its key."""

    year: int | None = None
    round_only: bool = False
    home: str = ""
    page: int = 1

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"a:{self.year or 'next'}:{'round' if self.round_only else 'all'}:{self.home}:{self.page}"


@dataclasses.dataclass(frozen=True, slots=True)
class SourceScreen:
    """A page of the sources."""

    page: int = 1

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"o:{self.page}"


def city_screen(data: str | None) -> CityScreen | None:
    """Return the screen of cities that a button leads to, or None if the data was never made here."""
    found = _CITY.fullmatch(data or "")
    if found is None or found[1] not in set(View) or found[4] not in {None, *View}:
        return None
    back = CityScreen(View(found[4]), found[5], int(found[6])) if found[4] else None
    return CityScreen(View(found[1]), found[2], int(found[3]), back)


def programme_screen(data: str | None) -> ProgrammeScreen | None:
    """Return the screen of programmes that a button leads to, or None if the data was never made here."""
    found = _PROGRAMMES.fullmatch(data or "")
    if found is None or found[1] not in {"", "all", *Group}:
        return None
    group = Group(found[1]) if found[1] in set(Group) else None
    return ProgrammeScreen(group, int(found[2]), everything=found[1] == "all")


def anniversary_screen(data: str | None) -> AnniversaryScreen | None:
    """Return the screen of anniversaries that a button leads to, or None if the data was never made here."""
    found = _ANNIVERSARIES.fullmatch(data or "")
    if found is None:
        return None
    year = None if found[1] == "next" else int(found[1])
    return AnniversaryScreen(year, round_only=found[2] == "round", home=found[3], page=int(found[4]))


def source_screen(data: str | None) -> SourceScreen | None:
    """Return the page of sources that a button leads to, or None if the data was never made here."""
    found = _SOURCES.fullmatch(data or "")
    return SourceScreen(int(found[1])) if found else None
