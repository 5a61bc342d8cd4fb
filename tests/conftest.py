"""What tests of several packages need: a real PostgreSQL, and the databases to try things on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import chroma_server
import postgres_server

from corpus.catalogue import Catalogue, Postgres


@pytest.fixture(scope="session")
def postgres_running():
    """The server, skipping with the reason where none can be had."""
    reason = postgres_server.why_not()
    if reason is not None:
        pytest.skip(reason)
    server = postgres_server.Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_catalogue(postgres_running):
    """The name of a database with an empty catalogue, which tests use one after the other."""
    name = postgres_running.database()
    Catalogue(Postgres(postgres_running.url(name))).close()
    return name


@pytest.fixture
def postgres_url(postgres_running, postgres_catalogue):
    """The address of an empty catalogue."""
    yield postgres_running.url(postgres_catalogue)
    postgres_running.emptied(postgres_catalogue)


@pytest.fixture(scope="session")
def chroma_running():
    """A Chroma server; a corpus makes collections of its own in it."""
    if not chroma_server.program().exists():
        pytest.skip("there is no `chroma` beside this Python")
    server = chroma_server.ChromaServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path):
    """Where to keep a catalogue: each test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return tmp_path / "c.sqlite"
    return Postgres(request.getfixturevalue("postgres_url"))
