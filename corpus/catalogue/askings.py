"""How much was asked lately, by whom and where: counted for all processes of a catalogue together.

A row is a question of the last while; what is older goes with the next one, or when it is told to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text, update

from corpus.catalogue.chat_schema import askings
from corpus.catalogue.locks import SPACE, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database

_LOCK = text("SELECT pg_advisory_xact_lock(:space, :key)")
# A question that a fall of the server's machine uncounts does no harm.
_IN_HASTE = text("SET LOCAL synchronous_commit TO off")


@dataclass(frozen=True, slots=True)
class Full:
    """``who`` has no place left until ``free_at``; ``told`` that this was given out before."""

    who: int
    free_at: float
    told: bool


class Askings:
    """The questions of the last while; threads and processes may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, shares: Sequence[tuple[int, int]], now: float, span: float) -> Full | None:
        """Count a question against each share, ``(who, most)``; tell which of them is full.

        ``who`` is the number of a person or of a group, ``now`` a time in seconds since 1970,
        ``span`` for how many seconds a question counts. Either all shares count it or none does,
        and whoever else asks at the same moment sees it counted or not begun.
        """
        with self._database.writing(beside=True) as connection:
            if self._database.shared:
                connection.execute(_IN_HASTE)
                connection.execute(_LOCK, {"space": SPACE, "key": key_of("asking")})
            _drop(connection, now - span)
            for who, most in shares:
                if (full := _full(connection, who, most, span)) is not None:
                    return full
            rows = [{"who": who, "at": now, "told": 0} for who, _ in shares]
            connection.execute(insert(askings), rows)
        return None

    def forget(self, until: float) -> None:
        """Drop what was asked up to a time, in seconds since 1970."""
        with self._database.writing() as connection:
            _drop(connection, until)


def _drop(connection: Connection, until: float) -> None:
    connection.execute(delete(askings).where(askings.c.at <= until))


def _full(connection: Connection, who: int, most: int, span: float) -> Full | None:
    """Tell that a share is full, and note at its last question that this was told."""
    a = askings.c
    found = connection.execute(select(a.id, a.at, a.told).where(a.who == who).order_by(a.id)).all()
    if len(found) < most:
        return None
    last = found[-1]
    if not last.told:
        connection.execute(update(askings).where(a.id == last.id).values(told=1))
    # Where fewer are allowed than were before, more than the oldest have to go.
    return Full(who, found[len(found) - most].at + span, bool(last.told))
