"""Keep what each update costs in work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_cost"
down_revision = "0005_holders"


def upgrade() -> None:
    """Add the column; what came before costs nothing."""
    op.add_column("updates", sa.Column("cost", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("updates", "cost")
