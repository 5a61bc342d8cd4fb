"""What the vector index in a folder and the one on a server have in common."""

from __future__ import annotations

import logging
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from retrieval import probe

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from langchain_core.vectorstores import VectorStore

    from corpus.catalogue import Catalogue, Change, PassageKey
    from retrieval.chroma import Collection
    from retrieval.embeddings import Embedder

    Progress = Callable[[int, int | None], None]

log = logging.getLogger(__name__)

MOST_DEAD = 0.3  # Chroma never reclaims what is deleted, and its graph grows worse with it
TELL_EVERY = 10.0  # seconds between two lines about how far a rebuild is
WORTH_MENDING = 0.3  # where more than this is missing, filling anew is as fast


class VectorIndex:
    """Nearest neighbours among the passages of the catalogue; threads may share it.

    It opens itself at the first use, and is then brought in line with the catalogue. Nothing is
    embedded for it. Raises ModelError where another model made the catalogue's vectors.
    """

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self._vectors = catalogue.vectors
        self._embedder = embedder
        self._opening = RLock()
        self._collection: Collection | None = None
        self._building = False
        self._closing = False
        self._filled_to: tuple[int, int] = (0, 0)
        self._rebuilt: str | None = None
        self._failure: str | None = None

    @property
    def rebuilt(self) -> str | None:
        """Why the index was last rebuilt since it was opened, None where it was not."""
        return self._rebuilt

    @property
    def failure(self) -> str | None:
        """What went wrong, where the index is out of use; else None."""
        return self._failure

    @property
    def remedy(self) -> str:
        """What to do where the index is out of use."""
        return "run `accordingto rebuild`"

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
    def progress(self) -> tuple[int, int] | None:
        """How many passages of how many a rebuild has put in; None where there is none."""
        return self._filled_to if self._building else None

    @property
    def store(self) -> VectorStore:
        """The index as LangChain's vector store."""
        self.open()
        if self._collection is None:
            raise RuntimeError(self._failure or "the index is closed")
        return self._collection.store

    def open(self, progress: Progress | None = None) -> None:
        """Open the index and bring it in line with the catalogue."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Open it before a change; raises as ``open`` does."""
        self.open()

    def apply(self, change: Change) -> None:
        """Follow a change of the catalogue that has been committed.

        Never raises for the index's own sake: it is brought in line later.
        """
        raise NotImplementedError

    def rebuild(self, progress: Progress | None = None) -> None:
        """Fill a new index from the catalogue's vectors and swap it in."""
        raise NotImplementedError

    def look(self) -> None:
        """Bring the index in line where that is due; called now and then."""

    def close(self) -> None:
        """Let it go."""
        raise NotImplementedError

    def query(self, vector: np.ndarray, k: int) -> list[tuple[PassageKey, float]]:
        """Give the ``k`` nearest passages with their cosine similarity, best first.

        While the index is being rebuilt, and after it failed, there are none.
        """
        if self._building:
            return []
        self._open_to_ask()
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

    def _open_to_ask(self) -> None:
        self.open()

    def differs(self) -> bool:
        """Tell whether the index holds other passages than the catalogue."""
        self.open()
        return self._collection is None or self._collection.ids() != self._vectors.ids()

    def _fail(self, error: Exception) -> None:
        raise NotImplementedError

    def _require_one_model(self) -> None:
        others = self._vectors.models() - {self._embedder.fingerprint}
        if others:
            raise ModelError(
                f"The corpus was embedded by {', '.join(sorted(others))} and the model now is "
                f"{self._embedder.fingerprint}: run `accordingto rebuild` to embed it anew, "
                "or set EMBEDDING_MODEL as it was."
            )

    def _mended(self, collection: Collection, dead: int) -> str | None:
        """Mend small differences; say what is wrong where that is not enough."""
        wanted, found = self._vectors.ids(), collection.ids()
        missing, left = wanted - found, found - wanted
        if len(missing) + len(left) > WORTH_MENDING * max(len(wanted), 100):
            return f"{len(missing)} passages were missing and {len(left)} left over"
        if dead > MOST_DEAD * max(len(wanted), 1000):
            return f"{dead} deleted passages took up room"
        sample = probe.sampled(found & wanted)
        for batch in self._vectors.batches(sample):
            why = probe.wrong(collection, dict(zip(batch.ids, batch.matrix, strict=True)))
            if why is not None:
                return why
        collection.delete(sorted(left))
        for batch in self._vectors.batches(missing):
            collection.add(batch)
        return None

    def _filled(self, collection: Collection, progress: Progress | None) -> Collection:
        """Fill an empty collection from the catalogue."""
        wanted, done, told = self._vectors.ids(), 0, monotonic()
        self._filled_to = 0, len(wanted)
        for batch in self._vectors.batches(wanted):
            if self._closing:
                raise InterruptedError("it was closed while it was filled")
            collection.add(batch)
            done += len(batch.ids)
            self._filled_to = done, len(wanted)
            if progress is not None:
                progress(done, len(wanted))
            if monotonic() - told > TELL_EVERY:
                told = monotonic()
                log.info("The vector index has %d of %d passages.", done, len(wanted))
        return collection


def close_quietly(collection: Collection) -> None:
    """Close a collection that may be damaged so that it does not even close."""
    try:
        collection.close()
    except Exception as error:
        log.warning("the old vector index did not close: %s", error)
