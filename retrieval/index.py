"""The vector index: Chroma as a cache of the catalogue's vectors, mended whenever it differs.

``folder/current`` names the sub-folder that is in use, whose model filled it, and, after an
orderly close, the digest of each of its files. Rebuilding fills a new sub-folder and then
changes ``current``, which is atomic; what is not named there is swept away.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from retrieval import probe
from retrieval.index_base import VectorIndex, close_quietly
from retrieval.marker import Marker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.catalogue import Catalogue, Change
    from retrieval.embeddings import Embedder

    Progress = Callable[[int, int | None], None]

log = logging.getLogger(__name__)

NEW = "new"  # what is wrong with the index of an empty catalogue: nothing


class Index(VectorIndex):
    """A vector index in a folder: rebuilt where it is damaged, mended where rows are missing."""

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: Embedder) -> None:
        super().__init__(catalogue, embedder)
        self._folder = folder
        self._marker = Marker("", "", 0, {})

    def open(self, progress: Progress | None = None) -> None:
        """Open the index and bring it in line with the catalogue."""
        with self._opening:
            if self._collection is not None or self._failure is not None:
                return
            self._require_one_model()
            self._folder.mkdir(parents=True, exist_ok=True)
            why = self._damage()
            if why == NEW:
                self._fill_anew(progress)
            elif why is not None:
                log.warning("The vector index is rebuilt: %s.", why)
                self._rebuilt = why
                self._fill_anew(progress)
            self._sweep()

    def apply(self, change: Change) -> None:
        """Follow a change of the catalogue that has been committed.

        Never raises for the index's own sake: the next start brings it in line.
        """
        with self._opening:
            self.open()
            if self._collection is None:
                return
            try:
                self._collection.delete(change.gone)
                self._collection.add(change.entered)
                self._count_dead(len(change.gone))
            except Exception as error:  # see query
                self._fail(error)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Fill a new index from the catalogue's vectors and swap it in."""
        with self._opening:
            self._require_one_model()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._failure = None
            self._fill_anew(progress)
            self._sweep()

    def close(self) -> None:
        """Close the index and note that its files are whole."""
        with self._opening:
            collection, self._collection = self._collection, None
            self._failure = self._failure or "it was closed"
            if collection is None:
                return
            collection.close()
            self._marker.closed(self._folder).write(self._folder)

    def _damage(self) -> str | None:
        """Open what is there; say why it cannot be used, None where it is in use now."""
        marker = Marker.read(self._folder)
        if marker is None:
            return "there was none" if self._vectors.ids() else NEW
        if marker.model != self._embedder.fingerprint:
            return "another model filled it"
        if marker.files and not marker.is_whole(self._folder):
            return "its files were changed since it was closed"
        if not marker.files:
            # It was not closed. What is torn can crash or hang whoever opens it: another
            # process tries first.
            why = probe.in_subprocess(self._folder / marker.name)
            if why is not None:
                return why
        return self._open_marked(marker)

    def _open_marked(self, marker: Marker) -> str | None:
        from retrieval.chroma import in_folder

        collection = None
        try:
            collection = in_folder(self._folder / marker.name, self._embedder)
            why = self._mended(collection, marker.dead)
        except Exception as error:  # see query
            why = f"{type(error).__name__}: {error}"
        if why is None:
            self._marker = marker.opened()
            self._marker.write(self._folder)
            self._collection = collection
        elif collection is not None:
            close_quietly(collection)
        return why

    def _fill_anew(self, progress: Progress | None) -> None:
        from retrieval.chroma import in_folder

        self._building = True
        try:
            name = self._new_name()
            collection = self._filled(in_folder(self._folder / name, self._embedder), progress)
            self._marker = Marker(name, self._embedder.fingerprint, 0, {})
            self._marker.write(self._folder)
            before, self._collection = self._collection, collection
            if before is not None:
                close_quietly(before)
        except Exception as error:  # see query
            self._fail(error)
        finally:
            self._building = False

    def _new_name(self) -> str:
        taken = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        return str(max(taken, default=0) + 1)

    def _sweep(self) -> None:
        """Delete the sub-folders that are not in use."""
        if self._failure is not None:
            return
        for path in self._folder.iterdir():
            if path.is_dir() and path.name != self._marker.name:
                shutil.rmtree(path, ignore_errors=True)

    def _count_dead(self, gone: int) -> None:
        if gone:
            self._marker = self._marker.with_dead(gone)
            self._marker.write(self._folder)

    def _fail(self, error: Exception) -> None:
        """Leave the index alone until the next start, which will rebuild it.

        After a full disk a second attempt in the same process can block for good.
        """
        log.error("The vector index failed and waits for the next start: %s", error)
        self._failure = f"{type(error).__name__}: {error}"
        self._collection = None
        Marker.forget(self._folder)
