"""The answers that were given, by the keys in their buttons and links."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, delete, func, insert, or_, select, update

from corpus.catalogue.shown_schema import answers

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from corpus.catalogue.engine import Database

Json = dict[str, Any]
# Five digits: a key and a button's verb have to fit in 64 bytes.
KEPT = 100_000
NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as its caller put it in, with its key and when that was (ISO 8601, UTC)."""

    key: str
    asked: Json
    given: Json
    asked_at: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How many of the kept answers have a status, and how often people thought what of them."""

    statuses: dict[str, int]
    opinions: dict[str, int]


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

    def in_vain(self, *, limit: int = 2000) -> list[tuple[str, str]]:
        """Give the questions that got no answer, or one that somebody found bad, the latest first.

        Each comes with ``not-reported``, or with what was thought of it, once for each person.
        """
        status = answers.c.given["status"].as_string()
        unheard = or_(status == NOT_REPORTED, cast(answers.c.opinions, Text) != "{}")
        wanted = select(answers.c.asked, answers.c.opinions, status.label("status"))
        wanted = wanted.where(unheard).order_by(answers.c.serial.desc()).limit(limit)
        found: list[tuple[str, str]] = []
        with self._database.reading() as connection:
            for row in connection.execute(wanted):
                question = row.asked.get("question", "")
                if row.status == NOT_REPORTED:
                    found.append((question, "not-reported"))
                found += [(question, each) for each in row.opinions.values() if each != "good"]
        return found

    def usage(self) -> Usage:
        """Count the kept answers by status, and what people thought of them."""
        status = answers.c.given["status"].as_string()
        counted = select(status, func.count()).group_by(status)
        judged = select(answers.c.opinions).where(cast(answers.c.opinions, Text) != "{}")
        with self._database.reading() as connection:
            statuses = {str(name): int(count) for name, count in connection.execute(counted)}
            opinions = Counter(
                each for given in connection.execute(judged).scalars() for each in given.values()
            )
        return Usage(statuses, dict(opinions))

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
