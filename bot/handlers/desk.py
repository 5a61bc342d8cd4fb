"""What every handler works with, and what it gives back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.markup import Markup

if TYPE_CHECKING:
    from bot.adding import Reader
    from bot.answers import Answers
    from bot.followups import Threads
    from bot.incoming import Incoming
    from bot.ports import Library
    from bot.rights import Rights
    from bot.texts import Texts

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: ``data`` comes back when it is pressed.

    With ``shares`` it does not: Telegram asks for a chat, and ``data`` is the inline query there.
    """

    caption: str
    data: str
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent: messages in order; the buttons stand under the last.

    ``about`` is the question that the messages answer, for those that follow up on it.
    """

    messages: list[Markup]
    buttons: tuple[tuple[Button, ...], ...] = field(default=())
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind the handlers. ``download`` fetches a Telegram file by its id."""

    library: Library
    answers: Answers
    talk: Threads
    rights: Rights
    reader: Reader
    threads: ThreadPoolExecutor
    download: Callable[[str], Awaitable[bytes]]

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do blocking work in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, partial(work, *args, **kwargs))


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what does it, whether for moderators only, whether it may take a while."""

    handle: Callable[[Desk, Incoming, Texts], Awaitable[Reply]]
    moderators: bool = False
    slow: bool = False
