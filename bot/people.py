"""Who is talking, and the role that decides what they may see; who is to read what leaves."""

import dataclasses
import enum
from typing import Self

from knowledge.evidence import Audience


class Role(enum.StrEnum):
    """What a person may do; each role may do what the one before it may."""

    PUBLIC = "public"
    STAFF = "staff"
    ADMIN = "admin"

    @property
    def audience(self) -> Audience:
        """Return whose papers a person of this role may see."""
        return Audience.PUBLIC if self is Role.PUBLIC else Audience.STAFF


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user as stored: ``locale`` is the language they chose, None while they follow their client's."""

    user_id: int
    locale: str | None = None
    approved: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Reader:
    """A chat, the person for whom something was made (0: whoever is in the chat), and the audience it was made for."""

    chat_id: int
    user_id: int
    audience: Audience

    @classmethod
    def public(cls, chat_id: int) -> Self:
        """Return the reader of what everybody may read, in a chat."""
        return cls(chat_id, 0, Audience.PUBLIC)
