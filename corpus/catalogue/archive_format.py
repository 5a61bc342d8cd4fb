"""The form of an archive: JSON Lines in a ZIP file, and a manifest that says what is whole.

``manifest.json`` names the parts with the number of their lines and their SHA-256; each part,
``TABLE.jsonl``, has a row a line as an object of its columns.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

FORMAT, VERSION = "accordingto-archive", 1
MANIFEST = "manifest.json"
MAX_LINE = 64 * 1024 * 1024
DAMAGED = "{} is damaged: {}. Nothing was imported."


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


def manifest_text(manifest: Manifest) -> str:
    """Give the manifest as it stands in an archive."""
    parts = [
        {"file": f"{part.table}.jsonl", "lines": part.lines, "sha256": part.sha256}
        for part in manifest.parts
    ]
    content = {"format": FORMAT, "version": VERSION, "schema": manifest.schema}
    return json.dumps(content | {"made_at": manifest.made_at, "parts": parts}, indent=1)


def check(archive: Path) -> Manifest:
    """Read the whole archive and compare it with its manifest; AccordingToError with the reason."""
    with opened(archive) as packed:
        manifest = _manifest(packed, archive)
        for part in manifest.parts:
            digest, lines = hashlib.sha256(), 0
            for line in lines_of(packed, part.table, archive):
                digest.update(line)
                lines += 1
            if (lines, digest.hexdigest()) != (part.lines, part.sha256):
                raise AccordingToError(
                    DAMAGED.format(archive, f"{part.table}.jsonl is not what it was")
                )
    return manifest


def opened(archive: Path) -> zipfile.ZipFile:
    """Open an archive (AccordingToError where it is none)."""
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


def lines_of(packed: zipfile.ZipFile, table: str, archive: Path) -> Iterator[bytes]:
    """Give the lines of a part (AccordingToError where they cannot be read)."""
    try:
        with packed.open(f"{table}.jsonl") as file:
            while line := _line_of(file):
                yield line
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        why = f"{table}.jsonl cannot be read ({error})"
        raise AccordingToError(DAMAGED.format(archive, why)) from None


def _line_of(file: IO[bytes]) -> bytes:
    line = file.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise ValueError("a line is longer than any row")
    return line
