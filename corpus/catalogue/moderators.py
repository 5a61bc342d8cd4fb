"""Who may change the corpus: Telegram's numeric ids, since names can change hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from corpus.catalogue.schema import moderators

if TYPE_CHECKING:
    from corpus.catalogue.engine import Database


@dataclass(frozen=True, slots=True)
class Moderator:
    """A person with a role; ``added_by`` is None for whoever came by the settings or the code."""

    user_id: int
    role: str
    added_at: str
    added_by: int | None = None


class Moderators:
    """The moderators; what a role may do is the caller's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, user_id: int, role: str, *, by: int | None = None) -> None:
        """Give a person a role, in place of any other."""
        values = {"role": role, "added_at": self._database.now(), "added_by": by}
        statement = insert(moderators).values(user_id=user_id, **values)
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["user_id"], set_=values)
            )

    def get(self, user_id: int) -> Moderator | None:
        """Give a person's role, None where there is none."""
        wanted = select(moderators).where(moderators.c.user_id == user_id)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return Moderator(*row) if row else None

    def all(self) -> list[Moderator]:
        """Give them all, the first to be added first."""
        wanted = select(moderators).order_by(moderators.c.added_at, moderators.c.user_id)
        with self._database.reading() as connection:
            return [Moderator(*row) for row in connection.execute(wanted)]

    def remove(self, user_id: int) -> bool:
        """Take a person's role away; tell whether there was one."""
        gone = delete(moderators).where(moderators.c.user_id == user_id)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount > 0
