"""The answers that were given, by the keys in their buttons and links."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from corpus.catalogue.shown_schema import answers

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from corpus.catalogue.engine import Database

Json = dict[str, Any]
# Five digits: a key and a button's verb have to fit in 64 bytes.
KEPT = 100_000


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as its caller put it in, with its key and when that was (ISO 8601, UTC)."""

    key: str
    asked: Json
    given: Json
    asked_at: str


class KeptAnswers:
    """The last answers. A key is the answer's number and a few random characters."""

    def __init__(self, database: Database, *, kept: int = KEPT) -> None:
        self._database = database
        self._kept = kept

    def put(self, asked: Json, given: Json) -> str:
        """Keep an answer in place of the oldest, where there are too many; give its key."""
        with self._database.writing() as connection:
            serial = self._next(connection)
            number = serial % self._kept
            key = f"{number}-{secrets.token_urlsafe(6)}"
            connection.execute(delete(answers).where(answers.c.number == number))
            values = {"number": number, "serial": serial, "key": key, "asked": asked}
            more = {"given": given, "opinions": {}, "asked_at": self._database.now()}
            connection.execute(insert(answers).values(values | more))
        return key

    def get(self, key: str) -> KeptAnswer | None:
        """Give the answer behind a key, None where there is none any more."""
        with self._database.reading() as connection:
            row = self._row(connection, key)
        return None if row is None else KeptAnswer(row.key, row.asked, row.given, row.asked_at)

    def opine(self, key: str, who: int, opinion: str) -> bool:
        """Keep what somebody thinks of an answer; False where it is not there any more."""
        with self._database.writing() as connection:
            row = self._row(connection, key)
            if row is None:
                return False
            opinions = {**row.opinions, str(who): opinion}
            chosen = update(answers).where(answers.c.number == row.number)
            connection.execute(chosen.values(opinions=opinions))
        return True

    def opinions(self, key: str) -> dict[str, str]:
        """Give what people think of an answer, by their ids."""
        with self._database.reading() as connection:
            row = self._row(connection, key)
        return {} if row is None else row.opinions

    @staticmethod
    def _next(connection: Connection) -> int:
        """The number of times that an answer was put in so far."""
        last = connection.execute(select(func.max(answers.c.serial))).scalar()
        return 0 if last is None else int(last) + 1

    @staticmethod
    def _row(connection: Connection, key: str) -> Row[Any] | None:
        digits = key.partition("-")[0]
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(KEPT))):
            return None
        row = connection.execute(select(answers).where(answers.c.number == int(digits))).first()
        same = row is not None and secrets.compare_digest(row.key.encode(), key.encode())
        return row if same else None
