"""The addresses of the evidence pages: unguessable tokens, which can be taken back."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from corpus.catalogue.shown_schema import pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from corpus.catalogue.engine import Database

TOKEN_BYTES = 16


class PageKind(StrEnum):
    """What a page shows."""

    ANSWER = "answer"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address leads to: the key of an answer, the id of an article; or no more."""

    kind: PageKind
    target: str
    revoked: bool


class Pages:
    """Tokens of pages: one that holds for each answer or article that was ever linked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tokens(self, kind: PageKind, targets: Iterable[str]) -> dict[str, str]:
        """Give the token of each target, made where there is none that holds."""
        wanted = list(dict.fromkeys(targets))
        with self._database.reading() as connection:
            found = self._held(connection, kind, wanted)
        missing = [target for target in wanted if target not in found]
        if missing:
            with self._database.writing() as connection:
                found |= self._held(connection, kind, missing)
                for target in missing:
                    if target not in found:
                        found[target] = self._made(connection, kind, target)
        return found

    def page(self, token: str) -> Page | None:
        """Give what a token leads to, None for one that never was."""
        wanted = select(pages).where(pages.c.digest == _digest(token))
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        return Page(PageKind(row.kind), row.target, row.revoked_at is not None)

    def revoke(self, kind: PageKind, target: str) -> bool:
        """Take every token of a target back for good; tell whether one held.

        Whoever links the target again makes a new one.
        """
        held = update(pages).where(
            pages.c.kind == kind.value, pages.c.target == target, pages.c.revoked_at.is_(None)
        )
        with self._database.writing() as connection:
            now = self._database.now()
            return connection.execute(held.values(revoked_at=now)).rowcount > 0

    @staticmethod
    def _held(connection: Connection, kind: PageKind, targets: list[str]) -> dict[str, str]:
        wanted = select(pages.c.target, pages.c.token).where(
            pages.c.kind == kind.value,
            pages.c.target.in_(targets),
            pages.c.revoked_at.is_(None),
        )
        return {row.target: row.token for row in connection.execute(wanted)}

    def _made(self, connection: Connection, kind: PageKind, target: str) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = {"digest": _digest(token), "token": token, "kind": kind.value, "target": target}
        now = self._database.now()
        connection.execute(insert(pages).values(values | {"made_at": now}))
        return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
