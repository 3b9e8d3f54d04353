"""Make the table of how answers for staff were made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_explanations"
down_revision = "0003_entries"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "explanations",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_explanations"),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_explanations_answer_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("explanations")
