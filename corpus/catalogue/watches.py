"""Channels that are watched: their posts as they are now, and the reports read in them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from corpus.catalogue.chat_schema import watch_posts, watch_reports, watches
from corpus.catalogue.feeds import FeedMode
from corpus.errors import NotFound
from corpus.model import Article

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from corpus.catalogue.engine import Database

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Watch:
    """A channel. ``mode`` tells what becomes of its reports, ``told_in`` the chat that is told.

    ``died_at`` is when the bot was put out of it (ISO 8601, UTC), None where it is in it.
    ``posts`` counts what was posted, ``left_alone`` those of it that hold no report.
    """

    id: int
    chat_id: int
    title: str
    username: str | None
    mode: FeedMode
    added_by: int | None
    told_in: int | None
    died_at: str | None
    posts: int = 0
    left_alone: int = 0


class Watches:
    """The channels that are watched."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        chat_id: int,
        title: str,
        username: str | None,
        *,
        mode: FeedMode,
        by: int | None = None,
        told_in: int | None = None,
    ) -> Watch:
        """Watch a channel; one that is watched gets the new mode, and lives again."""
        changed: Json = {"title": title, "username": username, "mode": mode.value}
        changed |= {"told_in": told_in, "died_at": None, "added_by": by}
        values = changed | {"chat_id": chat_id, "added_at": self._database.now()}
        entered = self._database.insert(watches).values(values)
        with self._database.writing() as connection:
            connection.execute(
                entered.on_conflict_do_update(index_elements=["chat_id"], set_=changed)
            )
            return _found(connection, chat_id)

    def of(self, chat_id: int) -> Watch | None:
        """Give the watch of a channel, None where it is not watched."""
        with self._database.reading() as connection:
            row = connection.execute(select(watches).where(watches.c.chat_id == chat_id)).first()
            return None if row is None else _counted(connection, row)

    def find(self, number: int) -> Watch:
        """Give the watch that has a number (NotFound)."""
        with self._database.reading() as connection:
            row = connection.execute(select(watches).where(watches.c.id == number)).first()
            if row is None:
                raise NotFound(f"No channel {number} is watched.")
            return _counted(connection, row)

    def all(self) -> list[Watch]:
        """Give all, in the order in which they were added."""
        with self._database.reading() as connection:
            found = connection.execute(select(watches).order_by(watches.c.id)).all()
            return [_counted(connection, row) for row in found]

    def remove(self, watch_id: int) -> None:
        """Watch a channel no more, and forget its posts."""
        with self._database.writing() as connection:
            connection.execute(delete(watches).where(watches.c.id == watch_id))

    def called(self, watch_id: int, title: str, username: str | None) -> None:
        """Note what a channel is called now."""
        self._set(watch_id, {"title": title, "username": username})

    def lives(self, chat_id: int, alive: bool) -> Watch | None:
        """Note whether the bot is in a channel; give its watch where that changed."""
        with self._database.writing() as connection:
            other = watches.c.died_at.is_not(None) if alive else watches.c.died_at.is_(None)
            change = update(watches).where(watches.c.chat_id == chat_id, other)
            values = {"died_at": None if alive else self._database.now()}
            if not connection.execute(change.values(values)).rowcount:
                return None
            return _found(connection, chat_id)

    # Posts

    def keep(self, watch_id: int, post: str, message: Json) -> None:
        """Keep a message of a post as it is now, in place of what it was."""
        values = {"watch_id": watch_id, "message_id": message["message_id"]}
        changed = {"post": post, "message": message}
        entered = self._database.insert(watch_posts).values(values | changed)
        with self._database.writing() as connection:
            connection.execute(
                entered.on_conflict_do_update(
                    index_elements=["watch_id", "message_id"], set_=changed
                )
            )

    def messages(self, watch_id: int, post: str) -> list[Json]:
        """Give the messages of a post, in their order."""
        p = watch_posts.c
        wanted = select(p.message).where(p.watch_id == watch_id, p.post == post)
        with self._database.reading() as connection:
            return list(connection.execute(wanted.order_by(p.message_id)).scalars())

    def reports(self, watch_id: int, post: str) -> dict[str, Article]:
        """Give the reports in a post as they were read last, by their parts."""
        r = watch_reports.c
        wanted = select(r.part, r.article).where(r.watch_id == watch_id, r.post == post)
        with self._database.reading() as connection:
            return {
                row.part: Article(**row.article | {"captions": tuple(row.article["captions"])})
                for row in connection.execute(wanted)
            }

    def report(self, watch_id: int, post: str, part: str, article: Article) -> None:
        """Note that a report in a post was dealt with as it was read now."""
        values = {"watch_id": watch_id, "post": post, "part": part}
        kept = {"article": asdict(article) | {"captions": list(article.captions)}}
        entered = self._database.insert(watch_reports).values(values | kept)
        with self._database.writing() as connection:
            connection.execute(
                entered.on_conflict_do_update(
                    index_elements=["watch_id", "post", "part"], set_=kept
                )
            )

    def forget(self, watch_id: int, post: str, part: str) -> None:
        """Note that a post has a report no more."""
        r = watch_reports.c
        gone = delete(watch_reports).where(r.watch_id == watch_id, r.post == post, r.part == part)
        with self._database.writing() as connection:
            connection.execute(gone)

    def read(self, watch_id: int) -> set[str]:
        """Give the ids of the reports that were read in a channel."""
        wanted = select(watch_reports.c.article["id"].as_string())
        with self._database.reading() as connection:
            found = connection.execute(wanted.where(watch_reports.c.watch_id == watch_id))
            return set(found.scalars())

    def _set(self, watch_id: int, values: Json) -> None:
        with self._database.writing() as connection:
            connection.execute(update(watches).where(watches.c.id == watch_id).values(values))


def _found(connection: Connection, chat_id: int) -> Watch:
    row = connection.execute(select(watches).where(watches.c.chat_id == chat_id)).one()
    return _counted(connection, row)


def _counted(connection: Connection, row: Row[Any]) -> Watch:
    p, r = watch_posts.c, watch_reports.c
    posted = select(func.count(p.post.distinct())).where(p.watch_id == row.id)
    reported = select(func.count(r.post.distinct())).where(r.watch_id == row.id)
    posts, reports = (int(connection.execute(each).scalar_one()) for each in (posted, reported))
    return Watch(
        row.id,
        row.chat_id,
        row.title,
        row.username,
        FeedMode(row.mode),
        row.added_by,
        row.told_in,
        row.died_at,
        posts,
        posts - reports,
    )
