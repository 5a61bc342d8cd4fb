"""The vector index: Chroma as a cache of the catalogue's vectors, mended whenever it differs.

``folder/current`` names the sub-folder that is in use, whose model filled it, the digests of the
graph's files as they were last written, and, after an orderly close, those of all files.
Rebuilding fills a new sub-folder and then changes ``current``, which is atomic; what is not named
there is swept away.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError
from retrieval import health, marker, probe
from retrieval.index_base import VectorIndex, close_quietly
from retrieval.marker import Marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from corpus.catalogue import Catalogue, Change
    from retrieval.chroma import Collection
    from retrieval.embeddings import Embedder

    Progress = Callable[[int, int | None], None]

log = logging.getLogger(__name__)

NEW = "new"  # what is wrong with the index of an empty catalogue: nothing
ASKING = 3.0  # seconds that a question waits for an index that is being opened
FIRST_RETRY, LAST_RETRY = 15.0, 600.0  # seconds between two tries to rebuild what failed


class Index(VectorIndex):
    """A vector index in a folder: rebuilt where it is damaged, mended where rows are missing.

    While one thread opens or rebuilds it, questions get nothing from it and changes do not wait:
    that thread looks at the catalogue again before it ends.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: Embedder) -> None:
        super().__init__(catalogue, embedder)
        self._folder = folder
        self._passages = catalogue.passage_count
        self._marker = Marker("", "", 0, {})
        self._last = 0  # the highest number of a sub-folder
        self._written: dict[Path, tuple[int, int]] = {}
        self._noting = Lock()
        self._busy = False  # somebody opens or fills it,
        self._behind = False  # and the catalogue changed since they began
        self._retry_at, self._pause = 0.0, FIRST_RETRY

    def open(self, progress: Progress | None = None) -> None:
        """Open the index and bring it in line with the catalogue."""
        with self._opening:
            if self._collection is not None or self._failure is not None:
                return
            self._require_one_model()
            with self._at_work():
                self._folder.mkdir(parents=True, exist_ok=True)
                collection, why = self._found()
                if collection is not None:
                    self._use(collection)
                else:
                    self._make(why, progress)
                self._sweep()

    def prepare(self) -> None:
        """Open it before a change, unless somebody is at it; raises as ``open`` does."""
        if self._busy:
            self._require_one_model()
        else:
            self.open()

    def apply(self, change: Change) -> None:
        """Follow a change of the catalogue that has been committed.

        Never raises for the index's own sake: it is brought in line later.
        """
        with self._noting:
            if self._busy:
                self._behind = True
                return
        with self._opening:
            self.open()
            if self._collection is None:
                return
            try:
                self._collection.delete(change.gone)
                self._collection.add(change.entered)
                self._note(len(change.gone))
            except Exception as error:  # see query
                self._fail(error)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Fill a new index from the catalogue's vectors and swap it in.

        AccordingToError where that fails; an index that was in use still is.
        """
        with self._opening:
            self._require_one_model()
            self._failure = None
            with self._at_work():
                self._folder.mkdir(parents=True, exist_ok=True)
                self._require_room()
                self._fill_anew(progress)
                self._sweep()
            if self._failure is not None:
                raise AccordingToError(f"The vector index was not rebuilt: {self._failure}.")

    def look(self) -> None:
        """Rebuild the index where it failed or a file of it runs away, if there is room for it."""
        if self._busy or self._closing:
            return
        if self._collection is not None and self._runs_away(self._marker.name):
            with self._opening:
                self._fail(RuntimeError("a file of it grew without end"))
        if self._failure is None or monotonic() < self._retry_at:
            return
        with self._opening:
            if self._failure is not None:  # another thread may have mended it meanwhile
                if self._waits_for_room():
                    return
                why, self._failure = self._failure, None
                with self._at_work():
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._make(why, None)

    def _waits_for_room(self) -> bool:
        """Tell whether there is no room to make it anew, and note that.

        That is cheap and no attempt: once there is room nobody waits for the next one.
        """
        with suppress(OSError):
            Marker.forget(self._folder)
            self._sweep()  # its room may be wanted
        short = self._short_of_room()
        if short is not None:
            self._failure = short
        return short is not None

    def close(self) -> None:
        """Close the index and note that its files are whole."""
        self._closing = True
        with self._opening:
            collection, self._collection = self._collection, None
            self._failure = self._failure or "it was closed"
            if collection is None:
                return
            collection.close()
            self._marker.closed(self._folder).write(self._folder)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Let nobody wait for what the body does; where it fails the index is out of use."""
        with self._noting:
            self._busy, self._behind = True, False
        before = self._collection
        try:
            yield
        except Exception as error:  # see query
            self._fail(error)
            self._collection = before
        finally:
            with self._noting:
                self._busy = False

    def _open_to_ask(self) -> None:
        # Words alone are a better answer than none for as long as a rebuild takes.
        opened = self._collection is not None or self._failure is not None
        if not opened and self._opening.acquire(timeout=ASKING):
            try:
                self.open()
            finally:
                self._opening.release()

    def _found(self) -> tuple[Collection | None, str]:
        """Open what is there; else say why it cannot be used."""
        found = Marker.read(self._folder)
        if found is None:
            return None, "there was none" if self._vectors.ids() else NEW
        why = self._damage(found)
        return (None, why) if why is not None else self._opened(found)

    def _damage(self, found: Marker) -> str | None:
        """Say what is wrong with the files, None where they can be opened."""
        if found.model != self._embedder.fingerprint:
            return "another model filled it"
        if self._runs_away(found.name):
            return "a file of it grew without end"
        if found.files:
            return None if found.is_whole(self._folder) else "its files were changed"
        # It was not closed. What is torn can crash or hang whoever opens it, now or at some search
        # later: the graph must be as it was last written, and another process opens it first.
        if not found.has_graph(self._folder):
            return "its graph was not written in full, or was changed"
        return probe.in_subprocess(self._folder / found.name, self._largest())

    def _opened(self, found: Marker) -> tuple[Collection | None, str]:
        from retrieval.chroma import in_folder

        collection, why = None, None
        try:
            collection = in_folder(self._folder / found.name, self._embedder)
            why = self._mended(collection, found.dead)
        except Exception as error:  # see query
            why = f"{type(error).__name__}: {error}"
        if why is None:
            self._marker = replace(found, files={})
            self._note(0, always=True)
            return collection, ""
        if collection is not None:
            close_quietly(collection)
        return None, why

    def _make(self, why: str, progress: Progress | None) -> None:
        """Fill the index anew in the place of what cannot be used."""
        if why != NEW:
            log.warning("The vector index is rebuilt: %s.", why)
            self._rebuilt = why
            Marker.forget(self._folder)
            self._sweep()  # its room may be wanted
            self._require_room()
        self._fill_anew(progress)

    def _fill_anew(self, progress: Progress | None) -> None:
        from retrieval.chroma import in_folder

        self._building = True
        name, was = self._new_name(), self._marker
        try:
            collection = self._filled(in_folder(self._folder / name, self._embedder), progress)
            self._marker = Marker(name, self._embedder.fingerprint, 0, {})
            self._note(0, always=True)
            before = self._collection
            self._use(collection)
            if before is not None:
                close_quietly(before)
            self._pause = FIRST_RETRY
        except BaseException:
            self._marker = was
            shutil.rmtree(self._folder / name, ignore_errors=True)
            raise
        finally:
            self._building = False

    def _use(self, collection: Collection) -> None:
        """Bring a collection in line with what changed since it was looked at, and use it."""
        while True:
            with self._noting:
                if not self._behind:
                    self._collection, self._busy = collection, False
                    return
                self._behind = False
            wanted, found = self._vectors.ids(), collection.ids()
            left = sorted(found - wanted)
            collection.delete(left)
            for batch in self._vectors.batches(wanted - found):
                collection.add(batch)
            self._note(len(left))

    def _note(self, gone: int, *, always: bool = False) -> None:
        """Keep how many rows were taken out, and the graph as it was written."""
        now = marker.written(self._folder / self._marker.name)
        changed = self._marker.with_dead(gone)
        if now != self._written or changed.graph is None:
            changed = changed.with_graph(self._folder)
            self._written = now
        if always or changed != self._marker:
            self._marker = changed
            changed.write(self._folder)

    def _new_name(self) -> str:
        """Give a name that none had before: Chroma keeps what it has opened, by its path."""
        self._last = max(self._last, *self._numbers(), 0) + 1
        return str(self._last)

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]

    def _sweep(self) -> None:
        """Delete the sub-folders that are not in use."""
        used = Marker.read(self._folder)
        self._last = max(self._last, *self._numbers(), 0)
        for path in self._folder.iterdir():
            if path.is_dir() and (used is None or path.name != used.name):
                shutil.rmtree(path, ignore_errors=True)

    def _largest(self) -> int:
        return probe.largest_file(self._passages())

    def _runs_away(self, name: str) -> bool:
        """Tell whether a file of a sub-folder is larger than any can be."""
        size = marker.largest(self._folder / name)
        return size > probe.FILE_BYTES and size > self._largest()

    def _require_room(self) -> None:
        """Fill no disk to its end: the inbox is on it too (AccordingToError)."""
        short = self._short_of_room()
        if short is not None:
            raise AccordingToError(short)

    def _short_of_room(self) -> str | None:
        return health.short_of_room(self._folder, self._passages())

    def _fail(self, error: Exception) -> None:
        """Leave the index alone until ``look`` or the next start makes it anew.

        After a full disk a second attempt on the same files can block for good.
        """
        if self._closing:
            return
        ours = isinstance(error, AccordingToError)
        why = str(error) if ours else f"{type(error).__name__}: {error}"
        log.error("The vector index failed; until it is made anew only words are searched: %s", why)
        self._failure = why
        self._collection = None
        self._retry_at = monotonic() + self._pause
        self._pause = min(2 * self._pause, LAST_RETRY)
        with suppress(OSError):  # where nothing can be written the next start finds it out
            Marker.forget(self._folder)
