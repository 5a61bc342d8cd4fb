"""Catalogues of every earlier version are brought up to date, with all that is in them."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parent))

from released import TEXT, changing, filled, revisions, row, tables

from corpus.catalogue import Catalogue, Postgres, engine

# Tables that came to be called otherwise.
MOVED = {"moderators": "roles"}


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path):
    """Where there is nothing yet, not even a table."""
    if request.param == "sqlite":
        return tmp_path / "catalogue.sqlite"
    server = request.getfixturevalue("postgres_running")
    return Postgres(server.url(server.database()))


def versions(connection):
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()


@pytest.mark.parametrize("revision", revisions())
def test_a_catalogue_of_that_version_keeps_every_row_and_is_read(place, revision):
    before = filled(place, revision)
    assert {"articles", "claims", "inbox", "settings"} <= set(before)
    with closing(Catalogue(place)) as catalogue:
        (article,) = catalogue.articles()
        (claim,) = catalogue.claims(article.id)
        assert article.text == TEXT
        assert claim.quote.of(article.text) == "The mill in Harlow burned"
        assert [each.update_id for each in catalogue.inbox.next()] == [1]
        assert [(m.user_id, m.role) for m in catalogue.moderators.all()] == [(1, "owner")]
        assert [key for key, _ in catalogue.lexical("mills", 3)] == [(article.id, 1)]
        assert catalogue.is_sound()
        assert not catalogue.lexical_differs()
    with changing(place) as connection:
        assert versions(connection) == [engine.HEAD]
        for table, was in before.items():
            now = row(connection, MOVED.get(table, table))
            assert {column: now[column] for column in was} == was, table
        assert row(connection, "claims")["identity"] in {"sources key", "claims identity"}
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_a_catalogue_of_that_version_is_brought_up_to_date_once(place):
    engine.make(place, revisions()[0])
    for _ in range(2):
        Catalogue(place).close()
    with changing(place) as connection:
        assert versions(connection) == [engine.HEAD]


def test_a_migration_that_fails_leaves_the_catalogue_as_it_was(place):
    before = filled(place, revisions()[0])
    with changing(place) as connection:
        # In the way of a later one, so that some have been run when it fails.
        connection.execute(text("CREATE TABLE jobs (id INTEGER)"))
    with pytest.raises(Exception, match=r"jobs\"? already exists"):
        Catalogue(place)
    with changing(place) as connection:
        assert versions(connection) == [revisions()[0]]
        assert set(tables(connection)) == {*before, "jobs"}
        for table, was in before.items():
            assert row(connection, table) == was
