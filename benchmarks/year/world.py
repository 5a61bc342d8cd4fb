"""What the year happens in: a clock, the library by it, and the bot over the tests' Telegram."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adding import CorpusReader
from bot.application import build
from bot.config import BotConfig
from bot.pacing import Limits
from corpus.attribution import Attributor, identity
from corpus.catalogue import Catalogue
from retrieval import health
from retrieval.embeddings import Embedder
from retrieval.library import CATALOGUE, Library
from retrieval.lock import DataLock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from benchmarks.year.site import Site

# The tests' Bot API server and the people who speak to it.
sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "bot"))

from client import Person, Telegram  # type: ignore[import-not-found]
from server import TOKEN, BotApi  # type: ignore[import-not-found]

# Telegram's own limits would stretch the year to days.
HASTE = Limits((100_000, 0.001), (100_000, 0.001), (100_000, 0.001))
PATIENCE = 600.0


class Clock:
    """The time of the year that is simulated."""

    def __init__(self, start: datetime) -> None:
        self.now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """Give the time; each look is a second later, so that nothing happens at once."""
        self.now += timedelta(seconds=1)
        return self.now

    def advance(self, days: float) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)


@dataclass
class Models:
    """What finds, reads and ranks: real models unless others are given."""

    embedder: Any = None
    analyser: Any = None
    reranker: Any = None

    def __post_init__(self) -> None:
        self.embedder = self.embedder or Embedder()
        self.analyser = self.analyser or Attributor()


def open_library(data: Path, models: Models, clock: Clock) -> Library:
    """Open the library as the program does, but by another clock."""
    lock = DataLock(data, "accordingto bot")
    catalogue = Catalogue(data / CATALOGUE, identity=identity.identify, clock=clock)
    health.stamp(catalogue)
    return Library(
        data,
        lock,
        catalogue,
        embedder=models.embedder,
        reranker=models.reranker,
        reranker_model=None,
        analyser=models.analyser,
        answer_model=None,
        checkpoint=lambda _step: None,
    )


@dataclass
class Chat:
    """The bot that runs: its server, a moderator and somebody who asks."""

    api: BotApi
    moderator: Person
    reader: Person


@asynccontextmanager
async def serving(library: Library, site: Site, api: BotApi) -> AsyncIterator[Chat]:
    """Run the bot over a library until the block ends."""
    announced: list[str] = []
    config = BotConfig(
        TOKEN,
        1,
        api.url,
        HASTE,
        poll_timeout=5,
        part_wait=0.0,
        feeds_every=0.02,
        jobs_every=(0.02, 0.5),
    )
    reader = CorpusReader(allow=site.allow)
    service = build(config, library, reader=reader, announce=announced.append)
    task = asyncio.create_task(service.run())
    telegram = Telegram(api, lambda: library.catalogue.inbox.waiting() == 0)
    telegram.settle = partial(telegram.settle, patience=PATIENCE)
    try:
        async with asyncio.timeout(PATIENCE):
            while not any("listening" in each for each in announced):
                await asyncio.sleep(0.03)
                if task.done():
                    task.result()
        moderator = telegram.person("Mara", user_id=1)
        yield Chat(api, moderator, telegram.person("Alice", user_id=2))
    finally:
        service.stop()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Any, patience: float = PATIENCE) -> None:  # noqa: ANN401 - a callable
    """Wait until something in the bot's own loops has happened."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - it is not told of
            await asyncio.sleep(0.03)
