"""What every handler works with, and what it gives back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.courtesy import Courtesy
from bot.markup import Markup
from bot.rendering import ACCOUNTS
from bot.rights import Role

if TYPE_CHECKING:
    from bot.adding import Reader
    from bot.answers import Answers
    from bot.channels import Channel
    from bot.followups import Threads
    from bot.incoming import Incoming
    from bot.page.addresses import Addresses
    from bot.ports import Library
    from bot.preferences import Preferences
    from bot.quotas import Quotas
    from bot.rights import Rights
    from bot.texts import Texts

P = ParamSpec("P")
R = TypeVar("R")
quick: ContextVar[bool] = ContextVar("quick", default=False)
"""Whether what is done here in threads only looks something up, and must not wait for answers."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: ``data`` comes back when it is pressed.

    With ``shares`` it does not: Telegram asks for a chat, and ``data`` is the inline query there.
    With ``opens`` it is an address, which Telegram opens.
    """

    caption: str
    data: str
    shares: bool = False
    opens: bool = False


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What messages show of kept answers, so that they can be shown again.

    ``name`` is one of ``bot.handlers.views``, ``keys`` are those of the answers. ``number`` is
    where in them the messages begin, ``note`` the id of a remark put before them; the view says
    what exactly. ``size`` is how many accounts are seen at once. ``palette`` names the colours
    where it is a picture; those of views from before there was a choice were dark.
    """

    name: str
    keys: tuple[str, ...]
    number: int = 0
    note: str | None = None
    size: int = ACCOUNTS
    palette: str = "dark"


@dataclass(frozen=True, slots=True)
class Shown:
    """What messages show, in which language, and in which state each article was, by its id."""

    view: View
    language: str
    states: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent: messages in order; the buttons stand under the last.

    ``about`` is the question that the messages answer, for those that follow up on it;
    ``shown`` what they quote, None where they quote nothing. ``picture`` is a PNG file that
    stands above the only message; ``words`` has the same as text, None where the message is it.
    A ``silent`` one makes no sound where it arrives. One that ``asks`` wants a message in reply,
    which goes on with the person's draft (``bot.drafts``); it has no buttons.
    """

    messages: list[Markup]
    buttons: Rows = field(default=())
    about: str | None = None
    shown: Shown | None = None
    picture: bytes | None = field(default=None, repr=False)
    words: Reply | None = None
    silent: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind the handlers.

    ``download`` fetches a Telegram file by its id; ``me`` gives the bot's username, empty where
    nobody can follow a link to it; ``is_admin`` asks Telegram whether somebody (second) runs a
    chat (first), and ``channel`` for a chat by its id or @name. ``pictures`` tells whether pictures
    can be shown. Who is served here goes before what is done in the background, by ``courtesy``.
    What is ``quick`` has threads of its own, ``lookups``, and so has what fetches or reads what
    others wrote, ``readings``: a site or a file may take its time, and no answer waits for it.
    """

    library: Library
    answers: Answers
    talk: Threads
    rights: Rights
    reader: Reader
    threads: ThreadPoolExecutor
    lookups: ThreadPoolExecutor
    readings: ThreadPoolExecutor
    download: Callable[[str], Awaitable[bytes]]
    addresses: Addresses
    me: Callable[[], str]
    preferences: Preferences
    quotas: Quotas
    is_admin: Callable[[int, int], Awaitable[bool]]
    channel: Callable[[int | str], Awaitable[Channel | None]]
    pictures: bool = True
    courtesy: Courtesy = field(default_factory=Courtesy)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do blocking work in a thread, for the question that is being answered here."""
        threads = self.lookups if quick.get() else self.threads
        with self.courtesy.first():
            return await _in(threads, partial(work, *args, **kwargs))

    async def read(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do what waits for a site or for a file's reader in a thread."""
        with self.courtesy.first():
            return await _in(self.readings, partial(work, *args, **kwargs))


async def _in(threads: ThreadPoolExecutor, job: Callable[[], R]) -> R:
    """Do a job in one of these threads, within the context that is here."""
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, job)


# Written after a command that settles when something comes: it is to be shown at once.
NOW = "now"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what does it, the role that it needs, whether it may take a while.

    ``rules`` tells that it is for changing a group's rules, and so not under them.
    """

    handle: Callable[[Desk, Incoming, Texts], Awaitable[Reply]]
    needs: Role = Role.USER
    slow: bool = False
    rules: bool = False

    @property
    def moderators(self) -> bool:
        """Whether it is for those who work on the corpus."""
        return self.needs > Role.USER

    def asks(self, argument: str) -> bool:
        """Whether it counts as a question, with what is written after it; to settle does not."""
        settles = self.rules and argument.strip().lower() != NOW
        return self.slow and not self.moderators and not settles
