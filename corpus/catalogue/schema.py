"""The catalogue's tables. What only SQLite can do is in ``corpus.catalogue.lexical``."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Named constraints, so that migrations can change them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Times are ISO 8601 in UTC, to the second, as text: they sort, and every database has them.
articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("agency", Text),
    Column("byline", Text),
    Column("published_at", Text),
    Column("url", Text),
    Column("language", Text),
    Column("captions", JSON, nullable=False),
    Column("analysed_by", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("removed_at", Text),
)
# Tells which articles changed without reading their texts.
article_digests = Index("ix_articles_digest", articles.c.id, articles.c.digest)
# Tells what the corpus covers without reading the texts.
article_extent = Index(
    "ix_articles_extent", articles.c.outlet, articles.c.removed_at, articles.c.published_at
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("article", JSON, nullable=False),
    Column("replaced_at", Text, nullable=False),
)

# An identity's ``place``, ``link`` and ``traits`` are those of ``corpus.model.Identity``.
sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("role", Text),
    Column("place", Text),
    Column("link", Text, index=True),
    Column("traits", JSON(none_as_null=True)),
)

# Every name a source goes by; ``folded`` is the name without case, accents and punctuation.
variants = Table(
    "source_variants",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
)

# What moderators decided on sources. A decision is about what is under ``key`` when it is made:
# to be under ``target`` from then on, all of it or what bears one of the folded ``names`` or
# stands in one of the ``articles``; or to be called ``name``.
source_decisions = Table(
    "source_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("what", String(8), nullable=False),
    Column("key", Text, nullable=False),
    Column("target", Text),
    Column("names", JSON, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("name", Text),
    Column("said", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Text),
    sqlite_autoincrement=True,
)

# A claim keeps its source as its article names it, the key under which identity alone would put
# it, and the source that it is put under by that and by what moderators decided.
claims = Table(
    "claims",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("identity", Text, nullable=False, index=True),
    Column("source_name", Text, nullable=False),
    Column("source_kind", String(16), nullable=False),
    Column("source_role", Text),
    Column("via", JSON(none_as_null=True)),
    Column("content", JSON, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("mention", JSON(none_as_null=True)),
    Column("cue", JSON(none_as_null=True)),
    Column("stance", String(8), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source_confidence", Float, nullable=False),
)

# Claims put right by hand: ``corpus.mending.Mending``. What attribution found in such an article
# is kept beside, as ``claims`` has it put right.
claim_mendings = Table(
    "claim_mendings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("what", String(8), nullable=False),
    Column("claim", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("was", JSON(none_as_null=True)),
    Column("key", Text),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Text),
    sqlite_autoincrement=True,
)
found_claims = Table(
    "found_claims",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("claims", JSON, nullable=False),
)

models = Table(
    "models",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", Text, nullable=False, unique=True),
)

# ``id`` is never used twice, so that a vector left over from a replaced article is known for one.
passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("model_id", ForeignKey("models.id"), nullable=False, index=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian
    UniqueConstraint("article_id", "ordinal"),
    sqlite_autoincrement=True,
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("payload", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("done_at", Text),
)
open_updates = Index(
    "ix_inbox_open",
    inbox.c.chat_id,
    inbox.c.update_id,
    sqlite_where=inbox.c.done_at.is_(None),
    postgresql_where=inbox.c.done_at.is_(None),
)
