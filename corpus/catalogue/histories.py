"""What became of articles: what they were before, whether they were removed, what is noted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Text, case, cast, delete, distinct, func, insert, or_, select

from corpus.catalogue import rows
from corpus.catalogue import schema as t
from corpus.catalogue.claim_desk import mending_of
from corpus.catalogue.records import article_of, claim_of, digest
from corpus.catalogue.renaming import Renaming, Voiced, renamings
from corpus.catalogue.shown_schema import notices
from corpus.model import Article, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database
    from corpus.mending import Mending


_DECIDED = "s"


class NoticeKind(StrEnum):
    """What a moderator says about an article."""

    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on an article; ``note`` says what was wrong, None where nobody wrote it down."""

    kind: NoticeKind
    note: str | None
    noted_at: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What an article was until it was replaced at a time (ISO 8601, UTC)."""

    article: Article
    replaced_at: str


@dataclass(frozen=True, slots=True)
class History:
    """An article as it is, removed or not, with what came before it, the oldest first.

    ``state`` is another one whenever anything here changed. ``mendings`` are those of its claims,
    undone ones too, in their order; ``claims`` are its claims now, empty where none was mended.
    """

    article: Article
    digest: str
    state: str
    removed_at: str | None = None
    earlier: tuple[Revision, ...] = ()
    notices: tuple[Notice, ...] = ()
    mendings: tuple[Mending, ...] = ()
    claims: tuple[Claim, ...] = ()

    def version(self, wanted: str) -> Article | None:
        """Give the article as it was when it had a digest, None where it never had."""
        if wanted == self.digest:
            return self.article
        found = (each.article for each in self.earlier if digest(each.article) == wanted)
        return next(found, None)


class Histories:
    """Looks up histories, and keeps notices."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Iterable[str]) -> dict[str, History]:
        """Give the histories of those of the articles that were ever there."""
        wanted = list(dict.fromkeys(ids))
        query = select(t.articles, state_now().label("state")).where(t.articles.c.id.in_(wanted))
        with self._database.reading() as connection:
            earlier, noted = _earlier(connection, wanted), _noted(connection, wanted)
            mendings = _mendings(connection, wanted)
            claims = _claims(connection, list(mendings))
            return {
                row.id: History(
                    article_of(row),
                    row.digest,
                    row.state,
                    row.removed_at,
                    tuple(earlier.get(row.id, ())),
                    tuple(noted.get(row.id, ())),
                    tuple(mendings.get(row.id, ())),
                    tuple(claims.get(row.id, ())),
                )
                for row in connection.execute(query)
            }

    def renamed(self, quoted: Iterable[Voiced], since: str) -> tuple[Renaming, ...]:
        """Give what decisions made of the sources of claims since a time (ISO 8601, UTC)."""
        with self._database.reading() as connection:
            return renamings(connection, quoted, since)

    def note(
        self, article_id: str, kind: NoticeKind, note: str | None = None, *, by: int | None = None
    ) -> None:
        """Keep a notice on an article that is there (NotFound); its last one again is no other."""
        values = {"article_id": article_id, "kind": kind.value, "note": note, "noted_by": by}
        last = select(notices).where(notices.c.article_id == article_id)
        with self._database.writing() as connection:
            rows.require(connection, [article_id], removed=False)
            row = connection.execute(last.order_by(notices.c.id.desc()).limit(1)).first()
            if row is None or any(row._mapping[name] != values[name] for name in values):
                now = self._database.now()
                connection.execute(insert(notices).values(values | {"noted_at": now}))

    def withdraw(self, article_id: str, kind: NoticeKind, note: str | None) -> None:
        """Take the latest such notice on an article back: it is as if it had not been given."""
        same = (notices.c.article_id == article_id, notices.c.kind == kind.value)
        last = select(func.max(notices.c.id)).where(*same, notices.c.note == note)
        with self._database.writing() as connection:
            connection.execute(delete(notices).where(notices.c.id == last.scalar_subquery()))


