"""What the catalogue does with rows inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVarTuple

import numpy as np
from sqlalchemy import insert, select, update

from corpus.catalogue import lexical
from corpus.catalogue import schema as t
from corpus.catalogue.records import Entry, PassageKey, VectorBatch, matrix_of, vector_bytes
from corpus.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from corpus.catalogue.lexical import Words

Columns = TypeVarTuple("Columns")
NOTHING = VectorBatch([], [], [], np.zeros((0, 0), np.float32))


def visible(query: Select[*Columns]) -> Select[*Columns]:
    """Leave removed articles out of a query that reads ``articles``."""
    return query.where(t.articles.c.removed_at.is_(None))


def require(connection: Connection, ids: Sequence[str], *, removed: bool) -> None:
    """Raise NotFound where an article is not there, or not in the state that is asked for."""
    rows = connection.execute(
        select(t.articles.c.id, t.articles.c.removed_at).where(t.articles.c.id.in_(ids))
    )
    state = {row.id: row.removed_at is not None for row in rows}
    for id_ in ids:
        if id_ not in state:
            raise NotFound(f"There is no article {id_}.")
        if state[id_] and not removed:
            raise NotFound(f"The article {id_} was removed; it can be restored.")
        if removed and not state[id_]:
            raise NotFound(f"The article {id_} is not removed.")


def mark(connection: Connection, ids: Sequence[str], removed_at: str | None) -> None:
    """Write when articles were removed, None for those that are not."""
    connection.execute(
        update(t.articles).where(t.articles.c.id.in_(ids)).values(removed_at=removed_at)
    )


def words(connection: Connection, condition: ColumnElement[bool]) -> list[Words]:
    """Give passages as (id, title of the article, words), in the order of their ids."""
    columns = (t.passages.c.id, t.passages.c.article_id, t.passages.c.start, t.passages.c.end)
    rows = connection.execute(select(*columns).where(condition).order_by(t.passages.c.id)).all()
    articles = _texts(connection, {row.article_id for row in rows})
    return [
        (row.id, articles[row.article_id][0], articles[row.article_id][1][row.start : row.end])
        for row in rows
    ]


def words_of(connection: Connection, article_ids: Sequence[str]) -> list[Words]:
    """Give the passages of articles as ``words`` does."""
    return words(connection, t.passages.c.article_id.in_(article_ids))


def _texts(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give each article's title and text: a passage is cut out here, once for its article."""
    columns = (t.articles.c.id, t.articles.c.title, t.articles.c.text)
    rows = connection.execute(select(*columns).where(t.articles.c.id.in_(list(ids))))
    return {row.id: (row.title, row.text) for row in rows}


def batch(connection: Connection, ids: Sequence[int]) -> VectorBatch:
    """Give those of the passages that exist, with their vectors."""
    found = select(t.passages).where(t.passages.c.id.in_(ids)).order_by(t.passages.c.id)
    rows = connection.execute(found).all()
    texts = {id_: body for id_, _, body in words(connection, t.passages.c.id.in_(ids))}
    return VectorBatch(
        [row.id for row in rows],
        [(row.article_id, row.ordinal) for row in rows],
        [texts[row.id] for row in rows],
        matrix_of([row.vector for row in rows]),
    )


def joined(batches: Sequence[VectorBatch], gone: set[int]) -> VectorBatch:
    """Join batches, leaving out what is ``gone``: an article may come twice in one call."""
    if not batches:
        return NOTHING
    ids = [id_ for each in batches for id_ in each.ids]
    keep = [place for place, id_ in enumerate(ids) if id_ not in gone]
    keys = [key for each in batches for key in each.keys]
    texts = [text for each in batches for text in each.texts]
    filled = [each.matrix for each in batches if each.ids]
    if not filled:
        return NOTHING
    return VectorBatch(
        [ids[place] for place in keep],
        [keys[place] for place in keep],
        [texts[place] for place in keep],
        np.concatenate(filled)[keep],
    )


def enter_words_anew(connection: Connection) -> None:
    """Fill the lexical index anew."""
    ids = connection.execute(visible(select(t.articles.c.id))).scalars().all()
    lexical.fill(connection, (words_of(connection, [id_]) for id_ in ids))


def keys(connection: Connection, ids: Sequence[int]) -> dict[int, PassageKey]:
    """Give the keys of those of the passages that exist."""
    columns = (t.passages.c.id, t.passages.c.article_id, t.passages.c.ordinal)
    rows = connection.execute(select(*columns).where(t.passages.c.id.in_(ids)))
    return {row.id: (row.article_id, row.ordinal) for row in rows}


def model_id(connection: Connection, fingerprint: str) -> int:
    """Give the id of an embedding model, entering it if it is new."""
    known = select(t.models.c.id).where(t.models.c.fingerprint == fingerprint)
    found = connection.execute(known).scalar()
    if found is None:
        connection.execute(insert(t.models).values(fingerprint=fingerprint))
        found = connection.execute(known).scalar_one()
    return int(found)


def put_passages(connection: Connection, entry: Entry) -> VectorBatch:
    """Enter the passages of an article, their vectors and their words."""
    model = model_id(connection, entry.embedded_by)
    rows = [
        {
            "article_id": entry.article.id,
            "ordinal": passage.ordinal,
            "start": passage.span.start,
            "end": passage.span.end,
            "model_id": model,
            "vector": vector_bytes(vector),
        }
        for passage, vector in zip(entry.passages, entry.vectors, strict=True)
    ]
    if not rows:
        return NOTHING
    connection.execute(insert(t.passages), rows)
    entered = words_of(connection, [entry.article.id])
    lexical.enter(connection, entered)
    own_keys = [(passage.article_id, passage.ordinal) for passage in entry.passages]
    return VectorBatch(
        [id_ for id_, _, _ in entered], own_keys, [body for _, _, body in entered], entry.vectors
    )
