"""How answers for staff were made, for /why: kept and forgotten with the answers."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select

from bot.storage.tables import ExplanationRow
from knowledge.answering.explanation import Explanation

if TYPE_CHECKING:
    from bot.storage.answers import StoredAnswer
    from bot.storage.database import Database

_OF_ANSWER = select(ExplanationRow.explanation).where(ExplanationRow.answer_id == bindparam("answer"))


class Explanations:
    """The explanations by their answer; every method raises StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keep = database.insert(ExplanationRow).on_conflict_do_nothing(index_elements=[ExplanationRow.answer_id])

    async def keep(self, answer_id: str, explanation: Explanation) -> None:
        """Keep how an answer that is kept was made; the first explanation stays."""
        made = _adapter().dump_python(explanation, mode="json", exclude={"answer"})
        values = {"answer_id": answer_id, "explanation": json.dumps(made, ensure_ascii=False)}
        async with self._database.connection() as connection:
            await connection.execute(self._keep, values)

    async def of(self, stored: StoredAnswer) -> Explanation | None:
        """Return how an answer was made, None for one that is not for staff."""
        async with self._database.connection() as connection:
            text = await connection.scalar(_OF_ANSWER, {"answer": stored.id})
        return None if text is None else _adapter().validate_python(json.loads(text) | {"answer": stored.answer})


@functools.cache
def _adapter() -> TypeAdapter[Explanation]:
    return TypeAdapter(Explanation)
