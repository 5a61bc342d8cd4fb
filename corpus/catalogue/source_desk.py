"""Where moderators put sources right: merge, split, rename, and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from corpus.catalogue import decisions, identities, sources
from corpus.catalogue import schema as t
from corpus.catalogue.decisions import Decision, Rules, Verdict
from corpus.catalogue.sources import CatalogueSource
from corpus.errors import AccordingToError, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants decided on sources, which go by their numbers.

    A merge puts ``other`` under ``source``; a split takes those of the ``names`` or in the
    ``articles`` out of it, to be called ``name`` where that is given; a rename calls it ``name``.
    """

    what: Verdict
    source: int
    other: int | None = None
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The sources that a wish concerns, as they are and as they would be."""

    before: tuple[CatalogueSource, ...]
    after: tuple[CatalogueSource, ...]


class _Foreseen(Exception):
    """Ends a transaction that is not to be kept."""

    def __init__(self, effect: Effect) -> None:
        self.effect = effect


class SourceDesk:
    """Decides on sources; ``by`` says who does, in the caller's own terms.

    Each decision holds for what is added later too, until it is undone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(self, wish: Wish, *, by: str) -> Decision:
        """Do what is wished. It holds for what is added later too, until it is undone.

        NotFound where a source is not there, has no such name or does not speak in an article;
        AccordingToError where a split would leave nothing, or a name is none.
        """
        with self._database.writing() as connection:
            return self._done(connection, wish, by)

    def foresee(self, wish: Wish) -> Effect:
        """Tell what a wish would change, and change nothing; raises as ``decide`` does."""
        ids = [wish.source, *([wish.other] if wish.other is not None else [])]
        try:
            with self._database.writing() as connection:
                before = sources.listed(connection, ids)
                decision = self._done(connection, wish, "")
                ids.append(_id(connection, decision.target or decision.key))
                raise _Foreseen(Effect(tuple(before), tuple(sources.listed(connection, ids))))
        except _Foreseen as foreseen:
            return foreseen.effect

    def _done(self, connection: Connection, wish: Wish, by: str) -> Decision:
        if wish.what is Verdict.MERGE:
            return self._merge(connection, wish, by)
        return (self._split if wish.what is Verdict.SPLIT else self._rename)(connection, wish, by)

    def _merge(self, connection: Connection, wish: Wish, by: str) -> Decision:
        kept, gone = wish.source, wish.other or 0
        one, other = _one(connection, kept), _one(connection, gone)
        if kept == gone:
            raise AccordingToError(f"{_label(one)} is one source already: give two.")
        said = f"{_label(other)} is {_label(one)}"
        keys = _key(connection, gone), _key(connection, kept)
        return self._decide(
            connection, Decision(Verdict.MERGE, keys[0], said, by, keys[1], name=one.name)
        )

    def _split(self, connection: Connection, wish: Wish, by: str) -> Decision:
        one = _one(connection, wish.source)
        bearing = tuple(sources.folded(each) for each in wish.names)
        _require(connection, one, wish.names, wish.articles)
        what = ", ".join([*wish.names, *(f"in {id_}" for id_ in wish.articles)])
        number = len(decisions.read(connection)) + 1
        decision = self._decide(
            connection,
            Decision(
                Verdict.SPLIT,
                _key(connection, wish.source),
                f"{what} is not {_label(one)}",
                by,
                f"{one.kind.value}:split {number}",
                bearing,
                wish.articles,
                wish.name,
            ),
        )
        if not sources.listed(connection, [_id(connection, decision.target or "")]):
            raise NotFound(
                f"No claim of {_label(one)} is under those names in those articles: give others."
            )
        if not sources.listed(connection, [wish.source]):
            raise AccordingToError(
                f"That is all that {_label(one)} has: to give it another name, rename it."
            )
        return decision

    def _rename(self, connection: Connection, wish: Wish, by: str) -> Decision:
        one, name = _one(connection, wish.source), " ".join((wish.name or "").split())
        if not sources.folded(name):
            raise AccordingToError("A source cannot be without a name: give one with letters.")
        said = f"{_label(one)} is called {name}"
        key = _key(connection, wish.source)
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
        raise NotFound(f"There is no source {source_id}: see the list of sources.")
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
