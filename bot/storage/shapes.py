"""What admins answered about tables of ties: how the next one of the same header is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.entry_tables import ShapeRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.database import Database


class Shapes:
    """The answers by the shape of a header; every method raises StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, dict[str, str]]:
        """Return the answers for every shape."""
        async with self._database.transaction() as session:
            rows = (await session.scalars(select(ShapeRow))).all()
        return {row.shape: json.loads(row.answers) for row in rows}

    async def remember(self, shape: str, answers: Mapping[str, str]) -> None:
        """Keep the answers for a shape, in place of earlier ones."""
        values = {"answers": json.dumps(dict(answers), ensure_ascii=False)}
        statement = (
            self._database.insert(ShapeRow)
            .values(shape=shape, **values)
            .on_conflict_do_update(index_elements=[ShapeRow.shape], set_=values)
        )
        async with self._database.transaction() as session:
            await session.execute(statement)
