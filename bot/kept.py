"""What staff keep, as the desks see it: where it is, and which of it an audience may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from knowledge.evidence import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.records import Entry


class Kept(Protocol):
    """Where the rows that staff keep are, as `bot.storage.Storage.entries` has them."""

    async def revision(self) -> tuple[int, int]:
        """Return what is another after every change."""

    async def in_effect(self) -> list[Entry]:
        """Return all that was not taken back."""


def visible_to(entries: Sequence[Entry], audience: Audience) -> tuple[Entry, ...]:
    """Return the rows kept by staff that an audience may see: the public, those that are expressly for everybody."""
    return tuple(entry for entry in entries if audience is Audience.STAFF or entry.record.audience is Audience.PUBLIC)
