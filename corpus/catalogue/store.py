"""The catalogue itself: articles go in whole, come out, and are searched by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from corpus.catalogue import claim_desk, decisions, identities, lexical, rows
from corpus.catalogue import schema as t
from corpus.catalogue.answers import KeptAnswers
from corpus.catalogue.askings import Askings
from corpus.catalogue.audit import Audit
from corpus.catalogue.claim_desk import ClaimDesk
from corpus.catalogue.copies import Copies
from corpus.catalogue.decisions import Rules
from corpus.catalogue.deliveries import Deliveries
from corpus.catalogue.digests import Digests
from corpus.catalogue.engine import Database, utc_now
from corpus.catalogue.feeds import Feeds
from corpus.catalogue.histories import Histories
from corpus.catalogue.inbox import Inbox
from corpus.catalogue.intake import Intake
from corpus.catalogue.jobs import Jobs
from corpus.catalogue.moderators import Moderators
from corpus.catalogue.news import News
from corpus.catalogue.pages import Pages
from corpus.catalogue.people import People
from corpus.catalogue.proposals import Proposals
from corpus.catalogue.reading import Reading
from corpus.catalogue.records import (
    Entry,
    VectorBatch,
    article_of,
    article_row,
    digest,
)
from corpus.catalogue.sendings import Sendings
from corpus.catalogue.source_desk import SourceDesk
from corpus.catalogue.vectors import Vectors
from corpus.catalogue.watches import Watches
from corpus.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, FromClause

    from corpus.catalogue.engine import Backend
    from corpus.catalogue.identities import Identify


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of the catalogue means for the vector index.

    ``gone`` are ids of passages that must leave it, ``entered`` the passages to put in.
    """

    entered: VectorBatch
    gone: list[int]


class Catalogue(Reading):
    """The record of the corpus in one SQLite file, or in PostgreSQL; threads may share it.

    Removed articles are kept, and invisible to everything but ``removed`` and ``restore``.
    ``identity`` says which sources are the same; ``clock`` gives the times that are recorded.
    """

    def __init__(
        self,
        place: Path | Backend,
        *,
        identity: Identify = identities.by_name,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Open the catalogue, making or migrating it as needed (StoreDamaged, AccordingToError)."""
        self._database = Database(place, clock)
        self.inbox = Inbox(self._database)
        self.sendings = Sendings(self._database) if self._database.shared else None
        self.askings = Askings(self._database)
        self.moderators = Moderators(self._database)
        self.vectors = Vectors(self._database)
        self.histories = Histories(self._database)
        self.answers = KeptAnswers(self._database)
        self.deliveries = Deliveries(self._database)
        self.pages = Pages(self._database)
        self.people = People(self._database)
        self.source_desk = SourceDesk(self._database)
        self.claim_desk = ClaimDesk(self._database, identity)
        self.audit = Audit(self._database)
        self.proposals = Proposals(self._database)
        self.feeds = Feeds(self._database)
        self.copies = Copies(self._database)
        self.intake = Intake(self._database)
        self.jobs = Jobs(self._database)
        self.watches = Watches(self._database)
        self.digests = Digests(self._database)
        self.news = News(self._database)

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    @property
    def place(self) -> str:
        """Where it is kept, as the user calls it; without a password."""
        return str(self._database.backend)

    @property
    def shared(self) -> bool:
        """Whether several processes may use the catalogue at once."""
        return self._database.shared

    def alone(self, name: str, patience: float = 0.0) -> AbstractContextManager[bool]:
        """Tell whether nobody else is at something while the body runs, here or elsewhere.

        It is tried again for ``patience`` seconds. Where the body is told False it must not do it.
        """
        return self._database.alone(name, patience)

    def use(self, *, together: bool) -> bool:
        """Take the catalogue for as long as it is open: alone, or together with others.

        False where another process is in the way.
        """
        return self._database.use(together=together)

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

    def identify_anew(self, progress: Callable[[int, int | None], None] | None = None) -> None:
        """Put all claims under sources anew, in one transaction; decisions are kept."""
        moved: dict[str, Counter[str]] = defaultdict(Counter)
        changed: set[int] = set()
        ordered = select(t.articles.c.id).order_by(t.articles.c.published_at, t.articles.c.id)
        with self._database.writing() as connection:
            connection.execute(update(t.sources).values(traits=None))
            rules, ids = Rules.of(connection), connection.execute(ordered).scalars().all()
            for done, id_ in enumerate(ids, start=1):
                for (was, old), (now, new) in self._identified(connection, id_, rules):
                    moved[old][new] += 1
                    changed |= {was, now} if was != now else set()
                if progress is not None:
                    progress(done, len(ids))
            newest = {old: new.most_common(1)[0][0] for old, new in moved.items()}
            decisions.rekey(connection, newest)
            claim_desk.rekey(connection, newest)
            rules = Rules.of(connection)
            identities.settle(connection, rules, rules.keys(), changed)
            identities.prune(connection)

    def _identified(
        self, connection: Connection, article_id: str, rules: Rules
    ) -> list[tuple[tuple[int, str], tuple[int, str]]]:
        """Identify an article's sources anew; gives each one's id and key before and after."""
        row = connection.execute(select(t.articles).where(t.articles.c.id == article_id)).one()
        before = identities.placed(connection, article_id)
        found = self.claim_desk.identities(connection, article_of(row), before)
        after = identities.enter(connection, article_id, found, rules)
        other = {source: to for source, to in after.items() if to != before[source]}
        identities.move(connection, article_id, other)
        return [(before[source], to) for source, to in after.items()]

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

    def lexical_differs(self) -> bool:
        """Tell whether the lexical index has other passages than are visible."""
        with self._database.reading() as connection:
            entered = lexical.entered(connection)
        return entered != self.vectors.ids()

    def rebuild_lexical(self) -> None:
        """Fill the lexical index anew, in one transaction."""
        with self._database.writing() as connection:
            rows.enter_words_anew(connection)

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
        self.claim_desk.put(connection, entry.article, entry.claims)
