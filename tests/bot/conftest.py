"""The bot over HTTP, as real as without Telegram: server, people, and a library of fakes."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bot_fakes import FakeLibrary, FakeReader
from client import Telegram
from haste import HASTE, SECOND
from server import TOKEN, BotApi

from bot.application import BotConfig, TelegramBot, build


@dataclass
class World:
    """A running bot with everything around it."""

    api: BotApi
    telegram: Telegram
    service: TelegramBot
    library: FakeLibrary
    reader: FakeReader
    announced: list[str]
    task: asyncio.Task

    def moderator(self, name: str = "Mara"):
        person = self.telegram.person(name)
        self.library.catalogue.moderators.put(person.id, "owner")
        return person


@asynccontextmanager
async def running(library, *, limits=HASTE, owner_id=None, api=None, reader=None, **more):
    """A bot that serves until the block ends; fails where Telegram had something to object."""
    own = api is None
    api = api or BotApi(flood=SECOND if limits is HASTE else 0.0)
    if own:
        await api.start()
    announced: list[str] = []
    reader = reader or FakeReader()
    quick = {"poll_timeout": 5, "part_wait": 0.3, "inline_still": 0.05, "grace": 5}
    quick["jobs_every"] = (0.02, 0.02)
    config = BotConfig(TOKEN, owner_id, api.url, limits, **{**quick, **more})
    service = build(config, library, reader=reader, announce=announced.append)
    task = asyncio.create_task(service.run())
    telegram = Telegram(api, lambda: library.catalogue.inbox.waiting() == 0)
    try:
        while not any("listening" in each for each in announced):
            await asyncio.sleep(0.01)
            if task.done():
                task.result()
        yield World(api, telegram, service, library, reader, announced, task)
        assert not task.done() or task.result() is None
    finally:
        service.stop()
        await asyncio.gather(task, return_exceptions=True)
        if own:
            await api.stop()
    assert api.violations == []


@pytest.fixture
def library():
    return FakeLibrary()


@pytest.fixture
async def world(library):
    async with running(library) as world:
        yield world


@pytest.fixture
def telegram(world):
    return world.telegram


@pytest.fixture(scope="session")
def run_bot():
    return running


@pytest.fixture
def hasty():
    return HASTE


@pytest.fixture
def bare():
    return SimpleNamespace
