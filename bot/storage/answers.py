"""The answers that were shown, how they were made, what people think of them, and the questions that have none."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Text, bindparam, delete, or_, select, type_coerce, update

from bot.storage.database import Database, Subject, columns_of
from bot.storage.tables import AnswerRow, ExplanationRow, FeedbackRow, TurnRow, UnansweredRow
from knowledge.answering.explanation import Explanation
from knowledge.evidence import Answer, Audience, Language

_OF_UPDATE = select(AnswerRow.__table__).where(AnswerRow.update_id == bindparam("update"))
_SHOW = update(AnswerRow).where(AnswerRow.id == bindparam("kept")).values(message_ids=bindparam("messages"))


@dataclasses.dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as shown: to whom, where, for which question.

    ``id`` is what its buttons carry (`secrets.token_urlsafe(8)`). ``audience`` is whom it was made for, and stays so.
    ``message_ids`` are the messages that show it, empty until it is sent.
    """

    id: str
    update_id: int
    user_id: int
    chat_id: int
    thread_id: int | None
    question_message_id: int | None
    question: str
    answer: Answer
    audience: Audience
    locale: str
    message_ids: tuple[int, ...]
    asked_at: dt.datetime


class Answers(Subject):
    """The stored answers; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database, now)
        self._keep = database.insert(AnswerRow).on_conflict_do_nothing(index_elements=[AnswerRow.update_id])

    async def keep(self, stored: StoredAnswer) -> StoredAnswer:
        """Keep an answer and return the one that is kept.

        That is the earlier one when its update has been answered before: it may be shown already, and its buttons
        carry its id. But an answer for the public takes the place of one for staff, and of the turn that remembers
        it: whoever asked is staff no more.
        """
        values = columns_of(stored)
        async with self._database.connection() as connection:
            if (await connection.execute(self._keep, values)).rowcount == 1:
                return stored
            found = await connection.execute(_OF_UPDATE, {"update": stored.update_id})
            earlier = StoredAnswer(**found.one()._asdict())
            if earlier.audience is stored.audience or stored.audience is not Audience.PUBLIC:
                return earlier
            await connection.execute(delete(AnswerRow).where(AnswerRow.id == earlier.id))
            await connection.execute(delete(TurnRow).where(TurnRow.update_id == earlier.update_id))
            await connection.execute(self._keep, values)
            return stored

    async def get(self, answer_id: str) -> StoredAnswer | None:
        """Return an answer by its id."""
        return await self._latest(AnswerRow.id == answer_id)

    async def of_update(self, update_id: int) -> StoredAnswer | None:
        """Return the answer that an update was given."""
        return next(iter(await self._all(StoredAnswer, _OF_UPDATE, {"update": update_id})), None)

    async def of_question(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """Return the latest answer to the question in a message; an edited one has several."""
        return await self._latest(AnswerRow.chat_id == chat_id, AnswerRow.question_message_id == message_id)

    async def of_message(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """Return the answer that a message shows."""
        listed = type_coerce(AnswerRow.message_ids, Text)
        shows = or_(
            listed == f"[{message_id}]",
            listed.startswith(f"[{message_id},"),
            listed.contains(f" {message_id},"),
            listed.endswith(f" {message_id}]"),
        )
        return await self._latest(AnswerRow.chat_id == chat_id, shows)

    async def latest(self, chat_id: int, thread_id: int | None) -> StoredAnswer | None:
        """Return the latest answer in a chat, or in a topic of it."""
        return await self._latest(AnswerRow.chat_id == chat_id, AnswerRow.thread_id.is_not_distinct_from(thread_id))

    async def set_messages(self, answer_id: str, message_ids: tuple[int, ...]) -> None:
        """Keep which messages show an answer."""
        await self._change(_SHOW, {"kept": answer_id, "messages": message_ids})

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget answers given before a time, and the feedback on them."""
        await self._change(delete(AnswerRow).where(AnswerRow.asked_at < older_than))

    async def _latest(self, *conditions: ColumnElement[bool]) -> StoredAnswer | None:
        latest = select(AnswerRow.__table__).where(*conditions)
        latest = latest.order_by(AnswerRow.asked_at.desc(), AnswerRow.update_id.desc()).limit(1)
        return next(iter(await self._all(StoredAnswer, latest)), None)


class Feedback(Subject):
    """Thumbs up and down; every method raises StorageError."""

    async def give(self, answer_id: str, user_id: int, good: bool) -> bool:  # noqa: FBT001 - the opinion itself
        """Keep what a person thinks of an answer, in place of what they thought; False if the answer is not kept."""
        opinion = {"good": good, "given_at": self._now()}
        statement = self._database.upsert(FeedbackRow, opinion, answer_id=answer_id, user_id=user_id)
        async with self._database.transaction() as session:
            answer = select(AnswerRow.id).where(AnswerRow.id == answer_id).with_for_update(read=True)
            if (await session.scalar(answer)) is None:
                return False
            await session.execute(statement)
        return True


_OF_ANSWER = select(ExplanationRow.explanation).where(ExplanationRow.answer_id == bindparam("answer"))


class Explanations(Subject):
    """The explanations by their answer; every method raises StorageError."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database, now)
        self._keep = database.insert(ExplanationRow).on_conflict_do_nothing(index_elements=[ExplanationRow.answer_id])

    async def keep(self, answer_id: str, explanation: Explanation) -> None:
        """Keep how an answer that is kept was made; the first explanation stays."""
        made = _explanations().dump_python(explanation, mode="json", exclude={"answer"})
        await self._change(self._keep, {"answer_id": answer_id, "explanation": made})

    async def of(self, stored: StoredAnswer) -> Explanation | None:
        """Return how an answer was made, None for one that is not for staff."""
        for row in await self._rows(_OF_ANSWER, {"answer": stored.id}):
            return _explanations().validate_python(row.explanation | {"answer": stored.answer})
        return None


@functools.cache
def _explanations() -> TypeAdapter[Explanation]:
    return TypeAdapter(Explanation)


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
            language=language,
            audience=audience,
            user_id=user_id,
            asked_at=self._now(),
        )
        await self._change(new.on_conflict_do_nothing())

    async def recent(self, n: int) -> list[UnansweredQuestion]:
        """Return the latest ``n`` questions, the latest first."""
        latest = select(UnansweredRow).order_by(UnansweredRow.asked_at.desc(), UnansweredRow.update_id.desc()).limit(n)
        return await self._all(UnansweredQuestion, latest)

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget who asked before a time; the question itself stays for the knowledge keeper."""
        old = update(UnansweredRow).where(UnansweredRow.asked_at < older_than, UnansweredRow.user_id.is_not(None))
        await self._change(old.values(user_id=None))
