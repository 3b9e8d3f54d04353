"""Questions that the sources do not answer: what the knowledge keeper should look for."""

import dataclasses
import datetime as dt

from sqlalchemy import select, update

from bot.storage.database import Subject
from bot.storage.tables import UnansweredRow
from knowledge.evidence import Audience, Language


@dataclasses.dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that found no answer; ``user_id`` is None once it is forgotten who asked."""

    question: str
    language: Language
    audience: Audience
    user_id: int | None
    asked_at: dt.datetime


class Unanswered(Subject):
    """The unanswered questions; every method raises StorageError."""

    async def note(self, update_id: int, question: str, language: Language, audience: Audience, user_id: int) -> None:
        """Keep a question, once for an update."""
        new = self._database.insert(UnansweredRow).values(
            update_id=update_id,
            question=question,
            language=language.value,
            audience=audience.value,
            user_id=user_id,
            asked_at=self._now(),
        )
        await self._change(new.on_conflict_do_nothing())

    async def recent(self, n: int) -> list[UnansweredQuestion]:
        """Return the latest ``n`` questions, the latest first."""
        latest = select(UnansweredRow).order_by(UnansweredRow.asked_at.desc(), UnansweredRow.update_id.desc()).limit(n)
        return [
            UnansweredQuestion(row.question, Language(row.language), Audience(row.audience), row.user_id, row.asked_at)
            for row in await self._rows(latest)
        ]

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget who asked before a time; the question itself stays for the knowledge keeper."""
        old = update(UnansweredRow).where(UnansweredRow.asked_at < older_than, UnansweredRow.user_id.is_not(None))
        await self._change(old.values(user_id=None))
