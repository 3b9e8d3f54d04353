"""What a button says when it is pressed: built and read here, so that a forged one is nothing.

The data of a button names only an answer, a number or a user; whether the one who presses it may, the handler decides.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Protocol, TypeAlias

from telegram import InlineKeyboardButton

from bot.i18n import Locale
from bot.render.markup import clean
from bot.render.splitting import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA_BYTES = 64
ROW_BUTTONS = 8
KEYBOARD_BUTTONS = 100
# Wider, a phone cuts the text of a button that has a row to itself.
ROW_UNITS = 36

_ANSWER_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_USER_ID = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True)
class OpenSource:
    """Open source ``n`` of an answer; sources count from 1."""

    answer_id: str
    n: int

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"s:{self.answer_id}:{self.n}"


@dataclasses.dataclass(frozen=True, slots=True)
class SendOriginal:
    """Send the file that source ``n`` of an answer is from; sources count from 1."""

    answer_id: str
    n: int

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"O:{self.answer_id}:{self.n}"


@dataclasses.dataclass(frozen=True, slots=True)
class BackToAnswer:
    """Show a page of the answer in place of its source, or of another page; pages count from 1."""

    answer_id: str
    page: int = 1

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"b:{self.answer_id}" + (f":{self.page}" if self.page > 1 else "")


@dataclasses.dataclass(frozen=True, slots=True)
class SendAnswer:
    """Send the whole answer as a file."""

    answer_id: str

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"F:{self.answer_id}"


@dataclasses.dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Answer the question again in the other language."""

    answer_id: str

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"l:{self.answer_id}"


@dataclasses.dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Say whether an answer was good."""

    answer_id: str
    good: bool

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"{'u' if self.good else 'd'}:{self.answer_id}"


@dataclasses.dataclass(frozen=True, slots=True)
class AskChoice:
    """Reply to an answer that asks back, with its choice ``n``; choices count from 1."""

    answer_id: str
    n: int

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"k:{self.answer_id}:{self.n}"


@dataclasses.dataclass(frozen=True, slots=True)
class AskExample:
    """Ask example question ``n``; examples count from 1."""

    n: int

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"q:{self.n}"


@dataclasses.dataclass(frozen=True, slots=True)
class DecideStaff:
    """Approve or decline a user's request to be staff."""

    user_id: int
    approved: bool

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"{'y' if self.approved else 'n'}:{self.user_id}"


@dataclasses.dataclass(frozen=True, slots=True)
class Forget:
    """Delete what is stored about the one who presses it."""

    @property
    def data(self) -> str:
        """Return the callback data."""
        return "f:"


@dataclasses.dataclass(frozen=True, slots=True)
class SetLanguage:
    """Set the language of the interface; None follows the client's."""

    locale: Locale | None

    @property
    def data(self) -> str:
        """Return the callback data."""
        return f"L:{self.locale or ''}"


Press: TypeAlias = (
    OpenSource
    | SendOriginal
    | BackToAnswer
    | SendAnswer
    | OtherLanguage
    | GiveFeedback
    | AskChoice
    | AskExample
    | DecideStaff
    | Forget
    | SetLanguage
)


def parse(data: str | None) -> Press | None:  # noqa: C901, PLR0911, PLR0912 - one arm a button
    """Return what a button's data says, or None if it is none that was ever made here."""
    match (data or "").split(":"):
        case ["s", answer_id, n] if _is_answer(answer_id) and _NUMBER.fullmatch(n):
            return OpenSource(answer_id, int(n))
        case ["k", answer_id, n] if _is_answer(answer_id) and _NUMBER.fullmatch(n):
            return AskChoice(answer_id, int(n))
        case ["O", answer_id, n] if _is_answer(answer_id) and _NUMBER.fullmatch(n):
            return SendOriginal(answer_id, int(n))
        case ["b", answer_id] if _is_answer(answer_id):
            return BackToAnswer(answer_id)
        case ["b", answer_id, page] if _is_answer(answer_id) and _NUMBER.fullmatch(page):
            return BackToAnswer(answer_id, int(page))
        case ["F", answer_id] if _is_answer(answer_id):
            return SendAnswer(answer_id)
        case ["l", answer_id] if _is_answer(answer_id):
            return OtherLanguage(answer_id)
        case ["u" | "d" as mark, answer_id] if _is_answer(answer_id):
            return GiveFeedback(answer_id, good=mark == "u")
        case ["q", n] if _NUMBER.fullmatch(n):
            return AskExample(int(n))
        case ["y" | "n" as mark, user_id] if _USER_ID.fullmatch(user_id):
            return DecideStaff(int(user_id), approved=mark == "y")
        case ["f", ""]:
            return Forget()
        case ["L", name] if name in {"", *Locale}:
            return SetLanguage(Locale(name) if name else None)
        case _:
            return None


class HasData(Protocol):
    """What a button can say: one of the above, or of those that browsing reads."""

    @property
    def data(self) -> str:
        """Return the callback data."""


def button(label: str, press: HasData) -> InlineKeyboardButton:
    """Return a button; a label too long for a phone ends in an ellipsis."""
    label = shorten(" ".join(clean(label).split()), ROW_UNITS)
    return InlineKeyboardButton(label, callback_data=press.data)


def rows(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows of at most ``columns``."""
    return [list(buttons[start : start + columns]) for start in range(0, len(buttons), columns)]


def page_row(page: int, pages: int, data: Callable[[int], str]) -> list[InlineKeyboardButton]:
    """Return the buttons to the pages before and after; pages count from 1, ``data`` makes a page's callback data."""
    row = []
    if page > 1:
        row.append(InlineKeyboardButton(f"‹ {page - 1}", callback_data=data(page - 1)))
    if page < pages:
        row.append(InlineKeyboardButton(f"{page + 1} ›", callback_data=data(page + 1)))
    return row


def _is_answer(text: str) -> bool:
    return _ANSWER_ID.fullmatch(text) is not None
