"""What Alembic runs: the caller's connection and transaction, no alembic.ini."""

from alembic import context

from worker.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
