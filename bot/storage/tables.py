"""The tables, as SQLAlchemy maps them and as `bot.storage.database.migrate` makes them where there are none yet."""

import datetime as dt
import enum
import functools
import json
from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from bot.reminders.reminder import State, What
from knowledge.evidence import Answer, Audience, Language
from knowledge.records import Record, from_json, to_json

_ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_UNFINISHED = text("finished_at IS NULL")


class UtcTime(TypeDecorator[dt.datetime]):
    """An aware datetime, in UTC; SQLite keeps no zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy passes it
        """Refuse a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must have a zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy passes it
        """Return the time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Words(TypeDecorator[str]):
    """What people wrote. A NUL or half a surrogate pair, which databases refuse, becomes a replacement character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy passes it
        """Return text that every database takes."""
        if value is None:
            return None
        return value.replace("\x00", "�").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Written(TypeDecorator[Any]):
    """Anything that is kept as text: ``write`` makes it, and ``read`` reads it."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Words
    cache_ok = True

    def __init__(
        self, write: Callable[[Any], str], read: Callable[[str], Any], impl: TypeEngine[Any] | None = None
    ) -> None:
        super().__init__()
        self.write, self.read = write, read
        self.impl = impl or Words()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - as SQLAlchemy has it
        """Write a value."""
        return None if value is None else self.write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - as SQLAlchemy has it
        """Read a value."""
        return None if value is None else self.read(value)


def json_of(kind: Any) -> Written:  # noqa: ANN401 - any type that pydantic reads
    """Return what keeps values of a type as JSON."""
    adapter = functools.cache(lambda: TypeAdapter(kind))  # made when the first is kept or read: it takes some time
    return Written(
        lambda value: json.dumps(adapter().dump_python(value, mode="json"), ensure_ascii=False),
        lambda text: adapter().validate_json(text),
    )


class Table(DeclarativeBase):
    """What all tables share: how members of an enum are kept, and names of constraints, the same in every database."""

    type_annotation_map: ClassVar = {
        enum.Enum: Enum(enum.Enum, native_enum=False, length=16, values_callable=lambda kind: [*map(str, kind)])
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PersonRow(Table):
    """A person who chose something or was approved; anyone else has no row."""

    __tablename__ = "people"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    locale: Mapped[str | None] = mapped_column(String(16))
    approved_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    approved_by: Mapped[int | None] = mapped_column(BigInteger)


class StaffRequestRow(Table):
    """A wish to be staff; a person has at most one that is open."""

    __tablename__ = "staff_requests"

    id: Mapped[int] = mapped_column(_ROW_NUMBER, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str] = mapped_column(Words)
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    approved: Mapped[bool | None] = mapped_column(Boolean)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    decided_by: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        Index(
            "ix_staff_requests_open",
            "user_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )


class TurnRow(Table):
    """One question and its answer; ``thread_id`` is 0 outside of threads."""

    __tablename__ = "turns"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    question: Mapped[str] = mapped_column(Words)
    answer: Mapped[str] = mapped_column(Words)
    audience: Mapped[Audience]
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (Index("ix_turns_conversation", "chat_id", "thread_id", "user_id", "asked_at"),)


class AnswerRow(Table):
    """An answer that was shown: ``answer`` is its JSON, ``message_ids`` the messages that show it, as JSON."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    question_message_id: Mapped[int | None] = mapped_column(BigInteger)
    question: Mapped[str] = mapped_column(Words)
    answer: Mapped[Answer] = mapped_column(json_of(Answer))
    audience: Mapped[Audience]
    locale: Mapped[str] = mapped_column(String(16))
    message_ids: Mapped[tuple[int, ...]] = mapped_column(json_of(tuple[int, ...]))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (Index("ix_answers_question", "chat_id", "question_message_id"),)


class ExplanationRow(Table):
    """How an answer for staff was made, as JSON without the answer; it goes with the answer."""

    __tablename__ = "explanations"

    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    explanation: Mapped[dict[str, JsonValue]] = mapped_column(json_of(dict[str, JsonValue]))


class FeedbackRow(Table):
    """What one person thinks of one answer."""

    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    good: Mapped[bool] = mapped_column(Boolean)
    given_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class UnansweredRow(Table):
    """A question without an answer in the sources; who asked is forgotten before the question is."""

    __tablename__ = "unanswered"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    question: Mapped[str] = mapped_column(Words)
    language: Mapped[Language]
    audience: Mapped[Audience]
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)


