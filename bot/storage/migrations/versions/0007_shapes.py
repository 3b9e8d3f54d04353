"""Make the table of what was answered about tables of ties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_shapes"
down_revision = "0006_cost"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shapes",
        sa.Column("shape", sa.String(32), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shape", name="pk_shapes"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("shapes")
