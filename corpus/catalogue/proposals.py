"""Articles that wait to be published: kept whole, and not searchable before."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from corpus.catalogue.desk_schema import proposals
from corpus.errors import NotFound
from corpus.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from corpus.catalogue.engine import Database


class ProposalState(StrEnum):
    """What became of a proposal."""

    WAITING = "waiting"
    PUBLISHED = "published"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An article that somebody proposed, or a feed (``feed_id``; ``proposed_by`` is then None).

    ``batch`` is the id of the first of those that came together.
    """

    id: int
    batch: int
    article: Article
    feed_id: int | None
    proposed_by: int | None
    proposed_at: str
    state: ProposalState
    decided_at: str | None = None
    decided_by: int | None = None


class Proposals:
    """What waits, and what was decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, articles: Sequence[Article], *, by: int | None = None, feed_id: int | None = None
    ) -> list[Proposal]:
        """Keep articles that came together, as one batch."""
        if not articles:
            return []
        common = {"feed_id": feed_id, "proposed_by": by, "proposed_at": self._database.now()}
        common |= {"state": ProposalState.WAITING.value}
        with self._database.writing() as connection:
            # Numbers are never used twice, so the first of the batch cannot be foretold.
            batch, kept = 0, []
            for article in articles:
                values = common | {"article": _json(article), "batch": batch}
                row = connection.execute(
                    insert(proposals).values(values).returning(proposals)
                ).one()
                batch = batch or row.id
                kept.append(replace(_proposal(row), batch=batch))
            first = update(proposals).where(proposals.c.id == batch)
            connection.execute(first.values(batch=batch))
        return kept

    def get(self, proposal_id: int) -> Proposal:
        """Give a proposal, whatever became of it (NotFound)."""
        with self._database.reading() as connection:
            row = connection.execute(select(proposals).where(proposals.c.id == proposal_id)).first()
        if row is None:
            raise NotFound(f"There is no proposal #{proposal_id}.")
        return _proposal(row)

    def waiting(
        self,
        *,
        batch: int | None = None,
        by: int | None = None,
        feed_id: int | None = None,
        article_id: str | None = None,
        limit: int = 1000,
    ) -> list[Proposal]:
        """Give what waits, the oldest first: all, or of a batch, a person, a feed, an id."""
        wanted = select(proposals).where(proposals.c.state == ProposalState.WAITING.value)
        if batch is not None:
            wanted = wanted.where(proposals.c.batch == batch)
        if by is not None:
            wanted = wanted.where(proposals.c.proposed_by == by)
        if feed_id is not None:
            wanted = wanted.where(proposals.c.feed_id == feed_id)
        if article_id is not None:
            wanted = wanted.where(proposals.c.article["id"].as_string() == article_id)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(proposals.c.id).limit(limit))
            return [_proposal(row) for row in found]

    def count(self) -> int:
        """Count what waits."""
        waits = proposals.c.state == ProposalState.WAITING.value
        with self._database.reading() as connection:
            query = select(func.count()).select_from(proposals).where(waits)
            return int(connection.execute(query).scalar_one())

    def change(self, proposal_id: int, article: Article) -> bool:
        """Put another article in a waiting proposal's place; False where it does not wait."""
        return self._set(proposal_id, {"article": _json(article)})

    def decide(self, proposal_id: int, state: ProposalState, by: int | None) -> bool:
        """Note what became of a waiting proposal; False where that was decided already."""
        values = {"state": state.value, "decided_at": self._database.now(), "decided_by": by}
        return self._set(proposal_id, values)

    def reopen(self, proposal_id: int) -> None:
        """Let a proposal wait again."""
        values = {"state": ProposalState.WAITING.value, "decided_at": None, "decided_by": None}
        with self._database.writing() as connection:
            connection.execute(
                update(proposals).where(proposals.c.id == proposal_id).values(values)
            )

    def _set(self, proposal_id: int, values: dict[str, Any]) -> bool:
        waits = proposals.c.state == ProposalState.WAITING.value
        change = update(proposals).where(proposals.c.id == proposal_id, waits).values(values)
        with self._database.writing() as connection:
            return connection.execute(change).rowcount > 0


def _json(article: Article) -> dict[str, Any]:
    return asdict(article) | {"captions": list(article.captions)}


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        row.id,
        row.batch,
        Article(**row.article | {"captions": tuple(row.article["captions"])}),
        row.feed_id,
        row.proposed_by,
        row.proposed_at,
        ProposalState(row.state),
        row.decided_at,
        row.decided_by,
    )
