"""Whose turn it is: a few at a time do what may take a while, and look-ups never wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from bot.pacing import aside
from bot.worker import CHATS_AT_ONCE

# The other chats that are served at once are those of who only looks something up.
SLOW_AT_ONCE = CHATS_AT_ONCE - 2


class Turns:
    """The turns of those who do what may take a while."""

    def __init__(self, most: int = SLOW_AT_ONCE) -> None:
        self._slow = asyncio.Semaphore(most)

    @asynccontextmanager
    async def slow(self) -> AsyncIterator[None]:
        """Do what may take a while; where that are too many, wait for it aside."""
        with aside.get()() if self._slow.locked() else nullcontext():
            await self._slow.acquire()
        try:
            yield
        finally:
            self._slow.release()
