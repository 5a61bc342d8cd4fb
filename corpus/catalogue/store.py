"""The catalogue itself: articles go in whole, come out, and are searched by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from corpus.catalogue import identities, lexical, rows, sources
from corpus.catalogue import schema as t
from corpus.catalogue.answers import KeptAnswers
from corpus.catalogue.audit import Audit
from corpus.catalogue.copies import Copies
from corpus.catalogue.decisions import Rules, rekey
from corpus.catalogue.deliveries import Deliveries
from corpus.catalogue.engine import Database, utc_now
from corpus.catalogue.feeds import Feeds
from corpus.catalogue.histories import Histories
from corpus.catalogue.inbox import Inbox
from corpus.catalogue.moderators import Moderators
from corpus.catalogue.pages import Pages
from corpus.catalogue.proposals import Proposals
from corpus.catalogue.records import (
    Entry,
    Extent,
    PassageKey,
    VectorBatch,
    article_of,
    article_row,
    claim_of,
    claim_row,
    digest,
)
from corpus.catalogue.source_desk import SourceDesk
from corpus.catalogue.vectors import Vectors
from corpus.model import Article, Claim, Passage, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, FromClause

    from corpus.catalogue.identities import Identify
    from corpus.catalogue.sources import CatalogueSource, Speaker


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of the catalogue means for the vector index.

    ``gone`` are ids of passages that must leave it, ``entered`` the passages to put in.
    """

    entered: VectorBatch
    gone: list[int]


