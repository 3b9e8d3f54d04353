"""What staff keep: keeping rows and taking them back, and which of them an audience may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.people import Role
from knowledge.evidence import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.container import Office
    from bot.people import Person
    from bot.storage import Draft
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


async def keep(office: Office, batch: str, drafts: Sequence[Draft], person: Person, role: Role) -> list[Entry]:
    """Keep rows under the name of a batch (11 letters, unlike any other), and answer with them from now on.

    Kept once, however often it is called for a batch. Raises StorageError.
    """
    kept = await office.storage.entries.keep(batch, drafts, person.user_id, role)
    await office.assistants.take_up_entries()
    return kept


async def take_back(office: Office, batch: str, person: Person, role: Role) -> bool:
    """Take a batch back if this person may; return whether it is taken back now. Raises StorageError."""
    entries = await office.storage.entries.of_batch(batch)
    if not may_take_back(entries, person, role):
        return False
    await office.storage.entries.undo(batch, person.user_id)
    await office.assistants.take_up_entries()
    return True


def may_take_back(entries: Sequence[Entry], person: Person, role: Role) -> bool:
    """Tell whether a person may take rows back: admins any, staff those that they added themselves."""
    own = all(entry.added_by == person.user_id for entry in entries)
    return bool(entries) and (role is Role.ADMIN or (role is Role.STAFF and own))
