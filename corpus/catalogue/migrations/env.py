"""Runs migrations on the connection that the catalogue hands over; Alembic calls this file."""

from alembic import context

from corpus.catalogue.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter tables otherwise
)
context.run_migrations()
