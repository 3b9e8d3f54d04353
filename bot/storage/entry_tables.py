"""The tables of what staff keep themselves, and of the dialogues in which they do.

::

    entries    rows kept by staff; none is ever deleted or changed, but for being taken back
    dialogues  how far somebody has come in telling such a row
    shapes     what was answered about tables of ties, by the shape of their header
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - SQLAlchemy reads the annotations when it runs

from sqlalchemy import BigInteger, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Table, UtcTime, Words


class EntryRow(Table):
    """A row kept by staff: ``record`` is its JSON, ``replaces`` the id of the row whose place it takes, or empty.

    ``batch`` and ``position`` tell a repeated press from a new one.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    batch: Mapped[str] = mapped_column(String(32))
    position: Mapped[int] = mapped_column(Integer)
    record: Mapped[str] = mapped_column(Words)
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
    answers: Mapped[str] = mapped_column(Words)
