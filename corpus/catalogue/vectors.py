"""The passages' vectors: what the vector index is filled from and brought in line with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from corpus.catalogue import rows
from corpus.catalogue import schema as t
from corpus.catalogue.records import vector_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np

    from corpus.catalogue.engine import Database
    from corpus.catalogue.lexical import Words
    from corpus.catalogue.records import VectorBatch

BATCH = 4000  # vectors read at once: 6 MB, and under Chroma's limit of 5,461 a call


class Vectors:
    """The vectors that the catalogue keeps; passages go by the catalogue's own ids."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self) -> set[int]:
        """Give the ids of the passages of visible articles."""
        wanted = select(t.passages.c.id).select_from(t.passages.join(t.articles))
        with self._database.reading() as connection:
            return set(connection.execute(rows.visible(wanted)).scalars())

    def visible(self, ids: Iterable[int]) -> set[int]:
        """Give those of the passages that are there and whose article is not removed."""
        wanted = select(t.passages.c.id).select_from(t.passages.join(t.articles))
        ordered, found = sorted(ids), set[int]()
        with self._database.reading() as connection:
            for start in range(0, len(ordered), BATCH):
                part = t.passages.c.id.in_(ordered[start : start + BATCH])
                found |= set(connection.execute(rows.visible(wanted.where(part))).scalars())
        return found

    def batches(self, ids: Iterable[int]) -> Iterator[VectorBatch]:
        """Give those of the passages that exist, ``BATCH`` at a time, in the order of ids."""
        ordered = sorted(ids)
        for start in range(0, len(ordered), BATCH):
            with self._database.reading() as connection:
                batch = rows.batch(connection, ordered[start : start + BATCH])
            yield batch

    def models(self) -> set[str]:
        """Give the fingerprints of the models that made the vectors; more than one is wrong."""
        used = select(t.passages.c.id).where(t.passages.c.model_id == t.models.c.id).exists()
        with self._database.reading() as connection:
            return set(connection.execute(select(t.models.c.fingerprint).where(used)).scalars())

    def of_other_models(self, fingerprint: str) -> list[int]:
        """Give the passages, those of removed articles too, whose vector another model made."""
        wanted = select(t.passages.c.id).join(t.models).where(t.models.c.fingerprint != fingerprint)
        with self._database.reading() as connection:
            return list(connection.execute(wanted.order_by(t.passages.c.id)).scalars())

    def words(self, ids: Sequence[int]) -> list[Words]:
        """Give passages as (id, title of the article, words), in the order of their ids."""
        with self._database.reading() as connection:
            return rows.words(connection, t.passages.c.id.in_(ids))

    def replace(self, ids: Sequence[int], matrix: np.ndarray, fingerprint: str) -> None:
        """Replace the vectors of passages, in one transaction."""
        with self._database.writing() as connection:
            model_id = rows.model_id(connection, fingerprint)
            for id_, vector in zip(ids, matrix, strict=True):
                connection.execute(
                    update(t.passages)
                    .where(t.passages.c.id == id_)
                    .values(model_id=model_id, vector=vector_bytes(vector))
                )
