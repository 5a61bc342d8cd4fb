"""Puts claims under sources: by their identities, and by what moderators decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from corpus.catalogue.schema import articles, claims, sources, variants
from corpus.catalogue.sources import folded
from corpus.model import Article, Identity, Source, SourceKind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from corpus.catalogue.decisions import Rules

Identify = Callable[[Article, Iterable[Source]], Mapping[Source, Identity]]
"""Gives sources of different articles that are one and the same the same key."""


def by_name(article: Article, found: Iterable[Source]) -> dict[Source, Identity]:
    """Take sources of one kind and of one folded name for the same: the plainest identity."""
    return {
        source: Identity(f"{source.kind.value}:{folded(source.name) or source.name}")
        for source in found
    }


def enter(
    connection: Connection, article_id: str, found: Mapping[Source, Identity], rules: Rules
) -> dict[Source, tuple[int, str]]:
    """Give each source's id and identity's key, entering the sources and names that are new.

    A source goes by the fullest name that any article gives, unless one was decided on, and by
    the latest role.
    """
    known = _rows(connection, {key for each in found.values() for key in (each.key, each.apart)})
    keys = {source: _key(identity, known) for source, identity in found.items()}
    settled = {
        source: rules.settled(key, folded(source.name), article_id) for source, key in keys.items()
    }
    _enter_rows(connection, found, settled, rules)
    rows = _rows(connection, settled.values())
    _enter_names(connection, {(rows[key].id, source.name) for source, key in settled.items()})
    return {source: (rows[settled[source]].id, keys[source]) for source in found}


def _key(identity: Identity, known: Mapping[str, Row[Any]]) -> str:
    """Give the key of an identity, that apart where its traits contradict the source's there."""
    row = known.get(identity.key)
    traits = dict(row.traits or {}) if row is not None else {}
    differs = any(traits.get(name, value) != value for name, value in identity.traits)
    return identity.apart if differs and identity.apart else identity.key


def _enter_rows(
    connection: Connection,
    found: Mapping[Source, Identity],
    settled: Mapping[Source, str],
    rules: Rules,
) -> None:
    known = {key: dict(row._mapping) for key, row in _rows(connection, settled.values()).items()}
    new: dict[str, dict[str, Any]] = {}
    for source, key in settled.items():
        row = known.get(key) or new.setdefault(key, _new_row(key, source))
        values = dict(row)
        decided = rules.name(key)
        values["name"] = decided or max(row["name"], source.name, key=lambda n: len(n.split()))
        values["role"] = source.role or row["role"]
        identity = found[source]
        if key in {identity.key, identity.apart}:
            values |= {"place": identity.place, "link": identity.link}
            values["traits"] = (row["traits"] or {}) | dict(identity.traits) or None
        if key in known and values != row:
            chosen = update(sources).where(sources.c.key == key)
            connection.execute(chosen.values({k: v for k, v in values.items() if k != "id"}))
        row.update(values)
    if new:
        connection.execute(insert(sources), list(new.values()))


def _new_row(key: str, source: Source) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(("role", "place", "link", "traits"))
    return row | {"key": key, "name": source.name, "kind": source.kind.value}


def _rows(connection: Connection, keys: Iterable[str | None]) -> dict[str, Row[Any]]:
    wanted = select(sources).where(sources.c.key.in_({key for key in keys if key}))
    return {row.key: row for row in connection.execute(wanted)}


def _enter_names(connection: Connection, names: set[tuple[int, str]]) -> None:
    """Keep the names that sources go by."""
    pairs = select(variants.c.source_id, variants.c.name)
    known = connection.execute(pairs.where(variants.c.source_id.in_({id_ for id_, _ in names})))
    new = names - {(row.source_id, row.name) for row in known}
    if new:
        values = [
            {"source_id": id_, "name": name, "folded": folded(name)} for id_, name in sorted(new)
        ]
        connection.execute(insert(variants), values)


