"""Serves the evidence pages, and what stands beside them, in the bot's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_log = logging.getLogger(__name__)
# More at once are told to come back: looking pages up takes processor time from answers.
MOST_AT_ONCE = 64
# How long a request that runs may go on when the bot ends, in seconds.
GRACE = 3
LAST_PORT = 65_535


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the bot."""
        yield


class PageServer:
    """A server. ``start`` binds and serves, ``stop`` ends.

    ``setting`` is the one that says where, for whoever has to choose another place; ``most`` how
    many are served at once.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        setting: str = "PAGE_BIND",
        most: int = MOST_AT_ONCE,
    ) -> None:
        self._place = host, port
        self._setting = setting
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            # Addresses are secrets of those who have them: they are not logged.
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=most,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _Server(config)
        self._socket: socket.socket | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self._socket.getsockname()[1]) if self._socket else self._place[1]

    def start(self) -> None:
        """Listen (SettingsError where that is not possible), and serve from now on."""
        host, port = self._place
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        if port > LAST_PORT:
            raise self._refused(f"ports end at {LAST_PORT}")
        try:
            self._socket = socket.create_server((host, port), family=family)
        except OSError as error:
            raise self._refused(str(error.strerror or error)) from None
        self._task = asyncio.create_task(self._server.serve([self._socket]))

    def _refused(self, reason: str) -> SettingsError:
        host, port = self._place
        return SettingsError(
            f"Nothing can be served at {host}:{port} ({reason}): set another {self._setting}."
        )

    async def stop(self) -> None:
        """End what is being served within a few seconds."""
        if self._task is not None:
            self._server.should_exit = True
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            self._socket.close()