def state_now() -> ColumnElement[str]:
    """The state of an article as SQL, for queries that read ``articles``."""
    last = select(func.max(notices.c.id)).where(notices.c.article_id == t.articles.c.id)
    removed = func.coalesce(t.articles.c.removed_at, "")
    noted = func.coalesce(cast(last.scalar_subquery(), Text), "")
    return t.articles.c.digest + "|" + removed + "|" + noted + _mended_now() + _decided_now()


def unmended(state: str) -> str:
    """Give a state without what tells of mended claims and of decisions on sources."""
    return "|".join(state.split("|")[:3])


def decided(state: str) -> str:
    """Give what of a state tells of decisions on the sources of its claims; empty for none."""
    last = state.rpartition("|")[2]
    return last if last.startswith(_DECIDED) else ""


def _mended_now() -> ColumnElement[str]:
    """What of the state tells of the mendings that hold; empty where none does.

    They are made one after the other and never hold again, so that the last and how many there
    are is enough.
    """
    m = t.claim_mendings.c
    held = "|" + cast(func.max(m.id), Text) + ":" + cast(func.count(), Text)
    of_article = (m.article_id == t.articles.c.id, m.undone_at.is_(None))
    return func.coalesce(select(held).where(*of_article).scalar_subquery(), "")


def _decided_now() -> ColumnElement[str]:
    """What of the state tells of decisions on whoever speaks there; empty where there are none.

    As with mendings the last and how many were taken back are enough. Few sources were ever
    decided on, so that their articles are listed once.
    """
    d, s, c = t.source_decisions.c, t.sources.c, t.claims.c
    undone = func.count(distinct(case((d.undone_at.is_not(None), d.id))))
    held = cast(func.max(d.id), Text) + ":" + cast(undone, Text)
    bearing = (
        select(c.article_id, (f"|{_DECIDED}" + held).label("held"))
        .select_from(t.source_decisions)
        .join(t.sources, or_(s.key == d.key, s.key == d.target))
        .join(t.claims, c.source_id == s.id)
        .group_by(c.article_id)
        .cte("bearing")
    )
    of_article = select(bearing.c.held).where(bearing.c.article_id == t.articles.c.id)
    return func.coalesce(of_article.scalar_subquery(), "")


def _earlier(connection: Connection, ids: list[str]) -> dict[str, list[Revision]]:
    query = select(t.revisions).where(t.revisions.c.article_id.in_(ids))
    found: dict[str, list[Revision]] = {}
    for row in connection.execute(query.order_by(t.revisions.c.revision)):
        article = Article(**row.article | {"captions": tuple(row.article["captions"])})
        found.setdefault(row.article_id, []).append(Revision(article, row.replaced_at))
    return found


def _noted(connection: Connection, ids: list[str]) -> dict[str, list[Notice]]:
    query = select(notices).where(notices.c.article_id.in_(ids)).order_by(notices.c.id)
    found: dict[str, list[Notice]] = {}
    for row in connection.execute(query):
        notice = Notice(NoticeKind(row.kind), row.note, row.noted_at)
        found.setdefault(row.article_id, []).append(notice)
    return found


def _mendings(connection: Connection, ids: list[str]) -> dict[str, list[Mending]]:
    table = t.claim_mendings
    query = select(table).where(table.c.article_id.in_(ids)).order_by(table.c.id)
    found: dict[str, list[Mending]] = {}
    for row in connection.execute(query):
        found.setdefault(row.article_id, []).append(mending_of(row))
    return found


def _claims(connection: Connection, ids: list[str]) -> dict[str, list[Claim]]:
    if not ids:
        return {}
    query = select(t.claims).where(t.claims.c.article_id.in_(ids)).order_by(t.claims.c.ordinal)
    found: dict[str, list[Claim]] = {}
    for row in connection.execute(query):
        found.setdefault(row.article_id, []).append(claim_of(row))
    return found
