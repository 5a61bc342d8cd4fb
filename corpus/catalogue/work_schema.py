"""The tables of adding in bulk: what was taken in, and what is to be."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from corpus.catalogue.schema import metadata

# Which article the bytes of a file or a line became, and its digest then. ``job`` is the job that
# added it, None where it was there already or was added by no job.
intake = Table(
    "intake",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("article_digest", String(64), nullable=False),
    Column("job", Integer, index=True),
)

# ``places`` are the paths and addresses to read; a file that came through Telegram is in
# ``content`` until the job has ended, and has its name for a place. ``found`` says what is in it.
# ``message_id`` is the message in ``chat_id`` that shows how far it is.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False, index=True),
    Column("places", JSON, nullable=False),
    Column("content", LargeBinary),
    Column("found", JSON(none_as_null=True)),
    Column("total", Integer),
    Column("done", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("result", JSON(none_as_null=True)),
    Column("asked_by", BigInteger),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("created_at", Text, nullable=False),
    Column("ended_at", Text),
    sqlite_autoincrement=True,
)
