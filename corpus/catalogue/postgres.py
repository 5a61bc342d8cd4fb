"""A catalogue in a PostgreSQL database, which several processes share.

They write one after the other, as with SQLite: each transaction that changes the catalogue first
takes one advisory lock (https://www.postgresql.org/docs/current/explicit-locking.html), so that
everything above can be written as if it were alone. Only the inbox is written beside others.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from corpus.catalogue.locks import SPACE, SessionLocks
from corpus.errors import AccordingToError, NotFound, SettingsError, StoreBusy

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.dialects.postgresql import Insert

DRIVER = "postgresql+psycopg"
# How long one waits for another's transaction, and how long a connection that is in the middle
# of one may be silent.
LOCK_WAIT, SILENT = "120s", "600s"
# Queries take milliseconds, and compiling one for the processor takes twenty.
OPTIONS = f"-c jit=off -c lock_timeout={LOCK_WAIT} -c idle_in_transaction_session_timeout={SILENT}"
# A machine that vanishes says no goodbye: the server notices within about a minute.
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
SERVER_ALIVE = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
CONNECT_SECONDS = 10
# A commit that returned is on the disk, whatever the server's or the database's default is; one
# that waits for other machines too stays as it is.
DURABLE = (
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'"
)

_NO_TEXT = re.compile(r"(\\\\|\\ud[89ab]..\\ud[c-f]..)|\\u0000|\\ud[89a-f]..", re.IGNORECASE)
_TEXT_COLUMNS = """
    SELECT table_name, column_name, coalesce('varchar(' || character_maximum_length || ')', 'text')
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND collation_name IS DISTINCT FROM 'C'
    AND data_type IN ('text', 'character varying') AND table_name <> 'alembic_version'"""

_NUMBERED = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'"""