class UpdateRow(Table):
    """An update of Telegram; finished ones keep no body, only what tells a duplicate and a flood.

    ``chat_key`` names what is worked through in order. ``attempts`` counts the claims, and tells one from the next.
    ``claimed_by`` names the holder of the claim. ``cost`` is the work that it asked for, in thirds of a question.
    """

    __tablename__ = "updates"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_key: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(Integer)
    claimed_by: Mapped[str | None] = mapped_column(String(255))
    cost: Mapped[int] = mapped_column(Integer, server_default="0")
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcTime, index=True)

    __table_args__ = (
        Index("ix_updates_user", "user_id", "received_at"),
        Index("ix_updates_unfinished", "chat_key", "update_id", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
    )


class HolderRow(Table):
    """A process that holds claims; ``beat`` grows as long as it can write (`bot.storage.holders`)."""

    __tablename__ = "holders"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    beat: Mapped[int] = mapped_column(BigInteger)


class DeliveryRow(Table):
    """A message that goes out because of an update, and how far it got; see `bot.delivery`."""

    __tablename__ = "deliveries"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(16))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (Index("ix_deliveries_chat", "chat_id"),)


class StandingRow(Table):
    """A number at Telegram that the bot learned, by what it is of (`bot.storage.standing`)."""

    __tablename__ = "standing"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class EntryRow(Table):
    """A row kept by staff: ``record`` is its JSON, ``replaces`` the id of the row whose place it takes, or empty.

    ``batch`` and ``position`` tell a repeated press from a new one.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(_ROW_NUMBER, primary_key=True)
    batch: Mapped[str] = mapped_column(String(32))
    position: Mapped[int] = mapped_column(Integer)
    record: Mapped[Record] = mapped_column(Written(to_json, from_json))
    replaces: Mapped[str] = mapped_column(String(255))
    added_by: Mapped[int | None] = mapped_column(BigInteger, index=True)
    role: Mapped[str] = mapped_column(String(16))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    undone_by: Mapped[int | None] = mapped_column(BigInteger, index=True)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("batch", "position"), {"sqlite_autoincrement": True})


class DialogueRow(Table):
    """Where somebody is in a dialogue, as JSON; they are in at most one in a chat."""

    __tablename__ = "dialogues"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    state: Mapped[str] = mapped_column(Words)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)


class ShapeRow(Table):
    """What was answered about a table of ties, as JSON, for the next one of the same header."""

    __tablename__ = "shapes"

    shape: Mapped[str] = mapped_column(String(32), primary_key=True)
    answers: Mapped[dict[str, str]] = mapped_column(json_of(dict[str, str]))


_LEADS = Written(
    lambda days: ",".join(map(str, days)), lambda text: tuple(map(int, filter(None, text.split(",")))), String(64)
)
_CLOCK = Written(lambda at: f"{at:%H:%M}", dt.time.fromisoformat, String(5))


class ReminderRow(Table):
    """A reminder; see `bot.reminders.reminder.Reminder`."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(_ROW_NUMBER, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    what: Mapped[What]
    lead_days: Mapped[tuple[int, ...]] = mapped_column(_LEADS)
    round_only: Mapped[bool] = mapped_column(Boolean)
    home: Mapped[str] = mapped_column(String(24))
    continent: Mapped[str] = mapped_column(String(24))
    at: Mapped[dt.time] = mapped_column(_CLOCK)
    locale: Mapped[str] = mapped_column(String(16))
    audience: Mapped[Audience]
    state: Mapped[State] = mapped_column(index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    last_looked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    edition: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer)

    # Buttons of old messages name it.
    __table_args__ = ({"sqlite_autoincrement": True},)


class NoticeRow(Table):
    """Something that fell due, once for a reminder and key.

    ``bundle`` is the number of the first notice of the message that it goes out in; ``attempts`` counts the claims of
    the bundle, and tells one from the next; ``claimed_by`` names the holder. ``outcome`` says what
    became of a finished one.
    """

    __tablename__ = "notices"

    # It names what is sent in the records of deliveries, which outlive it: no number may be given a second time.
    id: Mapped[int] = mapped_column(_ROW_NUMBER, primary_key=True)
    reminder_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("reminders.id", ondelete="CASCADE"))
    due_key: Mapped[str] = mapped_column(Text)
    due_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    after_edition: Mapped[int] = mapped_column(Integer)
    until_edition: Mapped[int] = mapped_column(Integer)
    bundle: Mapped[int | None] = mapped_column(BigInteger)
    attempts: Mapped[int] = mapped_column(Integer)
    claimed_by: Mapped[str | None] = mapped_column(String(255))
    late: Mapped[bool] = mapped_column(Boolean)
    outcome: Mapped[str | None] = mapped_column(String(16))
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcTime, index=True)

    __table_args__ = (
        UniqueConstraint("reminder_id", "due_key"),
        Index("ix_notices_unfinished", "due_at", "id", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
        {"sqlite_autoincrement": True},
    )


class EditionRow(Table):
    """A state of the records by a digest of them all."""

    __tablename__ = "editions"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    noted_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class EditionRecordRow(Table):
    """A record that was ever served: a digest of its cells, the edition it came with, and that of its last change."""

    __tablename__ = "edition_records"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    record_id: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    first_edition: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer, index=True)
