"""Let claims name who holds them, and holders show that they live, in place of times at which a claim ends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_holders"
down_revision = "0004_explanations"


def upgrade() -> None:
    """Make the table of holders; what was claimed is free, for nobody who claimed it shows that they live."""
    op.create_table(
        "holders",
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_holders"),
    )
    op.add_column("notices", sa.Column("claimed_by", sa.String(255)))
    for table in ("updates", "notices"):
        op.drop_column(table, "leased_until")


def downgrade() -> None:
    """Bring the times back; what was claimed is free."""
    for table in ("updates", "notices"):
        op.add_column(table, sa.Column("leased_until", sa.DateTime(timezone=True)))
    op.drop_column("notices", "claimed_by")
    op.drop_table("holders")
