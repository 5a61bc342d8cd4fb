"""How much was asked lately: a person's and a group's quota holds in all processes together."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; it holds the questions of an hour."""
    op.create_table(
        "askings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("who", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
    )
    op.create_index("ix_askings_who", "askings", ["who"])
    op.create_index("ix_askings_at", "askings", ["at"])
