"""What one of several processes does at a time, said to asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.ports import Store


@asynccontextmanager
async def alone(run: Callable[..., Awaitable[Any]], store: Store, name: str) -> AsyncIterator[bool]:
    """Tell whether nobody else is at something while the body runs, in any process.

    ``run`` takes blocking work off the loop. Where the body is told False it must not do it.
    """
    turn = store.alone(name)
    mine: bool = await run(turn.__enter__)
    try:
        yield mine
    finally:
        await run(turn.__exit__, None, None, None)
