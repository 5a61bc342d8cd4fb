"""The tests' Bot API server under load: no slower after an hour, and it keeps count."""

from __future__ import annotations

import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "bot"))

from client import Person, Telegram  # type: ignore[import-not-found]
from server import LIMITS, ME, TOKEN, BotApi, Refused, Sent  # type: ignore[import-not-found]

__all__ = ["LIMITS", "ME", "TOKEN", "LoadApi", "Person", "Sent", "Telegram"]
Json = Any
# Messages that can still be edited.
KEPT = 3000
# How long a chat that is refused must wait, in seconds.
WAITS = (1, 2, 3)


class LoadApi(BotApi):  # type: ignore[misc]
    """Judges as the tests' server does, in windows that do not grow, and says 429 now and then.

    ``flood`` holds Telegram's limits; every ``refuse_every``-th message is refused with 429
    although none is broken, 0: none. ``heard`` is told of every message that got through,
    ``acknowledged`` of every press that was answered, by the ids of the presses.
    """

    def __init__(self, *, flood: bool = True, refuse_every: int = 0) -> None:
        super().__init__(flood=flood)
        self.sent: Any = deque(maxlen=KEPT)
        self.calls: Any = deque(maxlen=KEPT)
        self.heard: Callable[[Sent], None] = lambda _sent: None
        self.acknowledged: Callable[[str], None] = lambda _query: None
        # Every message or edit that got through, as (when, chat); how long updates waited to be
        # confirmed, as (when, seconds).
        self.through: list[tuple[float, int]] = []
        self.taken: list[tuple[float, float]] = []
        self.refused = 0
        self.over_limit = 0
        self.disobeyed = 0
        self._refuse_every = refuse_every
        self._counted = 0
        self._chance = Random(0)
        self._until: dict[int, float] = {}
        self._windows: dict[tuple[str, int], deque[float]] = defaultdict(deque)
        self._pushed: deque[tuple[int, float]] = deque()

    def push(self, update_id: int | None = None, **update: Json) -> int:
        """Queue an update for the bot; returns its id."""
        given: int = super().push(update_id, **update)
        self._pushed.append((given, time.monotonic()))
        return given

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._pushed)

    async def _getUpdates(self, params: dict[str, Any]) -> Json:  # noqa: N802
        offset, now = int(params.get("offset", 0)), time.monotonic()
        while self._pushed and self._pushed[0][0] < offset:
            self.taken.append((now, now - self._pushed.popleft()[1]))
        return await super()._getUpdates(params)

    def _keep(self, params: dict[str, Any], plain: str, entities: list[dict[str, Any]]) -> Json:
        message = super()._keep(params, plain, entities)
        self.heard(self.sent[-1])
        return message

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> Json:  # noqa: N802
        self.acknowledged(params["callback_query_id"])
        return await super()._answerCallbackQuery(params)

    def _judge_flood(self, chat: int) -> None:
        now = time.monotonic()
        self._counted += 1
        if now < self._until.get(chat, 0.0):
            self.disobeyed += 1
        if self._refuse_every and self._counted % self._refuse_every == 0:
            wait = self._chance.choice(WAITS)
            self._until[chat] = now + wait
            self.refused += 1
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if self.flood:
            self._judge_windows(chat, now)
        self.through.append((now, chat))

    def _judge_windows(self, chat: int, now: float) -> None:
        windows = []
        for most, seconds, scope in LIMITS:
            if scope == "group" and chat > 0:
                continue
            window = self._windows[scope, 0 if scope == "overall" else chat]
            while window and now - window[0] >= seconds:
                window.popleft()
            if len(window) >= most:
                self.over_limit += 1
                raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
            windows.append(window)
        for window in windows:
            window.append(now)
