"""A catalogue in one SQLite file: how it is opened and checked, and what its errors mean."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from corpus.catalogue.locks import Alone
from corpus.errors import AccordingToError, StoreDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.dialects.sqlite import Insert

BUSY_MS = 30_000


class SqliteFile:
    """A file whose every commit is on the disk when it returns. One process uses it at a time."""

    shared = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def engine(self) -> Engine:
        """Give SQLAlchemy's way to it; nothing is opened yet."""
        engine = create_engine(
            f"sqlite:///{self._path}",
            connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
            hide_parameters=True,  # errors go into logs, what people wrote does not
            pool_use_lifo=True,  # in turn all connections would fill up with the same pages
        )

        @event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's, untyped by SQLAlchemy
            _prepare(connection)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # The write lock is taken first: one that is asked for after a read can be refused.
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    def reading(self, engine: Engine) -> Engine:
        """Give the engine whose transactions only read: SQLite's see one state as they are."""
        return engine

    def locks(self, _engine: Engine) -> Alone:
        """Give the locks between the threads of the process that owns it."""
        return Alone()

    def insert(self, table: Table) -> Insert:
        """Give an insert that can say what is to be done with rows that are there."""
        return insert(table)

    def migrated(self, connection: Connection) -> None:
        """Nothing is to be done after a migration."""

    def filled(self, connection: Connection) -> None:
        """Nothing is to be done after rows came with numbers of their own."""

    def is_sound(self, connection: Connection) -> bool:
        """Let SQLite check its whole file."""
        return connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"

    def in_words(self, error: BaseException) -> AccordingToError | None:
        """Say what a failure means to the user; None for one that is nobody's but ours."""
        if not isinstance(error, DBAPIError):
            # While connecting SQLAlchemy wraps nothing, and a torn file can make SQLite's own
            # message unreadable.
            known = isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError))
            return self._damaged() if known else None
        reason = str(error.orig)
        if "disk is full" in reason or "disk I/O" in reason:
            folder = self._path.parent
            return AccordingToError(f"The disk of {folder} is full or failing; nothing was lost.")
        if "readonly" in reason or "unable to open" in reason:
            return AccordingToError(f"{self._path} cannot be written; check who owns the folder.")
        if "malformed" in reason or "not a database" in reason:
            return self._damaged()
        return None

    def _damaged(self) -> StoreDamaged:
        return StoreDamaged(f"{self._path} is damaged; restore it from a backup.")


def _prepare(connection: sqlite3.Connection) -> None:
    # Python's sqlite3 would begin transactions of its own, late and not before reads.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16384",  # 16 MB of each connection; the system keeps the rest, once for all
    ):
        connection.execute(f"PRAGMA {pragma}")
