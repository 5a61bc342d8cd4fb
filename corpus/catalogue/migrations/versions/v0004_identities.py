"""Sources: what tells those of one name apart, and what moderators decided on them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the columns and the table; claims keep the identity that they had."""
    with op.batch_alter_table("sources") as sources:
        sources.add_column(sa.Column("place", sa.Text(), nullable=True))
        sources.add_column(sa.Column("link", sa.Text(), nullable=True))
        sources.add_column(sa.Column("traits", sa.JSON(none_as_null=True), nullable=True))
    op.create_index(op.f("ix_sources_link"), "sources", ["link"])
    _decisions()
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("identity", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE claims SET identity = (SELECT key FROM sources WHERE sources.id = source_id)"
    )
    with op.batch_alter_table("claims") as claims:
        claims.alter_column("identity", server_default=None)
    op.create_index(op.f("ix_claims_identity"), "claims", ["identity"])


def _decisions() -> None:
    op.create_table(
        "source_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_decisions")),
        sqlite_autoincrement=True,
    )
