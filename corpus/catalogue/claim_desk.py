"""The claims of articles: as attribution found them, and as people put them right."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from corpus.catalogue import identities, rows
from corpus.catalogue import schema as t
from corpus.catalogue.decisions import Rules
from corpus.catalogue.records import article_of, claim_of, claim_row
from corpus.errors import NotFound
from corpus.mending import Mend, Mending, mended
from corpus.model import Identity, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from corpus.catalogue.engine import Database
    from corpus.catalogue.identities import Identify
    from corpus.model import Article, Claim


class ClaimDesk:
    """Where claims are put right by hand; ``by`` says who does, in the caller's own terms.

    What was put right stays so when its article is analysed anew or comes again, until it is
    undone. Claims go by their place in ``Catalogue.claims``.
    """

    def __init__(self, database: Database, identify: Identify) -> None:
        self._database = database
        self._identify = identify

    def set_source(
        self, article_id: str, ordinal: int, source: Source | int, *, by: str
    ) -> Mending:
        """Say who made a claim: a source by its number in the catalogue, or a new one (NotFound).

        The claim is certain from then on.
        """
        with self._database.writing() as connection:
            claim, key = _claim(connection, article_id, ordinal), None
            if isinstance(source, int):
                source, key = _entry(connection, source)
            right = replace(claim, source=source, confidence=1.0, source_confidence=1.0)
            return self._mend(connection, article_id, Mend.SOURCE, right, by, claim.source, key)

    def drop(self, article_id: str, ordinal: int, *, by: str) -> Mending:
        """Say that a claim is none (NotFound)."""
        with self._database.writing() as connection:
            claim = _claim(connection, article_id, ordinal)
            return self._mend(connection, article_id, Mend.DROP, claim, by, claim.source)

    def add(
        self, article_id: str, claim: Claim, source_id: int | None = None, *, by: str
    ) -> Mending:
        """Add a claim that was missed, of the source of a number or its own (NotFound).

        ValueError where its words are not within its sentence, or that not within the text.
        """
        with self._database.writing() as connection:
            rows.require(connection, [article_id], removed=False)
            spans = (*claim.content, claim.mention, claim.cue)
            inside = all(span is None or claim.sentence.contains(span) for span in spans)
            if not inside or claim.sentence.end > len(_article(connection, article_id).text):
                raise ValueError(f"no claim of {article_id}: {claim}")
            key = None
            if source_id is not None:
                source, key = _entry(connection, source_id)
                claim = replace(claim, source=source)
            return self._mend(connection, article_id, Mend.ADD, claim, by, key=key)

    def undo(self, mending_id: int, *, by: str) -> Mending:
        """Take a mending back, whatever was mended since (NotFound where none holds)."""
        table = t.claim_mendings
        chosen = (table.c.id == mending_id, table.c.undone_at.is_(None))
        values = {"undone_by": by, "undone_at": self._database.now()}
        with self._database.writing() as connection:
            undone = update(table).where(*chosen).values(values).returning(table)
            row = connection.execute(undone).first()
            if row is None:
                raise NotFound(f"There is no mended claim {mending_id} that could be undone.")
            self._put_again(connection, row.article_id)
            return mending_of(row)

    def all(self, article_id: str | None = None) -> list[Mending]:
        """Give what was put right, undone or not, in one article or all, in its order."""
        wanted = select(t.claim_mendings).order_by(t.claim_mendings.c.id)
        if article_id is not None:
            wanted = wanted.where(t.claim_mendings.c.article_id == article_id)
        with self._database.reading() as connection:
            return [mending_of(row) for row in connection.execute(wanted)]

    def put(self, connection: Connection, article: Article, found: Sequence[Claim]) -> None:
        """Put an article's claims, in place of any others, as found and as mended."""
        mendings = _holding(connection, article.id)
        _keep_found(connection, article.id, found if mendings else None)
        claims = mended(article, found, mendings) if mendings else found
        identified = self.identities(connection, article, (claim.source for claim in claims))
        ids = identities.enter(connection, article.id, identified, Rules.of(connection))
        connection.execute(delete(t.claims).where(t.claims.c.article_id == article.id))
        values = [
            claim_row(claim, ordinal, *ids[claim.source]) | {"article_id": article.id}
            for ordinal, claim in enumerate(claims)
        ]
        if values:
            connection.execute(insert(t.claims), values)

    def identities(
        self, connection: Connection, article: Article, found: Iterable[Source]
    ) -> Mapping[Source, Identity]:
        """Identify the sources of an article; those that were chosen by hand are those."""
        identified = dict(self._identify(article, dict.fromkeys(found)))
        for mending in _holding(connection, article.id):
            if mending.key is not None and mending.claim.source in identified:
                identified[mending.claim.source] = Identity(mending.key)
        return identified

    def _mend(
        self,
        connection: Connection,
        article_id: str,
        what: Mend,
        claim: Claim,
        by: str,
        was: Source | None = None,
        key: str | None = None,
    ) -> Mending:
        text = _article(connection, article_id).text
        found = _found(connection, article_id)
        values = {
            "what": what.value,
            "article_id": article_id,
            "claim": claim_row(claim, 0, 0, ""),
            "words": claim.sentence.of(text),
            "was": [was.name, was.kind.value, was.role] if was else None,
            "key": key,
            "made_by": by,
            "made_at": self._database.now(),
        }
        kept = insert(t.claim_mendings).values(values).returning(t.claim_mendings)
        row = connection.execute(kept).one()
        _keep_found(connection, article_id, found)
        self._put_again(connection, article_id)
        return mending_of(row)

    def _put_again(self, connection: Connection, article_id: str) -> None:
        found = _found(connection, article_id)
        self.put(connection, _article(connection, article_id), found)


