"""Chroma collections, in a folder or on a server; the only module that imports Chroma.

What Chroma does badly is kept in mind here: it merges on upsert, accepts vectors of any model,
downloads a model where none are given, and takes 5,461 rows a call at most.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import numpy as np

from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from langchain_core.embeddings import Embeddings
    from langchain_core.vectorstores import VectorStore

    from corpus.catalogue import PassageKey, VectorBatch
    from retrieval.chroma_address import ChromaAddress

COLLECTION = "passages"
BATCH = 4000
SENT = 1000  # rows in one request to a server, which takes 40 MB at most
LISTED = 1000
# Seconds for an answer to whether the server lives, and for any other.
PATIENCE, SECONDS = 3.0, 30.0
# Vectors are found through the graph only once they are in it: a small buffer beside it keeps
# inserts fast, and the graph is written out seldom, since a kill in the middle can tear it.
CONFIGURATION = {
    "hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 128, "max_neighbors": 24}
}


class ServerDown(AccordingToError):
    """A Chroma server does not answer, or not as one."""


class Collection:
    """Vectors under the catalogue's passage ids, searched by cosine."""

    def __init__(
        self, client: Client, name: str, embeddings: Embeddings | None, *, batch: int = BATCH
    ) -> None:
        """Make a collection, or take the one that is there; ``batch`` rows are sent at once."""
        from langchain_chroma import Chroma

        self._client, self._batch = client, batch
        configuration = cast("Any", CONFIGURATION)
        self._collection = client.get_or_create_collection(
            name, configuration=configuration, embedding_function=None
        )
        self._store = Chroma(
            name,
            embedding_function=embeddings,
            client=client,
            collection_configuration=configuration,
        )

    @property
    def store(self) -> VectorStore:
        """The collection as LangChain's vector store."""
        return self._store

    def close(self) -> None:
        """Let the files, or the server, go."""
        self._client.close()

    def count(self) -> int:
        """Count the rows; cheap."""
        return self._collection.count()

    def ids(self) -> set[int]:
        """Give the ids of all rows."""
        return {int(id_) for id_ in self._collection.get(include=[])["ids"]}

    def add(self, batch: VectorBatch) -> None:
        """Put passages in; an id that is there already is left as it is."""
        for start in range(0, len(batch.ids), self._batch):
            part = slice(start, start + self._batch)
            # LangChain's ``add_texts`` would embed the texts again: it takes no vectors.
            self._collection.add(
                ids=[str(id_) for id_ in batch.ids[part]],
                embeddings=batch.matrix[part],
                documents=batch.texts[part],
                metadatas=[
                    {"article_id": article_id, "ordinal": ordinal}
                    for article_id, ordinal in batch.keys[part]
                ],
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Take rows out; ids that are not there do no harm."""
        for start in range(0, len(ids), self._batch):
            self._collection.delete(ids=[str(id_) for id_ in ids[start : start + self._batch]])

    def query(self, vector: np.ndarray, k: int) -> list[tuple[PassageKey, float]]:
        """Give the ``k`` nearest passages with their cosine similarity, best first."""
        found = self._store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k)
        return [
            ((str(each.metadata["article_id"]), int(each.metadata["ordinal"])), 1.0 - distance)
            for each, distance in found
        ]

    def vectors(self, ids: Iterable[int]) -> dict[int, np.ndarray]:
        """Give those of the rows that exist, with their vectors."""
        wanted = [str(id_) for id_ in ids]
        if not wanted:  # Chroma takes an empty list for a mistake
            return {}
        found = self._collection.get(wanted, include=["embeddings"])
        vectors = found["embeddings"]
        if vectors is None:
            return {}
        return {
            int(id_): np.asarray(vector, np.float32)
            for id_, vector in zip(found["ids"], vectors, strict=True)
        }


def in_folder(folder: Path, embeddings: Embeddings | None) -> Collection:
    """Open the collection in a folder of its own, which is made if need be."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    client = cast("Client", chromadb.PersistentClient(str(folder), settings))
    return Collection(client, COLLECTION, embeddings)


class Server:
    """A Chroma server: collections by their names. Raises ServerDown where it does not answer."""

    def __init__(self, address: ChromaAddress) -> None:
        import chromadb
        from chromadb.config import Settings

        beat(address)
        try:
            self._client = cast(
                "Client",
                chromadb.HttpClient(
                    address.base,
                    address.port,
                    address.tls,
                    address.headers(),
                    Settings(anonymized_telemetry=False),
                    address.tenant,
                    address.database,
                ),
            )
        except Exception as error:  # Chroma raises ValueError for whatever it does not like
            raise ServerDown(f"The Chroma server at {address} refuses us: {error}") from None
        # Chroma sets no time limit and closes no connection, and offers no way to do either.
        parts = [self._client, getattr(self._client, "_admin_client", None)]
        servers = [getattr(part, "_server", None) for part in parts]
        found = [getattr(server, "_session", None) for server in servers]
        self._sessions: list[Any] = [session for session in found if session is not None]
        for session in self._sessions:
            session.timeout = SECONDS

    def names(self, prefix: str) -> list[str]:
        """Give the names of the collections that begin so."""
        return [
            each.name
            for each in self._client.list_collections(limit=LISTED)
            if each.name.startswith(prefix)
        ]

    def collection(self, name: str, embeddings: Embeddings) -> Collection | None:
        """Give a collection, None where there is none of that name."""
        if name not in self.names(name):
            return None
        return Collection(self._client, name, embeddings, batch=SENT)

    def make(self, name: str, embeddings: Embeddings) -> Collection:
        """Make an empty collection, in place of any of that name."""
        self.drop(name)
        return Collection(self._client, name, embeddings, batch=SENT)

    def drop(self, name: str) -> None:
        """Delete a collection with all that is in it, if it is there."""
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._client.delete_collection(name)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()
        for session in self._sessions:
            session.close()


def is_gone(error: Exception) -> bool:
    """Tell whether it means that a collection is not there any more."""
    from chromadb.errors import NotFoundError

    return isinstance(error, NotFoundError)


def beat(address: ChromaAddress) -> None:
    """Ask a server whether it lives and has our database (ServerDown).

    Chroma's own client would wait for ever.
    """
    place = f"/tenants/{quote(address.tenant)}/databases/{quote(address.database)}"
    if _status(address, "/heartbeat") != HTTPStatus.OK:
        raise ServerDown(
            f"What answers at {address} is no Chroma server that lets us in: correct CHROMA_URL or "
            "CHROMA_KEY."
        )
    if _status(address, place) != HTTPStatus.OK:
        raise ServerDown(
            f"The Chroma server at {address} gives us no database {address.database} of a tenant "
            f"{address.tenant}: correct CHROMA_URL or CHROMA_KEY."
        )


def _status(address: ChromaAddress, path: str) -> int:
    kind = HTTPSConnection if address.tls else HTTPConnection
    connection = kind(address.host, address.port, timeout=PATIENCE)
    try:
        connection.request("GET", f"{address.path}/api/v2{path}", headers=address.headers())
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise ServerDown(
            f"The Chroma server at {address} does not answer ({error}): start it, or correct "
            "CHROMA_URL."
        ) from None
    finally:
        connection.close()
