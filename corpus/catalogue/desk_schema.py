"""The tables of moderators' work: roles, the audit, proposals, feeds, and which reports are one."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from corpus.catalogue.schema import metadata

# ``chat_id`` is 0 for a role that holds everywhere.
roles = Table(
    "roles",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("added_at", Text, nullable=False),
    Column("added_by", BigInteger),
)

# ``who`` is None for the command line and for the bot itself; ``before`` and ``after`` are the
# difference. ``undoes`` is the step that this one takes back. Triggers, which the migration makes,
# let rows be added and nothing else.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", BigInteger, index=True),
    Column("chat_id", BigInteger),
    Column("what", String(32), nullable=False),
    Column("target", Text, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)
# ``batch`` is the first proposal of those that came together.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Integer, nullable=False, index=True),
    Column("article", JSON, nullable=False),
    Column("feed_id", Integer),
    Column("proposed_by", BigInteger),
    Column("proposed_at", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_at", Text),
    Column("decided_by", BigInteger),
    sqlite_autoincrement=True,
)
waiting_proposals = Index("ix_proposals_state", proposals.c.state, proposals.c.id)

# ``chat_id`` is where trouble is told; ``trouble`` what was wrong last.
feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("minutes", Integer, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_at", Text, nullable=False, index=True),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text),
    Column("added_by", BigInteger),
    Column("added_at", Text, nullable=False),
    Column("chat_id", BigInteger),
    sqlite_autoincrement=True,
)
# ``failures`` is 0 for an entry that was dealt with, else how often its report could not be read.
feed_items = Table(
    "feed_items",
    metadata,
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seen_at", Text, nullable=False),
    Column("failures", Integer, nullable=False),
)

# A text's signature, as it was when the article had the digest. Articles that tell one story in
# the same words have one ``report``, the id of the first of them.
signatures = Table(
    "signatures",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("report", Text, nullable=False, index=True),
)
signature_bands = Table(
    "signature_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
