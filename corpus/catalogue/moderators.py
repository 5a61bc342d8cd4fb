"""Who may change the corpus: Telegram's numeric ids, since names can change hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from corpus.catalogue.desk_schema import roles
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database

EVERYWHERE = 0
LAST = "That is the last owner: make somebody else an owner first."


@dataclass(frozen=True, slots=True)
class Moderator:
    """A person with a role; ``added_by`` is None for whoever came by the settings or the code.

    ``chat_id`` is where the role holds, 0 for everywhere.
    """

    user_id: int
    role: str
    added_at: str
    added_by: int | None = None
    chat_id: int = EVERYWHERE


class Moderators:
    """Those who have a role; what a role may do is the caller's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        user_id: int,
        role: str,
        *,
        by: int | None = None,
        chat_id: int = EVERYWHERE,
        lasting: str | None = None,
    ) -> None:
        """Give a person a role, in place of any other there.

        ``lasting`` is a role that somebody must keep: taking it from the last one who has it
        everywhere raises AccordingToError, and nothing is changed.
        """
        values = {"role": role, "added_at": self._database.now(), "added_by": by}
        statement = self._database.insert(roles).values(user_id=user_id, chat_id=chat_id, **values)
        with self._database.writing() as connection:
            takes = had(connection, user_id, lasting) and chat_id == EVERYWHERE
            connection.execute(
                statement.on_conflict_do_update(index_elements=["user_id", "chat_id"], set_=values)
            )
            require(connection, lasting if takes else None)

    def get(self, user_id: int, chat_id: int = EVERYWHERE) -> Moderator | None:
        """Give a person's role in a chat, or the one everywhere; None where there is none."""
        here = roles.c.chat_id == chat_id
        with self._database.reading() as connection:
            row = connection.execute(select(roles).where(roles.c.user_id == user_id, here)).first()
        return (
            Moderator(row.user_id, row.role, row.added_at, row.added_by, row.chat_id)
            if row
            else None
        )

    def all(self) -> list[Moderator]:
        """Give them all, the first to be added first."""
        wanted = select(roles).order_by(roles.c.added_at, roles.c.user_id, roles.c.chat_id)
        with self._database.reading() as connection:
            return [
                Moderator(row.user_id, row.role, row.added_at, row.added_by, row.chat_id)
                for row in connection.execute(wanted)
            ]

    def remove(
        self, user_id: int, *, chat_id: int = EVERYWHERE, lasting: str | None = None
    ) -> bool:
        """Take a person's role away; tell whether there was one. ``lasting`` as in ``put``."""
        gone = delete(roles).where(roles.c.user_id == user_id, roles.c.chat_id == chat_id)
        with self._database.writing() as connection:
            takes = had(connection, user_id, lasting) and chat_id == EVERYWHERE
            there = connection.execute(gone).rowcount > 0
            require(connection, lasting if takes else None)
        return there


def had(connection: Connection, user_id: int, role: str | None) -> bool:
    """Tell whether a person has a role everywhere."""
    own = (roles.c.user_id == user_id, roles.c.chat_id == EVERYWHERE, roles.c.role == role)
    return connection.execute(select(roles.c.role).where(*own)).first() is not None


def require(connection: Connection, lasting: str | None) -> None:
    """See to it that somebody has a role everywhere (AccordingToError); None asks for nothing."""
    if lasting is None:
        return
    count = select(func.count()).select_from(roles)
    count = count.where(roles.c.role == lasting, roles.c.chat_id == EVERYWHERE)
    if not connection.execute(count).scalar_one():
        raise AccordingToError(LAST)