class Catalogue:
    """The record of the corpus in one SQLite file; threads may share it.

    Removed articles are kept, and invisible to everything but ``removed`` and ``restore``.
    ``identity`` says which sources are the same; ``clock`` gives the times that are recorded.
    """

    def __init__(
        self,
        path: Path,
        *,
        identity: Identify = identities.by_name,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Open the catalogue, making or migrating it as needed (StoreDamaged)."""
        self._database = Database(path, clock)
        self._identity = identity
        self.inbox = Inbox(self._database)
        self.moderators = Moderators(self._database)
        self.vectors = Vectors(self._database)
        self.histories = Histories(self._database)
        self.answers = KeptAnswers(self._database)
        self.deliveries = Deliveries(self._database)
        self.pages = Pages(self._database)
        self.source_desk = SourceDesk(self._database)
        self.audit = Audit(self._database)
        self.proposals = Proposals(self._database)
        self.feeds = Feeds(self._database)
        self.copies = Copies(self._database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    # Articles going in and out

    def unchanged(self, candidates: Sequence[Article]) -> set[str]:
        """Give the ids of those articles that the catalogue has just so, and not removed."""
        wanted = {article.id: digest(article) for article in candidates}
        found = select(t.articles.c.id, t.articles.c.digest).where(
            t.articles.c.id.in_(wanted), t.articles.c.removed_at.is_(None)
        )
        with self._database.reading() as connection:
            return {row.id for row in connection.execute(found) if wanted[row.id] == row.digest}

    def put(self, entries: Sequence[Entry]) -> Change:
        """Keep articles with all that belongs to them, in one transaction.

        An article whose id is known replaces the one under it, which stays among its
        ``revisions``; one that was removed is visible again.
        """
        with self._database.writing() as connection:
            return self._put(connection, entries)

    def renew(self, entries: Sequence[Entry]) -> Change:
        """Keep articles that are there as they were analysed anew; removed ones stay removed."""
        ids = [entry.article.id for entry in entries]
        removed = select(t.articles.c.id, t.articles.c.removed_at).where(
            t.articles.c.id.in_(ids), t.articles.c.removed_at.is_not(None)
        )
        with self._database.writing() as connection:
            hidden = connection.execute(removed).all()
            change = self._put(connection, entries)
            words = rows.words_of(connection, [row.id for row in hidden])
            lexical.take_out(connection, words)
            for row in hidden:
                rows.mark(connection, [row.id], row.removed_at)
        gone = [id_ for id_, _, _ in words]
        return Change(rows.joined([change.entered], set(gone)), change.gone + gone)

    def remove(self, ids: Iterable[str]) -> Change:
        """Make articles invisible (NotFound, and nothing is changed, where one is not there)."""
        wanted = list(dict.fromkeys(ids))
        with self._database.writing() as connection:
            rows.require(connection, wanted, removed=False)
            words = rows.words_of(connection, wanted)
            lexical.take_out(connection, words)
            rows.mark(connection, wanted, self._database.now())
        return Change(rows.NOTHING, [id_ for id_, _, _ in words])

    def restore(self, ids: Iterable[str]) -> Change:
        """Make removed articles visible again (NotFound where one is not among them)."""
        wanted = list(dict.fromkeys(ids))
        with self._database.writing() as connection:
            rows.require(connection, wanted, removed=True)
            words = rows.words_of(connection, wanted)
            lexical.enter(connection, words)
            rows.mark(connection, wanted, None)
            return Change(rows.batch(connection, [id_ for id_, _, _ in words]), [])

    # Reading

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

    def identify_anew(self, progress: Callable[[int, int | None], None] | None = None) -> None:
        """Put all claims under sources anew, in one transaction; decisions are kept."""
        moved: dict[str, Counter[str]] = defaultdict(Counter)
        ordered = select(t.articles.c.id).order_by(t.articles.c.published_at, t.articles.c.id)
        with self._database.writing() as connection:
            connection.execute(update(t.sources).values(traits=None))
            rules, ids = Rules.of(connection), connection.execute(ordered).scalars().all()
            for done, id_ in enumerate(ids, start=1):
                row = connection.execute(select(t.articles).where(t.articles.c.id == id_)).one()
                named = identities.sources_of(connection, id_)
                found = self._identity(article_of(row), named)
                for old, new in identities.anew(connection, id_, found, rules):
                    moved[old][new] += 1
                if progress is not None:
                    progress(done, len(ids))
            rekey(connection, {old: new.most_common(1)[0][0] for old, new in moved.items()})
            identities.settle(connection, Rules.of(connection))
            identities.prune(connection)

    # Settings

    def setting(self, name: str) -> str | None:
        """Give what was kept under a name, None where nothing was."""
        wanted = select(t.settings.c.value).where(t.settings.c.name == name)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar()

    def set(self, name: str, value: str | None) -> None:
        """Keep a value under a name in place of any other; None forgets it."""
        with self._database.writing() as connection:
            connection.execute(delete(t.settings).where(t.settings.c.name == name))
            if value is not None:
                connection.execute(insert(t.settings).values(name=name, value=value))

    # Checks

    def is_sound(self) -> bool:
        """Tell whether the file is whole; reads all of it."""
        return self._database.is_sound()

    def count(self) -> tuple[int, int, int]:
        """Count the visible articles, claims and passages."""

        def counted(table: FromClause) -> int:
            query = rows.visible(select(func.count()).select_from(table))
            return int(connection.execute(query).scalar_one())

        with self._database.reading() as connection:
            return (
                counted(t.articles),
                counted(t.articles.join(t.claims)),
                counted(t.articles.join(t.passages)),
            )

    def analysed_otherwise(self, fingerprint: str) -> list[str]:
        """Give the articles, removed ones too, whose claims another attribution found."""
        wanted = select(t.articles.c.id).where(t.articles.c.analysed_by != fingerprint)
        ordered = wanted.order_by(t.articles.c.published_at, t.articles.c.id)
        with self._database.reading() as connection:
            return list(connection.execute(ordered).scalars())

    def any_articles(self, ids: Iterable[str]) -> list[Article]:
        """Give those of the articles that are there, removed ones too, in the order of ids."""
        wanted = select(t.articles).where(t.articles.c.id.in_(list(ids))).order_by(t.articles.c.id)
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(wanted)]

    def lexical_differs(self) -> bool:
        """Tell whether the lexical index has other passages than are visible."""
        with self._database.reading() as connection:
            entered = lexical.entered(connection)
        return entered != self.vectors.ids()

    def rebuild_lexical(self) -> None:
        """Fill the lexical index anew, in one transaction."""
        with self._database.writing() as connection:
            lexical.empty(connection)
            ids = rows.visible(select(t.articles.c.id))
            for article_id in connection.execute(ids).scalars().all():
                lexical.enter(connection, rows.words_of(connection, [article_id]))

    def _put(self, connection: Connection, entries: Sequence[Entry]) -> Change:
        gone: list[int] = []
        batches: list[VectorBatch] = []
        for entry in entries:
            gone += self._replace(connection, entry.article)
            self._put_claims(connection, entry)
            batches.append(rows.put_passages(connection, entry))
        return Change(rows.joined(batches, set(gone)), gone)

    def _replace(self, connection: Connection, article: Article) -> list[int]:
        """Write an article's row; what belonged to an earlier one goes. Give its passages' ids."""
        row = connection.execute(select(t.articles).where(t.articles.c.id == article.id)).first()
        values = article_row(article) | {"removed_at": None}
        if row is None:
            values |= {"revision": 1, "analysed_by": "", "added_at": self._database.now()}
            connection.execute(insert(t.articles).values(values))
            return []
        changed = row.digest != values["digest"]
        if changed:
            self._keep(connection, article_of(row), row.revision)
        words = rows.words_of(connection, [article.id])
        if row.removed_at is None:
            lexical.take_out(connection, words)
        connection.execute(delete(t.passages).where(t.passages.c.article_id == article.id))
        connection.execute(delete(t.claims).where(t.claims.c.article_id == article.id))
        values |= {"revision": row.revision + changed}
        connection.execute(update(t.articles).where(t.articles.c.id == article.id).values(values))
        return [id_ for id_, _, _ in words]

    def _keep(self, connection: Connection, article: Article, revision: int) -> None:
        values = {"article_id": article.id, "revision": revision, "article": asdict(article)}
        now = self._database.now()
        connection.execute(insert(t.revisions).values(values | {"replaced_at": now}))

    def _put_claims(self, connection: Connection, entry: Entry) -> None:
        connection.execute(
            update(t.articles)
            .where(t.articles.c.id == entry.article.id)
            .values(analysed_by=entry.analysed_by)
        )
        found = self._identity(entry.article, {claim.source: None for claim in entry.claims})
        ids = identities.enter(connection, entry.article.id, found, Rules.of(connection))
        values = [
            claim_row(claim, ordinal, *ids[claim.source]) | {"article_id": entry.article.id}
            for ordinal, claim in enumerate(entry.claims)
        ]
        if values:
            connection.execute(insert(t.claims), values)
