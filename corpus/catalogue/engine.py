"""Opens the catalogue's database: connections, transactions, times and migrations."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import inspect, text

from corpus.catalogue.embedded import SqliteFile
from corpus.errors import AccordingToError, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from corpus.catalogue.locks import Locks

HEAD = "0011"  # the newest migration; kept here so that Alembic is imported only to migrate
MIGRATIONS = Path(__file__).parent / "migrations"
OWNER = "owner"
LOOK_AGAIN = 0.05  # seconds between two tries to be alone


def utc_now() -> datetime:
    """Give the time now, in UTC."""
    return datetime.now(UTC)


class Backend(Protocol):
    """Where a catalogue is kept: what one database does otherwise than another.

    ``str`` is how it is called before the user; ``shared`` whether several processes use it.
    """

    @property
    def shared(self) -> bool:
        """Whether several processes may use it at once."""

    def engine(self) -> Engine:
        """Give SQLAlchemy's way to it; transactions with the option ``writes`` are alone."""

    def reading(self, engine: Engine) -> Engine:
        """Give the engine whose transactions see one state throughout."""

    def locks(self, engine: Engine) -> Locks:
        """Give the locks between the processes that use it."""

    def insert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """Give an insert that can say what is to be done with rows that are there."""

    def migrated(self, connection: Connection) -> None:
        """Do what is to be done after a migration, in its transaction."""

    def filled(self, connection: Connection) -> None:
        """Do what is to be done after rows came with numbers of their own."""

    def is_sound(self, connection: Connection) -> bool:
        """Look at all of it, as far as it can."""

    def in_words(self, error: BaseException) -> AccordingToError | None:
        """Say what a failure means to the user; None for one that is nobody's but ours."""


class Database:
    """A SQLite file, or another backend; every commit is on the disk when it returns.

    Threads may share it: reads run side by side, writes one after the other. ``clock`` gives
    the times that are recorded. Raises StoreDamaged where the file is not a sound catalogue,
    AccordingToError where the database cannot be reached.
    """

    def __init__(self, place: Path | Backend, clock: Callable[[], datetime] = utc_now) -> None:
        self.backend: Backend = SqliteFile(place) if isinstance(place, Path) else place
        self._clock = clock
        self._writing = RLock()
        self._engine = self.backend.engine()
        self._reader = self.backend.reading(self._engine)
        self._locks = self.backend.locks(self._engine)
        try:
            with self._explained():
                migrate(self._engine, self.backend)
        except BaseException:
            self.close()
            raise

    @property
    def shared(self) -> bool:
        """Whether several processes may use it at once."""
        return self.backend.shared

    def close(self) -> None:
        """Close every connection; SQLite's write-ahead log is folded into the file."""
        self._locks.close()
        self._engine.dispose()

    def now(self) -> str:
        """Give the time to record: ISO 8601, UTC, to the second."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the catalogue throughout."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, beside: bool = False) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all.

        Nobody else writes meanwhile, in this process or another; ``beside`` is for what touches
        rows of its own, and lets others of a shared database write meanwhile.
        """
        if beside and self.shared:
            with self._explained(), self._engine.begin() as connection:
                yield connection
            return
        writer = self._engine.execution_options(writes=True)
        with self._explained(), self._writing, writer.begin() as connection:
            yield connection

    @contextmanager
    def alone(self, name: str, patience: float = 0.0) -> Iterator[bool]:
        """Tell whether nobody else is at something while the body runs, here or elsewhere.

        It is tried again for ``patience`` seconds. Where the body is told False it must not do it.
        """
        until = monotonic() + patience
        with self._explained():
            mine = self._locks.take(name)
            while not mine and monotonic() < until:
                sleep(LOOK_AGAIN)
                mine = self._locks.take(name)
        try:
            yield mine
        finally:
            if mine:
                self._locks.free(name)

    def take(self, name: str) -> bool:
        """Take a name for oneself until it is freed; False where somebody has it."""
        with self._explained():
            return self._locks.take(name)

    def free(self, name: str) -> None:
        """Let a name go that was taken."""
        self._locks.free(name)

    def held(self) -> set[int]:
        """Give the keys of all names that any process holds now."""
        with self._explained():
            return self._locks.held()

    def holds(self, name: str) -> bool:
        """Tell whether a name that was taken is still ours."""
        return self._locks.holds(name)

    def use(self, *, together: bool) -> bool:
        """Take the database for as long as it is open: alone, or together with others.

        False where another process is in the way.
        """
        with self._explained():
            return self._locks.join(OWNER) if together else self._locks.take(OWNER)

    def insert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """Give an insert that can say what is to be done with rows that are there."""
        return self.backend.insert(table)

    def is_sound(self) -> bool:
        """Look at all of the database, as far as that can be done from here."""
        try:
            with self.reading() as connection:
                return self.backend.is_sound(connection)
        except StoreDamaged:
            return False

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except AccordingToError:
            raise
        except Exception as error:
            told = self.backend.in_words(error)
            if told is None:
                raise
            raise told from error


def make(place: Path | Backend, revision: str) -> None:
    """Make an empty catalogue as it was at a migration (StoreDamaged where that is unknown)."""
    backend: Backend = SqliteFile(place) if isinstance(place, Path) else place
    engine = backend.engine()
    try:
        migrate(engine, backend, revision)
    finally:
        engine.dispose()


def migrate(engine: Engine, backend: Backend, revision: str = HEAD) -> None:
    """Bring a database's schema to a migration, if it is not there; others wait meanwhile."""
    with engine.connect() as connection:
        if _version(connection) == revision:
            return
    with engine.execution_options(writes=True).begin() as connection:
        if _version(connection) != revision:  # another process may have done it meanwhile
            upgrade(connection, backend, revision)


def upgrade(connection: Connection, backend: Backend, revision: str = HEAD) -> None:
    """Bring a schema to a migration within a transaction (StoreDamaged)."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise StoreDamaged(
            f"{backend} was written by a newer accordingto; install that version or a newer one."
        ) from error
    backend.migrated(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return version
