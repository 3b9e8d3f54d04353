"""The tables of reminders, beside those of `bot.storage.tables`.

::

    reminders        who is reminded of what, and when
    notices          what fell due of a reminder, and whether it was sent
    editions         each state of the records that was ever served
    edition_records  each record, and the edition in which it was last new or changed
"""

import datetime as dt

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Table, UtcTime

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_UNFINISHED = text("finished_at IS NULL")


class ReminderRow(Table):
    """A reminder; see `bot.reminders.reminder.Reminder`."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    what: Mapped[str] = mapped_column(String(16))
    lead_days: Mapped[str] = mapped_column(String(64))
    round_only: Mapped[bool] = mapped_column(Boolean)
    home: Mapped[str] = mapped_column(String(24))
    continent: Mapped[str] = mapped_column(String(24))
    at: Mapped[str] = mapped_column(String(5))
    locale: Mapped[str] = mapped_column(String(16))
    audience: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
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
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
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
