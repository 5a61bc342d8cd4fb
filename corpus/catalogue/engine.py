"""Opens the catalogue's database: connections, transactions, times and migrations."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from corpus.errors import AccordingToError, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

HEAD = "0006"  # the newest migration; kept here so that Alembic is imported only to migrate
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 30_000


def utc_now() -> datetime:
    """Give the time now, in UTC."""
    return datetime.now(UTC)


class Database:
    """A SQLite file whose every commit is on the disk when it returns.

    Threads may share it: reads run side by side, writes one after the other. ``clock`` gives
    the times that are recorded. Raises StoreDamaged where the file is not a sound catalogue.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self._clock = clock
        self._writing = RLock()
        self._engine = _engine(path)
        with self._explained():
            _migrate(self._engine, path)

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def now(self) -> str:
        """Give the time to record: ISO 8601, UTC, to the second."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the catalogue throughout."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all."""
        # The write lock is taken first: one that is asked for after a read can be refused.
        writer = self._engine.execution_options(writes=True)
        with self._explained(), self._writing, writer.begin() as connection:
            yield connection

    def is_sound(self) -> bool:
        """Let SQLite check its whole file."""
        try:
            with self.reading() as connection:
                found = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
        except StoreDamaged:
            return False
        return found == "ok"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _in_words(error, self.path) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # While connecting SQLAlchemy wraps nothing, and a torn file can make SQLite's own
            # message unreadable.
            raise _damaged(self.path) from error


def _in_words(error: DatabaseError, path: Path) -> Exception:
    """Say what a failure of the database means to the user; other failures stay as they are."""
    reason = str(error.orig)
    if "disk is full" in reason or "disk I/O" in reason:
        return AccordingToError(f"The disk of {path.parent} is full or failing; nothing was lost.")
    if "readonly" in reason or "unable to open" in reason:
        return AccordingToError(f"{path} cannot be written; check who owns the folder.")
    if "malformed" in reason or "not a database" in reason:
        return _damaged(path)
    return error


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is damaged; restore it from a backup.")


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3's, untyped by SQLAlchemy
        _prepare(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    # Python's sqlite3 would begin transactions of its own, late and not before reads.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",  # 64 MB: the lexical index of 100,000 passages stays in memory
    ):
        connection.execute(f"PRAGMA {pragma}")


def make(path: Path, revision: str) -> None:
    """Make an empty catalogue as it was at a migration (StoreDamaged where that is unknown)."""
    engine = _engine(path)
    try:
        _migrate(engine, path, revision)
    finally:
        engine.dispose()


def _migrate(engine: Engine, path: Path, revision: str = HEAD) -> None:
    with engine.connect() as connection:
        if _version(connection) == revision:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError as error:
            raise StoreDamaged(
                f"{path} was written by a newer accordingto; install that version or a newer one."
            ) from error


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return version
