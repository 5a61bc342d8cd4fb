"""A bot with a webhook, and somebody who posts to it as Telegram does, or as nobody should."""

from __future__ import annotations

import contextlib
import json
import random
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

SECRET = "a-secret-for-the-tests-only"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    """A port below those that the system hands out, so that nothing takes it meanwhile."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def hooked(path: str = "/telegram", port: int | None = None) -> dict:
    """What a bot is told so that updates come to a webhook."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}{path}"
    return {"webhook_url": url, "webhook_secret": SECRET, "page_bind": ("127.0.0.1", port)}


@dataclass
class Poster:
    """Posts to a webhook."""

    client: httpx.AsyncClient
    url: str

    async def update(self, update: dict) -> int:
        return (await self.raw(json.dumps(update).encode())).status_code

    async def raw(self, body, **headers: str) -> httpx.Response:
        return await self.client.post(self.url, content=body, headers={HEADER: SECRET, **headers})


@asynccontextmanager
async def posting(url: str):
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        yield Poster(client, url)
