"""What the bot is told at its start, apart from where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.digesting import LOOK_EVERY as DIGESTS_EVERY
from bot.following import LOOK_EVERY
from bot.inline import STILL
from bot.jobs import LOOK_EVERY as JOBS_EVERY
from bot.jobs import SHOW_EVERY
from bot.pacing import Limits
from bot.worker import PART_WAIT

if TYPE_CHECKING:
    from pathlib import Path

Bind = tuple[str, int]


@dataclass(frozen=True, slots=True)
class BotConfig:
    """What the bot must know. Times in seconds; ``limits`` None sends without waiting.

    ``grace`` is how long what is being answered may take once the bot is told to end. ``online``
    tells that others can see what it sends: messages are recorded, to be corrected, and links
    lead to the bot. ``public_url`` is where the evidence pages are reached, ``webhook_url`` where
    Telegram posts updates, None for none; both are served at the address and port of
    ``page_bind``. ``metrics_bind`` is where metrics and health are served, None for nowhere, and
    ``traces`` the collector that spans are sent to. ``questions`` are how many a person and a
    group may ask within an hour, 0 for any number. ``jobs_every`` is how often jobs are looked
    for, and shown. ``data`` is the folder whose disk is watched.
    """

    token: str = field(repr=False)
    owner_id: int | None = None
    api_url: str = "https://api.telegram.org"
    limits: Limits | None = field(default_factory=Limits)
    poll_timeout: int = 30
    part_wait: float = PART_WAIT
    inline_still: float = STILL
    grace: float = 20.0
    online: bool = True
    public_url: str | None = None
    page_bind: Bind = ("127.0.0.1", 8080)
    feeds_every: float = LOOK_EVERY
    digests_every: float = DIGESTS_EVERY
    jobs_every: tuple[float, float] = (JOBS_EVERY, SHOW_EVERY)
    questions: tuple[int, int] = (0, 0)
    webhook_url: str | None = None
    webhook_secret: str = field(default="", repr=False)
    metrics_bind: Bind | None = None
    traces: str | None = None
    data: Path | None = None


def bind(address: str) -> Bind:
    """Give the host and the port of ``address:port``."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
