"""A whole catalogue as one archive that any program can read: JSON Lines in a ZIP file.

``manifest.json`` names the parts with the number of their lines and their SHA-256; each part,
``TABLE.jsonl``, has a row a line as an object of its columns. What can be computed (the lexical
index, signatures of texts), the inbox and what is being added in bulk are not in it.
docs/archive.md says what is where.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from corpus.catalogue import engine
from corpus.catalogue.copying import reading
from corpus.errors import AccordingToError, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    Progress = Callable[[int, int | None], None]

FORMAT, VERSION = "accordingto-archive", 1
MANIFEST = "manifest.json"
LEFT_OUT = frozenset(
    {"alembic_version", "inbox", "signatures", "signature_bands", "intake", "jobs"}
)
MAX_LINE = 64 * 1024 * 1024
ROWS_AT_ONCE = 1000
_DAMAGED = "{} is damaged: {}. Nothing was imported."


@dataclass(frozen=True, slots=True)
class Part:
    """A table in an archive."""

    table: str
    lines: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself; ``schema`` is the migration of the catalogue it is from."""

    schema: str
    made_at: str
    parts: tuple[Part, ...]


def write(catalogue: Path, archive: Path, progress: Progress | None = None) -> Manifest:
    """Write a catalogue, which may be in use, into an archive; NotFound, AccordingToError."""
    if archive.is_dir():
        raise AccordingToError(f"{archive} is a folder: name a file.")
    part_file = archive.with_name(f"{archive.name}.part")
    try:
        with (
            closing(reading(catalogue)) as source,
            zipfile.ZipFile(part_file, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            source.execute("BEGIN")
            manifest = _write(source, packed, progress)
        part_file.replace(archive)
    except (sqlite3.Error, OSError) as error:
        raise AccordingToError(f"{archive} cannot be written: {error}.") from None
    finally:
        part_file.unlink(missing_ok=True)
    return manifest


def _write(
    source: sqlite3.Connection, packed: zipfile.ZipFile, progress: Progress | None
) -> Manifest:
    (schema,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
    parts, done = [], 0
    for table in _tables(source):
        columns = _columns(source, table)
        digest, lines = hashlib.sha256(), 0
        with packed.open(f"{table}.jsonl", "w", force_zip64=True) as file:
            for row in source.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608
                line = _line(row, columns)
                file.write(line)
                digest.update(line)
                lines, done = lines + 1, done + 1
                if progress is not None and done % ROWS_AT_ONCE == 0:
                    progress(done, None)
        parts.append(Part(table, lines, digest.hexdigest()))
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(str(schema), made_at, tuple(parts))
    packed.writestr(MANIFEST, _manifest_text(manifest))
    return manifest


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that are exported: no virtual ones, and not those in which they are kept."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    tables = [(name, sql or "") for name, sql in found if not name.startswith("sqlite_")]
    virtual = [name for name, sql in tables if sql.upper().startswith("CREATE VIRTUAL")]
    return sorted(
        name
        for name, _ in tables
        if name not in LEFT_OUT
        and not any(name == each or name.startswith(f"{each}_") for each in virtual)
    )


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Each column's name and type."""
    rows = connection.execute(f'PRAGMA table_info("{table}")')
    return [(name, str(kind).upper()) for _, name, kind, *_ in rows]


def _line(row: tuple[Any, ...], columns: list[tuple[str, str]]) -> bytes:
    record = {name: _out(value, kind) for value, (name, kind) in zip(row, columns, strict=True)}
    return (json.dumps(record, ensure_ascii=False) + "\n").encode()


def _out(value: object, kind: str) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return json.loads(value) if kind == "JSON" and isinstance(value, str) else value


def _in(value: object, kind: str) -> object:
    if kind == "BLOB" and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    return json.dumps(value) if kind == "JSON" and value is not None else value


def _manifest_text(manifest: Manifest) -> str:
    parts = [
        {"file": f"{part.table}.jsonl", "lines": part.lines, "sha256": part.sha256}
        for part in manifest.parts
    ]
    content = {"format": FORMAT, "version": VERSION, "schema": manifest.schema}
    return json.dumps(content | {"made_at": manifest.made_at, "parts": parts}, indent=1)


def check(archive: Path) -> Manifest:
    """Read the whole archive and compare it with its manifest; AccordingToError with the reason."""
    with _opened(archive) as packed:
        manifest = _manifest(packed, archive)
        for part in manifest.parts:
            digest, lines = hashlib.sha256(), 0
            for line in _lines(packed, part.table, archive):
                digest.update(line)
                lines += 1
            if (lines, digest.hexdigest()) != (part.lines, part.sha256):
                raise AccordingToError(
                    _DAMAGED.format(archive, f"{part.table}.jsonl is not what it was")
                )
    return manifest


def read(archive: Path, catalogue: Path, progress: Progress | None = None) -> Manifest:
    """Make a catalogue of an archive: all of it, or AccordingToError and no file.

    An archive of an earlier version is brought to this one's schema.
    """
    manifest = check(archive)
    part_file = catalogue.with_name(f"{catalogue.name}.part")
    _forget(part_file)
    try:
        try:
            engine.make(part_file, manifest.schema)
        except StoreDamaged:
            raise AccordingToError(
                f"{archive} was written by a newer accordingto; install that version."
            ) from None
        _fill(part_file, archive, manifest, progress)
        # Opened once more it is migrated, if need be, and its words are indexed.
        from corpus.catalogue.store import Catalogue

        opened = Catalogue(part_file)
        opened.rebuild_lexical()
        opened.close()
        part_file.replace(catalogue)
    finally:
        _forget(part_file)
    return manifest


def _fill(path: Path, archive: Path, manifest: Manifest, progress: Progress | None) -> None:
    total, done = sum(part.lines for part in manifest.parts), 0
    with _opened(archive) as packed, closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        known = set(_tables(connection))
        for part in manifest.parts:
            if part.table not in known:
                raise AccordingToError(_DAMAGED.format(archive, f"{part.table} is no part of one"))
            columns = dict(_columns(connection, part.table))
            for line in _lines(packed, part.table, archive):
                try:
                    _insert(connection, part.table, columns, json.loads(line))
                except (ValueError, TypeError, AttributeError, sqlite3.Error) as error:
                    why = f"a line of {part.table}.jsonl is no row of it ({error})"
                    raise AccordingToError(_DAMAGED.format(archive, why)) from None
                done += 1
                if progress is not None and done % ROWS_AT_ONCE == 0:
                    progress(done, total)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise AccordingToError(_DAMAGED.format(archive, "its parts do not fit together"))
        connection.commit()


def _insert(
    connection: sqlite3.Connection, table: str, columns: dict[str, str], row: dict[str, Any]
) -> None:
    if unknown := row.keys() - columns.keys():
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    values = [_in(value, columns[name]) for name, value in row.items()]
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except FileNotFoundError:
        raise AccordingToError(f"There is no file {archive}: check the path.") from None
    except (zipfile.BadZipFile, OSError):
        raise AccordingToError(f"{archive} is no archive that export wrote.") from None


def _manifest(packed: zipfile.ZipFile, archive: Path) -> Manifest:
    try:
        content = json.loads(packed.read(MANIFEST))
        if content["format"] != FORMAT:
            raise ValueError
        if content["version"] != VERSION:
            raise AccordingToError(
                f"{archive} was written by a newer accordingto; install that version."
            )
        parts = tuple(
            Part(str(each["file"]).removesuffix(".jsonl"), each["lines"], each["sha256"])
            for each in content["parts"]
        )
        return Manifest(str(content["schema"]), str(content["made_at"]), parts)
    except (KeyError, ValueError, TypeError, RuntimeError, zipfile.BadZipFile, OSError):
        raise AccordingToError(f"{archive} is no archive that export wrote.") from None


def _lines(packed: zipfile.ZipFile, table: str, archive: Path) -> Iterator[bytes]:
    try:
        with packed.open(f"{table}.jsonl") as file:
            while line := _line_of(file):
                yield line
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        why = f"{table}.jsonl cannot be read ({error})"
        raise AccordingToError(_DAMAGED.format(archive, why)) from None


def _line_of(file: IO[bytes]) -> bytes:
    line = file.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise ValueError("a line is longer than any row")
    return line


def _forget(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
