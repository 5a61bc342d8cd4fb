"""A corpus saved, put back, and carried to another machine; each is whole or is not done.

Saving reads the catalogue alone, which is the truth, and may be done while the bot runs. The
index is made anew from it.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from corpus.catalogue import archive, copying
from corpus.errors import AccordingToError, NotFound
from retrieval.library import CATALOGUE, INDEX
from retrieval.lock import DataLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.catalogue import Postgres
    from corpus.catalogue.archive_format import Manifest

    Progress = Callable[[int, int | None], None]

# What stood in a corpus before a backup was put in its place.
BEFORE = "catalogue.before-restore.sqlite"


IN_POSTGRES = (
    "The corpus is in PostgreSQL: save it with pg_dump and put it back with pg_restore, then run "
    "`accordingto rebuild`; or write an archive with `accordingto export FILE`."
)


def backup(
    data: Path,
    file: Path,
    progress: Progress | None = None,
    *,
    database: Postgres | None = None,
) -> None:
    """Copy the live catalogue into a file; NotFound, AccordingToError."""
    if database is not None:
        raise AccordingToError(IN_POSTGRES)
    copying.copy(data / CATALOGUE, file, progress)


def restore(
    file: Path,
    data: Path,
    command: str,
    progress: Progress | None = None,
    *,
    database: Postgres | None = None,
) -> Path | None:
    """Put a backup in the corpus's place, and give where that is kept now, None where none was.

    The backup is checked first: where it is not sound nothing is changed (AccordingToError).
    StoreBusy while the bot runs.
    """
    if database is not None:
        raise AccordingToError(IN_POSTGRES)
    if not file.is_file():
        raise NotFound(f"There is no file {file}: check the path.")
    copying.check(file)
    with DataLock(data, command):
        live, kept = data / CATALOGUE, data / BEFORE
        fresh = data / f"{CATALOGUE}.new"
        had = live.is_file()
        try:
            copying.copy(file, fresh, progress)
            if had:
                _keep(live, kept)
            # The index goes first: without one it is made anew, with a wrong one it is not.
            shutil.rmtree(data / INDEX, ignore_errors=True)
            copying.fold(live)
            fresh.replace(live)
        finally:
            fresh.unlink(missing_ok=True)
    return kept if had else None


def _keep(live: Path, kept: Path) -> None:
    try:
        copying.copy(live, kept)
    except AccordingToError:
        # It is damaged, which may be why it is replaced: as it is, it may still be of use.
        shutil.copyfile(live, kept)


def export(
    data: Path,
    file: Path,
    progress: Progress | None = None,
    *,
    database: Postgres | None = None,
) -> Manifest:
    """Write the corpus with all that belongs to it into an archive; NotFound."""
    return archive.write(database or data / CATALOGUE, file, progress)


def import_archive(
    file: Path,
    data: Path,
    command: str,
    progress: Progress | None = None,
    *,
    database: Postgres | None = None,
) -> Manifest:
    """Make a corpus of an archive in an empty data folder, or in an empty database.

    AccordingToError, and nothing is changed, where the archive is not sound or a corpus is there.
    """
    if database is not None:
        return archive.read(file, database, progress)
    with DataLock(data, command):
        if (data / CATALOGUE).exists():
            raise AccordingToError(
                f"There is a corpus in {data} already: import the archive into another folder, "
                "with --data."
            )
        shutil.rmtree(data / INDEX, ignore_errors=True)
        return archive.read(file, data / CATALOGUE, progress)
