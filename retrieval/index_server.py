"""The vector index on a Chroma server, which several processes share.

Which collection is in use, and whose model filled it, is kept in the catalogue. Whoever changes
the collection is alone at it among all processes, and looks up in the catalogue what is true of
the passages in question then: so it does not matter in which order the processes come.
"""

from __future__ import annotations

import json
import logging
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError, ModelError, StoreBusy
from retrieval import chroma
from retrieval.index_base import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np

    from corpus.catalogue import Catalogue, Change, PassageKey
    from retrieval.chroma import Collection, Server
    from retrieval.chroma_address import ChromaAddress
    from retrieval.embeddings import Embedder

    Progress = Callable[[int, int | None], None]

log = logging.getLogger(__name__)

SETTING, ALONE = "chroma", "vector index"
# Seconds: how long whoever asks waits while another process opens or fills the index, and how
# long a change waits for its turn.
ASKING, CHANGING = 5.0, 900.0
# Between two tries to reach a server that failed, doubled each time.
FIRST_RETRY, LAST_RETRY = 2.0, 60.0


@dataclass(frozen=True, slots=True)
class _Current:
    """The collection in use, the model that filled it, and how many rows were taken out of it."""

    name: str
    model: str
    dead: int = 0


class ServerIndex(VectorIndex):
    """A vector index on a server. While that does not answer, searches give nothing."""

    def __init__(self, address: ChromaAddress, catalogue: Catalogue, embedder: Embedder) -> None:
        super().__init__(catalogue, embedder)
        self._address = address
        self._catalogue = catalogue
        self._server: Server | None = None
        self._name = ""
        self._closed = False
        self._retry_at, self._pause = 0.0, FIRST_RETRY

    def open(self, progress: Progress | None = None) -> None:
        """Reach the server and bring the collection in line with the catalogue.

        After a failure not before some time has passed.
        """
        if not self._wants_opening():
            return
        with self._opening:
            if self._wants_opening():
                self._require_one_model()
                with self._tried(), self._alone(ASKING):
                    self._open(progress)

    def query(self, vector: np.ndarray, k: int) -> list[tuple[PassageKey, float]]:
        """Give the ``k`` nearest passages; where another process filled a new collection, there."""
        before = self._name
        found = super().query(vector, k)
        if not found and before and self._collection is None and self._failure is None:
            return super().query(vector, k)
        return found

    def apply(self, change: Change) -> None:
        """Follow a change of the catalogue that has been committed.

        Never raises for the index's own sake: it is brought in line later.
        """
        touched = {*change.gone, *change.entered.ids}
        with self._opening:
            if not touched or (self._failure is not None and not self._is_due()):
                return
            with self._tried(), self._alone(CHANGING):
                self._follow()
                if self._collection is None:
                    self._open(None)
                else:
                    self._put_right(self._collection, touched)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Fill a new collection from the catalogue's vectors and swap it in."""
        with self._opening:
            self._require_one_model()
            self._failure, self._retry_at = None, 0.0
            with self._tried(), self._alone(CHANGING):
                self._connected()
                self._fill_anew(progress)
            if self._failure is not None:
                raise AccordingToError(f"The vector index was not rebuilt: {self._failure}")

    def look(self) -> None:
        """Bring the collection in line where another process left it otherwise, or it failed."""
        self.open()
        collection = self._collection
        if collection is None:
            return
        with self._opening, self._tried():
            if collection.count() == self._catalogue.passage_count():
                return
            with self._alone(ASKING):
                self._follow()
                self._open(None)

    @property
    def remedy(self) -> str:
        """What to do where the index is out of use."""
        return (
            f"it is tried again by itself; see that the Chroma server at {self._address} runs. "
            "Until then only words are searched"
        )

    def close(self) -> None:
        """Let the server go."""
        with self._opening:
            self._closed, self._failure = True, self._failure or "it was closed"
            self._forget()

    def _wants_opening(self) -> bool:
        return self._collection is None and self._is_due()

    def _is_due(self) -> bool:
        return not self._closed and monotonic() >= self._retry_at

    @contextmanager
    def _tried(self) -> Iterator[None]:
        """Note what goes wrong in the body, and when to try again."""
        try:
            yield
        except ModelError:
            raise
        except StoreBusy as busy:
            log.info("%s", busy)
            self._retry_at = monotonic() + FIRST_RETRY
        except Exception as error:  # Chroma's own errors have no common base
            self._fail(error)
        else:
            if self._collection is not None:
                self._failure, self._retry_at, self._pause = None, 0.0, FIRST_RETRY

    @contextmanager
    def _alone(self, patience: float) -> Iterator[None]:
        with self._catalogue.alone(ALONE, patience) as alone:
            if not alone:
                raise StoreBusy("Another process is filling the vector index.")
            yield

    def _open(self, progress: Progress | None) -> None:
        """Take the collection that is in use, or fill one; whoever calls this is alone at it."""
        server, current = self._connected(), self._current()
        why = "there was none"
        if current is not None:
            found, why = self._usable(server, current)
            if found is not None:
                self._collection, self._name = found, current.name
                return
        if self._vectors.ids():
            log.warning("The vector index is filled anew: %s.", why)
            self._rebuilt = why
        self._fill_anew(progress)

    def _usable(self, server: Server, current: _Current) -> tuple[Collection | None, str]:
        if current.model != self._embedder.fingerprint:
            return None, "another model filled it"
        found = server.collection(current.name, self._embedder)
        if found is None:
            return None, "the server does not have it"
        why = self._mended(found, current.dead)
        return (found, "") if why is None else (None, why)

    def _put_right(self, collection: Collection, touched: set[int]) -> None:
        """Let the collection have of some passages those that are visible now."""
        visible = self._vectors.visible(touched)
        gone = sorted(touched - visible)
        collection.delete(gone)
        for batch in self._vectors.batches(visible):
            collection.add(batch)
        current = self._current()
        if gone and current is not None:
            self._note(replace(current, dead=current.dead + len(gone)))

    def _follow(self) -> None:
        """Let a collection go that another process put a new one in the place of."""
        current = self._current()
        if current is None or current.name != self._name:
            self._collection, self._name = None, ""

    def _fill_anew(self, progress: Progress | None) -> None:
        server, before = self._connected(), self._current()
        stem, number = self._next_name(before)
        name = f"{stem}{number}"
        self._building = True
        try:
            collection = self._filled(server.make(name, self._embedder), progress)
            self._note(_Current(name, self._embedder.fingerprint))
            self._collection, self._name = collection, name
        finally:
            self._building = False
        for other in server.names(stem):
            if other != name:
                server.drop(other)

    def _next_name(self, before: _Current | None) -> tuple[str, int]:
        """Give what the names of our collections begin with, and the number of the next.

        Several corpora may be on one server.
        """
        if before is None:
            return f"accordingto-{secrets.token_hex(6)}-", 1
        stem, _, number = before.name.rpartition("-")
        return f"{stem}-", int(number) + 1

    def _connected(self) -> Server:
        if self._server is None:
            self._server = chroma.Server(self._address)
        return self._server

    def _current(self) -> _Current | None:
        kept = self._catalogue.setting(SETTING)
        return None if kept is None else _Current(**json.loads(kept))

    def _note(self, current: _Current) -> None:
        self._catalogue.set(SETTING, json.dumps(asdict(current)))

    def _fail(self, error: Exception) -> None:
        """Leave the index alone for a while; a collection that was swapped is looked up at once."""
        self._collection = None
        if chroma.is_gone(error):
            self._name = ""
            return
        log.error("The vector index failed; the next try is in %.0f s: %s", self._pause, error)
        self._failure = str(error) or type(error).__name__
        self._retry_at = monotonic() + self._pause
        self._pause = min(2 * self._pause, LAST_RETRY)
        self._forget()

    def _forget(self) -> None:
        self._collection, self._name = None, ""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.close()
            except Exception as error:
                log.debug("the way to the Chroma server did not close: %s", error)
