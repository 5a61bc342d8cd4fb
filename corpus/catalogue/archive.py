"""A whole catalogue as one archive that any program can read, and a catalogue made of one.

What can be computed (the lexical index, signatures of texts, what was taken in) is not in it,
nor the inbox and the jobs. docs/archive.md says what is where. An archive of a SQLite file goes
into PostgreSQL and back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, LargeBinary, MetaData, inspect, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from corpus.catalogue import engine, rows
from corpus.catalogue.archive_format import (
    DAMAGED,
    MANIFEST,
    Manifest,
    Part,
    check,
    lines_of,
    manifest_text,
    opened,
)
from corpus.catalogue.embedded import SqliteFile
from corpus.errors import AccordingToError, NotFound, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Table

    from corpus.catalogue.engine import Backend

    Progress = Callable[[int, int | None], None]

LEFT_OUT = frozenset(
    {"alembic_version", "inbox", "signatures", "signature_bands"}
    | {"sendings", "askings", "intake", "jobs"}
)
COMPUTED = "passages_fts"  # how the tables of the lexical index begin
ROWS_AT_ONCE = 1000


def write(place: Path | Backend, archive: Path, progress: Progress | None = None) -> Manifest:
    """Write a catalogue, which may be in use, into an archive; NotFound, AccordingToError."""
    if archive.is_dir():
        raise AccordingToError(f"{archive} is a folder: name a file.")
    part_file = archive.with_name(f"{archive.name}.part")
    try:
        with (
            _reading(place) as source,
            zipfile.ZipFile(part_file, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            manifest = _write(source, packed, progress)
        part_file.replace(archive)
    except OSError as error:
        raise AccordingToError(f"{archive} cannot be written: {error}.") from None
    finally:
        part_file.unlink(missing_ok=True)
    return manifest


@contextmanager
def _reading(place: Path | Backend) -> Iterator[Connection]:
    """Give a connection that sees one state of a catalogue, whatever its version."""
    if isinstance(place, Path) and not place.is_file():
        raise NotFound(f"There is no corpus in {place.parent}.")
    backend: Backend = SqliteFile(place) if isinstance(place, Path) else place
    own = backend.engine()
    try:
        with backend.reading(own).begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                raise NotFound(f"There is no corpus in {place}.")
            yield connection
    except SQLAlchemyError as error:
        told = backend.in_words(error)
        raise told or AccordingToError(f"{place} cannot be read: {error}.") from None
    finally:
        own.dispose()


def _write(source: Connection, packed: zipfile.ZipFile, progress: Progress | None) -> Manifest:
    schema = source.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    parts, done = [], 0
    for table in sorted(_tables(source), key=lambda each: each.name):
        digest, lines = hashlib.sha256(), 0
        found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(
            select(table).order_by(*table.primary_key)
        )
        with packed.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
            for row in found.mappings():
                line = _line(row)
                file.write(line)
                digest.update(line)
                lines, done = lines + 1, done + 1
                if progress is not None and done % ROWS_AT_ONCE == 0:
                    progress(done, None)
        parts.append(Part(table.name, lines, digest.hexdigest()))
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(str(schema), made_at, tuple(parts))
    packed.writestr(MANIFEST, manifest_text(manifest))
    return manifest


def _tables(connection: Connection) -> list[Table]:
    """The tables that are exported, as they are there, each after those that it refers to."""
    metadata = MetaData()
    names = [
        name
        for name in inspect(connection).get_table_names()
        if name not in LEFT_OUT and not name.startswith(COMPUTED)
    ]
    metadata.reflect(connection, only=names)
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return [table for table in metadata.sorted_tables if table.name in names]


def _line(row: Any) -> bytes:  # noqa: ANN401 - a mapping of SQLAlchemy's
    record = {name: _out(value) for name, value in row.items()}
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _out(value: object) -> object:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def read(archive: Path, place: Path | Backend, progress: Progress | None = None) -> Manifest:
    """Make a catalogue of an archive: all of it, or AccordingToError and nothing.

    An archive of an earlier version is brought to this one's schema.
    """
    manifest = check(archive)
    if not isinstance(place, Path):
        _make(archive, place, manifest, progress)
        return manifest
    part_file = place.with_name(f"{place.name}.part")
    _forget(part_file)
    try:
        _make(archive, SqliteFile(part_file), manifest, progress)
        part_file.replace(place)
    finally:
        _forget(part_file)
    return manifest


def _make(archive: Path, backend: Backend, manifest: Manifest, progress: Progress | None) -> None:
    """Make tables of an archive's time, fill them, bring them up to date: in one transaction."""
    own = backend.engine()
    try:
        with own.execution_options(writes=True).begin() as connection:
            if inspect(connection).has_table("alembic_version"):
                raise AccordingToError(
                    f"There is a corpus in {backend} already: make another database and name it "
                    "in DATABASE_URL."
                )
            try:
                engine.upgrade(connection, backend, manifest.schema)
            except StoreDamaged:
                raise AccordingToError(
                    f"{archive} was written by a newer accordingto; install that version."
                ) from None
            _fill(connection, archive, manifest, progress)
            engine.upgrade(connection, backend)
            backend.filled(connection)
            rows.enter_words_anew(connection)
    except SQLAlchemyError as error:
        told = backend.in_words(error)
        if told is None:
            raise
        raise told from None
    finally:
        own.dispose()


def _fill(
    connection: Connection, archive: Path, manifest: Manifest, progress: Progress | None
) -> None:
    total, done = sum(part.lines for part in manifest.parts), 0
    tables = {table.name: table for table in _tables(connection)}
    for part in manifest.parts:
        if part.table not in tables:
            raise AccordingToError(DAMAGED.format(archive, f"{part.table} is no part of one"))
    given = {part.table for part in manifest.parts}
    with closing(opened(archive)) as packed:
        for table in tables.values():
            lines = lines_of(packed, table.name, archive) if table.name in given else iter(())
            while batch := list(islice(lines, ROWS_AT_ONCE)):
                _insert(connection, table, batch, archive)
                done += len(batch)
                if progress is not None:
                    progress(done, total)


def _insert(connection: Connection, table: Table, lines: list[bytes], archive: Path) -> None:
    try:
        connection.execute(table.insert(), [_row(json.loads(line), table) for line in lines])
    except IntegrityError as error:
        why = f"its parts do not fit together ({table.name}: {error.orig})"
        raise AccordingToError(DAMAGED.format(archive, why)) from None
    except (ValueError, TypeError, AttributeError, SQLAlchemyError) as error:
        why = f"a line of {table.name}.jsonl is no row of it ({error})"
        raise AccordingToError(DAMAGED.format(archive, why)) from None


def _row(record: dict[str, Any], table: Table) -> dict[str, Any]:
    if unknown := record.keys() - table.columns.keys():
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    row: dict[str, Any] = dict.fromkeys(table.columns.keys()) | record
    for column in table.columns:
        if isinstance(column.type, LargeBinary) and isinstance(row[column.name], str):
            row[column.name] = base64.b64decode(row[column.name], validate=True)
    return row


def _forget(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
