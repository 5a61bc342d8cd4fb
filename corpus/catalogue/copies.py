"""Which articles of the corpus are in the same words as others: near copies, and one report.

A text's signature is kept beside its article, with the bands by which those that are alike are
looked up: a look-up costs the same few rows at a hundred articles and at a hundred thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select

from corpus import copies
from corpus.catalogue import schema as t
from corpus.catalogue.desk_schema import signature_bands, signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article that is like a text, and how much (the share of common runs of words)."""

    article_id: str
    share: float

    @property
    def is_copy(self) -> bool:
        """Whether it is the same report, perhaps edited a little."""
        return self.share >= copies.SAME


class Copies:
    """Looks up copies. ``catch_up`` takes in the articles that came or changed since."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def catch_up(self, limit: int = AT_ONCE) -> int:
        """Take in articles without a signature, ``limit`` at most; give how many they were."""
        stale = or_(signatures.c.digest.is_(None), signatures.c.digest != t.articles.c.digest)
        missing = (
            select(t.articles.c.id)
            .outerjoin(signatures, signatures.c.article_id == t.articles.c.id)
            .where(stale)
            .limit(limit)
        )
        with self._database.reading() as connection:
            ids = connection.execute(missing).scalars().all()
            columns = (t.articles.c.id, t.articles.c.digest, t.articles.c.text)
            rows = connection.execute(select(*columns).where(t.articles.c.id.in_(ids))).all()
        # Signing is the work, and others may write meanwhile.
        signed = [(row.id, row.digest, copies.signature(row.text)) for row in rows]
        if signed:
            with self._database.writing() as connection:
                for article_id, digest, signature in signed:
                    _enter(connection, article_id, digest, signature)
        return len(signed)

    def like(self, text: str, *, besides: str | None = None) -> list[Likeness]:
        """Give the visible articles that are like a text, those most alike first.

        ``besides`` is the id of an article that does not count.
        """
        self.catch_up()
        signature = copies.signature(text)
        with self._database.reading() as connection:
            found = _like(connection, signature)
            ids = [each.article_id for each in found if each.article_id != besides]
            there = t.articles.c.id.in_(ids) & t.articles.c.removed_at.is_(None)
            visible = set(connection.execute(select(t.articles.c.id).where(there)).scalars())
        return [each for each in found if each.article_id in visible]

    def report(self, article_id: str) -> list[str]:
        """Give the ids of the visible articles that are one report with this one, it included.

        The first to be added comes first; an article that is not there is of no report.
        """
        self.catch_up()
        own = select(signatures.c.report).where(signatures.c.article_id == article_id)
        together = (
            select(t.articles.c.id)
            .join(signatures, signatures.c.article_id == t.articles.c.id)
            .where(signatures.c.report == own.scalar_subquery())
            .where(t.articles.c.removed_at.is_(None))
            .order_by(t.articles.c.added_at, t.articles.c.id)
        )
        with self._database.reading() as connection:
            return list(connection.execute(together).scalars())


def _like(connection: Connection, signature: bytes) -> list[Likeness]:
    met = select(signature_bands.c.article_id).where(
        signature_bands.c.band.in_(copies.bands(signature))
    )
    columns = (signatures.c.article_id, signatures.c.signature)
    candidates = connection.execute(select(*columns).where(signatures.c.article_id.in_(met)))
    found = [
        Likeness(row.article_id, copies.likeness(signature, row.signature)) for row in candidates
    ]
    alike = [each for each in found if each.share >= copies.ALIKE]
    return sorted(alike, key=lambda each: (-each.share, each.article_id))


def _enter(connection: Connection, article_id: str, digest: str, signature: bytes) -> None:
    """Keep an article's signature in place of an earlier one, and find out which report it is."""
    old = connection.execute(
        select(signatures).where(signatures.c.article_id == article_id)
    ).first()
    if old is not None:
        gone = signature_bands.c.band.in_(copies.bands(old.signature))
        connection.execute(
            delete(signature_bands).where(gone, signature_bands.c.article_id == article_id)
        )
        connection.execute(delete(signatures).where(signatures.c.article_id == article_id))
    values = {"article_id": article_id, "digest": digest, "signature": signature}
    report = _report(connection, _like(connection, signature), article_id)
    connection.execute(insert(signatures).values(values | {"report": report}))
    rows = [{"band": band, "article_id": article_id} for band in set(copies.bands(signature))]
    connection.execute(insert(signature_bands), rows)


def _report(connection: Connection, found: Sequence[Likeness], article_id: str) -> str:
    if not found or not found[0].is_copy:
        return article_id
    own = select(signatures.c.report).where(signatures.c.article_id == found[0].article_id)
    return str(connection.execute(own).scalar_one())