def rekey(connection: Connection, moved: Mapping[str, str]) -> None:
    """Let mendings follow identities that got other keys; ``moved`` gives the new for the old."""
    table = t.claim_mendings
    for id_, key in connection.execute(select(table.c.id, table.c.key)).all():
        if moved.get(key, key) != key:
            connection.execute(update(table).where(table.c.id == id_).values(key=moved[key]))


def _claim(connection: Connection, article_id: str, ordinal: int) -> Claim:
    rows.require(connection, [article_id], removed=False)
    own = (t.claims.c.article_id == article_id, t.claims.c.ordinal == ordinal)
    row = connection.execute(select(t.claims).where(*own)).first()
    if row is None:
        raise NotFound(f"The article {article_id} has no claim {ordinal}.")
    return claim_of(row)


def _entry(connection: Connection, source_id: int) -> tuple[Source, str]:
    row = connection.execute(select(t.sources).where(t.sources.c.id == source_id)).first()
    if row is None:
        raise NotFound(f"There is no source {source_id}: see the list of sources.")
    return Source(row.name, SourceKind(row.kind), row.role), row.key


def _article(connection: Connection, article_id: str) -> Article:
    return article_of(
        connection.execute(select(t.articles).where(t.articles.c.id == article_id)).one()
    )


def _holding(connection: Connection, article_id: str) -> list[Mending]:
    table = t.claim_mendings
    own = (table.c.article_id == article_id, table.c.undone_at.is_(None))
    return [
        mending_of(row)
        for row in connection.execute(select(table).where(*own).order_by(table.c.id))
    ]


def _found(connection: Connection, article_id: str) -> list[Claim]:
    """Give an article's claims as attribution found them."""
    kept = select(t.found_claims.c.claims).where(t.found_claims.c.article_id == article_id)
    found = connection.execute(kept).scalar()
    if found is not None:
        return [claim_of(_as_row(each)) for each in found]
    own = t.claims.c.article_id == article_id
    wanted = select(t.claims).where(own).order_by(t.claims.c.ordinal)
    return [claim_of(row) for row in connection.execute(wanted)]


def _keep_found(connection: Connection, article_id: str, found: Sequence[Claim] | None) -> None:
    """Keep the claims that attribution found; None where those that are shown are the same."""
    table = t.found_claims
    connection.execute(delete(table).where(table.c.article_id == article_id))
    if found is not None:
        claims = [claim_row(claim, ordinal, 0, "") for ordinal, claim in enumerate(found)]
        connection.execute(insert(table).values(article_id=article_id, claims=claims))


def mending_of(row: Row[Any]) -> Mending:
    """Read a mending from its row."""
    return Mending(
        Mend(row.what),
        row.article_id,
        claim_of(_as_row(row.claim)),
        row.words,
        row.made_by,
        Source(row.was[0], SourceKind(row.was[1]), row.was[2]) if row.was else None,
        row.key,
        row.made_at,
        row.undone_by,
        row.undone_at,
        row.id,
    )


def _as_row(claim: dict[str, Any]) -> Any:  # noqa: ANN401 - stands in for SQLAlchemy's Row
    return SimpleNamespace(**claim)
