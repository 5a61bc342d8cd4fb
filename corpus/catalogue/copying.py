"""Copies of a catalogue's file while it is in use, and checking one before it is trusted.

SQLite's online backup gives one consistent state, whoever writes meanwhile
(https://www.sqlite.org/backup.html).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError, NotFound, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[int, int | None], None]

PAGES_AT_ONCE = 4096  # 16 MB between two reports of progress


def reading(path: Path) -> sqlite3.Connection:
    """Open a catalogue's file to read it only (NotFound); it need not be one's own."""
    if not path.is_file():
        raise NotFound(f"There is no corpus in {path.parent}.")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.isolation_level = None
    return connection


def copy(path: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy a catalogue that may be in use to a file that holds all of it, or is not there.

    Raises NotFound, and AccordingToError where the copy cannot be written or is not sound.
    """
    if target.resolve() == path.resolve():
        raise AccordingToError(f"{target} is the corpus itself: name another file.")
    if target.is_dir():
        raise AccordingToError(f"{target} is a folder: name a file.")
    part = target.with_name(f"{target.name}.part")
    try:
        with closing(reading(path)) as source, closing(sqlite3.connect(part)) as copied:
            # In one read transaction: a writer would otherwise make it begin anew.
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            source.backup(copied, pages=PAGES_AT_ONCE, progress=_told(progress))
            source.execute("COMMIT")
            copied.execute("PRAGMA journal_mode=DELETE")
        check(part)
        _settle(part, target)
    except (sqlite3.Error, OSError) as error:
        raise AccordingToError(f"{target} cannot be written: {error}.") from None
    finally:
        part.unlink(missing_ok=True)


def check(path: Path) -> str:
    """Give the migration at which a catalogue's file is.

    AccordingToError where it is no catalogue, StoreDamaged where it is not whole.
    """
    try:
        with closing(reading(path)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("SELECT id, digest FROM articles LIMIT 1").fetchall()
    except sqlite3.Error:
        raise AccordingToError(f"{path} is no backup of a corpus, or is damaged.") from None
    if found != ("ok",) or version is None:
        raise StoreDamaged(f"{path} is damaged: use another backup.")
    return str(version[0])


def fold(path: Path) -> None:
    """Leave no log beside a catalogue's file that another could be taken for part of.

    For a file that nobody has open, and that is about to be replaced.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        # A damaged file keeps its log, which fits no other file.
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _settle(part: Path, target: Path) -> None:
    """Put a whole file in another's place, so that a power cut leaves one of the two."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _told(progress: Progress | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress(total - left, total)
