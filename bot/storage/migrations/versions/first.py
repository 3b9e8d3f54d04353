"""The tables of the first release, which a database without any is given at once, as `bot.storage.tables` has them.

A later step changes what an earlier release made, and is passed over where the tables are made anew.
"""

# Named as the last of the steps before the first release, so that a database that took them all goes on.
revision = "0008_standing"
down_revision = None


def upgrade() -> None:
    """Do nothing: who comes from before has these tables."""


def downgrade() -> None:
    """Do nothing: the tables are dropped together."""
