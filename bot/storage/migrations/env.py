"""Run the migrations on the connection that `bot.storage.database` hands over; Alembic imports this file."""

from alembic import context

from bot.storage.tables import Table

# The tables give constraints and indexes their names, in migrations too.
context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
