"""Sources over all articles: one row for each identity, with every name that it goes by."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from corpus.catalogue.schema import articles, claims, sources, variants
from corpus.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

Identity = Callable[[Source], str]
"""Gives sources of different articles that are one and the same the same key."""


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """A source with all the names it goes by; the counts are of articles that are not removed."""

    id: int
    name: str
    kind: SourceKind
    role: str | None
    variants: tuple[str, ...]
    claims: int
    articles: int


def folded(name: str) -> str:
    """Give a name without case, accents, punctuation, a leading article and possessives."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
    ).casefold()
    plain = re.sub(r"['’]s\b|['’]", "", plain)
    words = re.findall(r"[^\W_]+", plain)
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


def by_name(source: Source) -> str:
    """Take sources of one kind and of one folded name for the same: the plainest identity."""
    return f"{source.kind.value}:{folded(source.name) or source.name}"


def enter(connection: Connection, found: Iterable[Source], identity: Identity) -> dict[Source, int]:
    """Give each source's id, entering those and the names that are new."""
    ids: dict[Source, int] = {}
    for source in dict.fromkeys(found):
        key = identity(source)
        row = connection.execute(select(sources).where(sources.c.key == key)).first()
        if row is None:
            values = {"key": key, "name": source.name, "kind": source.kind, "role": source.role}
            ids[source] = _inserted(connection, values)
        else:
            ids[source] = row.id
            _enrich(connection, row, source)
        _enter_variant(connection, ids[source], source.name)
    return ids


def _inserted(connection: Connection, values: dict[str, Any]) -> int:
    key = connection.execute(insert(sources).values(values)).inserted_primary_key
    assert key is not None  # noqa: S101 - an INSERT of one row always has one
    return int(key[0])


def _enrich(connection: Connection, row: Any, source: Source) -> None:  # noqa: ANN401 - a row
    """Let a source go by the fullest name and the latest role."""
    name = max(row.name, source.name, key=lambda name: len(name.split()))
    role = source.role or row.role
    if (name, role) != (row.name, row.role):
        connection.execute(
            update(sources).where(sources.c.id == row.id).values(name=name, role=role)
        )


def _enter_variant(connection: Connection, source_id: int, name: str) -> None:
    known = select(variants.c.name).where(
        variants.c.source_id == source_id, variants.c.name == name
    )
    if connection.execute(known).first() is None:
        values = {"source_id": source_id, "name": name, "folded": folded(name)}
        connection.execute(insert(variants).values(values))


def listed(connection: Connection, ids: Sequence[int] | None = None) -> list[CatalogueSource]:
    """Give the sources of these ids, or all, that speak in an article; most claims first."""
    counted = (
        select(
            sources.c.id,
            sources.c.name,
            sources.c.kind,
            sources.c.role,
            func.count().label("claims"),
            func.count(claims.c.article_id.distinct()).label("articles"),
        )
        .join(claims, claims.c.source_id == sources.c.id)
        .join(articles, articles.c.id == claims.c.article_id)
        .where(articles.c.removed_at.is_(None))
        .group_by(sources.c.id)
        .order_by(func.count().desc(), sources.c.name)
    )
    names = select(variants.c.source_id, variants.c.name).order_by(variants.c.name)
    if ids is not None:
        counted = counted.where(sources.c.id.in_(ids))
        names = names.where(variants.c.source_id.in_(ids))
    known: dict[int, list[str]] = defaultdict(list)
    for source_id, name in connection.execute(names):
        known[source_id].append(name)
    return [
        CatalogueSource(
            row.id,
            row.name,
            SourceKind(row.kind),
            row.role,
            tuple(known[row.id]),
            row.claims,
            row.articles,
        )
        for row in connection.execute(counted)
    ]


def found(connection: Connection, name: str) -> list[CatalogueSource]:
    """Give the sources that go by ``name`` or by a name that has all its words.

    Those whose name it is come first, then those with the most claims.
    """
    wanted = folded(name)
    if not wanted:
        return []
    ids: list[int] = []
    exact = variants.c.folded == wanted
    padded = " " + variants.c.folded + " "
    words = [padded.contains(f" {word} ", autoescape=True) for word in wanted.split()]
    for conditions in ([exact], words):
        matching = _ids(connection, conditions)
        rest = [source.id for source in listed(connection, matching) if source.id not in ids]
        ids += rest
    place = {id_: rank for rank, id_ in enumerate(ids)}
    return sorted(listed(connection, ids), key=lambda source: place[source.id])


def _ids(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[int]:
    wanted = select(variants.c.source_id).distinct().where(*conditions).limit(1000)
    return list(connection.execute(wanted).scalars())
