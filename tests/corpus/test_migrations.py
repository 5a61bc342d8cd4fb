"""Catalogues of every earlier version are brought up to date, with all that is in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from corpus.catalogue import Catalogue, engine

# What columns hold, where a column's type does not say enough.
KNOWN = {
    "articles.text": "The mill burned, the mayor said.",
    "articles.published_at": "2031-03-04",
    "articles.captions": "[]",
    "articles.removed_at": None,
    "claims.content": "[[0, 15]]",
    "claims.cue": "[27, 31]",
    "claims.mention": "[17, 26]",
    "claims.via": None,
    "claims.sentence_start": 0,
    "claims.sentence_end": 32,
    "claims.source_kind": "person",
    "claims.stance": "asserts",
    "sources.kind": "person",
    "sources.traits": None,
    "feeds.mode": "review",
    "moderators.role": "owner",
    "roles.role": "owner",
    "proposals.state": "waiting",
    "inbox.done_at": None,
}
# Tables that came to be called otherwise.
MOVED = {"moderators": "roles"}


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    return sorted(script.revision for script in scripts)


def tables(file) -> list[str]:
    found = file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'passages_fts%' AND name <> 'alembic_version'"
    )
    return [name for (name,) in found]


def value(table: str, column: str, kind: str) -> object:
    if f"{table}.{column}" in KNOWN:
        return KNOWN[f"{table}.{column}"]
    if kind == "JSON":
        return "[]"
    if kind == "BLOB":
        return b"\x00\x00\x80\x3f"
    return 1 if kind in {"INTEGER", "BIGINT", "FLOAT"} else f"{table} {column}"


def fill(file) -> dict[str, dict[str, object]]:
    """Put a row into every table; gives the rows by their tables."""
    rows = {}
    for table in tables(file):
        parents = {
            column: (parent, key)
            for _, _, parent, column, key, *_ in file.execute(f"PRAGMA foreign_key_list({table})")
        }
        rows[table] = {}
        for _, column, kind, *_ in file.execute(f"PRAGMA table_info({table})"):
            owner, name = parents.get(column, (table, column))
            rows[table][column] = value(owner, name, kind)
        columns = ", ".join(f'"{column}"' for column in rows[table])
        marks = ", ".join("?" * len(rows[table]))
        file.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [*rows[table].values()])
    return rows


def row(file, table: str) -> dict[str, object]:
    file.row_factory = sqlite3.Row
    (found,) = file.execute(f"SELECT * FROM {table}")
    return dict(found)


@pytest.mark.parametrize("revision", revisions())
def test_a_catalogue_of_that_version_keeps_every_row_and_is_read(tmp_path, revision):
    path = tmp_path / "catalogue.sqlite"
    engine.make(path, revision)
    with closing(sqlite3.connect(path)) as file, file:
        before = fill(file)
    assert {"articles", "claims", "inbox", "settings"} <= set(before)
    with closing(Catalogue(path)) as catalogue:
        (article,) = catalogue.articles()
        (claim,) = catalogue.claims(article.id)
        assert article.text == KNOWN["articles.text"]
        assert claim.quote.of(article.text) == "The mill burned"
        assert [each.update_id for each in catalogue.inbox.next()] == [1]
        assert [(m.user_id, m.role) for m in catalogue.moderators.all()] == [(1, "owner")]
        assert catalogue.is_sound()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (engine.HEAD,)
        for table, was in before.items():
            now = row(file, MOVED.get(table, table) if table not in tables(file) else table)
            kept = {column: now[column] for column in was}
            assert kept == was, table
        assert row(file, "claims")["identity"] in {"sources key", "claims identity"}
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_catalogue_of_that_version_is_brought_up_to_date_once(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    engine.make(path, revisions()[0])
    for _ in range(2):
        Catalogue(path).close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_catalogue_as_it_was(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    engine.make(path, revisions()[0])
    with closing(sqlite3.connect(path)) as file, file:
        before = fill(file)
        # In the way of a later one, so that some have been run when it fails.
        file.execute("CREATE TABLE jobs (id INTEGER)")
    with pytest.raises(Exception, match="jobs already exists"):
        Catalogue(path)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert set(tables(file)) == {*before, "jobs"}
        for table, was in before.items():
            assert row(file, table) == was
