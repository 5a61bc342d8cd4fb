"""What ``accordingto doctor`` looks at beside the corpus: Telegram, the webhook, ports, the bot."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config import bind
from bot.polling import REFUSED
from corpus.errors import ModelError
from retrieval.health import LEAST_FREE, Finding
from retrieval.rerank import Reranker

if TYPE_CHECKING:
    from telegram import User, WebhookInfo

    from bot.config import Bind
    from bot.settings import Settings

# A delivery that failed longer ago says nothing of today.
RECENT = timedelta(hours=1)
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only compared # nosec B104
PATIENCE = 5.0


def check(settings: Settings, *, running: bool | None) -> Iterator[Finding]:
    """Look at everything; ``running`` tells whether the bot runs, None where it may."""
    yield from _telegram(settings)
    yield from _ports(settings, running)
    if running and settings.metrics_address is not None:
        yield from _parts(bind(settings.metrics_address))


def space(data: Path) -> Finding:
    """Look at the disk, where the store itself cannot be opened."""
    free = shutil.disk_usage(data).free
    return Finding("free space", free >= LEAST_FREE, f"{free >> 20} MB are free.")


def reranker(model: str | None) -> Finding:
    """Look at the model that reads passages with questions."""
    looked = Reranker(model)
    try:
        looked.check()
    except ModelError as error:
        return Finding("re-ranker", False, str(error))
    return Finding("re-ranker", True, f"{looked.name}.")


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_bot_token is None:
        yield Finding("Telegram", True, "No TELEGRAM_BOT_TOKEN is set: the bot is a chat here.")
        return
    token = settings.telegram_bot_token.get_secret_value()
    url = settings.telegram_api_url.rstrip("/")
    try:
        me, hook = asyncio.run(_asked(token, url))
    except InvalidToken:
        yield Finding("Telegram", False, REFUSED)
        return
    except TelegramError as error:
        text = f"{url} does not answer ({error}): see whether this machine reaches it."
        yield Finding("Telegram", False, text.replace(token, "[token]"))
        return
    yield Finding("Telegram", True, f"{url} knows the token as @{me.username}.")
    yield _webhook(settings.webhook_url, hook)


async def _asked(token: str, url: str) -> tuple[User, WebhookInfo]:
    async with Bot(token, base_url=f"{url}/bot") as telegram:
        return telegram.bot, await telegram.get_webhook_info()


def _webhook(wanted: str | None, hook: WebhookInfo) -> Finding:
    waits = f"{hook.pending_update_count} updates wait at Telegram."
    if wanted is None:
        if not hook.url:
            return Finding("webhook", True, f"None is set, updates are fetched. {waits}")
        text = f"{hook.url} is set at Telegram; the bot takes it away at its next start. {waits}"
        return Finding("webhook", True, text)
    if hook.url != wanted:
        has = hook.url or "none"
        text = f"Telegram has {has} and WEBHOOK_URL is {wanted}: start the bot, which sets it."
        return Finding("webhook", False, f"{text} {waits}")
    failed = hook.last_error_date
    if failed is not None and datetime.now(UTC) - failed < RECENT:
        text = (
            f"Telegram could not deliver at {failed:%H:%M} UTC ({hook.last_error_message}): see "
            f"that the proxy behind {wanted} reaches PAGE_BIND. {waits}"
        )
        return Finding("webhook", False, text)
    return Finding("webhook", True, f"Telegram delivers to {wanted}. {waits}")


def _ports(settings: Settings, running: bool | None) -> Iterator[Finding]:
    served = settings.public_url is not None or settings.webhook_url is not None
    places = {"PAGE_BIND": settings.page_bind if served else None}
    places["METRICS_ADDRESS"] = settings.metrics_address
    for name, address in places.items():
        if address is None:
            continue
        found = _listening(name, bind(address))
        if not running and not (running is None and found.ok):
            found = _free(name, bind(address))
        yield found


def _free(name: str, place: Bind) -> Finding:
    host, port = place
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        text = f"{host}:{port} cannot be used ({error}): set another {name}."
        return Finding(name, False, text)
    return Finding(name, True, f"{host}:{port} is free for the bot.")


def _listening(name: str, place: Bind) -> Finding:
    host, port = place
    try:
        socket.create_connection((ANYWHERE.get(host, host), port), PATIENCE).close()
    except (OSError, OverflowError) as error:
        text = f"Nothing listens at {host}:{port} ({error}): start the bot again."
        return Finding(name, False, text)
    return Finding(name, True, f"The bot listens at {host}:{port}.")


def _parts(place: Bind) -> Iterator[Finding]:
    """What the running bot says of its parts."""
    host, port = ANYWHERE.get(place[0], place[0]), place[1]
    host = f"[{host}]" if ":" in host else host
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            answer = opener.open(f"http://{host}:{port}/readyz", timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error  # 503 has the parts too
        with answer:
            parts = json.load(answer)
        for name, part in parts.items():
            advice = "" if part["ok"] else "; docs/operations.md says what to do."
            yield Finding(f"the bot's {name}", bool(part["ok"]), part["detail"] + advice)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        text = f"/readyz at {host}:{port} does not answer ({error}): start the bot again."
        yield Finding("the bot", False, text)
