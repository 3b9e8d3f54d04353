"""What the buttons of reminders say: the reminder, what is to be done with it, and a value.

As everywhere, the data is no more than a wish: whether the one who presses may, and whether the value is one that is
offered, is looked up anew.
"""

from __future__ import annotations

import dataclasses
import enum
import re

_PRESS = re.compile(r"r:([A-Za-z]):([0-9]{1,18}):([0-9a-z_-]{0,24})", re.ASCII)


class Verb(enum.StrEnum):
    """What a button does."""

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
class ReminderPress:
    """A button of a reminder; ``reminder_id`` is 0 where it is about none."""

    verb: Verb
    reminder_id: int = 0
    value: str = ""

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"r:{self.verb}:{self.reminder_id}:{self.value}"


def reminder_press(data: str | None) -> ReminderPress | None:
    """Return what a button does, or None if the data was never made here."""
    found = _PRESS.fullmatch(data or "")
    if found is None or found[1] not in set(Verb):
        return None
    return ReminderPress(Verb(found[1]), int(found[2]), found[3])
