"""The inbox of Telegram updates: what is in it is kept, whatever is killed when.

An update is put in before Telegram is told that it arrived, worked on in the order of its chat,
and marked done after the reply was sent. Telegram may deliver an update twice; its id tells.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from corpus.catalogue.locks import key_of
from corpus.catalogue.schema import inbox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import Select

    from corpus.catalogue.engine import Database


# Seconds that a chat stays with a process, and how many chats do at most: the server has room for
# some thousand locks.
STAYS, MOST_KEPT = 600.0, 300
SEEN = 5000  # waiting chats that are looked at, those of other processes among them


@dataclass(frozen=True, slots=True)
class Update:
    """One Telegram update: ``payload`` is its JSON as it came, ``chat_id`` None outside chats."""

    update_id: int
    chat_id: int | None
    payload: str


class Inbox:
    """The updates that were received and those that wait; threads may share it."""

    def __init__(self, database: Database, clock: Callable[[], float] = monotonic) -> None:
        self._database = database
        self._clock = clock
        # The chats whose lease is kept though nothing of them is in work, since when.
        self._kept: OrderedDict[int | None, float] = OrderedDict()
        self._keeping = True
        self._mutex = Lock()

    def put(self, updates: Iterable[Update]) -> int:
        """Keep updates in one commit and give how many were new; known ids are dropped."""
        received_at = self._database.now()
        rows = [
            {
                "update_id": each.update_id,
                "chat_id": each.chat_id,
                "payload": each.payload,
                "received_at": received_at,
            }
            for each in updates
        ]
        if not rows:
            return 0
        # In one order, so that processes do not wait for each other in a ring.
        rows.sort(key=lambda row: int(str(row["update_id"])))
        with self._database.writing(beside=True) as connection:
            entered = self._database.insert(inbox).on_conflict_do_nothing()
            return len(connection.execute(entered.returning(inbox.c.update_id), rows).all())

    def next(self, *, busy: Collection[int | None] = (), limit: int = 100) -> list[Update]:
        """Give the oldest waiting update of each chat that is not ``busy``, oldest first.

        Updates without a chat count as one chat, None.
        """
        with self._database.reading() as connection:
            return [Update(*row) for row in connection.execute(_oldest(busy).limit(limit))]

    def take(self, *, busy: Collection[int | None] = (), limit: int = 100) -> list[Update]:
        """Give what ``next`` gives, and keep other processes off those chats until ``free``.

        Of a chat that another process works for nothing is given. The lease on a chat is kept
        for ``STAYS`` after its last update: what a process remembers of a talk is of use then. It
        ends with the process, however that ends.
        """
        if not self._database.shared:
            return self.next(busy=busy, limit=limit)
        self._let_go(self._clock() - STAYS)
        taken: list[Update] = []
        while len(taken) < limit and (ids := self._free(busy, taken, limit - len(taken))):
            # Locked until it is known whose they are; what somebody else looks at is passed over.
            chosen = select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload)
            chosen = chosen.where(inbox.c.update_id.in_(ids), inbox.c.done_at.is_(None))
            chosen = chosen.order_by(inbox.c.update_id).with_for_update(skip_locked=True)
            with self._database.writing(beside=True) as connection:
                found = [Update(*row) for row in connection.execute(chosen)]
                found = [each for each in found if self._lease(each.chat_id)]
            taken += found
            if len(found) < len(ids):  # others are at it at this moment: what is left is theirs
                break
        return taken

    def _free(self, busy: Collection[int | None], taken: Sequence[Update], limit: int) -> list[int]:
        """Give the oldest updates of chats that nobody holds but, with nothing in work, we."""
        passed = {*busy, *(each.chat_id for each in taken)}
        others = self._database.held()
        with self._mutex:
            own = set(self._kept)
        oldest = _oldest(passed).with_only_columns(inbox.c.update_id, inbox.c.chat_id).limit(SEEN)
        with self._database.reading() as connection:
            waiting = [(row.update_id, row.chat_id) for row in connection.execute(oldest)]
        free = [id_ for id_, chat in waiting if chat in own or key_of(_name(chat)) not in others]
        return free[:limit]

    def free(self, chat_id: int | None) -> None:
        """Note that nothing of a chat is in work; after what was taken is done."""
        if self._database.shared:
            with self._mutex:
                self._kept[chat_id] = self._clock()
            self._let_go(self._clock() - STAYS if self._keeping else None)

    def rest(self) -> None:
        """Let other processes work for all chats of which nothing is in work, from now on."""
        self._keeping = False
        self._let_go(None)

    def _lease(self, chat_id: int | None) -> bool:
        with self._mutex:
            own = self._kept.pop(chat_id, None)
        # What was kept may be lost, where the database was away.
        return (own is not None and self._database.holds(_name(chat_id))) or self._database.take(
            _name(chat_id)
        )

    def _let_go(self, before: float | None) -> None:
        """Free the chats kept since before a time, None: all; and those beyond the most."""
        with self._mutex:
            gone = [chat for chat, at in self._kept.items() if before is None or at < before]
            gone += list(self._kept)[len(gone) : max(len(gone), len(self._kept) - MOST_KEPT)]
            for chat in gone:
                del self._kept[chat]
        for chat in gone:
            self._database.free(_name(chat))

    def following(self, update: Update) -> Update | None:
        """Give the next update of an update's chat that is not done, whoever put it in."""
        later = (inbox.c.chat_id == update.chat_id, inbox.c.update_id > update.update_id)
        wanted = select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload).where(*later)
        wanted = wanted.where(inbox.c.done_at.is_(None)).order_by(inbox.c.update_id).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else Update(*row)

    @property
    def shared(self) -> bool:
        """Whether other processes put updates in and take them."""
        return self._database.shared

    def done(self, *update_ids: int) -> None:
        """Mark updates as dealt with, in one commit; only their ids stay known.

        All of them or, where it raises, none.
        """
        with self._database.writing(beside=True) as connection:
            connection.execute(
                update(inbox)
                .where(inbox.c.update_id.in_(update_ids))
                .values(done_at=self._database.now(), payload="", chat_id=None)
            )

    def waiting(self) -> int:
        """Count the updates that are not done."""
        count = select(func.count()).select_from(inbox).where(inbox.c.done_at.is_(None))
        with self._database.reading() as connection:
            return connection.execute(count).scalar_one()

    def oldest(self) -> str | None:
        """Tell since when an update has waited that is not done (ISO 8601, UTC); None: none."""
        first = select(func.min(inbox.c.received_at)).where(inbox.c.done_at.is_(None))
        with self._database.reading() as connection:
            since: str | None = connection.execute(first).scalar_one()
        return since

    def forget(self, before: str) -> int:
        """Drop the ids of updates done before a time (ISO 8601, UTC); give how many.

        Telegram repeats an update for a day at most.
        """
        with self._database.writing(beside=True) as connection:
            return connection.execute(delete(inbox).where(inbox.c.done_at < before)).rowcount


def _oldest(busy: Collection[int | None]) -> Select[int, int | None, str]:
    chats = {chat for chat in busy if chat is not None}
    oldest = (
        select(func.min(inbox.c.update_id))
        .where(inbox.c.done_at.is_(None))
        .where(or_(inbox.c.chat_id.is_(None), inbox.c.chat_id.not_in(_filled_up(chats))))
        .group_by(inbox.c.chat_id)
    )
    if None in busy:
        oldest = oldest.where(inbox.c.chat_id.is_not(None))
    wanted = select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload)
    return wanted.where(inbox.c.update_id.in_(oldest)).order_by(inbox.c.update_id)


def _filled_up(chats: Collection[int]) -> list[int]:
    """Repeat a chat until there are a power of two of them.

    Drivers keep a statement ready for each number of values that it ever had: with a thousand
    chats some 150 kB each.
    """
    some = list(chats)
    return some + some[:1] * ((1 << (len(some) - 1).bit_length()) - len(some)) if some else some


def _name(chat_id: int | None) -> str:
    return f"chat {chat_id}"
