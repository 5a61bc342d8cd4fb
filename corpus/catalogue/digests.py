"""Chats that get digests, when each is due, and what was sent for which time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from corpus.catalogue.chat_schema import digest_issues, digests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from corpus.catalogue.engine import Database

Json = dict[str, Any]
LONGEST = timedelta(days=9)  # a week, and what time zones can add


@dataclass(frozen=True, slots=True)
class Digest:
    """A chat's digest, at a ``time`` of its ``zone``, on a ``weekday`` from Monday on or daily.

    ``since`` is the time up to which the last one told, ``next_at`` when the next is due
    (ISO 8601, UTC).
    """

    chat_id: int
    thread_id: int | None
    weekday: int | None
    time: str
    zone: str
    language: str | None
    set_by: int | None
    since: str
    next_at: str


class Digests:
    """The schedule, and the record of what was sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> str:
        """Give the time by which digests are due (ISO 8601, UTC, to the second)."""
        return self._database.now()

    def put(self, digest: Digest) -> None:
        """Keep a chat's digest in place of another."""
        values = asdict(digest)
        entered = self._database.insert(digests).values(values)
        with self._database.writing() as connection:
            connection.execute(
                entered.on_conflict_do_update(index_elements=["chat_id"], set_=values)
            )

    def get(self, chat_id: int) -> Digest | None:
        """Give a chat's digest, None where it gets none."""
        with self._database.reading() as connection:
            row = connection.execute(select(digests).where(digests.c.chat_id == chat_id)).first()
        return None if row is None else _digest(row)

    def remove(self, chat_id: int) -> bool:
        """Send a chat none any more; False where it got none."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(digests).where(digests.c.chat_id == chat_id))
            return gone.rowcount > 0

    def move(self, before: int, after: int) -> None:
        """Keep a group's digest under the id that it has as a supergroup."""
        with self._database.writing() as connection:
            there = select(digests.c.chat_id).where(digests.c.chat_id == after)
            if connection.execute(there).first() is None:
                kept = update(digests).where(digests.c.chat_id == before)
                connection.execute(kept.values(chat_id=after, thread_id=None))
            else:
                connection.execute(delete(digests).where(digests.c.chat_id == before))

    def due(self, *, limit: int = 50) -> list[Digest]:
        """Give those that are due, those that wait longest first.

        So is one that would be due later than any can be: the clock was ahead when it was set.
        """
        now = self._database.now()
        never = (datetime.fromisoformat(now) + LONGEST).isoformat(timespec="seconds")
        due = or_(digests.c.next_at <= now, digests.c.next_at > never)
        wanted = select(digests).where(due)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(digests.c.next_at).limit(limit))
            return [_digest(row) for row in found]

    def claim(self, chat_id: int, due_at: str | None, facts: Mapping[str, Any]) -> int | None:
        """Keep what is about to be sent for a time, and give its number.

        None where something was about to be sent for that time before: it may have arrived.
        """
        values = {"chat_id": chat_id, "due_at": due_at, "facts": dict(facts)}
        values["made_at"] = self._database.now()
        entered = self._database.insert(digest_issues).values(values)
        once = entered.on_conflict_do_nothing(index_elements=["chat_id", "due_at"])
        with self._database.writing() as connection:
            number = connection.execute(once.returning(digest_issues.c.id)).scalar()
        return None if number is None else int(number)

    def facts(self, number: int) -> Json | None:
        """Give what was kept with a number, None where nothing was."""
        wanted = select(digest_issues.c.facts).where(digest_issues.c.id == number)
        with self._database.reading() as connection:
            found: Json | None = connection.execute(wanted).scalar()
            return found

    def settle(self, digest: Digest, next_at: str, since: str | None = None) -> None:
        """Let the next digest be due at a time, if this one is still that of the chat.

        With ``since`` it was told what came up to then.
        """
        values = {"next_at": next_at} | ({"since": since} if since is not None else {})
        same = (digests.c.chat_id == digest.chat_id, digests.c.next_at == digest.next_at)
        with self._database.writing() as connection:
            connection.execute(update(digests).where(*same).values(values))


def _digest(row: Row[Any]) -> Digest:
    return Digest(
        row.chat_id,
        row.thread_id,
        row.weekday,
        row.time,
        row.zone,
        row.language,
        row.set_by,
        row.since,
        row.next_at,
    )
