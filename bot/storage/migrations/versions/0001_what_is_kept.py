"""Make the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _people()
    _conversations()
    _updates()


def downgrade() -> None:
    """Drop every table."""
    for table in (
        "deliveries",
        "updates",
        "unanswered",
        "feedback",
        "answers",
        "turns",
        "staff_requests",
        "people",
    ):
        op.drop_table(table)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=nullable)


def _people() -> None:
    op.create_table(
        "people",
        _number("user_id"),
        sa.Column("locale", sa.String(16)),
        _time("approved_at", nullable=True),
        _number("approved_by", nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_people"),
    )
    op.create_table(
        "staff_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _number("user_id"),
        sa.Column("name", sa.Text(), nullable=False),
        _time("asked_at"),
        sa.Column("approved", sa.Boolean()),
        _time("decided_at", nullable=True),
        _number("decided_by", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_requests"),
    )
    op.create_index("ix_staff_requests_user_id", "staff_requests", ["user_id"])
    op.create_index(
        "ix_staff_requests_open",
        "staff_requests",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _conversations() -> None:
    op.create_table(
        "turns",
        _number("update_id"),
        _number("chat_id"),
        _number("thread_id"),
        _number("user_id"),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        _time("asked_at"),
        sa.PrimaryKeyConstraint("update_id", name="pk_turns"),
    )
    op.create_index("ix_turns_user_id", "turns", ["user_id"])
    op.create_index("ix_turns_asked_at", "turns", ["asked_at"])
    op.create_index("ix_turns_conversation", "turns", ["chat_id", "thread_id", "user_id", "asked_at"])
    op.create_table(
        "answers",
        sa.Column("id", sa.String(32), nullable=False),
        _number("update_id"),
        _number("user_id"),
        _number("chat_id"),
        _number("thread_id", nullable=True),
        _number("question_message_id", nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("message_ids", sa.Text(), nullable=False),
        _time("asked_at"),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.UniqueConstraint("update_id", name="uq_answers_update_id"),
    )
    op.create_index("ix_answers_user_id", "answers", ["user_id"])
    op.create_index("ix_answers_asked_at", "answers", ["asked_at"])
    op.create_index("ix_answers_question", "answers", ["chat_id", "question_message_id"])
    op.create_table(
        "feedback",
        sa.Column("answer_id", sa.String(32), nullable=False),
        _number("user_id"),
        sa.Column("good", sa.Boolean(), nullable=False),
        _time("given_at"),
        sa.PrimaryKeyConstraint("answer_id", "user_id", name="pk_feedback"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_feedback_answer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_feedback_user_id", "feedback", ["user_id"])
    op.create_table(
        "unanswered",
        _number("update_id"),
        _number("user_id", nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        _time("asked_at"),
        sa.PrimaryKeyConstraint("update_id", name="pk_unanswered"),
    )
    op.create_index("ix_unanswered_user_id", "unanswered", ["user_id"])
    op.create_index("ix_unanswered_asked_at", "unanswered", ["asked_at"])


def _updates() -> None:
    op.create_table(
        "updates",
        _number("update_id"),
        sa.Column("chat_key", sa.String(32), nullable=False),
        _number("user_id", nullable=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _time("received_at"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(255)),
        _time("leased_until", nullable=True),
        _time("finished_at", nullable=True),
        sa.PrimaryKeyConstraint("update_id", name="pk_updates"),
    )
    op.create_index("ix_updates_finished_at", "updates", ["finished_at"])
    op.create_index("ix_updates_user", "updates", ["user_id", "received_at"])
    op.create_index(
        "ix_updates_unfinished",
        "updates",
        ["chat_key", "update_id"],
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "deliveries",
        _number("update_id"),
        _number("chat_id"),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        _number("message_id", nullable=True),
        _time("changed_at"),
        sa.PrimaryKeyConstraint("update_id", "chat_id", "part", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_changed_at", "deliveries", ["changed_at"])
    op.create_index("ix_deliveries_chat", "deliveries", ["chat_id"])
