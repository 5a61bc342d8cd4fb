"""The webhook: Telegram posts each update, and is told 200 only after it is in the inbox.

Whoever lacks the secret learns nothing, and what they send is not read. Telegram sends again
what was not answered with 200, for a day.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from telegram.error import InvalidToken, TelegramError

from bot.arrivals import KINDS, MOST_ID
from corpus.errors import SettingsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from telegram.ext import ExtBot

    from bot.operations.meters import Meters

_log = logging.getLogger(__name__)
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - its name # nosec B105
# A message of 4,096 characters with all that it replies to has some 100 kB.
MOST_BYTES = 1 << 20
# How long the body may take to come, in seconds.
PATIENCE = 10.0
# Telegram's connections at once; more would only wait for each other at the inbox.
CONNECTIONS = 40
# How often Telegram is asked whether the webhook is still the one that was set, in seconds.
LOOK_EVERY = 300.0

Take = Callable[[list[dict[str, Any]]], Awaitable[None]]


class _Unfit(Exception):
    """What was posted is no update: the status to answer with, and what to count it as."""

    def __init__(self, status: int, outcome: str) -> None:
        super().__init__(outcome)
        self.status = status
        self.outcome = outcome


class Webhook:
    """An ASGI application that hands updates to ``take``, which commits them."""

    def __init__(self, take: Take, secret: str, meters: Meters) -> None:
        self._take = take
        self._secret = secret.encode()
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status, outcome = await self._answered(Request(scope, receive))
        self._meters.posted(outcome)
        # What was refused is not read to its end, which may never come.
        headers = {} if status == 200 else {"Connection": "close"}
        await Response(status_code=status, headers=headers)(scope, receive, send)

    async def _answered(self, request: Request) -> tuple[int, str]:
        if request.method != "POST":
            return 405, "not_post"
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self._secret):
            return 403, "wrong_secret"
        try:
            await self._take([_update(await _body(request))])
        except _Unfit as unfit:
            return unfit.status, unfit.outcome
        except Exception:
            _log.exception("an update could not be taken in; Telegram will send it again")
            return 503, "failed"
        return 200, "taken"


async def _body(request: Request) -> bytes:
    """Read what was posted, as far as it is no longer or slower than an update can be."""
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
        raise _Unfit(413, "too_large")
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise _Unfit(413, "too_large")
    except (TimeoutError, ClientDisconnect):
        raise _Unfit(408, "too_slow") from None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # ValueError also where it is not UTF-8
        raise _Unfit(400, "not_json") from None
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_ID:
        raise _Unfit(400, "not_update")
    return dict(update)


class Registration:
    """What Telegram knows of the webhook. ``url`` is where it posts updates."""

    def __init__(self, telegram: ExtBot[int], url: str, secret: str) -> None:
        self._telegram = telegram
        self._url = url
        self._secret = secret

    async def put(self) -> None:
        """Tell Telegram where to post updates; those that wait there stay.

        Raises SettingsError where Telegram does not take the address, InvalidToken.
        """
        try:
            await self._telegram.set_webhook(
                self._url,
                allowed_updates=KINDS,
                secret_token=self._secret,
                max_connections=CONNECTIONS,
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            raise SettingsError(
                f"Telegram does not take WEBHOOK_URL ({error}): it wants https on port 443, 80, "
                "88 or 8443, with a certificate that holds."
            ) from None

    async def look_after(self) -> None:
        """See to it from time to time that it stays as it was put; ends by being cancelled.

        Raises InvalidToken where the token is refused, SettingsError as ``put`` does.
        """
        told = None
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                found = await self._telegram.get_webhook_info()
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("Telegram does not say what it knows of the webhook: %s", error)
                continue
            if found.url != self._url:
                _log.warning("another program changed the webhook; it is set again")
                await self.put()
            elif found.last_error_date is not None and found.last_error_date != told:
                told = found.last_error_date
                _log.warning(
                    "Telegram could not deliver to the webhook at %s: %s (%d updates wait there)",
                    told.isoformat(),
                    found.last_error_message,
                    found.pending_update_count,
                )


def beside(webhook: ASGIApp, path: str, rest: ASGIApp | None, most: int) -> ASGIApp:
    """Serve a webhook at exactly one path, and whatever else there is at all others.

    Of the rest ``most`` requests at once are served: readers never keep Telegram waiting.
    """
    running = 0

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal running
        if scope["type"] == "http" and scope["path"] == (path or "/"):
            await webhook(scope, receive, send)
        elif rest is None:
            await Response(status_code=404)(scope, receive, send)
        elif running >= most:
            await Response(status_code=503, headers={"Retry-After": "1"})(scope, receive, send)
        else:
            running += 1
            try:
                await rest(scope, receive, send)
            finally:
                running -= 1

    return serve
