"""What moderators decided on sources: which are one, which are not, what one is called.

Decisions are kept as rules on identities' keys and are followed, in the order in which they were
made, wherever claims are put under sources. So they outlive articles that are added again,
rebuilds and other attributions; and one that is taken back leaves all others as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from corpus.catalogue.schema import source_decisions
from corpus.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row


class Verdict(StrEnum):
    """What was decided."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on the sources under ``key``.

    A merge puts them under ``target`` and calls that ``name``; a split puts those of them there
    that bear one of the folded ``names`` or stand in one of the ``articles``; a rename calls them
    ``name``. ``said`` tells it in words, ``made_by`` is who decided. ``undone_by`` and
    ``undone_at`` are None as long as it holds. ``id`` is 0 for one that is not kept yet.
    """

    what: Verdict
    key: str
    said: str
    made_by: str
    target: str | None = None
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    name: str | None = None
    made_at: str = ""
    undone_by: str | None = None
    undone_at: str | None = None
    id: int = 0

    def moves(self, key: str, folded: str, article_id: str) -> bool:
        """Tell whether it moves what is under a key, bears a name and stands in an article."""
        if self.target is None or key != self.key:
            return False
        return self.what is Verdict.MERGE or folded in self.names or article_id in self.articles


class Rules:
    """The decisions that hold, in the order in which they were made."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = list(decisions)
        self._keys = {each.key for each in self._decisions}

    @classmethod
    def of(cls, connection: Connection) -> Rules:
        """Read those that hold."""
        return cls(each for each in read(connection) if each.undone_at is None)

    def settled(self, key: str, folded: str, article_id: str) -> str:
        """Give the key that a source is put under, by its own key, its name and its article."""
        if key not in self._keys:
            return key
        for decision in self._decisions:
            if decision.moves(key, folded, article_id):
                key = decision.target or key
        return key

    def name(self, key: str) -> str | None:
        """Give the name that was decided on for what is under a key, None where none was."""
        named = [
            each.name for each in self._decisions if each.name and key == (each.target or each.key)
        ]
        return named[-1] if named else None

    def keys(self) -> set[str]:
        """Give the keys that decisions are about, and those under which they put sources."""
        targets = (each.target for each in self._decisions)
        return self._keys | {target for target in targets if target is not None}

    def leading_to(self, key: str) -> set[str]:
        """Give the keys from which a source may come under a key, that key with them."""
        found = {key}
        for decision in reversed(self._decisions):
            if decision.target in found:
                found.add(decision.key)
        return found


def read(connection: Connection) -> list[Decision]:
    """Give all decisions, those taken back too, in the order in which they were made."""
    wanted = select(source_decisions).order_by(source_decisions.c.id)
    return [_decision(row) for row in connection.execute(wanted)]


def keep(connection: Connection, decision: Decision, now: str) -> Decision:
    """Keep a decision; gives it as it is kept."""
    values = {
        "what": decision.what.value,
        "key": decision.key,
        "target": decision.target,
        "names": list(decision.names),
        "articles": list(decision.articles),
        "name": decision.name,
        "said": decision.said,
        "made_by": decision.made_by,
        "made_at": now,
    }
    kept = insert(source_decisions).values(values).returning(source_decisions)
    return _decision(connection.execute(kept).one())


def take_back(connection: Connection, decision_id: int, by: str, now: str) -> Decision:
    """Take a decision back (NotFound where there is none that holds); gives it as it is now."""
    chosen = (source_decisions.c.id == decision_id, source_decisions.c.undone_at.is_(None))
    undone = update(source_decisions).where(*chosen).values(undone_by=by, undone_at=now)
    row = connection.execute(undone.returning(source_decisions)).first()
    if row is None:
        raise NotFound(f"There is no decision {decision_id} that could be undone.")
    return _decision(row)


def rekey(connection: Connection, moved: Mapping[str, str]) -> None:
    """Let decisions follow identities that got other keys; ``moved`` gives the new for the old."""
    for decision in read(connection):
        key, target = decision.key, decision.target
        values = {"key": moved.get(key, key), "target": moved.get(target or "", target)}
        if values != {"key": key, "target": target}:
            chosen = source_decisions.c.id == decision.id
            connection.execute(update(source_decisions).where(chosen).values(values))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        Verdict(row.what),
        row.key,
        row.said,
        row.made_by,
        row.target,
        tuple(row.names),
        tuple(row.articles),
        row.name,
        row.made_at,
        row.undone_by,
        row.undone_at,
        row.id,
    )
