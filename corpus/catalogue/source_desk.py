"""Where moderators put sources right: merge, split, rename, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from corpus.catalogue import decisions, identities, sources
from corpus.catalogue import schema as t
from corpus.catalogue.decisions import Decision, Rules, Verdict
from corpus.errors import AccordingToError, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database
    from corpus.catalogue.sources import CatalogueSource


class SourceDesk:
    """Decides on sources; ``by`` says who does, in the caller's own terms.

    Each decision holds for what is added later too, until it is undone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, kept: int, gone: int, *, by: str) -> Decision:
        """Let two sources be one from now on, under the name of the one that is kept (NotFound)."""
        with self._database.writing() as connection:
            one, other = _one(connection, kept), _one(connection, gone)
            if kept == gone:
                raise AccordingToError(f"{_label(one)} is one source already: give two.")
            said = f"{_label(other)} is {_label(one)}"
            keys = _key(connection, gone), _key(connection, kept)
            return self._decide(
                connection, Decision(Verdict.MERGE, keys[0], said, by, keys[1], name=one.name)
            )

    def split(
        self,
        source_id: int,
        *,
        names: Sequence[str] = (),
        articles: Sequence[str] = (),
        name: str | None = None,
        by: str,
    ) -> Decision:
        """Make what bears some of a source's names, or stands in some articles, another source.

        ``name`` is what the new one is called, None for the fullest of its own names. NotFound
        where the source has no such name or does not speak in an article; nothing is changed
        where it would have no claims left.
        """
        with self._database.writing() as connection:
            one = _one(connection, source_id)
            bearing = tuple(sources.folded(each) for each in names)
            _require(connection, one, names, articles)
            what = ", ".join([*names, *(f"in {id_}" for id_ in articles)])
            number = len(decisions.read(connection)) + 1
            key = _key(connection, source_id)
            decision = self._decide(
                connection,
                Decision(
                    Verdict.SPLIT,
                    key,
                    f"{what} is not {_label(one)}",
                    by,
                    f"{one.kind.value}:split {number}",
                    bearing,
                    tuple(articles),
                    name,
                ),
            )
            if not sources.listed(connection, [_id(connection, decision.target or "")]):
                raise NotFound(f"No claim of {_label(one)} is under that.")
            if not sources.listed(connection, [source_id]):
                raise AccordingToError(
                    f"That is all that {_label(one)} has: to give it another name, rename it."
                )
            return decision

    def rename(self, source_id: int, name: str, *, by: str) -> Decision:
        """Call a source by a name, whatever articles call it (NotFound)."""
        with self._database.writing() as connection:
            one, name = _one(connection, source_id), " ".join(name.split())
            if not sources.folded(name):
                raise AccordingToError("A source cannot be without a name: give one with letters.")
            said = f"{_label(one)} is called {name}"
            key = _key(connection, source_id)
            return self._decide(connection, Decision(Verdict.RENAME, key, said, by, name=name))

    def undo(self, decision_id: int, *, by: str) -> Decision:
        """Take a decision back, whatever was decided since (NotFound where none holds)."""
        with self._database.writing() as connection:
            affected = Rules.of(connection)
            gone = decisions.take_back(connection, decision_id, by, self._database.now())
            keys = affected.leading_to(gone.key) | affected.leading_to(gone.target or gone.key)
            identities.settle(connection, Rules.of(connection), keys)
        return gone

    def all(self) -> list[Decision]:
        """Give all decisions, those taken back too, in the order in which they were made."""
        with self._database.reading() as connection:
            return decisions.read(connection)

    def _decide(self, connection: Connection, decision: Decision) -> Decision:
        kept = decisions.keep(connection, decision, self._database.now())
        rules = Rules.of(connection)
        keys = rules.leading_to(kept.key) | rules.leading_to(kept.target or kept.key)
        identities.settle(connection, rules, keys)
        return kept


def _one(connection: Connection, source_id: int) -> CatalogueSource:
    found = sources.listed(connection, [source_id])
    if not found:
        raise NotFound(f"There is no source {source_id}: see `accordingto sources`.")
    return found[0]


def _key(connection: Connection, source_id: int) -> str:
    wanted = select(t.sources.c.key).where(t.sources.c.id == source_id)
    return str(connection.execute(wanted).scalar_one())


def _id(connection: Connection, key: str) -> int:
    wanted = select(t.sources.c.id).where(t.sources.c.key == key)
    return connection.execute(wanted).scalar() or 0


def _label(source: CatalogueSource) -> str:
    return f"{source.name} ({source.id})"


def _require(
    connection: Connection, one: CatalogueSource, names: Sequence[str], articles: Sequence[str]
) -> None:
    """Raise NotFound where a source has not such a name or does not speak in an article."""
    if not names and not articles:
        raise AccordingToError("Say which of its names or articles are another source's.")
    known = {sources.folded(each) for each in one.variants}
    for name in names:
        if sources.folded(name) not in known:
            raise NotFound(
                f"{_label(one)} does not go by {name}; its names are {'; '.join(one.variants)}."
            )
    own = (t.claims.c.source_id == one.id, t.claims.c.article_id.in_(articles))
    speaks = set(connection.execute(select(t.claims.c.article_id).where(*own)).scalars())
    for id_ in articles:
        if id_ not in speaks:
            raise NotFound(f"{_label(one)} is not quoted in an article {id_}.")
