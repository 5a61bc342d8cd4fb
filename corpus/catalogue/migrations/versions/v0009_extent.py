"""What the corpus covers is told without reading the articles' texts."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the index that holds all that is told."""
    op.create_index("ix_articles_extent", "articles", ["outlet", "removed_at", "published_at"])
