"""Feeds that are followed: their addresses, when each is due, and what was seen of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from corpus.catalogue.desk_schema import feed_items, feeds
from corpus.errors import AccordingToError, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from corpus.catalogue.engine import Database

LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60
# After so many failures in a row a feed is dead: its moderators are told, and it is tried once
# a day from then on.
DEAD_AFTER = 8
DAY = 24 * 60
# How often the report behind an entry is tried to be read.
TRIES = 3


class FeedMode(StrEnum):
    """What becomes of a feed's reports: published at once, or proposed."""

    AUTO = "auto"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed. ``minutes`` is how often it is fetched; ``next_at`` when it is next (ISO 8601, UTC).

    ``etag`` and ``last_modified`` are what its site said of the state that was last read.
    ``failures`` counts those since it could last be read, ``trouble`` is the last reason.
    ``chat_id`` is where moderators are told of trouble, None for nowhere.
    """

    id: int
    url: str
    title: str | None
    minutes: int
    mode: FeedMode
    etag: str | None
    last_modified: str | None
    next_at: str
    failures: int
    trouble: str | None
    added_by: int | None
    chat_id: int | None

    @property
    def dead(self) -> bool:
        """Whether it failed so often that somebody should look at it."""
        return self.failures >= DEAD_AFTER


class Feeds:
    """The feeds and their schedule."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        url: str,
        *,
        minutes: int,
        mode: FeedMode,
        by: int | None = None,
        chat_id: int | None = None,
    ) -> FollowedFeed:
        """Follow a feed, due at once; one that is followed gets the new times and mode.

        AccordingToError where the minutes are fewer than 5 or more than a week.
        """
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise AccordingToError(
                f"A feed is fetched every {LEAST_MINUTES} minutes at most and once a week at "
                f"least: give a number from {LEAST_MINUTES} to {MOST_MINUTES}."
            )
        now = self._database.now()
        changed: dict[str, Any] = {
            "minutes": minutes,
            "mode": mode.value,
            "next_at": now,
            "failures": 0,
        }
        changed |= {"trouble": None, "chat_id": chat_id}
        values = changed | {"url": url, "added_by": by, "added_at": now}
        with self._database.writing() as connection:
            connection.execute(
                self._database.insert(feeds)
                .values(values)
                .on_conflict_do_update(index_elements=["url"], set_=changed)
            )
            return _feed(connection.execute(select(feeds).where(feeds.c.url == url)).one())

    def find(self, given: str) -> FollowedFeed:
        """Give the feed that has a number or an address (NotFound)."""
        is_number = given.isascii() and given.isdigit() and len(given) < 10
        wanted = feeds.c.id == int(given) if is_number else feeds.c.url == given
        with self._database.reading() as connection:
            row = connection.execute(select(feeds).where(wanted)).first()
        if row is None:
            raise NotFound(f"No feed {given} is followed.")
        return _feed(row)

    def remove(self, feed_id: int) -> None:
        """Stop following a feed, and forget what was seen of it."""
        with self._database.writing() as connection:
            connection.execute(delete(feeds).where(feeds.c.id == feed_id))

    def all(self) -> list[FollowedFeed]:
        """Give all feeds, in the order in which they were added."""
        with self._database.reading() as connection:
            return [_feed(row) for row in connection.execute(select(feeds).order_by(feeds.c.id))]

    def due(self, *, limit: int = 20) -> list[FollowedFeed]:
        """Give the feeds that are due now, those that wait longest first.

        So is one that would be due later than any can be: the clock was ahead when it was fetched.
        """
        never = self._in(MOST_MINUTES + DAY)
        due = or_(feeds.c.next_at <= self._database.now(), feeds.c.next_at > never)
        wanted = select(feeds).where(due)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(feeds.c.next_at, feeds.c.id).limit(limit))
            return [_feed(row) for row in found]

    def unseen(self, feed_id: int, keys: Sequence[str]) -> set[str]:
        """Give those of the entries' keys that are to be read: new, or failed less than 3 times."""
        settled = or_(feed_items.c.failures == 0, feed_items.c.failures >= TRIES)
        known = select(feed_items.c.key).where(
            feed_items.c.feed_id == feed_id, feed_items.c.key.in_(keys), settled
        )
        with self._database.reading() as connection:
            return set(keys) - set(connection.execute(known).scalars())

    def saw(self, feed_id: int, key: str, *, read: bool = True) -> None:
        """Note that an entry was dealt with, or that its report could not be ``read``.

        Nothing where the feed is not followed any more.
        """
        values = {"feed_id": feed_id, "key": key, "seen_at": self._database.now()}
        failures = 0 if read else feed_items.c.failures + 1
        entered = self._database.insert(feed_items).values(values | {"failures": int(not read)})
        with self._database.writing() as connection:
            if connection.execute(select(feeds.c.id).where(feeds.c.id == feed_id)).first():
                connection.execute(
                    entered.on_conflict_do_update(
                        index_elements=["feed_id", "key"], set_={"failures": failures}
                    )
                )

    def fetched(
        self,
        feed_id: int,
        *,
        title: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        unchanged: bool = False,
    ) -> None:
        """Note that a feed was read, or is ``unchanged``; it is due again after its minutes."""
        with self._database.writing() as connection:
            row = connection.execute(select(feeds).where(feeds.c.id == feed_id)).first()
            if row is None:
                return
            values: dict[str, Any] = {"failures": 0, "trouble": None}
            values["next_at"] = self._in(row.minutes)
            if not unchanged:
                values |= {"etag": etag, "last_modified": last_modified}
                values["title"] = title or row.title
            connection.execute(update(feeds).where(feeds.c.id == feed_id).values(values))

    def failed(self, feed_id: int, why: str) -> FollowedFeed | None:
        """Note that a feed could not be read: it waits twice as long each time, a day at most."""
        with self._database.writing() as connection:
            row = connection.execute(select(feeds).where(feeds.c.id == feed_id)).first()
            if row is None:
                return None
            failures = row.failures + 1
            wait = max(row.minutes, min(row.minutes * 2 ** min(failures, 12), DAY))
            values = {"failures": failures, "trouble": why, "next_at": self._in(wait)}
            changed = update(feeds).where(feeds.c.id == feed_id).values(values)
            return _feed(connection.execute(changed.returning(feeds)).one())

    def _in(self, minutes: int) -> str:
        now = datetime.fromisoformat(self._database.now())
        return (now + timedelta(minutes=minutes)).astimezone(UTC).isoformat(timespec="seconds")


def _feed(row: Row[Any]) -> FollowedFeed:
    return FollowedFeed(
        row.id,
        row.url,
        row.title,
        row.minutes,
        FeedMode(row.mode),
        row.etag,
        row.last_modified,
        row.next_at,
        row.failures,
        row.trouble,
        row.added_by,
        row.chat_id,
    )
