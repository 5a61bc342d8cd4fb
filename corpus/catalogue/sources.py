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
    """Give each source's id, entering those and the names that are new.

    A source goes by the fullest name that any article gives, and by the latest role.
    """
    keys = {source: identity(source) for source in dict.fromkeys(found)}
    known = _known(connection, keys.values())
    merged = {key: (row.name, row.role) for key, row in known.items()}
    new: dict[str, dict[str, Any]] = {}
    for source, key in keys.items():
        name, role = merged.get(key, (source.name, None))
        fullest = max(name, source.name, key=lambda each: len(each.split()))
        merged[key] = (fullest, source.role or role)
        if key not in known:
            new.setdefault(key, {"key": key, "kind": source.kind.value})
    for key, values in new.items():
        values["name"], values["role"] = merged[key]
    if new:
        connection.execute(insert(sources), list(new.values()))
    for key, row in known.items():
        if merged[key] != (row.name, row.role):
            name, role = merged[key]
            connection.execute(
                update(sources).where(sources.c.id == row.id).values(name=name, role=role)
            )
    ids = {key: row.id for key, row in _known(connection, keys.values()).items()}
    _enter_variants(connection, {(ids[key], source.name) for source, key in keys.items()})
    return {source: ids[key] for source, key in keys.items()}


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Any]:
    wanted = select(sources).where(sources.c.key.in_(set(keys)))
    return {row.key: row for row in connection.execute(wanted)}


def _enter_variants(connection: Connection, names: set[tuple[int, str]]) -> None:
    """Keep the names that sources go by."""
    pairs = select(variants.c.source_id, variants.c.name)
    known = connection.execute(pairs.where(variants.c.source_id.in_({id_ for id_, _ in names})))
    new = names - {(row.source_id, row.name) for row in known}
    if new:
        values = [
            {"source_id": id_, "name": name, "folded": folded(name)} for id_, name in sorted(new)
        ]
        connection.execute(insert(variants), values)


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
