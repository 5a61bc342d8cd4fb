"""What the buttons under an answer stand for.

A button carries only a number and a few random characters. What was asked is kept in the
store under that number, so that a button works after a restart; the numbers go round, and a
button whose answer was overwritten is stale.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import Library
    from retrieval.model import Answer

KEPT, AT_HAND = 10_000, 200
_COUNTER = "answers"
KEY = re.compile(r"\d{1,5}-[\w-]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to the library, and the chat that it was put in."""

    question: str
    chat_id: int
    as_of: str | None = None
    source: str | None = None


class Answers:
    """Answers by the key in their buttons; blocks, and threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._store = library.catalogue
        self._at_hand: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def ask(self, asked: Asked) -> Answer:
        """Put a question to the library."""
        day = date.fromisoformat(asked.as_of) if asked.as_of else None
        return self._library.ask(asked.question, as_of=day, source=asked.source)

    def keep(self, asked: Asked, answer: Answer) -> str:
        """Keep what was asked, and give the key to it."""
        with self._lock:
            number = int(self._store.setting(_COUNTER) or 0)
            key = f"{number % KEPT}-{secrets.token_urlsafe(6)}"
            self._store.set(_COUNTER, str(number + 1))
            self._store.set(_name(key), json.dumps({"key": key, **asdict(asked)}))
            self._at_hand[key] = answer
            while len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return key

    def recall(self, key: str, chat_id: int) -> tuple[Asked, Answer] | None:
        """Give what stands behind a key in that chat; None where nothing does any more.

        An answer that is not at hand is found anew, from the articles as they are now.
        """
        asked = self._asked(key)
        if asked is None or asked.chat_id != chat_id:
            return None
        with self._lock:
            answer = self._at_hand.get(key)
        return asked, answer or self.ask(asked)

    def shared(self, key: str) -> tuple[Asked, Answer] | None:
        """Give what stands behind a key in any chat: whoever has it was given it."""
        asked = self._asked(key)
        return self.recall(key, asked.chat_id) if asked else None

    def mark(self, key: str, chat_id: int, user_id: int, mark: str) -> bool:
        """Keep what somebody thinks of an answer; False where the key is stale."""
        with self._lock:
            asked = self._asked(key)
            if asked is None or asked.chat_id != chat_id:
                return False
            self._change(key, lambda kept: kept.setdefault("marks", {}).update({user_id: mark}))
        return True

    def _asked(self, key: str) -> Asked | None:
        kept = json.loads(self._store.setting(_name(key)) or "{}")
        if not kept or not secrets.compare_digest(kept["key"].encode(), key.encode()):
            return None
        return Asked(kept["question"], kept["chat_id"], kept["as_of"], kept["source"])

    def _change(self, key: str, change: Callable[[dict[str, dict[int, str]]], None]) -> None:
        kept = json.loads(self._store.setting(_name(key)) or "{}")
        change(kept)
        self._store.set(_name(key), json.dumps(kept))


def _name(key: str) -> str:
    number = key.partition("-")[0]
    return f"answer:{number}" if number.isascii() and number.isdigit() else "answer:none"
