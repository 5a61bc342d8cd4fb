"""What one process may do at a time: locks that go with the process, however it ends.

``Alone`` is for a catalogue that one process owns. ``SessionLocks`` are advisory locks of a session
of PostgreSQL (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS): the
server lets them go when the connection ends, as the kernel does with ``flock``.
"""

from __future__ import annotations

import logging
import zlib
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, TextClause

log = logging.getLogger(__name__)

SPACE = 0x41544F  # the first key of our advisory locks, "ATO"
MOST = 0x7FFFFFFE

_TAKE = text("SELECT pg_try_advisory_lock(:space, :key)")
_JOIN = text("SELECT pg_try_advisory_lock_shared(:space, :key)")
_HELD = text(
    "SELECT CAST(objid AS bigint) FROM pg_locks WHERE locktype = 'advisory' AND classid = :space "
    "AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_FREE = text("SELECT pg_advisory_unlock(:space, :key)")


class Locks(Protocol):
    """Names that one holds at a time."""

    def take(self, name: str) -> bool:
        """Take a name, if nobody has it: no other process and no other thread of this one."""

    def join(self, name: str) -> bool:
        """Take a name together with others who do so, if nobody has it alone, for good."""

    def held(self) -> set[int]:
        """Give the keys of all names that anybody holds now."""

    def holds(self, name: str) -> bool:
        """Tell whether a name that was taken is still ours."""

    def free(self, name: str) -> None:
        """Let a name go that was taken."""

    def close(self) -> None:
        """Let everything go."""


class Alone:
    """Locks between the threads of the only process."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._mutex = Lock()

    def take(self, name: str) -> bool:
        """Take a name, if no other thread has it."""
        with self._mutex:
            if name in self._held:
                return False
            self._held.add(name)
            return True

    def join(self, name: str) -> bool:
        """There is nobody else."""
        return bool(name)

    def held(self) -> set[int]:
        """Give the keys of all names that a thread holds now."""
        with self._mutex:
            return {key_of(name) for name in self._held}

    def holds(self, name: str) -> bool:
        """Tell whether a name was taken."""
        return name in self._held

    def free(self, name: str) -> None:
        """Let a name go."""
        with self._mutex:
            self._held.discard(name)

    def close(self) -> None:
        """Nothing is held anywhere else."""


class SessionLocks:
    """Locks between processes, on one connection of the process's own.

    Where the connection is lost others may take what was held: whoever holds a name for long
    must be able to bear that what it did is done once more.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._held: set[str] = set()
        self._joined: set[str] = set()
        self._mutex = Lock()

    def take(self, name: str) -> bool:
        """Take a name, if no other process and no other thread of this one has it."""
        with self._mutex:
            connection = self._session()
            if name in self._held:
                return False
            taken = bool(self._asked(connection, _TAKE, name))
            if taken:
                self._held.add(name)
            return taken

    def join(self, name: str) -> bool:
        """Take a name together with others who do so, if nobody has it alone, for good."""
        with self._mutex:
            joined = bool(self._asked(self._session(), _JOIN, name))
            if joined:
                self._joined.add(name)
            return joined

    def held(self) -> set[int]:
        """Give the keys of all names that any process holds now."""
        with self._mutex:
            connection = self._session()
            try:
                return set(connection.execute(_HELD, {"space": SPACE}).scalars())
            except DBAPIError:
                self._drop()
                raise

    def holds(self, name: str) -> bool:
        """Tell whether a name that was taken is still ours, as far as is known."""
        with self._mutex:
            return name in self._held

    def free(self, name: str) -> None:
        """Let a name go; where the server is gone it has done so."""
        with self._mutex:
            if name not in self._held:
                return
            self._held.discard(name)
            if self._connection is None:
                return
            try:
                self._asked(self._connection, _FREE, name)
            except DBAPIError as error:
                log.warning("the database was not told that a lock is free: %s", error.orig)

    def close(self) -> None:
        """End the session, and with it all that it holds."""
        with self._mutex:
            self._drop()

    def _session(self) -> Connection:
        """Give the connection; a new one has what was joined."""
        if self._connection is None:
            self._connection = self._engine.connect()
            for name in self._joined:
                self._asked(self._connection, _JOIN, name)
        return self._connection

    def _asked(self, connection: Connection, question: TextClause, name: str) -> object:
        try:
            return connection.execute(question, {"space": SPACE, "key": key_of(name)}).scalar()
        except DBAPIError:
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is not None:
            # Not back into the pool: what it holds ends with it.
            connection.invalidate()
            connection.close()


def key_of(name: str) -> int:
    """Give a name's key: never 0, which is that of writing."""
    return zlib.crc32(name.encode()) % MOST + 1
