"""Make the tables of what staff keep themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_entries"
down_revision = "0002_reminders"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("replaces", sa.String(255), nullable=False),
        sa.Column("added_by", sa.BigInteger()),
        sa.Column("role", sa.String(16), nullable=False),
        _time("added_at"),
        sa.Column("undone_by", sa.BigInteger()),
        _time("undone_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("batch", "position", name="uq_entries_batch_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_added_by", "entries", ["added_by"])
    op.create_index("ix_entries_undone_by", "entries", ["undone_by"])
    op.create_table(
        "dialogues",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _time("changed_at"),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_dialogues"),
    )
    op.create_index("ix_dialogues_user_id", "dialogues", ["user_id"])
    op.create_index("ix_dialogues_changed_at", "dialogues", ["changed_at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("dialogues", "entries"):
        op.drop_table(table)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
