"""What decisions on sources made of those whom an answer quoted before them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from corpus.catalogue import decisions
from corpus.catalogue import schema as t
from corpus.catalogue.decisions import Rules, Verdict
from corpus.catalogue.records import claim_of
from corpus.catalogue.sources import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

    from corpus.catalogue.decisions import Decision
    from corpus.model import Span


class Became(StrEnum):
    """What became of a source; the values are in the names of the texts for them."""

    RENAMED = "renamed"
    JOINED = "joined"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Voiced:
    """A quoted claim: its article, its content there, and the name that it was shown under."""

    article_id: str
    content: tuple[Span, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """What became of a source that went by the name ``then``, and the name that it has ``now``."""

    became: Became
    then: str
    now: str


def renamings(connection: Connection, quoted: Iterable[Voiced], since: str) -> tuple[Renaming, ...]:
    """Tell what was decided, or taken back, on the sources of claims since a time, each once.

    Times are kept to the second: what was decided in the very second counts as since then where
    it shows in the name.
    """
    every = decisions.read(connection)
    before = [each for each in every if _held(each, since)]
    holding = [each for each in every if each.undone_at is None]
    if before == holding:
        return ()
    new = [each for each in holding if each not in before]
    found: list[Renaming] = []
    for voiced, row in _rows(connection, tuple(quoted)):
        bearing = (folded(row.source_name), row.article_id)
        then = Rules(before).settled(row.identity, *bearing)
        now = Rules(holding).settled(row.identity, *bearing)
        if then != now and voiced.name != row.now:
            merged = any(each.what is Verdict.MERGE and each.target == now for each in new)
            found.append(Renaming(Became.JOINED if merged else Became.APART, voiced.name, row.now))
            continue
        if voiced.name != row.now and Rules(before).name(then) != Rules(holding).name(now):
            found.append(Renaming(Became.RENAMED, voiced.name, row.now))
        joined = [each.key for each in new if each.what is Verdict.MERGE and each.target == now]
        found += [Renaming(Became.JOINED, row.now, name) for name in _names(connection, joined)]
    return tuple(dict.fromkeys(found))


def _held(decision: Decision, at: str) -> bool:
    """Tell whether a decision held at a time."""
    undone = decision.undone_at
    return decision.made_at < at and (undone is None or undone >= at)


def _rows(connection: Connection, quoted: tuple[Voiced, ...]) -> list[tuple[Voiced, Row[Any]]]:
    """Give the quoted claims that are still there, with their rows and their source's name."""
    query = (
        select(t.claims, t.sources.c.name.label("now"))
        .join(t.sources, t.sources.c.id == t.claims.c.source_id)
        .where(t.claims.c.article_id.in_({each.article_id for each in quoted}))
    )
    rows = {(row.article_id, claim_of(row).content): row for row in connection.execute(query)}
    places = ((each, rows.get((each.article_id, each.content))) for each in quoted)
    return [(each, row) for each, row in places if row is not None]


def _names(connection: Connection, keys: list[str]) -> list[str]:
    """Give the names of what was merged, by its keys, as its articles call it."""
    named = select(t.claims.c.source_name).where(t.claims.c.identity.in_(keys)).distinct()
    return sorted(connection.execute(named).scalars()) if keys else []
