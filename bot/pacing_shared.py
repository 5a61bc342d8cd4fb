"""Telegram's limits where several processes send for one bot: counted in their database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.pacing import Limits, Pacer
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from corpus.catalogue.sendings import Sendings

_log = logging.getLogger(__name__)


class SharedPacer:
    """Lets messages through in turn: first among those of this process, then among all.

    Where the database does not answer this process's own count has to do.
    """

    def __init__(self, limits: Limits, sendings: Sendings) -> None:
        self._own = Pacer(limits)
        self._limits = limits
        self._sendings = sendings
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="pacing")

    @asynccontextmanager
    async def turn(self, chat: int | str) -> AsyncIterator[None]:
        """Wait until a message to the chat may go, and count it while the body sends it."""
        async with self._own.turn(chat):
            number = await self._admit(chat)
            try:
                yield
            finally:
                if number is not None:
                    await asyncio.shield(self._end(number))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False)

    async def _admit(self, chat: int | str) -> int | None:
        loop = asyncio.get_running_loop()
        windows = self._limits.of(chat)
        while True:
            try:
                number, wait = await loop.run_in_executor(
                    self._threads, self._sendings.begin, str(chat), self._limits.overall, windows
                )
            except AccordingToError as error:
                _log.warning("messages are counted by this process alone: %s", error)
                return None
            if number is not None:
                return number
            await asyncio.sleep(wait)

    async def _end(self, number: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._sendings.end, number)
        except AccordingToError as error:
            _log.warning("a message counts longer than it should: %s", error)
