"""Long polling that tells Telegram of an update's arrival only after it is in the inbox."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.arrivals import KINDS
from bot.pacing import FIRST_PAUSE, LONGEST_PAUSE
from corpus.errors import AccordingToError, SettingsError

if TYPE_CHECKING:
    from telegram.request import BaseRequest

    from bot.arrivals import Arrivals
    from bot.worker import Worker

_log = logging.getLogger(__name__)
# As many as Telegram gives at once.
BATCH = 100
# Seconds that the network may add to a long poll.
MARGIN = 10
# Where many come, they are fetched together, so often a second: to fetch and to commit one takes
# as much of the processor as ten do. Where few come, a poll waits far longer for them than this.
A_SECOND = 20
# More than this many waiting: leave the rest with Telegram, which keeps it for a day.
MOST_WAITING = 2000
# An older process of ours may need this long to end, in seconds.
CONFLICT_PATIENCE = 45.0
REFUSED = "Telegram refuses the token: put the one that @BotFather gives in TELEGRAM_BOT_TOKEN."


class Poller:
    """Fetches updates and hands them to the worker. ``run`` ends by being cancelled.

    It raises SettingsError where Telegram refuses the token, and AccordingToError where
    another program keeps fetching the same bot's updates.
    """

    def __init__(
        self,
        request: BaseRequest,
        url: str,
        arrivals: Arrivals,
        worker: Worker,
        *,
        timeout: int,
    ) -> None:
        """Poll with ``request`` at ``url``, which ends in the token; ``timeout`` in seconds."""
        self._arrivals = arrivals
        self._request = request
        self._url = url
        self._worker = worker
        self._timeout = timeout
        self._conflict_since: float | None = None

    async def run(self) -> None:
        """Fetch for ever."""
        offset: int | None = None
        pause = FIRST_PAUSE
        # How many may come before it is counted again how many wait.
        room = 0
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                updates = await self._fetch(offset)
                self._conflict_since = None
                if updates:
                    await self._arrivals.take(updates)
                # Only now: the next call with this offset makes Telegram forget them. After that
                # none is needed, and with none the lower ids that may come after a week of silence
                # are given too.
                offset = updates[-1]["update_id"] + 1 if updates else None
                pause = FIRST_PAUSE
                room -= len(updates)
                while room <= 0:
                    room = MOST_WAITING - await self._worker.waiting()
                    if room <= 0:
                        await asyncio.sleep(FIRST_PAUSE)
                await asyncio.sleep(began + 1 / A_SECOND - clock())
            except Exception as error:
                await asyncio.sleep(self._pause_after(error, pause))
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        """Give the next updates as Telegram's JSON objects, in order.

        Not through ``Bot.get_updates``: it parses them all, and one of a kind that this
        version of the library cannot parse would stop everything that comes after it.
        """
        wanted = {
            "timeout": self._timeout,
            "limit": BATCH,
            "allowed_updates": json.dumps(KINDS),
            **({} if offset is None else {"offset": offset}),
        }
        updates = await self._request.post(
            f"{self._url}/getUpdates?{urlencode(wanted)}", read_timeout=self._timeout + MARGIN
        )
        if not isinstance(updates, list):
            raise NetworkError("this is not how a Bot API server answers")
        return sorted(updates, key=lambda update: int(update["update_id"]))

    def _pause_after(self, error: Exception, pause: float) -> float:
        """Say what went wrong and how long to wait, or raise what does not go away."""
        if isinstance(error, InvalidToken):
            raise SettingsError(REFUSED) from None
        if isinstance(error, Conflict):
            self._wait_for_the_other()
        elif isinstance(error, RetryAfter):
            wait = error.retry_after
            return float(wait if isinstance(wait, int) else wait.total_seconds())
        elif isinstance(error, NetworkError):
            _log.warning("no updates from Telegram (%s); trying again in %.0f s", error, pause)
        elif isinstance(error, TelegramError):
            _log.error("Telegram does not give updates: %s", error)
        elif isinstance(error, AccordingToError):
            _log.error("updates could not be taken in; Telegram keeps them: %s", error)
        else:
            _log.exception("updates could not be taken in; Telegram keeps them", exc_info=error)
        return pause

    def _wait_for_the_other(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._conflict_since is None:
            self._conflict_since = now
            _log.warning("another program is fetching this bot's updates; waiting for its end")
        elif now - self._conflict_since > CONFLICT_PATIENCE:
            raise AccordingToError(
                "Another program is fetching this bot's updates: stop it, or use another token."
            )
