"""Who wants a reply, and what became of it: how long it took, whether it was lost or doubled."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.load.telegram import Sent


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that wants a reply: its kind, and when Telegram had it for the bot."""

    kind: str
    at: float


class Ledger:
    """Matches what was sent with what was wanted.

    In groups a reply names its message, and a press its id. In private a chat's replies come in
    the order of its requests: people ask again only after a while, and who sends commands asks no
    questions, as an answer may have several messages. The same words twice are a doubled reply.
    """

    def __init__(self) -> None:
        self.took: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.wanted: dict[str, int] = defaultdict(int)
        self.doubled = 0
        self._private: dict[int, deque[Wanted]] = defaultdict(deque)
        self._groups: dict[tuple[int, int], Wanted] = {}
        self._presses: dict[str, Wanted] = {}
        # What was said in answer to a person's last request.
        self._said: dict[int, set[str]] = defaultdict(set)

    def private(self, kind: str, chat: int) -> None:
        """Somebody wants something in private."""
        self._private[chat].append(self._want(kind))

    def in_group(self, chat: int, message_id: int) -> None:
        """Somebody wants something in a group."""
        self._groups[chat, message_id] = self._want("group")

    def press(self, query: str, chat: int) -> None:
        """Somebody pressed a button in a private chat; what comes of it may be said again."""
        self._said[chat].clear()
        self._presses[query] = self._want("press")

    def _want(self, kind: str) -> Wanted:
        self.wanted[kind] += 1
        return Wanted(kind, time.monotonic())

    def sent(self, sent: Sent) -> str | None:
        """Take note of a message; gives the kind of the request that it is the reply to."""
        replied = sent.params.get("reply_parameters")
        if replied is not None:
            return self._done(self._groups.pop((sent.chat, int(replied["message_id"])), None))
        if waiting := self._private[sent.chat]:
            self._said[sent.chat] = {sent.html}
            return self._done(waiting.popleft())
        self.doubled += sent.html in self._said[sent.chat]
        self._said[sent.chat].add(sent.html)
        return None

    def acknowledged(self, query: str) -> None:
        """Take note of the answer to a press."""
        self._done(self._presses.pop(query, None))

    def _done(self, wanted: Wanted | None) -> str | None:
        if wanted is None:
            self.doubled += 1
            return None
        now = time.monotonic()
        self.took[wanted.kind].append((now, now - wanted.at))
        return wanted.kind

    @property
    def open(self) -> int:
        """How many requests have no reply yet."""
        private = sum(map(len, self._private.values()))
        return private + len(self._groups) + len(self._presses)

    @property
    def replied(self) -> int:
        """How many requests have one."""
        return sum(map(len, self.took.values()))
