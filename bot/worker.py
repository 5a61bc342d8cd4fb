"""Works off the inbox: in order within a chat, several chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from telegram.error import InvalidToken

from bot import parts
from bot.operations.meters import Meters
from bot.pacing import aside
from bot.together import Together

if TYPE_CHECKING:
    from bot.ports import Inbox
    from corpus.catalogue import Update

_log = logging.getLogger(__name__)
CHATS_AT_ONCE = 8
# With those that only wait until Telegram takes the next message in their chat.
MOST_BEGUN = 64
# Chats that may wait for their next turn: where new ones never end, a round must.
MOST_SERVED = 2000
# How long a message that was surely cut waits for the next part, in seconds.
PART_WAIT = 1.0
# Telegram repeats an update for a day at most.
REMEMBERED = timedelta(days=3)
RETRY = 5.0
# How often a shared inbox is looked at: what other processes put in wakes nobody here.
LOOK_EVERY = 0.25
P = ParamSpec("P")
R = TypeVar("R")
Handle = Callable[[dict[str, Any]], Awaitable[None]]


class Worker:
    """Hands updates to ``handle`` and marks each as done after it returned.

    What raises is logged and done as well: it would fail again after every restart. Only a
    refused token leaves updates in the inbox.
    """

    def __init__(
        self,
        inbox: Inbox,
        handle: Handle,
        *,
        part_wait: float = PART_WAIT,
        meters: Meters | None = None,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._part_wait = part_wait
        self._meters = meters or Meters()
        # A commit waits for the disk: those of several chats go together.
        self._arriving = Together(self._commit)
        self._ending = Together(self._end)
        self._running: dict[int | None, asyncio.Task[None]] = {}
        # How many of them wait for Telegram.
        self._aside = 0
        # Chats that had their turn in this round: who asks much waits for those who ask little.
        self._served: set[int | None] = set()
        self._changed = asyncio.Event()
        self._arrived = asyncio.Event()
        # One thread: the inbox is not made to wait behind slow answers.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self._dispatcher: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._moved_at = time.monotonic()

    def start(self) -> None:
        """Begin; what an earlier run left in the inbox comes first."""
        self._loop = asyncio.get_running_loop()
        self._dispatcher = asyncio.create_task(self._dispatch())

    async def accept(self, updates: Iterable[Update]) -> None:
        """Commit updates to the inbox; returns after the commit, raises what the inbox raises.

        What comes while a commit is on its way goes into the next one together.
        """
        await self._arriving.add(updates)

    async def _commit(self, entries: list[Update]) -> None:
        new = await self._in_thread(self._inbox.put, entries)
        self._meters.arrived(new=new, known=len(entries) - new)
        self._arrived.set()
        self._changed.set()

    async def waiting(self) -> int:
        """Count the updates that are not done."""
        return await self._in_thread(self._inbox.waiting)

    async def forget(self) -> None:
        """Drop the ids of updates that Telegram cannot send again."""
        before = datetime.now(UTC) - REMEMBERED
        await self._in_thread(self._inbox.forget, before.isoformat())

    @property
    def begins(self) -> bool:
        """Whether it begins new work."""
        return self._dispatcher is not None and not self._dispatcher.done()

    @property
    def ended(self) -> bool:
        """Whether it began new work once and does so no more."""
        return self._dispatcher is not None and self._dispatcher.done()

    @property
    def still_for(self) -> float:
        """For how many seconds no update was marked as done."""
        return time.monotonic() - self._moved_at

    @property
    def tasks(self) -> int:
        """How many asyncio tasks there are in the loop that it runs in; any thread may ask."""
        return len(asyncio.all_tasks(self._loop)) if self._loop is not None else 0

    async def pause(self) -> None:
        """Begin nothing new from now on; what runs goes on, and what comes is still kept."""
        if self._dispatcher is not None:
            self._dispatcher.cancel()
            await asyncio.gather(self._dispatcher, return_exceptions=True)
        if self._inbox.shared:
            await self._in_thread(self._inbox.rest)

    async def stop(self, grace: float) -> None:
        """Begin nothing new, let what runs end within ``grace`` seconds, leave the rest."""
        await self.pause()
        if self._running:
            _, late = await asyncio.wait(self._running.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._thread.shutdown()

    async def _dispatch(self) -> None:
        while True:
            self._changed.clear()
            begun = len(self._running)
            free = min(CHATS_AT_ONCE - (begun - self._aside), MOST_BEGUN - begun)
            if free > 0:
                try:
                    entries = await self._in_thread(self._next, tuple(self._running), free)
                except Exception:
                    _log.exception("the inbox cannot be read; trying again")
                    await asyncio.sleep(RETRY)
                    continue
                for entry in entries:
                    self._running[entry.chat_id] = asyncio.create_task(self._work(entry))
            await self._woken(self._changed)

    @contextlib.contextmanager
    def _stepped_aside(self) -> Iterator[None]:
        """Let another chat begin while this one waits for Telegram."""
        self._aside += 1
        self._changed.set()
        try:
            yield
        finally:
            self._aside -= 1

    async def _woken(self, event: asyncio.Event) -> None:
        """Wait for an event; what other processes do is no event here, so look now and then."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY if self._inbox.shared else None):
                await event.wait()

    def _next(self, busy: tuple[int | None, ...], limit: int) -> list[Update]:
        """The next update of chats that are not busy, each chat in its turn."""
        found = self._inbox.take(busy={*busy, *self._served}, limit=limit)
        if len(found) < limit and self._served:
            begun = {*busy, *(entry.chat_id for entry in found)}
            self._served.clear()
            found += self._inbox.take(busy=begun, limit=limit - len(found))
        if len(self._served) > MOST_SERVED:
            self._served.clear()
        self._served.update(entry.chat_id for entry in found)
        return found

    async def _work(self, entry: Update) -> None:
        aside.set(self._stepped_aside)
        try:
            taken = await self._with_parts(entry)
            updates = [json.loads(each.payload) for each in taken]
            try:
                await self._handle(parts.joined(updates) if len(updates) > 1 else updates[0])
            except InvalidToken:
                # Nothing can be sent until somebody gives a new token; the update waits for it.
                _log.error("the token is refused; update %s is kept", entry.update_id)
                await asyncio.sleep(RETRY)
                return
            except Exception:
                _log.exception("update %s could not be handled", entry.update_id)
            for each in taken:
                await self._mark_done(each)
        finally:
            try:
                if self._inbox.shared:
                    await asyncio.shield(self._in_thread(self._inbox.free, entry.chat_id))
            finally:
                del self._running[entry.chat_id]
                self._changed.set()

    async def _mark_done(self, entry: Update) -> None:
        """Mark it, however long that takes: unmarked it would be answered again."""
        while True:
            try:
                await self._ending.add([entry.update_id])
            except Exception:
                _log.exception("update %s cannot be marked as done", entry.update_id)
                await asyncio.sleep(RETRY)
            else:
                return

    async def _end(self, update_ids: list[int]) -> None:
        await self._in_thread(self._inbox.done, *update_ids)
        self._moved_at = time.monotonic()

    async def _with_parts(self, entry: Update) -> list[Update]:
        """The update, with those that follow if it is the beginning of a long paste."""
        taken = [entry]
        last = json.loads(entry.payload)
        while len(taken) < parts.MOST_PARTS and parts.may_go_on(last):
            following = await self._following(taken[-1])
            if following is None:
                break
            update = json.loads(following.payload)
            if not parts.goes_on(last, update):
                break
            taken.append(following)
            last = update
        return taken

    async def _following(self, entry: Update) -> Update | None:
        """The chat's next update; waits a little for it to come."""
        try:
            async with asyncio.timeout(self._part_wait):
                while True:
                    self._arrived.clear()
                    found = await self._in_thread(self._inbox.following, entry)
                    if found is not None:
                        return found
                    await self._woken(self._arrived)
        except TimeoutError:
            return None

    async def _in_thread(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(work, *args, **kwargs))
