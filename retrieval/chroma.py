"""One Chroma collection in a folder of its own; the only module that imports Chroma.

What Chroma does badly is kept in mind here: it merges on upsert, accepts vectors of any model,
downloads a model where none are given, and takes 5,461 rows a call at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from langchain_core.embeddings import Embeddings
    from langchain_core.vectorstores import VectorStore

    from corpus.catalogue import PassageKey, VectorBatch

COLLECTION = "passages"
BATCH = 4000
# Vectors are found through the graph only once they are in it: a small buffer beside it keeps
# inserts fast, and the graph is written out seldom, since a kill in the middle can tear it.
CONFIGURATION = {
    "hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 128, "max_neighbors": 24}
}


class Collection:
    """Vectors under the catalogue's passage ids, searched by cosine."""

    def __init__(self, folder: Path, embeddings: Embeddings | None) -> None:
        import chromadb
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        settings = Settings(anonymized_telemetry=False)
        self._client = cast("Client", chromadb.PersistentClient(str(folder), settings))
        configuration = cast("Any", CONFIGURATION)
        self._collection = self._client.get_or_create_collection(
            COLLECTION, configuration=configuration, embedding_function=None
        )
        self._store = Chroma(
            COLLECTION,
            embedding_function=embeddings,
            client=self._client,
            collection_configuration=configuration,
        )

    @property
    def store(self) -> VectorStore:
        """The collection as LangChain's vector store."""
        return self._store

    def close(self) -> None:
        """Let the files go."""
        self._client.close()

    def ids(self) -> set[int]:
        """Give the ids of all rows."""
        return {int(id_) for id_ in self._collection.get(include=[])["ids"]}

    def add(self, batch: VectorBatch) -> None:
        """Put passages in; an id that is there already is left as it is."""
        for start in range(0, len(batch.ids), BATCH):
            part = slice(start, start + BATCH)
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
        for start in range(0, len(ids), BATCH):
            self._collection.delete(ids=[str(id_) for id_ in ids[start : start + BATCH]])

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
