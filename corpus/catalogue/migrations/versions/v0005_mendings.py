"""Claims put right by hand, and what attribution found where they were."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "claim_mendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("claim", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("was", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_claim_mendings_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_mendings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_claim_mendings_article_id"), "claim_mendings", ["article_id"])
    op.create_table(
        "found_claims",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_found_claims_article_id")
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_found_claims")),
    )
