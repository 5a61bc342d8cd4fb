"""What several processes send at the moment: only where they can share a catalogue."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; it holds a minute, and nobody needs it after a fall of the server."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE UNLOGGED TABLE sendings (id bigserial CONSTRAINT pk_sendings PRIMARY KEY, "
            "chat text NOT NULL, began timestamptz NOT NULL, ended timestamptz)"
        )
