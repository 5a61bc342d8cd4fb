"""What came into the catalogue, and what was asked of it, by time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.catalogue import rows
from corpus.catalogue import schema as t
from corpus.catalogue.desk_schema import signatures
from corpus.catalogue.histories import NoticeKind
from corpus.catalogue.records import article_of
from corpus.catalogue.shown_schema import answers, notices
from corpus.model import Article

if TYPE_CHECKING:
    from corpus.catalogue.engine import Database


@dataclass(frozen=True, slots=True)
class Fresh:
    """An article that is new; ``report`` is the same for those that tell it in the same words."""

    article: Article
    report: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a moderator said about an article, which may be taken out since."""

    article: Article
    kind: NoticeKind
    note: str | None


class News:
    """What is new. Times are ISO 8601, UTC; a span of them holds its first, not its last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> str:
        """Give the time now."""
        return self._database.now()

    def outlets(self, since: str, until: str) -> dict[str, int]:
        """Count the articles that were added, by outlet."""
        a = t.articles.c
        counted = select(a.outlet, func.count()).where(a.added_at >= since, a.added_at < until)
        with self._database.reading() as connection:
            found = connection.execute(rows.visible(counted).group_by(a.outlet))
            return {str(outlet): int(count) for outlet, count in found}

    def articles(self, since: str, until: str, *, limit: int) -> list[Fresh]:
        """Give so many of the articles that were added, the latest published first."""
        a = t.articles.c
        joined = t.articles.outerjoin(signatures, signatures.c.article_id == a.id)
        wanted = select(t.articles, func.coalesce(signatures.c.report, a.id).label("report"))
        wanted = rows.visible(wanted.select_from(joined))
        wanted = wanted.where(a.added_at >= since, a.added_at < until)
        ordered = wanted.order_by(a.published_at.desc().nulls_last(), a.id).limit(limit)
        with self._database.reading() as connection:
            return [Fresh(article_of(row), row.report) for row in connection.execute(ordered)]

    def notices(self, since: str, until: str, *, limit: int) -> list[Noticed]:
        """Give the corrections and retractions, the latest first, each article once."""
        n = notices.c
        wanted = select(t.articles, n.kind, n.note).join(notices, n.article_id == t.articles.c.id)
        wanted = wanted.where(n.noted_at >= since, n.noted_at < until).order_by(n.id.desc())
        found: dict[str, Noticed] = {}
        with self._database.reading() as connection:
            for row in connection.execute(wanted):
                noticed = Noticed(article_of(row), NoticeKind(row.kind), row.note)
                found.setdefault(noticed.article.id, noticed)
        return list(found.values())[:limit]

    def added_by_month(self) -> dict[str, int]:
        """Count the visible articles by the month in which they were added, as ``2031-03``."""
        month = func.substr(t.articles.c.added_at, 1, 7)
        with self._database.reading() as connection:
            counted = select(month, func.count()).group_by(month)
            return {str(m): int(n) for m, n in connection.execute(rows.visible(counted))}

    def asked_by_day(self, since: str) -> Counter[tuple[str, str]]:
        """Count what people asked from a day on, by day and by the answer's status.

        What a digest looked up by itself is left out.
        """
        day = func.substr(answers.c.asked_at, 1, 10)
        status = answers.c.given["status"].as_string()
        by_itself = answers.c.asked["unasked"].as_boolean()
        counted = select(day, status, func.count()).where(
            answers.c.asked_at >= since, by_itself.is_not(True)
        )
        with self._database.reading() as connection:
            found = connection.execute(counted.group_by(day, status))
            return Counter({(str(d), str(s)): int(n) for d, s, n in found})
