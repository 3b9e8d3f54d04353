"""What the buttons of dialogues and of kept rows say: built and read here, so that a forged one is nothing.

The data names a dialogue by its token, a step of it and a value, or a batch of rows. Whether the one who presses it
may, and whether the dialogue is at that step, the handler looks up.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TypeAlias

_TOKEN = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_STEP = re.compile(r"[a-z]{1,12}", re.ASCII)
_VALUE = re.compile(r"[0-9A-Za-z_=+-]{0,32}", re.ASCII)
_PAGE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


class Way(enum.StrEnum):
    """What a button does that answers no step: the ways on from a dialogue."""

    SAVE = "save"
    BESIDE = "beside"
    AUDIENCE = "audience"
    BACK = "back"
    CANCEL = "cancel"


@dataclasses.dataclass(frozen=True, slots=True)
class DialoguePress:
    """Answer a step of a dialogue with a value, or go a way on from it (``step`` is a `Way` then)."""

    token: str
    step: str
    value: str = ""

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"e:{self.token}:{self.step}:{self.value}"


@dataclasses.dataclass(frozen=True, slots=True)
class ShowEntries:
    """Show a page of what staff keep, the newest first; pages count from 1."""

    page: int = 1

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"e:list:{self.page}"


@dataclasses.dataclass(frozen=True, slots=True)
class ShowBatch:
    """Show rows that were kept together; ``page`` is the list to go back to."""

    batch: str
    page: int = 1

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"e:show:{self.batch}:{self.page}"


@dataclasses.dataclass(frozen=True, slots=True)
class UndoBatch:
    """Take rows back that were kept together."""

    batch: str

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"e:undo:{self.batch}"


@dataclasses.dataclass(frozen=True, slots=True)
class ExportTables:
    """Send the record tables with what staff keep."""

    @property
    def data(self) -> str:
        """Return the callback data."""
        return "e:csv"


EntryPress: TypeAlias = DialoguePress | ShowEntries | ShowBatch | UndoBatch | ExportTables


def entry_press(data: str | None) -> EntryPress | None:
    """Return what a button says, or None if it is none that was ever made here."""
    match (data or "").split(":"):
        case ["e", "list", page] if _PAGE.fullmatch(page):
            return ShowEntries(int(page))
        case ["e", "show", batch, page] if _TOKEN.fullmatch(batch) and _PAGE.fullmatch(page):
            return ShowBatch(batch, int(page))
        case ["e", "undo", batch] if _TOKEN.fullmatch(batch):
            return UndoBatch(batch)
        case ["e", "csv"]:
            return ExportTables()
        case ["e", token, step, value] if _TOKEN.fullmatch(token) and _STEP.fullmatch(step) and _VALUE.fullmatch(value):
            return DialoguePress(token, step, value)
        case _:
            return None
