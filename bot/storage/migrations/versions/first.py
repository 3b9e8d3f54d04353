"""Make the tables of the first release."""

from collections.abc import Callable
from functools import partial

import sqlalchemy as sa
from alembic import op

# Named as the last of the steps before the first release, so that a database that took them all goes on.
revision = "0008_standing"
down_revision = None

_number = partial(sa.Column, type_=sa.BigInteger(), nullable=False, autoincrement=False)
_count = partial(sa.Column, type_=sa.Integer(), nullable=False, autoincrement=False)
_text = partial(sa.Column, type_=sa.Text(), nullable=False)
_time = partial(sa.Column, type_=sa.DateTime(timezone=True), nullable=False)
_flag = partial(sa.Column, type_=sa.Boolean(), nullable=False)
_row_id: Callable[[], sa.Column[int]] = partial(
    sa.Column, "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
)


def _word(name: str, length: int = 16, **how: bool) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), **{"nullable": False, **how})  # type: ignore[arg-type]  # all are flags


def upgrade() -> None:
    """Make every table."""
    _people()
    _conversations()
    _updates()
    _reminders()
    _records()


def downgrade() -> None:
    """Drop every table, those that refer to others first."""
    for table in (
        *("shapes", "dialogues", "entries", "edition_records", "editions", "notices", "reminders", "standing"),
        *("deliveries", "holders", "updates", "unanswered", "feedback", "explanations", "answers", "turns"),
        *("staff_requests", "people"),
    ):
        op.drop_table(table)


def _index(table: str, name: str, *columns: str, unique: bool = False, where: str = "") -> None:
    only = sa.text(where) if where else None
    op.create_index(f"ix_{table}_{name}", table, list(columns), unique=unique, sqlite_where=only, postgresql_where=only)


def _people() -> None:
    op.create_table(
        "people",
        _number("user_id", primary_key=True),
        _word("locale", nullable=True),
        _time("approved_at", nullable=True),
        _number("approved_by", nullable=True),
    )
    op.create_table(
        "staff_requests",
        _row_id(),
        _number("user_id", index=True),
        _text("name"),
        _time("asked_at"),
        _flag("approved", nullable=True),
        _time("decided_at", nullable=True),
        _number("decided_by", nullable=True),
    )
    _index("staff_requests", "open", "user_id", unique=True, where="decided_at IS NULL")


def _conversations() -> None:
    op.create_table(
        "turns",
        _number("update_id", primary_key=True),
        _number("chat_id"),
        _number("thread_id"),
        _number("user_id", index=True),
        _text("question"),
        _text("answer"),
        _word("audience"),
        _time("asked_at", index=True),
    )
    _index("turns", "conversation", "chat_id", "thread_id", "user_id", "asked_at")
    op.create_table(
        "answers",
        _word("id", 32, primary_key=True),
        _number("update_id", unique=True),
        _number("user_id", index=True),
        _number("chat_id"),
        _number("thread_id", nullable=True),
        _number("question_message_id", nullable=True),
        _text("question"),
        _text("answer"),
        _word("audience"),
        _word("locale"),
        _text("message_ids"),
        _time("asked_at", index=True),
    )
    _index("answers", "question", "chat_id", "question_message_id")
    answer = partial(sa.ForeignKeyConstraint, ["answer_id"], ["answers.id"], ondelete="CASCADE")
    op.create_table("explanations", _word("answer_id", 32, primary_key=True), _text("explanation"), answer())
    op.create_table(
        "feedback",
        _word("answer_id", 32, primary_key=True),
        _number("user_id", primary_key=True, index=True),
        _flag("good"),
        _time("given_at"),
        answer(),
    )
    op.create_table(
        "unanswered",
        _number("update_id", primary_key=True),
        _number("user_id", nullable=True, index=True),
        _text("question"),
        _word("language"),
        _word("audience"),
        _time("asked_at", index=True),
    )


def _updates() -> None:
    op.create_table(
        "updates",
        _number("update_id", primary_key=True),
        _word("chat_key", 32),
        _number("user_id", nullable=True),
        _word("kind", 64),
        _text("body"),
        _time("received_at"),
        _count("attempts"),
        _word("claimed_by", 255, nullable=True),
        _count("cost", server_default="0"),
        _time("finished_at", nullable=True, index=True),
    )
    _index("updates", "user", "user_id", "received_at")
    _index("updates", "unfinished", "chat_key", "update_id", where="finished_at IS NULL")
    op.create_table("holders", _word("name", 255, primary_key=True), _number("beat"))
    op.create_table(
        "deliveries",
        _number("update_id", primary_key=True),
        _number("chat_id", primary_key=True),
        _count("part", primary_key=True),
        _word("state"),
        _number("message_id", nullable=True),
        _time("changed_at", index=True),
    )
    _index("deliveries", "chat", "chat_id")
    op.create_table("standing", _word("name", 64, primary_key=True), _number("number"))


def _reminders() -> None:
    op.create_table(
        "reminders",
        _row_id(),
        _number("chat_id", index=True),
        _number("thread_id", nullable=True),
        _number("user_id", nullable=True, index=True),
        _word("what"),
        _word("lead_days", 64),
        _flag("round_only"),
        _word("home", 24),
        _word("continent", 24),
        _word("at", 5),
        _word("locale"),
        _word("audience"),
        _word("state", index=True),
        _time("created_at"),
        _time("changed_at"),
        _time("last_looked_at"),
        _count("edition"),
        _count("revision"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notices",
        _row_id(),
        _number("reminder_id"),
        _text("due_key"),
        _time("due_at"),
        _count("after_edition"),
        _count("until_edition"),
        _number("bundle", nullable=True),
        _count("attempts"),
        _word("claimed_by", 255, nullable=True),
        _flag("late"),
        _word("outcome", nullable=True),
        _time("finished_at", nullable=True, index=True),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("reminder_id", "due_key"),
        sqlite_autoincrement=True,
    )
    _index("notices", "unfinished", "due_at", "id", where="finished_at IS NULL")


def _records() -> None:
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), primary_key=True),
        _word("digest", 64, unique=True),
        _time("noted_at"),
    )
    op.create_table(
        "edition_records",
        _word("kind", primary_key=True),
        _text("record_id", primary_key=True),
        _word("digest", 64),
        _count("first_edition"),
        _count("edition", index=True),
    )
    op.create_table(
        "entries",
        _row_id(),
        _word("batch", 32),
        _count("position"),
        _text("record"),
        _word("replaces", 255),
        _number("added_by", nullable=True, index=True),
        _word("role"),
        _time("added_at"),
        _number("undone_by", nullable=True, index=True),
        _time("undone_at", nullable=True),
        sa.UniqueConstraint("batch", "position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dialogues",
        _number("chat_id", primary_key=True),
        _number("user_id", primary_key=True, index=True),
        _text("state"),
        _time("changed_at", index=True),
    )
    op.create_table("shapes", _word("shape", 32, primary_key=True), _text("answers"))
