"""The vector index: Chroma as a cache of the catalogue's vectors, mended whenever it differs.

``folder/current`` names the sub-folder that is in use, whose model filled it, and, after an
orderly close, the digest of each of its files. Rebuilding fills a new sub-folder and then
changes ``current``, which is atomic; what is not named there is swept away.
"""

from __future__ import annotations

import logging
import shutil
from threading import RLock
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from retrieval import probe
from retrieval.marker import Marker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from langchain_core.vectorstores import VectorStore

    from corpus.catalogue import Catalogue, Change, PassageKey
    from retrieval.chroma import Collection
    from retrieval.embeddings import Embedder

    Progress = Callable[[int, int | None], None]

log = logging.getLogger(__name__)

MOST_DEAD = 0.3  # Chroma never reclaims what is deleted, and its graph grows worse with it
NEW = "new"  # what is wrong with the index of an empty catalogue: nothing
WORTH_MENDING = 0.3  # where more than this is missing, filling anew is as fast


class Index:
    """Nearest neighbours among the passages of the catalogue; threads may share it.

    It opens itself at the first use, and is then brought in line with the catalogue: rebuilt
    where it is damaged, mended where rows are missing or left over. Nothing is embedded for it.
    Raises ModelError where another model made the catalogue's vectors.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: Embedder) -> None:
        self._folder = folder
        self._vectors = catalogue.vectors
        self._embedder = embedder
        self._opening = RLock()
        self._collection: Collection | None = None
        self._building = False
        self._rebuilt: str | None = None
        self._failure: str | None = None
        self._marker = Marker("", "", 0, {})

    @property
    def rebuilt(self) -> str | None:
        """Why the index was last rebuilt since it was opened, None where it was not."""
        return self._rebuilt

    @property
    def failure(self) -> str | None:
        """What went wrong, where the index is out of use until the next start; else None."""
        return self._failure

    @property
    def building(self) -> bool:
        """Tell whether it is being rebuilt; searches give nothing meanwhile."""
        return self._building

    @property
    def state(self) -> str:
        """How it is: "ready", "building", "failed", or "unopened" before its first use."""
        if self._building:
            return "building"
        if self._failure is not None:
            return "failed"
        return "unopened" if self._collection is None else "ready"

    @property
    def store(self) -> VectorStore:
        """The index as LangChain's vector store."""
        return self._opened().store

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

    def query(self, vector: np.ndarray, k: int) -> list[tuple[PassageKey, float]]:
        """Give the ``k`` nearest passages with their cosine similarity, best first.

        While the index is being rebuilt, and after it failed, there are none.
        """
        if self._building:
            return []
        self.open()
        collection = self._collection
        if collection is None or k < 1:
            return []
        try:
            return collection.query(vector, k)
        # Chroma's own errors, and those of the Rust beneath it, have no common base.
        except Exception as error:
            if collection is self._collection:  # else it was swapped while we asked
                self._fail(error)
            return []

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

    def differs(self) -> bool:
        """Tell whether the index holds other passages than the catalogue."""
        self.open()
        return self._collection is None or self._collection.ids() != self._vectors.ids()

    def close(self) -> None:
        """Close the index and note that its files are whole."""
        with self._opening:
            collection, self._collection = self._collection, None
            self._failure = self._failure or "it was closed"
            if collection is None:
                return
            collection.close()
            self._marker.closed(self._folder).write(self._folder)

    def _opened(self) -> Collection:
        self.open()
        if self._collection is None:
            raise RuntimeError(self._failure or "the index is closed")
        return self._collection

    def _require_one_model(self) -> None:
        others = self._vectors.models() - {self._embedder.fingerprint}
        if others:
            raise ModelError(
                f"The corpus was embedded by {', '.join(sorted(others))} and the model now is "
                f"{self._embedder.fingerprint}: run `accordingto rebuild` to embed it anew, "
                "or set EMBEDDING_MODEL as it was."
            )

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
        from retrieval.chroma import Collection

        collection = None
        try:
            collection = Collection(self._folder / marker.name, self._embedder)
            why = self._brought_in_line(collection, marker)
        except Exception as error:  # see query
            why = f"{type(error).__name__}: {error}"
        if why is None:
            self._marker = marker.opened()
            self._marker.write(self._folder)
            self._collection = collection
        elif collection is not None:
            _close_quietly(collection)
        return why

    def _brought_in_line(self, collection: Collection, marker: Marker) -> str | None:
        """Mend small differences; say what is wrong where that is not enough."""
        wanted, found = self._vectors.ids(), collection.ids()
        missing, left = wanted - found, found - wanted
        if len(missing) + len(left) > WORTH_MENDING * max(len(wanted), 100):
            return f"{len(missing)} passages were missing and {len(left)} left over"
        if marker.dead > MOST_DEAD * max(len(wanted), 1000):
            return f"{marker.dead} deleted passages took up room"
        sample = probe.sampled(found & wanted)
        for batch in self._vectors.batches(sample):
            why = probe.wrong(collection, dict(zip(batch.ids, batch.matrix, strict=True)))
            if why is not None:
                return why
        collection.delete(sorted(left))
        for batch in self._vectors.batches(missing):
            collection.add(batch)
        return None

    def _fill_anew(self, progress: Progress | None) -> None:
        from retrieval.chroma import Collection

        self._building = True
        try:
            name = self._new_name()
            collection = Collection(self._folder / name, self._embedder)
            wanted = self._vectors.ids()
            done = 0
            for batch in self._vectors.batches(wanted):
                collection.add(batch)
                done += len(batch.ids)
                if progress is not None:
                    progress(done, len(wanted))
            self._marker = Marker(name, self._embedder.fingerprint, 0, {})
            self._marker.write(self._folder)
            before, self._collection = self._collection, collection
            if before is not None:
                _close_quietly(before)
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


def _close_quietly(collection: Collection) -> None:
    try:
        collection.close()
    except Exception as error:  # a damaged one may not even close
        log.warning("the old vector index did not close: %s", error)
