"""The table of bad inputs: what each does through the door that the user takes.

The rows stand in the ``bad_*`` modules beside this one, numbered from 1 to 96.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bad_site import HostileSite
from client import Person, Replies
from server import Sent

QUESTION = "How many containers had burned at Velmar?"
FIRE = (
    "Fire at the port of Velmar\n\n"
    "Ana Toric said that 12 containers had burned at Velmar on Tuesday. "
    "The dockers' union said that nobody at the port had been hurt."
)
LATEST = 96
# With this set, a day's backlog has its full size; a minute longer.
WHOLE = bool(os.environ.get("WHOLE_INPUTS"))


@dataclass(frozen=True)
class BadInput:
    """A row: its number and name, and what is done and seen; ``models`` if they are needed."""

    number: int
    name: str
    play: Callable[[Stage], Awaitable[None]]
    models: bool


TABLE: dict[int, BadInput] = {}


def bad(
    number: int, name: str, *, models: bool = False
) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Put what follows into the table."""

    def register(play: Callable[[Stage], Awaitable[None]]) -> None:
        assert number not in TABLE, number
        TABLE[number] = BadInput(number, name, play, models)

    return register


class Errors(logging.Handler):
    """What was logged as an error, or with a traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        # What the server of the tests logs is not the bot's.
        if record.name != "aiohttp.server" and (record.levelno >= logging.ERROR or record.exc_info):
            self.records.append(record)

    @property
    def lines(self) -> list[str]:
        formatter = logging.Formatter()
        return [formatter.format(each) for each in self.records]


@dataclass
class Stage:
    """What a row plays on: the bot over the real pipeline with fakes of the models.

    ``run_bot`` runs another bot, and ``truth`` gives a library with the real models for one;
    ``expected`` are sentences that whoever runs the bot is to find in the log.
    """

    world: Any
    site: HostileSite
    folder: Path
    monkeypatch: Any
    run_bot: Any
    truth: Callable[[], Any]
    alice: Person
    mara: Person
    expected: list[str] = field(default_factory=list)

    @property
    def corpus(self) -> Any:
        return self.world.library

    def on(self, world: Any) -> Stage:
        """The same on another bot."""
        alice, mara = world.telegram.person("Alice"), world.moderator()
        return replace(self, world=world, alice=alice, mara=mara)

    async def asks(self, question: str, **more: Any) -> Replies:
        return await self.alice.says(question, **more)

    async def gets_an_answer(self) -> None:
        """Others are served as if nothing had happened."""
        told = await self.world.telegram.person("Bob").says(QUESTION)
        assert "12 containers had burned" in told.text

    async def until(self, so: Callable[[], object]) -> None:
        """Wait until something has come about in the bot's own loops."""
        async with asyncio.timeout(8):
            while not so():  # noqa: ASYNC110 - it is not told of
                await asyncio.sleep(0.01)

    async def adds(self, what: str) -> Sent:
        """The moderator adds a text or an address; gives the last message of the reply."""
        return (await self.mara.says(f"/add {what}")).messages[-1]

    async def adds_file(self, data: bytes, name: str, **more: Any) -> Sent:
        return (await self.mara.sends_file(data, name, "/add", **more)).messages[-1]

    async def publishes(self, preview: Sent) -> str:
        """Publish what was added; gives the article's id."""
        assert "Publish" in preview.buttons, preview.text
        before = {each.id for each in self.corpus.articles()}
        done = await self.mara.presses(preview, preview.buttons["Publish"])
        assert "Published" in done.text, done.text
        (new,) = {each.id for each in self.corpus.articles()} - before
        return new

    async def publishes_text(self, text: str) -> str:
        return await self.publishes(await self.adds(text))

    async def is_refused(self, what: str, *reasons: str) -> str:
        """An address or text is refused with one of these words; nothing waits because of it."""
        before = len(self.corpus.catalogue.proposals.waiting(limit=1000))
        told = (await self.adds(what)).text
        assert any(reason in told for reason in reasons), told
        assert len(self.corpus.catalogue.proposals.waiting(limit=1000)) == before
        return told

    async def file_is_refused(self, data: bytes, name: str, *reasons: str, **more: Any) -> str:
        told = await self.adds_file(data, name, **more)
        assert any(reason in told.text for reason in reasons), told.text
        assert "Publish" not in told.buttons
        return told.text


def bare(quote: str) -> str:
    """A quote without what the bot puts around it."""
    return re.sub("[\u2066-\u2069]", "", quote)
