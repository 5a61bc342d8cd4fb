"""The tables of what was shown to whom: answers, the messages that show them, pages, notices."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from corpus.catalogue.schema import metadata

# ``number`` goes round: an answer is overwritten by the one that gets its number next; ``serial``
# does not.
# ``asked`` and ``given`` are the caller's; ``opinions`` is what people thought, by their id.
answers = Table(
    "answers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("serial", Integer, nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Column("opinions", JSON, nullable=False),
    Column("asked_at", Text, nullable=False),
)

# Messages that quote articles: those of one reply together, or one inline message.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger),
    Column("message_ids", JSON, nullable=False),
    Column("inline_message_id", Text),
    Column("view", JSON, nullable=False),
    Column("sent_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# In what state an article was when the messages last showed it. An article's state today is in
# ``articles`` and ``notices``: where the two differ, the messages have to be changed.
delivered_articles = Table(
    "delivered_articles",
    metadata,
    Column("delivery_id", ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Text, primary_key=True, index=True),
    Column("state", Text, nullable=False),
)

# What moderators say about an article: corrected, retracted. The latest counts.
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("note", Text),
    Column("noted_at", Text, nullable=False),
    Column("noted_by", BigInteger),
    sqlite_autoincrement=True,
)

# A page is looked up by the digest of its token, so that the time that takes tells nothing.
pages = Table(
    "pages",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("token", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("target", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("revoked_at", Text),
)
pages_of_targets = Index("ix_pages_target", pages.c.kind, pages.c.target)
