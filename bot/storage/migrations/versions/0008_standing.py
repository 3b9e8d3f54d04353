"""Make the table of what the bot learns about its own place at Telegram."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_standing"
down_revision = "0007_shapes"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "standing",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_standing"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("standing")
