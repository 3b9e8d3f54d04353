"""The editions of the records: each state of them that was ever served, and what was new or changed in it."""

import dataclasses
import hashlib
from collections.abc import Mapping

from sqlalchemy import func, select, text

from bot.storage.database import Subject
from bot.storage.tables import EditionRecordRow, EditionRow

# Any number, as long as no other program uses it in the same database.
_EDITION_LOCK = 7_402_614
# Each row has five values, and a statement of SQLite takes 32,766.
_ROWS_AT_ONCE = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    """A record, by its table and id, that came with an edition (``is_new``) or was another before it."""

    kind: str
    record_id: str
    is_new: bool


class Editions(Subject):
    """What the records were; every method raises StorageError."""

    async def note(self, digests: Mapping[tuple[str, str], str]) -> None:
        """Take up the records that are served now: a digest by table and id.

        A state that was noted before is not noted again: where several processes serve, one of them may be late.
        """
        whole = hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()
        async with self._database.transaction() as session:
            if not self._database.is_sqlite:
                # Editions come one after the other, so that nobody tells of the later one first.
                await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _EDITION_LOCK})
            noted = self._database.insert(EditionRow).values(digest=whole, noted_at=self._now())
            number = await session.scalar(noted.on_conflict_do_nothing().returning(EditionRow.number))
            if number is None:
                return
            known = await session.execute(
                select(EditionRecordRow.kind, EditionRecordRow.record_id, EditionRecordRow.digest)
            )
            before = {(kind, record_id): digest for kind, record_id, digest in known.all()}
            rows = [
                {"kind": kind, "record_id": record_id, "digest": digest, "first_edition": number, "edition": number}
                for (kind, record_id), digest in digests.items()
                if before.get((kind, record_id)) != digest
            ]
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                changing = self._database.insert(EditionRecordRow).values(rows[start : start + _ROWS_AT_ONCE])
                await session.execute(
                    changing.on_conflict_do_update(
                        index_elements=[EditionRecordRow.kind, EditionRecordRow.record_id],
                        set_={"digest": changing.excluded.digest, "edition": changing.excluded.edition},
                    )
                )

    async def newest(self) -> int:
        """Return the number of the newest edition, 0 before there is one."""
        ((newest,),) = await self._rows(select(func.max(EditionRow.number)))
        return newest or 0

    async def changed(self, after: int, until: int) -> list[Changed]:
        """Return what was new or changed, the last time, in an edition of ``(after, until]``."""
        within = (EditionRecordRow.edition > after, EditionRecordRow.edition <= until)
        rows = select(EditionRecordRow).where(*within).order_by(EditionRecordRow.kind, EditionRecordRow.record_id)
        return [Changed(row.kind, row.record_id, is_new=row.first_edition > after) for row in await self._rows(rows)]
