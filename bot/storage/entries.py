"""Rows kept by staff (added and taken back in batches, never deleted or changed), and their answers about tables."""

import dataclasses
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select, update

from bot.people import Role
from bot.storage.database import Subject
from bot.storage.tables import EntryRow, ShapeRow
from knowledge.records import Entry, Record

# What a database takes in one statement, whichever it is.
_ROWS_AT_ONCE = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A row to be kept, and the id of the row whose place it takes (empty: none)."""

    record: Record
    replaces: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were added together: the first of them, how many, and whether they were taken back."""

    first: Entry
    size: int
    undone_by: int | None = None

    @property
    def name(self) -> str:
        """Return what the batch is known by."""
        return self.first.batch


class Entries(Subject):
    """What staff keep; every method raises StorageError."""

    async def keep(self, batch: str, drafts: Sequence[Draft], user_id: int, role: Role) -> list[Entry]:
        """Keep rows and return them; a batch that is kept already stays as it is."""
        values = [
            {
                "batch": batch,
                "position": position,
                "record": draft.record,
                "replaces": draft.replaces,
                "added_by": user_id,
                "role": role.value,
                "added_at": self._now(),
            }
            for position, draft in enumerate(drafts)
        ]
        async with self._database.connection() as connection:
            for start in range(0, len(values), _ROWS_AT_ONCE):
                await connection.execute(
                    self._database.insert(EntryRow)
                    .values(values[start : start + _ROWS_AT_ONCE])
                    .on_conflict_do_nothing(index_elements=[EntryRow.batch, EntryRow.position])
                )
        return await self._read(EntryRow.batch == batch)

    async def in_effect(self) -> list[Entry]:
        """Return all that was not taken back, the oldest first."""
        return await self._read(EntryRow.undone_at.is_(None))

    async def revision(self) -> tuple[int, int]:
        """Return what is another after every change: how many rows there are, and how many were taken back.

        Rows are never deleted, so both only grow. The newest id would not do: a row may be stored before one of a
        lower id is.
        """
        counted = select(func.count().label("rows"), func.count(EntryRow.undone_at).label("undone")).select_from(
            EntryRow
        )
        (found,) = await self._rows(counted)
        return found.rows, found.undone

    async def of_batch(self, batch: str) -> list[Entry]:
        """Return the rows of a batch, in order."""
        return await self._read(EntryRow.batch == batch)

    async def batches(self, limit: int, offset: int = 0) -> list[Batch]:
        """Return the batches, the newest first, taken back or not."""
        sized = (
            select(func.min(EntryRow.id).label("first"), func.count().label("size"))
            .group_by(EntryRow.batch)
            .order_by(func.min(EntryRow.id).desc())
            .limit(limit)
            .offset(offset)
            .subquery()
        )
        found = select(EntryRow, sized.c.size).join(sized, EntryRow.id == sized.c.first).order_by(EntryRow.id.desc())
        names = [field.name for field in dataclasses.fields(Entry)]
        return [
            Batch(Entry(**{name: getattr(row, name) for name in names}), row.size, row.undone_by)
            for row in await self._rows(found)
        ]

    async def undo(self, batch: str, user_id: int) -> bool:
        """Take a batch back; return False if there is none or it is taken back already."""
        undone = (
            update(EntryRow)
            .where(EntryRow.batch == batch, EntryRow.undone_at.is_(None))
            .values(undone_at=self._now(), undone_by=user_id)
        )
        return await self._change(undone) > 0

    async def _read(self, condition: ColumnElement[bool]) -> list[Entry]:
        return await self._all(Entry, select(EntryRow).where(condition).order_by(EntryRow.id))


class Shapes(Subject):
    """The answers by the shape of a header; every method raises StorageError."""

    async def all(self) -> dict[str, dict[str, str]]:
        """Return the answers for every shape."""
        return {row.shape: row.answers for row in await self._rows(select(ShapeRow))}

    async def remember(self, shape: str, answers: Mapping[str, str]) -> None:
        """Keep the answers for a shape, in place of earlier ones."""
        await self._change(self._database.upsert(ShapeRow, {"answers": dict(answers)}, shape=shape))
