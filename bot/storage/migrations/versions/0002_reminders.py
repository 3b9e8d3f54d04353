"""Make the tables of reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_reminders"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _reminders()
    _notices()
    _editions()


def downgrade() -> None:
    """Drop them."""
    for table in ("edition_records", "editions", "notices", "reminders"):
        op.drop_table(table)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _word(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _reminders() -> None:
    op.create_table(
        "reminders",
        _id(),
        _number("chat_id"),
        _number("thread_id", nullable=True),
        _number("user_id", nullable=True),
        _word("what", 16),
        _word("lead_days", 64),
        sa.Column("round_only", sa.Boolean(), nullable=False),
        _word("home", 24),
        _word("continent", 24),
        _word("at", 5),
        _word("locale", 16),
        _word("audience", 16),
        _word("state", 16),
        _time("created_at"),
        _time("changed_at"),
        _time("last_looked_at"),
        _count("edition"),
        _count("revision"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sqlite_autoincrement=True,
    )
    for column in ("chat_id", "user_id", "state"):
        op.create_index(f"ix_reminders_{column}", "reminders", [column])


def _notices() -> None:
    op.create_table(
        "notices",
        _id(),
        _number("reminder_id"),
        sa.Column("due_key", sa.Text(), nullable=False),
        _time("due_at"),
        _count("after_edition"),
        _count("until_edition"),
        _number("bundle", nullable=True),
        _count("attempts"),
        _time("leased_until", nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        _word("outcome", 16, nullable=True),
        _time("finished_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name="fk_notices_reminder_id", ondelete="CASCADE"),
        sa.UniqueConstraint("reminder_id", "due_key", name="uq_notices_reminder_id_due_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_finished_at", "notices", ["finished_at"])
    op.create_index(
        "ix_notices_unfinished",
        "notices",
        ["due_at", "id"],
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), nullable=False),
        _word("digest", 64),
        _time("noted_at"),
        sa.PrimaryKeyConstraint("number", name="pk_editions"),
        sa.UniqueConstraint("digest", name="uq_editions_digest"),
    )
    op.create_table(
        "edition_records",
        _word("kind", 16),
        sa.Column("record_id", sa.Text(), nullable=False),
        _word("digest", 64),
        _count("first_edition"),
        _count("edition"),
        sa.PrimaryKeyConstraint("kind", "record_id", name="pk_edition_records"),
    )
    op.create_index("ix_edition_records_edition", "edition_records", ["edition"])
