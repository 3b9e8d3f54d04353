"""Who is to read what leaves, and whose papers it is made of: what `bot.delivery` asks about before each call."""

from __future__ import annotations

import dataclasses
from typing import Self

from knowledge.evidence import Audience


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
