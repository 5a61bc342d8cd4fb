"""What is kept about a person by their number in Telegram, and how all of it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, case, cast, delete, func, literal, or_, select, text, update

from corpus.catalogue import schema as t
from corpus.catalogue.chat_schema import askings, digest_issues, digests, watch_posts, watches
from corpus.catalogue.desk_schema import feeds, proposals, roles
from corpus.catalogue.jobs import JobState
from corpus.catalogue.moderators import had, require
from corpus.catalogue.pages import PageKind
from corpus.catalogue.shown_schema import answers, deliveries, notices, pages
from corpus.catalogue.work_schema import jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Connection, Table

    from corpus.catalogue.engine import Database

Json = dict[str, Any]
# Who signs what a moderator put right, once they are forgotten; the step in the audit stays.
SOMEBODY = "somebody"
_AT_ONCE = 500
# Columns that say who did something, or where they are told of it: emptied, the row stays.
_SIGNED: tuple[Column[Any], ...] = (
    digests.c.set_by, feeds.c.added_by, feeds.c.chat_id, jobs.c.asked_by, notices.c.noted_by,
    proposals.c.proposed_by, proposals.c.decided_by, roles.c.added_by, watches.c.added_by,
    watches.c.told_in, t.inbox.c.chat_id,
)  # fmt: skip
# Rows that are one person's, by the number of their private chat, which is their own.
_OWNED: tuple[Column[Any], ...] = (
    deliveries.c.chat_id, digests.c.chat_id, digest_issues.c.chat_id, roles.c.user_id,
    askings.c.who,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went: the ``keys`` of the person's answers, and the ``roles`` that they had."""

    keys: tuple[str, ...]
    roles: tuple[str, ...]