class Postgres:
    """A database by its address, ``postgresql://user:password@host:port/name``.

    Raises SettingsError for an address that is none; ``str`` gives it without the password.
    """

    shared = True

    def __init__(self, url: str) -> None:
        try:
            self._url = make_url(url)
        except (ArgumentError, ValueError):
            raise SettingsError(
                "DATABASE_URL is no address: write postgresql://user:password@host:port/name."
            ) from None
        if self._url.drivername not in {"postgresql", "postgres", DRIVER}:
            raise SettingsError(
                f"DATABASE_URL begins with {self._url.drivername}:, and only PostgreSQL can be "
                "used: write postgresql://user:password@host:port/name."
            )
        if not self._url.database:
            raise SettingsError(
                "DATABASE_URL names no database: write postgresql://user:password@host:port/name."
            )
        self._url = self._url.set(drivername=DRIVER)

    def __str__(self) -> str:
        host = self._url.host or str(self._url.query.get("host", "localhost"))
        return f"{host}:{self._url.port or 5432}/{self._url.database}"

    def __repr__(self) -> str:
        return f"Postgres({self})"

    def engine(self) -> Engine:
        """Give SQLAlchemy's way to it; nothing is opened yet."""
        arguments: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, **ALIVE}
        engine = create_engine(
            self._url,
            connect_args=arguments | {"options": f"{OPTIONS} {SERVER_ALIVE}"},
            json_serializer=_json,
            hide_parameters=True,  # errors go into logs, what people wrote does not
            pool_pre_ping=True,  # the server may have been started again meanwhile
        )

        @event.listens_for(engine, "connect")
        def _durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg's, untyped by SQLAlchemy
            connection.execute(DURABLE)
            connection.commit()

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            if connection.get_execution_options().get("writes"):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SPACE}, 0)")

        event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
        return engine

    def reading(self, engine: Engine) -> Engine:
        """Give the engine whose transactions see one state throughout and change nothing."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def locks(self, engine: Engine) -> SessionLocks:
        """Give the locks between the processes that share it."""
        return SessionLocks(engine)

    def insert(self, table: Table) -> Insert:
        """Give an insert that can say what is to be done with rows that are there."""
        return insert(table)

    def migrated(self, connection: Connection) -> None:
        """Let new texts sort by their code points, as SQLite's do, whatever the server's language.

        Raises SettingsError where the database cannot hold every character.
        """
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
        if encoding != "UTF8":
            raise SettingsError(
                f"The database {self} is in {encoding}: make one with `createdb -E UTF8 -T "
                "template0` and name it in DATABASE_URL."
            )
        for table, column, kind in connection.execute(text(_TEXT_COLUMNS)).all():
            connection.exec_driver_sql(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"'
            )

    def filled(self, connection: Connection) -> None:
        """Let numbers go on after those that came with rows."""
        for table, column in connection.execute(text(_NUMBERED)).all():
            sequence = f"pg_get_serial_sequence('{table}', '{column}')"
            last = f'coalesce((SELECT max("{column}") FROM "{table}"), 0)'  # noqa: S608 # nosec B608
            connection.exec_driver_sql(f"SELECT setval({sequence}, {last} + 1, false)")

    def is_sound(self, connection: Connection) -> bool:
        """Tell whether it answers; its files are PostgreSQL's own business."""
        return connection.execute(text("SELECT count(*) FROM articles")).scalar() is not None

    def in_words(self, error: BaseException) -> AccordingToError | None:
        """Say what a failure means to the user; None for one that is nobody's but ours."""
        if not isinstance(error, DBAPIError):
            return None
        state = getattr(error.orig, "sqlstate", None) or ""
        reason = _last_line(str(error.orig))
        if state == "22003":  # a number that no row can have
            return NotFound("There is nothing under so great a number.")
        if state == "55P03":
            return StoreBusy(
                f"Another program has been writing into {self} for {LOCK_WAIT}: try again later."
            )
        if state.startswith("53"):  # disk, memory or connections are used up
            return AccordingToError(f"PostgreSQL at {self} has too little left: {reason}.")
        if state == "25006":
            return AccordingToError(f"The database {self} takes no changes: it is read-only.")
        if state == "42501":
            return SettingsError(f"PostgreSQL at {self} does not let us: {reason}.")
        if not state or state.startswith(("08", "57P", "28", "3D")):
            return self._unreachable(reason)
        return None

    def _unreachable(self, reason: str) -> AccordingToError:
        if "FATAL" in reason or "password" in reason:
            return SettingsError(
                f"PostgreSQL at {self} refuses us ({reason}): correct DATABASE_URL."
            )
        return AccordingToError(
            f"PostgreSQL at {self} does not answer ({reason}): start it, or correct DATABASE_URL."
        )


def _json(value: object) -> str:
    """Write JSON that PostgreSQL can read: it knows neither NUL nor half a character."""
    return _NO_TEXT.sub(lambda found: found[1] or "\\ufffd", json.dumps(value))


def _without_nul(
    _connection: object,
    _cursor: object,
    statement: str,
    parameters: Any,  # noqa: ANN401 - as the driver takes them
    _context: object,
    _many: bool,
) -> tuple[str, Any]:
    """Put the replacement character where texts have NUL, which PostgreSQL cannot keep."""
    if isinstance(parameters, dict):
        return statement, _clean(parameters)
    return statement, [_clean(each) if isinstance(each, dict) else each for each in parameters]


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    if not any(isinstance(value, str) and "\0" in value for value in row.values()):
        return row
    return {
        name: value.replace("\0", "\ufffd") if isinstance(value, str) else value
        for name, value in row.items()
    }


def _last_line(message: str) -> str:
    """Give the line of an error that says what is wrong; a password is in none of them."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = next((line for line in lines if "FATAL" in line or "failed" in line), "no reason given")
    found = lines[0] if not lines[1:] and lines else told
    return re.sub(r"^.*?(?=FATAL)", "", found).rstrip(".")
