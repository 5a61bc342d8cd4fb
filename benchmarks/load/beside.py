"""How fast it starts, and how it does beside a plain echo bot on the same server."""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.load.crowd import Crowd, Rates
from benchmarks.load.process import ECHO, OURS, PATIENCE, UNPACED, Bot, start
from benchmarks.load.telegram import LoadApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from benchmarks.load.corpora import Corpus
    from benchmarks.load.figures import Figures

CACHES = Path("/proc/sys/vm/drop_caches")
TALK, REPLIES = 5000, 1500
# So many messages a second where Telegram takes thirty, for so long.
TOO_MANY, TOO_LONG = 40.0, 20.0
WAITING, KILLED_AFTER = 300, 60
# How long replies may still come after all is over, in seconds.
LATE = 30.0


async def starts(corpus: Corpus, folder: Path, times: int, *, cold: bool) -> Figures:
    """Start the bot so often with a command and a question waiting; seconds to their replies."""
    found: dict[str, list[float]] = {"start": [], "answer": []}
    for number in range(times):
        if cold:
            await asyncio.to_thread(_drop_caches)
        async with _world(corpus.questions[number:]) as crowd:
            crowd.command()
            crowd.ask()
            began = time.monotonic()
            bot = await start(OURS, crowd.api.url, folder, corpus.data)
            try:
                await bot.until(lambda: not crowd.ledger.open)
            finally:
                await bot.end()
        for kind, name in (("command", "start"), ("question", "answer")):
            found[name].append(crowd.ledger.took[kind][0][0] - began)
        last = {name: seconds[-1] for name, seconds in found.items()}
        print(f"start {number + 1} of {times}: {last}", file=sys.stderr)
    return {
        f"{name}_s": {"median": round(statistics.median(all_), 2), "most": round(max(all_), 2)}
        for name, all_ in found.items()
    }


def _drop_caches() -> None:
    os.sync()
    CACHES.write_text("3\n")


async def beside(corpus: Corpus, folder: Path) -> Figures:
    """Measure both bots in turn, and give the ratios of ours to the echo bot's."""
    echo = await _measured("echo", (ECHO, ECHO), None, folder)
    ours = await _measured("ours", (OURS, UNPACED), corpus.data, folder)
    same = [name for name in echo if isinstance(echo[name], (int, float)) and echo[name]]
    ratios = {name: round(ours[name] / echo[name], 2) for name in same}
    return {"echo": echo, "ours": ours, "ratios": ratios}


async def _measured(
    name: str, kinds: tuple[Sequence[str], Sequence[str]], data: Path | None, folder: Path
) -> Figures:
    """Measure a bot as it is started, and (the second) what it could without limits."""
    paced, unpaced = kinds
    found: Figures = {}
    for work, what in (
        (_started, paced),
        (_intake, paced),
        (_replies, unpaced),
        (_too_many, paced),
        (_killed, paced),
    ):
        print(f"{name}: {work.__name__.strip('_')}", file=sys.stderr)
        found |= await work(what, data, folder)
    return found


@asynccontextmanager
async def _world(questions: Sequence[str] = ("",), **given: Any) -> AsyncIterator[Crowd]:  # noqa: ANN401 - as LoadApi
    api = LoadApi(**given)
    await api.start()
    try:
        yield Crowd(api, questions, commands=("/start",))
    finally:
        await api.stop()


@asynccontextmanager
async def _begun(
    what: Sequence[str], data: Path | None, folder: Path, crowd: Crowd
) -> AsyncIterator[Bot]:
    """Run a bot that has sent its first reply, and whose models, if any, are loaded."""
    bot = await start(what, crowd.api.url, folder, data)
    try:
        crowd.command()
        await bot.until(lambda: not crowd.ledger.open)
        await _settled(bot)
        yield bot
    finally:
        await bot.end()


async def _settled(bot: Bot) -> None:
    """Wait until it does nothing any more."""
    async with asyncio.timeout(PATIENCE):
        used = -1.0
        while (now := bot.usage().processor) - used > 0.1:
            used = now
            await asyncio.sleep(1.0)


async def _started(what: Sequence[str], data: Path | None, folder: Path) -> Figures:
    """Time to the first reply, and the memory after it and after everything is loaded."""
    async with _world() as crowd:
        crowd.command()
        began = time.monotonic()
        bot = await start(what, crowd.api.url, folder, data)
        try:
            await bot.until(lambda: not crowd.ledger.open)
            first = crowd.ledger.took["command"][0][0] - began
            at_first = bot.usage().rss
            await _settled(bot)
            settled = bot.usage().rss
        finally:
            await bot.end()
    return {
        "start_s": round(first, 2),
        "rss_at_first_mb": round(at_first),
        "rss_mb": round(settled),
    }


async def _intake(what: Sequence[str], data: Path | None, folder: Path) -> Figures:
    """Updates a second that are confirmed, and worked off, where many wait and want no reply."""
    async with _world() as crowd, _begun(what, data, folder, crowd) as bot:
        began = time.monotonic()
        for _ in range(TALK):
            crowd.talk()
        crowd.command()
        await bot.until(lambda: not crowd.api.unconfirmed)
        confirmed = time.monotonic() - began
        await bot.until(lambda: not crowd.ledger.open)
        await bot.emptied()
        done = time.monotonic() - began
    return {"updates_per_s": round(TALK / confirmed), "worked_off_per_s": round(TALK / done)}


async def _replies(what: Sequence[str], data: Path | None, folder: Path) -> Figures:
    """Replies a second to many who wait, where Telegram sets no limits."""
    async with _world(flood=False) as crowd, _begun(what, data, folder, crowd) as bot:
        began = time.monotonic()
        for _ in range(REPLIES):
            crowd.command()
        await bot.until(lambda: not crowd.ledger.open)
        return {"replies_per_s": round(REPLIES / (time.monotonic() - began))}


async def _too_many(what: Sequence[str], data: Path | None, folder: Path) -> Figures:
    """What becomes of forty messages a second where Telegram takes thirty."""
    rates = Rates(TOO_MANY, TOO_MANY, 0.0, 0.0)
    async with _world() as crowd, _begun(what, data, folder, crowd):
        before = len(crowd.api.through)
        await crowd.speak(rates, TOO_LONG, lambda _at: None)
        sent = len(crowd.api.through) - before
        await crowd.quiet(LATE)
        return {
            "paced_per_s": round(sent / TOO_LONG, 1),
            "refused_429": crowd.api.over_limit,
            "lost_of_too_many": crowd.ledger.open,
        }


async def _killed(what: Sequence[str], data: Path | None, folder: Path) -> Figures:
    """What is lost and doubled where the bot is killed while many messages wait.

    Without limits: the echo bot would lose most of them to 429 before it is killed.
    """
    async with _world(flood=False) as crowd:
        bot = await start(what, crowd.api.url, folder, data)
        crowd.command()
        await bot.until(lambda: not crowd.ledger.open)
        for _ in range(WAITING):
            crowd.command()
        replied = crowd.ledger.replied
        await bot.until(lambda: crowd.ledger.replied >= replied + KILLED_AFTER)
        await bot.end(signal.SIGKILL)
        bot = await start(what, crowd.api.url, folder, data)
        try:
            await crowd.quiet(LATE)
        finally:
            await bot.end()
        return {"lost_by_kill": crowd.ledger.open, "doubled_by_kill": crowd.ledger.doubled}
