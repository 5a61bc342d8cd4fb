"""What ``accordingto doctor`` looks at."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.attribution import identity
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from corpus.catalogue import Catalogue
    from retrieval.embeddings import Embedder
    from retrieval.index_base import VectorIndex

IDENTIFIED_BY = "identified by"  # the setting with the version that tells sources apart
LEAST_FREE = 200 << 20  # bytes; with less, a database in the middle of a write can be caught
INDEX_BYTES = 8_000  # on the disk for each passage in the vector index, at most


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``detail`` is what was seen and, unless ``ok``, what to do."""

    check: str
    ok: bool
    detail: str


def check(
    data: Path | None,
    catalogue: Catalogue,
    index: VectorIndex,
    embedder: Embedder,
    fingerprint: str,
) -> list[Finding]:
    """Look at everything; a check that fails with one of our errors is a finding.

    ``data`` is the data folder, None where nothing is kept in one.
    ``fingerprint`` is that of the attribution that would analyse articles now.
    """
    checks: list[tuple[str, Callable[[], Finding]]] = []
    if data is not None:
        folder = data
        checks += [
            ("data folder", lambda: _folder(folder)),
            ("free space", lambda: _space(folder)),
        ]
    checks += [
        ("catalogue", lambda: _catalogue(catalogue)),
        ("attribution", lambda: _attribution(catalogue, fingerprint)),
        ("embedding model", lambda: _model(embedder)),
        ("lexical index", lambda: _lexical(catalogue)),
        ("vector index", lambda: _index(index)),
    ]
    return list(_run(checks))


def short_of_room(folder: Path, passages: int) -> str | None:
    """Say how much room there is where it is too little to fill an index of so many anew."""
    wanted = LEAST_FREE + INDEX_BYTES * passages
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    if free >= wanted:
        return None
    return f"only {free >> 20} MB are free on its disk and it takes {wanted >> 20} MB"


def stamp(catalogue: Catalogue, *, identified: bool = False) -> None:
    """Note which version tells the sources of a catalogue apart: of one that is empty, this."""
    new = catalogue.setting(IDENTIFIED_BY) is None and not catalogue.latest(1)
    if identified or (new and not catalogue.removed()):
        catalogue.set(IDENTIFIED_BY, identity.VERSION)


def _run(checks: list[tuple[str, Callable[[], Finding]]]) -> Iterator[Finding]:
    for name, look in checks:
        try:
            yield look()
        except AccordingToError as error:
            yield Finding(name, False, str(error))


def _folder(data: Path) -> Finding:
    if os.access(data, os.W_OK | os.X_OK):
        return Finding("data folder", True, f"{data.resolve()} can be written.")
    return Finding("data folder", False, f"{data.resolve()} cannot be written; see who owns it.")


def _space(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    enough = free >= LEAST_FREE
    advice = "" if enough else f" Make {LEAST_FREE >> 20} MB free: nothing can be added before."
    return Finding("free space", enough, f"{free >> 20} MB are free.{advice}")


def _catalogue(catalogue: Catalogue) -> Finding:
    if not catalogue.is_sound():
        return Finding("catalogue", False, "It is damaged; restore it from a backup.")
    articles, claims, passages = catalogue.count()
    text = f"{articles} articles, {claims} claims, {passages} passages in {catalogue.place}."
    return Finding("catalogue", True, text)


def _attribution(catalogue: Catalogue, fingerprint: str) -> Finding:
    stale = len(catalogue.analysed_otherwise(fingerprint))
    if stale:
        text = f"{stale} articles were analysed by another version: run `accordingto rebuild`."
        return Finding("attribution", False, text)
    if catalogue.setting(IDENTIFIED_BY) != identity.VERSION:
        text = "Another version told sources apart: run `accordingto rebuild`."
        return Finding("attribution", False, text)
    return Finding("attribution", True, f"This version ({fingerprint}) analysed all articles.")


def _model(embedder: Embedder) -> Finding:
    embedder.check()
    return Finding("embedding model", True, f"{embedder.name} ({embedder.fingerprint}).")


def _lexical(catalogue: Catalogue) -> Finding:
    if catalogue.lexical_differs():
        text = "It is not in line with the catalogue: run `accordingto rebuild`."
        return Finding("lexical index", False, text)
    return Finding("lexical index", True, "It is in line with the catalogue.")


def _index(index: VectorIndex) -> Finding:
    index.open()
    if index.failure is not None:
        text = f"It failed ({index.failure}): {index.remedy}."
        return Finding("vector index", False, text)
    if index.differs():
        text = "It is not in line with the catalogue: run `accordingto rebuild`."
        return Finding("vector index", False, text)
    mended = f" It was rebuilt just now, because {index.rebuilt}." if index.rebuilt else ""
    return Finding("vector index", True, f"It is in line with the catalogue.{mended}")
