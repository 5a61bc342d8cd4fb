"""What several ask for at the same time, done in one go: one commit instead of many."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Hands items to ``work`` in order; what comes while it is at work goes with the next."""

    def __init__(self, work: Callable[[list[T]], Awaitable[None]]) -> None:
        self._work = work
        self._waiting: list[tuple[list[T], asyncio.Future[None]]] = []
        self._working: asyncio.Task[None] | None = None

    async def add(self, items: Iterable[T]) -> None:
        """Return after ``work`` is done for the items; raises what it raises."""
        mine = list(items), asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._go_on())
        await mine[1]

    async def _go_on(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            failure: Exception | None = None
            try:
                await self._work([item for items, _ in together for item in items])
            except Exception as error:
                failure = error
            for _, done in together:
                if done.done():  # whoever waited was cancelled
                    continue
                if failure is None:
                    done.set_result(None)
                else:
                    done.set_exception(failure)