def settle(
    connection: Connection, rules: Rules, keys: Iterable[str], changed: Iterable[int] = ()
) -> None:
    """Put the claims of some identities under the sources that the rules put them under.

    Sources that claims leave or come to, and those that ``changed``, get the names, kind and
    role that their claims give them.
    """
    named = (claims.c.identity, claims.c.source_name, claims.c.article_id, claims.c.source_id)
    found = select(*named, claims.c.source_kind).distinct()
    rows = connection.execute(found.where(claims.c.identity.in_(set(keys)))).all()
    to = {row[:3]: rules.settled(row[0], folded(row[1]), row[2]) for row in rows}
    known = {key: row.id for key, row in _rows(connection, to.values()).items()}
    touched = set(changed)
    for identity, name, article_id, source_id, kind in rows:
        key = to[identity, name, article_id]
        if key not in known:
            new = insert(sources).values(_new_row(key, Source(name, SourceKind(kind))))
            known[key] = connection.execute(new.returning(sources.c.id)).scalar_one()
        if known[key] != source_id:
            own = (claims.c.identity == identity, claims.c.source_name == name)
            moved = update(claims).where(*own, claims.c.article_id == article_id)
            connection.execute(moved.values(source_id=known[key]))
        touched |= {source_id, known[key]}
    for source_id in touched:
        _refresh(connection, source_id, rules)


def _refresh(connection: Connection, source_id: int, rules: Rules) -> None:
    """Give a source anew the names, kind and role that its claims give it."""
    said = (
        select(claims.c.source_name, claims.c.source_kind, claims.c.source_role)
        .join(articles, articles.c.id == claims.c.article_id)
        .where(claims.c.source_id == source_id)
        .order_by(articles.c.published_at.nulls_first(), articles.c.id, claims.c.ordinal)
    )
    rows = connection.execute(said).all()
    connection.execute(delete(variants).where(variants.c.source_id == source_id))
    if not rows:
        return
    own = sources.c.id == source_id
    decided = rules.name(connection.execute(select(sources.c.key).where(own)).scalar_one())
    names = Counter(row.source_name for row in rows)
    name = decided or max(names, key=lambda each: (len(each.split()), names[each], each))
    role = next((row.source_role for row in reversed(rows) if row.source_role), None)
    kind = Counter(row.source_kind for row in rows).most_common(1)[0][0]
    connection.execute(update(sources).where(own).values(name=name, role=role, kind=kind))
    _enter_names(connection, {(source_id, each) for each in (*names, name)})


def placed(connection: Connection, article_id: str) -> dict[Source, tuple[int, str]]:
    """Give for each source of an article, as it names it, its id and its identity's key."""
    named = (claims.c.source_name, claims.c.source_kind, claims.c.source_role)
    wanted = select(*named, claims.c.source_id, claims.c.identity).distinct()
    return {
        Source(name, SourceKind(kind), role): (source_id, key)
        for name, kind, role, source_id, key in connection.execute(
            wanted.where(claims.c.article_id == article_id)
        )
    }


def move(connection: Connection, article_id: str, to: Mapping[Source, tuple[int, str]]) -> None:
    """Put the claims of some sources of an article under other ids and identities."""
    for source, (source_id, key) in to.items():
        own = (
            claims.c.article_id == article_id,
            claims.c.source_name == source.name,
            claims.c.source_kind == source.kind.value,
            claims.c.source_role.is_not_distinct_from(source.role),
        )
        connection.execute(update(claims).where(*own).values(source_id=source_id, identity=key))


def prune(connection: Connection) -> None:
    """Forget the sources that no claim is under any more."""
    idle = ~select(claims.c.source_id).where(claims.c.source_id == sources.c.id).exists()
    gone = select(sources.c.id).where(idle)
    connection.execute(delete(variants).where(variants.c.source_id.in_(gone)))
    connection.execute(delete(sources).where(idle))
