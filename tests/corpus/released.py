"""Catalogues as earlier versions left them, with a row in every table, in either database."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, DateTime, Float, Integer, LargeBinary, MetaData, inspect, select

from corpus import copies
from corpus.catalogue import digest, engine, lexical, lexical_tsvector
from corpus.catalogue.embedded import SqliteFile
from corpus.model import Article

TEXT = "The mill in Harlow burned, the mayor of Harlow said."
ARTICLE = Article("mill", "Mill burned", TEXT, "Harlow Post", published_at="2031-03-04")
# What waits in the inbox: an owner asks.
WAITING = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1900000000,
        "chat": {"id": 1, "type": "private", "first_name": "Olga"},
        "from": {"id": 1, "is_bot": False, "first_name": "Olga"},
        "text": "Who said that the mill in Harlow burned?",
    },
}
CLAIM = {
    "content": [[0, 25]],
    "cue": [47, 51],
    "mention": [27, 46],
    "via": None,
    "sentence_start": 0,
    "sentence_end": len(TEXT),
    "source_kind": "person",
    "stance": "asserts",
    "confidence": 1.0,
    "source_confidence": 1.0,
}
SOON = (datetime.now(UTC) + timedelta(minutes=30)).isoformat(timespec="seconds")
# What columns hold, where a column's type does not say enough.
KNOWN = {
    **{f"articles.{name}": value for name, value in asdict(ARTICLE).items()},
    "articles.captions": [],
    "articles.digest": digest(ARTICLE),
    "articles.revision": 2,
    "articles.removed_at": None,
    "revisions.article": asdict(replace(ARTICLE, text="The mill burns.", captions=[])),
    **{f"claims.{name}": value for name, value in CLAIM.items()},
    "sources.kind": "person",
    "sources.traits": None,
    "passages.start": 0,
    "passages.end": len(TEXT),
    "passages.vector": np.eye(1, 48, dtype=np.float32).tobytes(),
    "models.fingerprint": "words:48",
    "delivered_articles.state": "",  # of an article that is gone, as the messages say
    "notices.kind": "corrected",
    "source_decisions.what": "rename",
    "claim_mendings.what": "add",
    "claim_mendings.claim": {**CLAIM, "source_name": "the mayor", "source_role": None},
    "claim_mendings.was": None,
    "signatures.signature": copies.signature(TEXT),
    "feeds.mode": "review",
    "feeds.next_at": SOON,
    "digests.next_at": SOON,
    "digests.weekday": None,
    "digests.time": "08:00",
    "digests.zone": "UTC",
    "jobs.state": "done",
    "moderators.role": "owner",
    "roles.role": "owner",
    "proposals.state": "waiting",
    "inbox.payload": json.dumps(WAITING),
    "inbox.done_at": None,
}


def revisions():
    """Every migration there ever was, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    return sorted(script.revision for script in scripts)


@contextmanager
def changing(place):
    """A connection past the catalogue; what it changed is kept."""
    own = backend(place).engine()
    try:
        with own.begin() as connection:
            yield connection
    finally:
        own.dispose()


def backend(place):
    return SqliteFile(place) if isinstance(place, Path) else place


def tables(connection):
    """The tables but those of the lexical index, each after those that it refers to."""
    metadata = MetaData()
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    metadata.reflect(
        connection, only=[each for each in names if not each.startswith("passages_fts")]
    )
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return {table.name: table for table in metadata.sorted_tables}


def filled(place, revision):
    """Make a catalogue as it was at a migration, a row in every table; gives them by table."""
    engine.make(place, revision)
    rows = {}
    with changing(place) as connection:
        for name, table in tables(connection).items():
            rows[name] = {column.name: value(name, column) for column in table.columns}
            connection.execute(table.insert(), rows[name])
        counted = revision >= "0011" or connection.dialect.name == "sqlite"
        enter = lexical.enter if counted else lexical_tsvector._enter
        enter(connection, [(1, ARTICLE.title, TEXT)])
        backend(place).filled(connection)
    return rows


def row(connection, name):
    """The only row of a table."""
    (found,) = connection.execute(select(tables(connection)[name])).mappings()
    return dict(found)


def value(table, column):
    for key in column.foreign_keys:
        return value(*key.target_fullname.split(".")[:1], key.column)
    if (name := f"{table}.{column.name}") in KNOWN:
        return KNOWN[name]
    kinds = {JSON: [], LargeBinary: b"\x00\x00\x80\x3f", Integer: 1, Float: 1.0}
    kinds[DateTime] = datetime(2031, 3, 4, tzinfo=UTC)
    for kind, example in kinds.items():
        if isinstance(column.type, kind):
            return example
    return f"{table} {column.name}"[: getattr(column.type, "length", None)]
