"""The way to Telegram: a request that was begun is ended, whoever no longer waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram.request import HTTPXRequest


class WholeRequests(HTTPXRequest):
    """python-telegram-bot's requests, each to its end.

    One that is cancelled before it is connected keeps its place in httpcore's pool for good
    (encode/httpcore#1093), and "typing …" is cancelled with each quick answer: a busy bot would
    have no connections left. ``shutdown`` cancels what is still on its way.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base class
        super().__init__(*args, **kwargs)
        self._open: set[asyncio.Task[tuple[int, bytes]]] = set()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as the base class
        """Make a request; gives its status and body."""
        request = asyncio.create_task(super().do_request(*args, **kwargs))
        self._open.add(request)
        request.add_done_callback(self._open.discard)
        return await asyncio.shield(request)

    async def shutdown(self) -> None:
        """Cancel what is on its way, and close the connections."""
        for request in self._open:
            request.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await super().shutdown()
