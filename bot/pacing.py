"""Telegram's limits on sending, and trying again where it or the network says no.

30 messages a second in all, 1 a second in a chat, 20 a minute in a group: over any window as
Telegram's side sees it. A message counts from before it is sent until the window has passed
since its reply came, so that no delay on the way can push two closer together than allowed.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.operations.meters import Meters

if TYPE_CHECKING:
    from bot.pacing_shared import SharedPacer
    from corpus.catalogue.sendings import Sendings

_log = logging.getLogger(__name__)
_COUNTED = ("send", "edit", "copy", "forward", "stop")
_FREE = {"sendChatAction", "sendMessageDraft"}
# Between two tries, doubled up to the second figure, in seconds.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
aside: ContextVar[Callable[[], AbstractContextManager[object]]] = ContextVar(
    "aside", default=nullcontext
)
"""Entered while a message waits for what keeps up its own chat only, so that others go on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Windows as (messages, seconds)."""

    overall: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)

    def of(self, chat: int | str) -> tuple[tuple[int, float], ...]:
        """Give a chat's own limits; groups and channels have negative ids or @names."""
        private = isinstance(chat, int) and chat > 0
        return (self.chat,) if private else (self.chat, self.group)


class Window:
    """At most so many messages in any stretch of so many seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._running = 0
        self._ended: deque[float] = deque()

    def wait(self, now: float) -> float | None:
        """Seconds until one more may start; None while that hangs on one that is running."""
        while self._ended and self._ended[0] + self._seconds <= now:
            self._ended.popleft()
        if self._running + len(self._ended) < self._most:
            return 0.0
        return self._ended[0] + self._seconds - now if self._ended else None

    def start(self) -> None:
        """Count one that is being sent."""
        self._running += 1

    def end(self, now: float) -> None:
        """Count one that has arrived."""
        self._running -= 1
        self._ended.append(now)

    def idle(self, now: float) -> bool:
        """Tell whether it holds nothing any more."""
        return self.wait(now) == 0.0 and not self._running and not self._ended


class Pacer:
    """Lets messages through in turn: in each chat, in each group, and in all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = Window(*limits.overall)
        self._chats: dict[int | str, tuple[Window, ...]] = {}
        self._changed = asyncio.Condition()

    def close(self) -> None:
        """Nothing is held."""

    @asynccontextmanager
    async def turn(self, chat: int | str) -> AsyncIterator[None]:
        """Wait until a message to the chat may go, and count it while the body sends it."""
        windows = await self._admit(chat)
        try:
            yield
        finally:
            now = asyncio.get_running_loop().time()
            for window in windows:
                window.end(now)
            async with self._changed:
                self._changed.notify_all()

    async def _admit(self, chat: int | str) -> tuple[Window, ...]:
        loop = asyncio.get_running_loop()
        async with self._changed:
            while True:
                now = loop.time()
                windows = (self._overall, *self._windows(chat, now))
                waits = [window.wait(now) for window in windows]
                if all(wait == 0.0 for wait in waits):
                    for window in windows:
                        window.start()
                    return windows
                known = [wait for wait in waits if wait]
                own = any(wait != 0.0 for wait in waits[1:])
                # A timeout's clock is coarser than the loop's: never wake a little early.
                patience = max(known) + 0.001 if known else None
                with aside.get()() if own else nullcontext(), suppress(TimeoutError):
                    async with asyncio.timeout(patience):
                        await self._changed.wait()

    def _windows(self, chat: int | str, now: float) -> tuple[Window, ...]:
        if chat not in self._chats:
            for idle in [c for c, ws in self._chats.items() if all(w.idle(now) for w in ws)]:
                del self._chats[idle]
            self._chats[chat] = tuple(Window(*each) for each in self._limits.of(chat))
        return self._chats[chat]


class Limiter(BaseRateLimiter[int]):
    """python-telegram-bot's hook around every request but ``getUpdates``.

    A 429 is obeyed for as long as Telegram says; network errors and Telegram's own (5xx) are
    tried again, at ever longer intervals, for as long as the program runs: the update that
    they answer lies in the inbox until then. What Telegram refuses (400, 401, 403) is raised.
    ``limits`` None leaves out the pacing, for the terminal; ``sendings`` are those of all
    processes that send for the bot, None where there is only this one.
    """

    def __init__(
        self,
        limits: Limits | None,
        meters: Meters | None = None,
        sendings: Sendings | None = None,
    ) -> None:
        self._limits = limits
        self._meters = meters or Meters()
        self._sendings = sendings
        self._pacer: Pacer | SharedPacer | None = None

    async def initialize(self) -> None:
        """Start with empty windows on the running loop."""
        if self._limits is None:
            return
        if self._sendings is None:
            self._pacer = Pacer(self._limits)
            return
        from bot.pacing_shared import SharedPacer

        self._pacer = SharedPacer(self._limits, self._sendings)

    async def shutdown(self) -> None:
        """Let go what is held."""
        if self._pacer is not None:
            self._pacer.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 - as in the base class
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:  # noqa: ANN401 - as in the base class
        """Send when it may be sent, until it arrived; ``rate_limit_args`` bounds the tries."""
        # What was sent through the bot has an id of its own in place of a chat's.
        chat = data.get("chat_id") or data.get("inline_message_id") if _counts(endpoint) else None
        tries, pause = 0, FIRST_PAUSE
        while True:
            tries += 1
            last = rate_limit_args is not None and tries >= rate_limit_args
            try:
                done = await self._done(chat, callback, args, kwargs)
                self._meters.called(endpoint, "ok")
            except RetryAfter as error:
                self._meters.called(endpoint, "429")
                if last:
                    raise
                pause = _seconds(error)
                _log.warning("Telegram asks to wait %.0f s before the next %s", pause, endpoint)
            except NetworkError as error:
                # python-telegram-bot counts refusals (400) among the network's errors.
                refused = isinstance(error, BadRequest)
                self._meters.called(endpoint, "refused" if refused else "network")
                if refused or last:
                    raise
                _log.warning("%s did not get through: %s", endpoint, error)
            except TelegramError:
                self._meters.called(endpoint, "refused")
                raise
            else:
                return done
            with aside.get()():
                await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _done(
        self,
        chat: object,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 - as in the base class
        kwargs: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - as in the base class
        """Make a call in the turn of its chat; None: it has none."""
        if chat is None or self._pacer is None:
            return await callback(*args, **kwargs)
        async with self._pacer.turn(_key(chat)):
            return await callback(*args, **kwargs)


def _counts(endpoint: str) -> bool:
    return endpoint.startswith(_COUNTED) and endpoint not in _FREE


def _key(chat: object) -> int | str:
    return int(str(chat)) if str(chat).lstrip("-").isdigit() else str(chat)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
