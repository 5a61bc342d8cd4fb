"""What the catalogue is asked: articles, claims, passages and sources, those removed left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.catalogue import lexical, rows, sources
from corpus.catalogue import schema as t
from corpus.catalogue.records import Extent, PassageKey, article_of, claim_of
from corpus.model import Article, Claim, Passage, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.catalogue.engine import Database
    from corpus.catalogue.sources import CatalogueSource, Speaker


class Reading:
    """The part of the catalogue that changes nothing."""

    _database: Database

    def article(self, id: str) -> Article:
        """Give an article (NotFound)."""
        with self._database.reading() as connection:
            rows.require(connection, [id], removed=False)
            row = connection.execute(select(t.articles).where(t.articles.c.id == id)).one()
        return article_of(row)

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        """Give those of the articles that are there, or all; the latest published first."""
        wanted = rows.visible(select(t.articles))
        if ids is not None:
            wanted = wanted.where(t.articles.c.id.in_(list(ids)))
        wanted = wanted.order_by(t.articles.c.published_at.desc().nulls_last(), t.articles.c.id)
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(wanted)]

    def extent(self) -> Extent:
        """Tell how much is visible, from when to when and of which outlets; reads no texts."""
        day = func.substr(t.articles.c.published_at, 1, 10)
        days = select(func.count(), func.min(day), func.max(day))
        with self._database.reading() as connection:
            count, first, last = connection.execute(rows.visible(days)).one()
        return Extent(count, first, last, tuple(sorted(name for name, _ in self.outlets())))

    def outlets(self) -> list[tuple[str, int]]:
        """Give the outlets with how many articles are theirs, those with the most first.

        One whose name is written in several ways is one, under the way that most have.
        """
        ways: dict[str, Counter[str]] = defaultdict(Counter)
        counted = select(t.articles.c.outlet, func.count())
        with self._database.reading() as connection:
            for name, count in connection.execute(
                rows.visible(counted).group_by(t.articles.c.outlet).order_by(t.articles.c.outlet)
            ):
                ways[sources.folded(name)][name] += count
        found = [(way.most_common(1)[0][0], way.total()) for way in ways.values()]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def latest(self, limit: int) -> list[Article]:
        """Give so many articles, the latest published first."""
        wanted = rows.visible(select(t.articles)).limit(limit)
        wanted = wanted.order_by(t.articles.c.published_at.desc().nulls_last(), t.articles.c.id)
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(wanted)]

    def passage_count(self) -> int:
        """Count the passages that are searched; cheap."""
        with self._database.reading() as connection:
            return lexical.size(connection)

    def removed(self) -> list[Article]:
        """Give the articles that were removed and can be restored, the last removed first."""
        wanted = select(t.articles).where(t.articles.c.removed_at.is_not(None))
        wanted = wanted.order_by(t.articles.c.removed_at.desc(), t.articles.c.id)
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(wanted)]

    def revisions(self, article_id: str) -> list[Article]:
        """Give what an article was before, the oldest first; empty where it never changed."""
        wanted = select(t.revisions.c.article).where(t.revisions.c.article_id == article_id)
        with self._database.reading() as connection:
            kept = connection.execute(wanted.order_by(t.revisions.c.revision)).scalars()
            return [Article(**each | {"captions": tuple(each["captions"])}) for each in kept]

    def claims(self, article_id: str) -> list[Claim]:
        """Give the claims of an article, in reading order, with sources as it names them."""
        wanted = rows.visible(select(t.claims).join(t.articles)).where(
            t.claims.c.article_id == article_id
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(t.claims.c.ordinal))
            return [claim_of(row) for row in found]

    def passages(self, keys: Iterable[PassageKey]) -> dict[PassageKey, Passage]:
        """Give those of the passages that exist."""
        wanted = set(keys)
        columns = (t.passages.c.article_id, t.passages.c.ordinal, t.passages.c.start)
        found = rows.visible(select(*columns, t.passages.c.end).join(t.articles)).where(
            t.passages.c.article_id.in_({article_id for article_id, _ in wanted})
        )
        with self._database.reading() as connection:
            return {
                (row.article_id, row.ordinal): Passage(
                    row.article_id, row.ordinal, Span(row.start, row.end)
                )
                for row in connection.execute(found)
                if (row.article_id, row.ordinal) in wanted
            }

    def lexical(self, query: str, k: int) -> list[tuple[PassageKey, float]]:
        """Give the ``k`` passages that share most words with any text, with BM25, best first."""
        with self._database.reading() as connection:
            found = lexical.search(connection, query, k)
            keys = rows.keys(connection, [id_ for id_, _ in found])
        return [(keys[id_], score) for id_, score in found if id_ in keys]

    def has_word(self, word: str) -> bool:
        """Tell whether any passage has a word, in any of its forms; cheap however many have it."""
        with self._database.reading() as connection:
            return lexical.has(connection, word)

    def stems(self, start: str) -> list[str]:
        """Give the stems of all words of the passages that begin with some letters."""
        with self._database.reading() as connection:
            return lexical.beginning(connection, start)

    def sources(self) -> list[CatalogueSource]:
        """Give everybody who speaks in the corpus, those with the most claims first."""
        with self._database.reading() as connection:
            return sources.listed(connection)

    def find_sources(self, name: str) -> list[CatalogueSource]:
        """Give the sources that go by a name or by one that has all its words."""
        with self._database.reading() as connection:
            return sources.found(connection, name)

    def choose_sources(self, wanted: str) -> list[CatalogueSource]:
        """Give the source of a number, else those of just that name, else those with its words."""
        with self._database.reading() as connection:
            if wanted.isascii() and wanted.isdigit():
                return sources.listed(connection, [int(wanted)])
            found = sources.found(connection, wanted)
        bare = sources.folded(wanted)
        same = [each for each in found if bare in map(sources.folded, (each.name, *each.variants))]
        return same or found

    def speakers(self, article_id: str) -> dict[Source, Speaker]:
        """Give for each source of an article's claims, as named there, the one that it is."""
        with self._database.reading() as connection:
            return sources.speakers(connection, article_id)

    def claims_of(
        self, source_id: int, *, limit: int | None = None, offset: int = 0
    ) -> list[tuple[Article, Claim]]:
        """Give a source's claims with their articles, the latest report first."""
        with self._database.reading() as connection:
            return sources.said_by(connection, source_id, limit, offset)

    def by_digest(self, beginning: str) -> Article | None:
        """Give the article whose digest begins so; None where it was changed since, or removed."""
        wanted = rows.visible(select(t.articles)).where(
            t.articles.c.digest.startswith(beginning, autoescape=True)
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted.limit(1)).first()
        return article_of(row) if row else None

    def any_articles(self, ids: Iterable[str]) -> list[Article]:
        """Give those of the articles that are there, removed ones too, in the order of ids."""
        wanted = select(t.articles).where(t.articles.c.id.in_(list(ids))).order_by(t.articles.c.id)
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(wanted)]
