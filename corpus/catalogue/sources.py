"""Sources over all articles, as they are read: who speaks, how often, by which names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.catalogue.records import article_of, claim_of
from corpus.catalogue.schema import articles, claims, sources, variants
from corpus.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from corpus.model import Article, Claim


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """A source with all the names it goes by; the counts are of articles that are not removed.

    ``place`` tells it from others of its name (the police of Aldery), None where the name does.
    ``linked`` are the ids of those that stand for it or that it stands for: a capital and its
    government.
    """

    id: int
    name: str
    kind: SourceKind
    role: str | None
    variants: tuple[str, ...]
    claims: int
    articles: int
    place: str | None = None
    linked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as the catalogue calls it, without what has to be counted."""

    id: int
    name: str
    kind: SourceKind
    role: str | None
    place: str | None


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


def listed(connection: Connection, ids: Sequence[int] | None = None) -> list[CatalogueSource]:
    """Give the sources of these ids, or all, that speak in an article; most claims first."""
    counted = (
        select(
            *(sources.c[name] for name in ("id", "name", "kind", "role", "place", "link")),
            func.count().label("claims"),
            func.count(claims.c.article_id.distinct()).label("articles"),
        )
        .join(claims, claims.c.source_id == sources.c.id)
        .join(articles, articles.c.id == claims.c.article_id)
        .where(articles.c.removed_at.is_(None))
        .group_by(sources.c.id)
        .order_by(func.count().desc(), sources.c.name)
    )
    if ids is not None:
        counted = counted.where(sources.c.id.in_(ids))
    names, linked = _names(connection, ids), _linked(connection)
    return [
        CatalogueSource(
            row.id,
            row.name,
            SourceKind(row.kind),
            row.role,
            tuple(names[row.id]),
            row.claims,
            row.articles,
            row.place,
            tuple(id_ for id_ in linked.get(row.link, ()) if id_ != row.id),
        )
        for row in connection.execute(counted)
    ]


def _names(connection: Connection, ids: Sequence[int] | None) -> dict[int, list[str]]:
    wanted = select(variants.c.source_id, variants.c.name).order_by(variants.c.name)
    if ids is not None:
        wanted = wanted.where(variants.c.source_id.in_(ids))
    known: dict[int, list[str]] = defaultdict(list)
    for source_id, name in connection.execute(wanted):
        known[source_id].append(name)
    return known


def _linked(connection: Connection) -> dict[str, list[int]]:
    """Give the ids of the sources under each link that speak somewhere."""
    speaks = select(claims.c.source_id).where(claims.c.source_id == sources.c.id).exists()
    wanted = select(sources.c.link, sources.c.id).where(sources.c.link.is_not(None), speaks)
    linked: dict[str, list[int]] = defaultdict(list)
    for link, id_ in connection.execute(wanted.order_by(sources.c.id)):
        linked[link].append(id_)
    return linked


def speakers(connection: Connection, article_id: str) -> dict[Source, Speaker]:
    """Give for each source of an article, as the article names it, the one that it is."""
    named = (claims.c.source_name, claims.c.source_kind, claims.c.source_role)
    wanted = (
        select(*named, *(sources.c[name] for name in ("id", "name", "kind", "role", "place")))
        .join(sources, sources.c.id == claims.c.source_id)
        .where(claims.c.article_id == article_id)
        .distinct()
    )
    return {
        Source(row.source_name, SourceKind(row.source_kind), row.source_role): Speaker(
            row.id, row.name, SourceKind(row.kind), row.role, row.place
        )
        for row in connection.execute(wanted)
    }


def said_by(
    connection: Connection, source_id: int, limit: int | None, offset: int
) -> list[tuple[Article, Claim]]:
    """Give a source's claims with their articles: the latest report first, in reading order."""
    place = (claims.c.article_id, claims.c.ordinal)
    wanted = (
        select(claims)
        .join(articles, articles.c.id == claims.c.article_id)
        .where(claims.c.source_id == source_id, articles.c.removed_at.is_(None))
        .order_by(articles.c.published_at.desc().nulls_last(), *place)
        .limit(limit)
        .offset(offset)
    )
    found = connection.execute(wanted).all()
    ids = {row.article_id for row in found}
    texts = connection.execute(select(articles).where(articles.c.id.in_(ids)))
    reports = {row.id: article_of(row) for row in texts}
    return [(reports[row.article_id], claim_of(row)) for row in found]


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
