"""The tables of chats: channels that are watched, who gets digests, and how much was asked."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from corpus.catalogue.schema import metadata

# ``told_in`` is the chat that is told what comes of a channel; ``died_at`` when the bot was put out
# of it.
watches = Table(
    "watches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("username", Text),
    Column("mode", String(8), nullable=False),
    Column("added_by", BigInteger),
    Column("added_at", Text, nullable=False),
    Column("told_in", BigInteger),
    Column("died_at", Text),
    sqlite_autoincrement=True,
)
# Messages as Telegram gave them last; those of an album are one ``post``.
watch_posts = Table(
    "watch_posts",
    metadata,
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("post", Text, nullable=False),
    Column("message", JSON, nullable=False),
)
posts_of_albums = Index("ix_watch_posts_post", watch_posts.c.watch_id, watch_posts.c.post)
# The reports in a post as they were read last: its words and each of its files are a ``part``.
watch_reports = Table(
    "watch_reports",
    metadata,
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True),
    Column("post", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("article", JSON, nullable=False),
)

# ``weekday`` counts from Monday, None for every day; ``time`` is in the ``zone``. ``since`` is the
# time up to which the last digest told.
digests = Table(
    "digests",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger),
    Column("weekday", Integer),
    Column("time", String(5), nullable=False),
    Column("zone", Text, nullable=False),
    Column("language", String(8)),
    Column("set_by", BigInteger),
    Column("since", Text, nullable=False),
    Column("next_at", Text, nullable=False, index=True),
)
# What was about to be sent to a chat for a time: kept before it is sent, so that it is sent once.
# ``due_at`` is None for one that somebody asked for.
digest_issues = Table(
    "digest_issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("due_at", Text),
    Column("facts", JSON, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("chat_id", "due_at"),
    sqlite_autoincrement=True,
)

# A question that counts against the quota of ``who``, a person or a group, asked ``at`` so many
# seconds since 1970. ``told``: since then they were told, 1, that there is no more for now.
askings = Table(
    "askings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", BigInteger, nullable=False, index=True),
    Column("at", Float, nullable=False, index=True),
    Column("told", Integer, nullable=False),
)
