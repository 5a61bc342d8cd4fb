"""The messages that quoted articles, and which of them an article's fate has overtaken.

Nothing is queued when an article changes: a message is due for as long as the state that it
shows is not the state that the article is in. So no change is missed, whoever made it and
whatever was killed when, and none is shown twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from corpus.catalogue import schema as t
from corpus.catalogue.histories import state_now
from corpus.catalogue.shown_schema import delivered_articles, deliveries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corpus.catalogue.engine import Database

KEPT = 200_000
GONE = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Messages that were sent together, or an inline message; ``view`` is the caller's.

    ``id`` is 0 for one that is not kept yet. Without any id of a message they may have been sent
    or not: whoever sent them was killed before that was known.
    """

    view: dict[str, Any]
    chat_id: int | None = None
    message_ids: tuple[int, ...] = ()
    inline_message_id: str | None = None
    id: int = 0


class Deliveries:
    """What was sent, and what of it is due to be changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, delivery: Delivery, states: Mapping[str, str]) -> int:
        """Keep what is sent, with the state in which it shows each article by id; give its id."""
        values = {
            "chat_id": delivery.chat_id,
            "message_ids": list(delivery.message_ids),
            "inline_message_id": delivery.inline_message_id,
            "view": delivery.view,
            "sent_at": self._database.now(),
        }
        with self._database.writing() as connection:
            kept = insert(deliveries).values(values).returning(deliveries.c.id)
            key: int = connection.execute(kept).scalar_one()
            rows = [
                {"delivery_id": key, "article_id": id_, "state": state}
                for id_, state in states.items()
            ]
            if rows:
                connection.execute(insert(delivered_articles), rows)
        return key

    def arrived(self, delivery_id: int, chat_id: int, message_ids: Collection[int]) -> None:
        """Note which messages of which chat a delivery became."""
        values = {"chat_id": chat_id, "message_ids": list(message_ids)}
        with self._database.writing() as connection:
            kept = update(deliveries).where(deliveries.c.id == delivery_id)
            connection.execute(kept.values(values))

    def drop(self, delivery_id: int) -> None:
        """Forget what was not sent after all."""
        with self._database.writing() as connection:
            connection.execute(delete(deliveries).where(deliveries.c.id == delivery_id))

    def due(self, *, limit: int = 500) -> list[Delivery]:
        """Give what shows an article otherwise than it is, the latest first."""
        d, shown = deliveries.c, delivered_articles
        # Worked out once for each article that was quoted, not for each time.
        quoted = t.articles.c.id.in_(select(shown.c.article_id))
        now = select(t.articles.c.id, state_now().label("state")).where(quoted).cte("now")
        joined = shown.outerjoin(now, now.c.id == shown.c.article_id)
        overtaken = (
            select(shown.c.delivery_id)
            .select_from(joined)
            .where(func.coalesce(now.c.state, GONE) != shown.c.state)
        )
        query = select(deliveries).where(d.id.in_(overtaken))
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(d.id.desc()).limit(limit))
            return [
                Delivery(
                    row.view, row.chat_id, tuple(row.message_ids), row.inline_message_id, row.id
                )
                for row in found
            ]

    def settle(
        self, delivery_id: int, states: Mapping[str, str], message_ids: Collection[int]
    ) -> None:
        """Note that messages show articles as they were in these states, in these messages."""
        with self._database.writing() as connection:
            kept = update(deliveries).where(deliveries.c.id == delivery_id)
            connection.execute(kept.values(message_ids=list(message_ids)))
            of_delivery = delivered_articles.c.delivery_id == delivery_id
            for id_, state in states.items():
                of_article = delivered_articles.c.article_id == id_
                change = update(delivered_articles).where(of_delivery, of_article)
                connection.execute(change.values(state=state))

    def articles(self, delivery_id: int) -> dict[str, str]:
        """Give the states in which messages show the articles that they quote, by id."""
        shown = delivered_articles.c
        query = select(shown.article_id, shown.state).where(shown.delivery_id == delivery_id)
        with self._database.reading() as connection:
            return {row.article_id: row.state for row in connection.execute(query)}

    def forget(self, *, kept: int = KEPT) -> int:
        """Drop all but the latest so many; give how many were dropped."""
        with self._database.writing() as connection:
            last = connection.execute(select(func.max(deliveries.c.id))).scalar() or 0
            old = delete(deliveries).where(deliveries.c.id <= last - kept)
            return connection.execute(old).rowcount
