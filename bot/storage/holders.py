"""Claims, and who holds them: processes that show they can write, and are believed dead once they stop showing it.

A claim (an update, a notice) names its holder. A holder counts up a number of its own in the database; whoever wants
the claim looks at that number, and takes the claim over when the number has stood still for LEASE_SECONDS on the
looker's own steady clock. So a claim ends by itself when its holder can no longer write, whatever the clocks of the
machines do. Nothing is compared between clocks, and no time is stored.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, bindparam, delete, false, not_, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.database import Database
from bot.storage.tables import HolderRow

LEASE_SECONDS = 20.0
BEAT_SECONDS = 4.0
# Who did not look for so long does not know whether a number stood still.
_GAP_SECONDS = LEASE_SECONDS / 2
_BEGINNINGS = 1 << 40


class Holder:
    """Shows that this process lives, and tells who else does; ``steady`` is a clock in seconds that never goes back."""

    def __init__(self, database: Database, steady: Callable[[], float], name: str = "") -> None:
        self.name = name or f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self.steady = steady
        self._database = database
        self._seen: dict[str, tuple[int, float]] = {}  # the number of each holder, and since when it is that
        self._looked_at = steady()
        # Whoever comes back after being forgotten must not come with the number that was known.
        show = database.insert(HolderRow).values(name=self.name, beat=bindparam("beginning"))
        self._show = show.on_conflict_do_update(index_elements=[HolderRow.name], set_={"beat": HolderRow.beat + 1})

    async def beat(self) -> None:
        """Show that this process can write, and look who else does; call it every BEAT_SECONDS. Raises StorageError."""
        async with self._database.connection() as connection:
            await connection.execute(self._show, {"beginning": secrets.randbelow(_BEGINNINGS)})
            await self.living(connection)

    async def living(self, connection: AsyncConnection | AsyncSession) -> frozenset[str]:
        """Return the names of all whose claims are to be respected, this process among them."""
        rows = [(row.name, row.beat) for row in await connection.execute(select(HolderRow.name, HolderRow.beat))]
        if self.name not in {name for name, _ in rows}:
            await connection.execute(
                self._show, {"beginning": secrets.randbelow(_BEGINNINGS)}
            )  # a claim of somebody unknown is anybody's
        now = self.steady()
        was_away = now - self._looked_at > _GAP_SECONDS
        self._looked_at = now
        self._seen = {name: self._since(name, beat, now, anew=was_away) for name, beat in rows}
        living = {name for name, (_, since) in self._seen.items() if now - since < LEASE_SECONDS}
        return frozenset({*living, self.name})

    async def leave(self) -> None:
        """Give up all claims at once, at the end of this process. Raises StorageError."""
        async with self._database.connection() as connection:
            await connection.execute(delete(HolderRow).where(HolderRow.name == self.name))

    async def purge(self) -> None:
        """Forget the dead. Raises StorageError."""
        async with self._database.connection() as connection:
            living = await self.living(connection)
            await connection.execute(delete(HolderRow).where(HolderRow.name.not_in(living)))

    def _since(self, name: str, beat: int, now: float, *, anew: bool) -> tuple[int, float]:
        known, since = self._seen.get(name, (None, now))
        return (beat, since) if known == beat and not anew else (beat, now)


class Claims:
    """The claims of this process on rows of a table that are unfinished, by their key: ``own`` counts each.

    The table has the columns ``attempts``, ``claimed_by`` and ``finished_at``. ``attempts`` tells a claim from a later
    one of the same rows: whoever lost it finishes nothing. What this process claims and does not know of (the database
    went away in between) is free.
    """

    def __init__(self, database: Database, holder: Holder, key: InstrumentedAttribute[Any], lock: int) -> None:
        self.own: dict[int, int] = {}
        # What is claimed here is known here only after the commit, and until then another claim could take it again.
        self.claiming = asyncio.Lock()
        self._row = key.class_
        self._key = key.key
        self._holder = holder
        # Claims are made one after the other: two at once could each take what the other takes. SQLite begins with the
        # first change, so that comes before it is looked who lives. ``lock`` is a number that nothing else uses.
        change = update(HolderRow).where(false()).values(beat=HolderRow.beat)
        self._one_by_one = change if database.is_sqlite else text(f"SELECT pg_advisory_xact_lock({lock})")
        mine = and_(key == bindparam("key"), self._row.attempts == bindparam("attempt"))
        self.letting_go = update(self._row).where(mine, self._row.finished_at.is_(None)).values(claimed_by=None)

    async def begin(self, connection: AsyncConnection | AsyncSession) -> Callable[[Any], ColumnElement[bool]]:
        """Begin to claim: return what tells of the table, or an alias of it, whether somebody holds a row."""
        await connection.execute(self._one_by_one)
        living, name = await self._holder.living(connection), self._holder.name

        def held(row: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an alias has the type of no table
            by_another = and_(row.claimed_by.in_(living), row.claimed_by != name)
            return or_(by_another, and_(row.claimed_by == name, getattr(row, self._key).in_(self.own)))

        return held

    def free(self, held: ColumnElement[bool]) -> ColumnElement[bool]:
        """Tell of the table whether a row can be claimed."""
        return and_(self._row.finished_at.is_(None), or_(self._row.claimed_by.is_(None), not_(held)))

    def taking(self, which: ColumnElement[bool]) -> Update:
        """Claim rows."""
        return update(self._row).where(which).values(attempts=self._row.attempts + 1, claimed_by=self._holder.name)
