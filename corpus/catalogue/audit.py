"""The audit: every change by a person, with who, what, when and the difference; append-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from corpus.catalogue.desk_schema import audit

if TYPE_CHECKING:
    from sqlalchemy import Row

    from corpus.catalogue.engine import Database

Json = dict[str, Any]
FAILED = "failed"  # what a step is called that says that another came to nothing
TERMINAL = 0  # who works at the terminal, as the owner of the data folder; nobody's id in Telegram


@dataclass(frozen=True, slots=True)
class Step:
    """One change.

    ``who`` is a person's numeric id, TERMINAL or None for the bot itself. ``what`` is
    the kind of change and ``target`` what it was done to; ``before`` and ``after`` hold what
    differs. ``undoes`` is the id of the step that this one took back. ``id`` is 0 and ``at``
    empty for a step that is not kept yet.
    """

    what: str
    target: str
    who: int | None = None
    chat_id: int | None = None
    before: Json | None = None
    after: Json | None = None
    undoes: int | None = None
    id: int = 0
    at: str = ""


class Audit:
    """The steps; they can be added and read, and the database refuses anything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, step: Step) -> int:
        """Keep a step and give its id."""
        values = {
            "at": self._database.now(),
            "who": step.who,
            "chat_id": step.chat_id,
            "what": step.what,
            "target": step.target,
            "before": step.before,
            "after": step.after,
            "undoes": step.undoes,
        }
        with self._database.writing() as connection:
            kept = insert(audit).values(values).returning(audit.c.id)
            return int(connection.execute(kept).scalar_one())

    def latest(self, *, limit: int = 100, before: int | None = None) -> list[Step]:
        """Give the steps, the latest first, where ``before`` is given those before that one."""
        wanted = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.id < before)
        with self._database.reading() as connection:
            return [_step(row) for row in connection.execute(wanted)]

    def last_of(self, who: int, *, before: int | None = None) -> Step | None:
        """Give a person's last step that was neither taken back nor takes one back.

        With ``before`` it is the last before that one. To try to take it back and fail changes
        nothing about it.
        """
        undoing = audit.c.undoes.is_not(None)
        failed = select(audit.c.undoes).where(undoing, audit.c.what == FAILED)
        undone = select(audit.c.undoes).where(undoing, audit.c.id.not_in(failed))
        wanted = select(audit).where(
            audit.c.who == who, audit.c.undoes.is_(None), audit.c.id.not_in(undone)
        )
        if before is not None:
            wanted = wanted.where(audit.c.id < before)
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(audit.c.id.desc()).limit(1)).first()
        return _step(row) if row else None


def _step(row: Row[Any]) -> Step:
    return Step(
        row.what,
        row.target,
        row.who,
        row.chat_id,
        row.before,
        row.after,
        row.undoes,
        row.id,
        row.at,
    )
