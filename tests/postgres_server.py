"""A PostgreSQL server of the tests' own, from Debian's package or any other installation."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

PASSWORD = "a-password-for-the-tests-only"
# Speed: nobody needs what the tests wrote once the machine fell over.
OPTIONS = "-c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c max_connections=80"

EMPTY = """
    SET session_replication_role = replica;
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
                    AND tablename NOT IN ('alembic_version', 'passages_fts_size') LOOP
            EXECUTE format('DELETE FROM %I', name);
        END LOOP;
        UPDATE passages_fts_size SET passages = 0, words = 0;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
            EXECUTE format('ALTER SEQUENCE %I RESTART', name);
        END LOOP;
    END $$"""


def programs() -> Path | None:
    """Where the newest server's programs are, None where there is none."""
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return max(found, key=lambda path: float(path.parts[4])).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def why_not() -> str | None:
    """Why no server can be started here, None where one can."""
    if programs() is None:
        return "there is no PostgreSQL server here (Debian and Ubuntu: apt install postgresql)"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


class Server:
    """A server in a folder of its own, on a free port of the loopback; fresh databases."""

    def __init__(self) -> None:
        self._programs = programs()
        self._user = _other_user()
        self.folder = Path(tempfile.mkdtemp(prefix="accordingto-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._made = 0

    def start(self) -> None:
        """Make it and start it."""
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if self._user:
            for path in (self.folder, secret):
                shutil.chown(path, self._user)
        data = str(self.folder / "data")
        # Not the C locale: texts have to sort as in SQLite in whatever language it runs.
        self._run("initdb", "-D", data, "-N", "-U", "tests", "-E", "UTF8", "--locale=C.UTF-8",
                  "--auth=scram-sha-256", f"--pwfile={secret}")  # fmt: skip
        self.resume()

    def resume(self) -> None:
        """Start it, the first time or again."""
        options = f"{OPTIONS} -p {self.port} -k {self.folder}"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self._run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")

    def pause(self) -> None:
        """Stop it at once; what it holds stays."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")

    def stop(self) -> None:
        """Stop it and forget everything."""
        self.pause()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str, password: str = PASSWORD) -> str:
        """A database's address as DATABASE_URL has it."""
        return f"postgresql://tests:{password}@127.0.0.1:{self.port}/{name}"

    def database(self) -> str:
        """Make an empty database and give its name."""
        self._made += 1
        name = f"t{self._made}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def emptied(self, database: str) -> None:
        """Leave no row in a catalogue: faster than making another."""
        self.sql(EMPTY, database)

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Do something that no transaction can hold."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            user=self._user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