class People:
    """Forgets people; what is kept about them lies in the tables of everything else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def roles(self, user_id: int) -> list[str]:
        """Give the roles that a person has, in whatever chats."""
        wanted = select(roles.c.role).where(roles.c.user_id == user_id)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def forget(self, user_id: int, *, lasting: str | None = None) -> Forgotten:
        """Delete what is a person's, and take their number off everything else, in one commit.

        The audit stays as it is: nothing can change it. Updates that wait are still to be
        answered and go then. ``lasting`` is a role that somebody else must have
        (AccordingToError, and nothing is changed).
        """
        own, opined = self._answers(user_id)
        with self._database.writing() as connection:
            if not self._database.shared:  # SQLite would leave what it deletes in the file
                connection.execute(text("PRAGMA secure_delete = ON"))
            own_roles = select(roles.c.role).where(roles.c.user_id == user_id)
            held = tuple(connection.execute(own_roles).scalars())
            takes = had(connection, user_id, lasting)
            _forget_answers(connection, own)
            _forget_opinions(connection, opined, str(user_id))
            _forget_settings(connection, user_id)
            _forget_jobs(connection, user_id)
            for column in _OWNED:
                connection.execute(delete(column.table).where(column == user_id))
            for column in _SIGNED:
                _emptied(connection, column, user_id)
            for table in (t.source_decisions, t.claim_mendings):
                _unsigned(connection, table, str(user_id))
            _forget_in_posts(connection, user_id)
            if self._database.shared:
                gone = text("DELETE FROM sendings WHERE chat = :chat AND ended IS NOT NULL")
                connection.execute(gone, {"chat": str(user_id)})
            require(connection, lasting if takes else None)
        return Forgotten(tuple(own.values()), held)

    def _answers(self, user_id: int) -> tuple[dict[int, str], list[int]]:
        """The person's answers, keys by serial; and the serials of those that they judged.

        Looked for before anything is locked: there may be 100,000.
        """
        a, who = answers.c, str(user_id)
        asked_in = cast(a.asked["chat_id"].as_string(), Text)
        own = select(a.serial, a.key).where(asked_in == who)
        opined = select(a.serial).where(cast(a.opinions, Text).contains(f'"{who}"'))
        with self._database.reading() as connection:
            keys = {row.serial: row.key for row in connection.execute(own)}
            return keys, list(connection.execute(opined).scalars())


def _forget_answers(connection: Connection, own: dict[int, str]) -> None:
    """Delete answers, the addresses of their pages, and the records of inline messages."""
    for serials in _parts(own):
        connection.execute(delete(answers).where(answers.c.serial.in_(serials)))
    for keys in _parts(own.values()):
        of_answers = and_(pages.c.kind == PageKind.ANSWER.value, pages.c.target.in_(keys))
        connection.execute(delete(pages).where(of_answers))
    if not own:
        return
    inline = select(deliveries.c.id, deliveries.c.view).where(deliveries.c.chat_id.is_(None))
    keys_of = {row.id: row.view.get("keys", ()) for row in connection.execute(inline)}
    known = set(own.values())
    for ids in _parts(id_ for id_, keys in keys_of.items() if known.intersection(keys)):
        connection.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))


def _forget_opinions(connection: Connection, serials: list[int], who: str) -> None:
    for serial in serials:
        chosen = answers.c.serial == serial
        opinions: Json | None = connection.execute(
            select(answers.c.opinions).where(chosen)
        ).scalar()
        if opinions is not None and who in opinions:
            left = {each: opinion for each, opinion in opinions.items() if each != who}
            connection.execute(update(answers).where(chosen).values(opinions=left))


def _forget_settings(connection: Connection, user_id: int) -> None:
    """What one person set is kept under a name that ends with their number."""
    own = t.settings.c.name.endswith(f":{user_id}", autoescape=True)
    connection.execute(delete(t.settings).where(own))


def _forget_jobs(connection: Connection, user_id: int) -> None:
    """Jobs that only the person could start will not be; what is shown in their chat ends."""
    own = jobs.c.asked_by == user_id
    unbegun = update(jobs).where(own, jobs.c.state == JobState.PROPOSED.value)
    connection.execute(unbegun.values(state=JobState.CANCELLED.value, content=None))
    shown = update(jobs).where(jobs.c.chat_id == user_id)
    connection.execute(shown.values(chat_id=None, message_id=None))


def _emptied(connection: Connection, column: Column[Any], user_id: int) -> None:
    chosen = column == user_id
    if column is t.inbox.c.chat_id:  # those that wait are worked on by their chat
        chosen = and_(chosen, t.inbox.c.done_at.is_not(None))
    connection.execute(update(column.table).where(chosen).values({column.name: None}))


def _unsigned(connection: Connection, table: Table, who: str) -> None:
    """Take a person's number out of signatures, ``123`` or ``123, step 7``."""
    for column in (table.c.made_by, table.c.undone_by):
        rest = func.substr(column, len(who) + 1)
        named = case((column == who, SOMEBODY), else_=literal(SOMEBODY) + rest)
        signed = or_(column == who, column.startswith(f"{who},", autoescape=True))
        connection.execute(update(table).where(signed).values({column.name: named}))


def _forget_in_posts(connection: Connection, user_id: int) -> None:
    """Take a person out of the posts of channels that quote or forward them."""
    p = watch_posts.c
    found = select(watch_posts).where(cast(p.message, Text).contains(str(user_id)))
    for row in connection.execute(found).all():
        same = and_(p.watch_id == row.watch_id, p.message_id == row.message_id)
        nameless = _without(row.message, user_id)
        connection.execute(update(watch_posts).where(same).values(message=nameless))


def _without(value: Any, user_id: int) -> Any:  # noqa: ANN401 - whatever Telegram sends
    """JSON without a person: nobody stands in their place, as Telegram requires a user there."""
    if isinstance(value, list):
        return [_without(each, user_id) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("id") == user_id and "first_name" in value:
        return {"id": 0, "is_bot": bool(value.get("is_bot")), "first_name": SOMEBODY}
    return {name: _without(each, user_id) for name, each in value.items()}


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, as many at once as a statement takes."""
    rest = list(values)
    return (rest[start : start + _AT_ONCE] for start in range(0, len(rest), _AT_ONCE))
