"""Channels that are watched, and digests."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    _watches()
    _digests()


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("told_in", sa.BigInteger(), nullable=True),
        sa.Column("died_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_watches_chat_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch_posts",
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watch_id"],
            ["watches.id"],
            name=op.f("fk_watch_posts_watch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("watch_id", "message_id", name=op.f("pk_watch_posts")),
    )
    op.create_index("ix_watch_posts_post", "watch_posts", ["watch_id", "post"])
    op.create_table(
        "watch_reports",
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("article", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watch_id"],
            ["watches.id"],
            name=op.f("fk_watch_reports_watch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("watch_id", "post", "part", name=op.f("pk_watch_reports")),
    )


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("set_by", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_next_at"), "digests", ["next_at"])
    op.create_table(
        "digest_issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_issues")),
        sa.UniqueConstraint("chat_id", "due_at", name=op.f("uq_digest_issues_chat_id_due_at")),
        sqlite_autoincrement=True,
    )
