"""The load itself: for so long, at such a rate, and what came of it."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.load import figures
from benchmarks.load.crowd import Crowd, Rates
from benchmarks.load.process import OURS, PATIENCE, Bot, running
from benchmarks.load.telegram import LoadApi

if TYPE_CHECKING:
    from benchmarks.load.corpora import Corpus
    from benchmarks.load.figures import Figures

# When nobody asks any more and no reply has come for so many seconds, what is missing is lost.
STILL = 60.0
# One 429 to so many messages, though no limit is broken.
REFUSE_EVERY = 500


@dataclass(slots=True)
class Sampler:
    """Looks at a bot now and then, and shows how far it is."""

    bot: Bot
    crowd: Crowd
    seconds: float
    every: float = 1.0
    metrics: bool = False
    samples: list[Figures] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def look(self, at: float) -> None:
        """Take a sample where it is time, ``at`` seconds after the beginning."""
        if self.samples and at - self.samples[-1]["at_s"] < self.every - 0.5:
            return
        usage, api, ledger = self.bot.usage(), self.crowd.api, self.crowd.ledger
        sample: Figures = {
            "at_s": round(at, 1),
            "rss_mb": round(usage.rss, 1),
            "anonymous_mb": round(usage.anonymous, 1),
            "threads": usage.threads,
            "files": usage.files,
            "open": ledger.open,
        }
        self.samples.append(sample)
        if self.metrics:
            task = asyncio.create_task(self._ask(sample))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        print(
            f"\r{at:5.0f} s of {self.seconds:.0f}: {ledger.replied} replied, {ledger.open} open, "
            f"{api.unconfirmed} unconfirmed, {usage.rss:,.0f} MB   ",
            end="",
            file=sys.stderr,
            flush=True,
        )

    async def _ask(self, sample: Figures) -> None:
        gauges = await self.bot.gauges()
        sample |= {"waiting": gauges["inbox_waiting"], "tasks": gauges["tasks"]}


async def warm(crowd: Crowd, bot: Bot) -> None:
    """Ask until models are loaded and every stage has run."""
    for _ in range(8):
        crowd.ask()
    await bot.until(lambda: not crowd.ledger.open, PATIENCE)


async def held(
    crowd: Crowd, bot: Bot, rates: Rates, seconds: float, sampler: Sampler | None = None
) -> Figures:
    """Hold a load on a warm bot for so long, let it end, and give what came of it."""
    api, ledger = crowd.api, crowd.ledger
    sampler = sampler or Sampler(bot, crowd, seconds)
    before, wanted, opened = bot.usage(), dict(ledger.wanted), ledger.open
    began = time.monotonic()
    late = await crowd.speak(rates, seconds, sampler.look)
    ended, after, waiting = time.monotonic(), bot.usage(), ledger.open - opened
    await crowd.quiet(STILL)
    drained = time.monotonic() - ended
    print(file=sys.stderr)
    lasted = ended - began
    taken = [seconds for at, seconds in api.taken if at >= began]
    through = [(at, chat) for at, chat in api.through if at >= began]
    inside = sum(at < ended for at, _ in through)
    replied = sum(began <= at < ended for all_ in ledger.took.values() for at, _ in all_)
    return {
        "rates": asdict(rates),
        "seconds": round(lasted),
        "updates_per_s": round(sum(began <= at < ended for at, _ in api.taken) / lasted, 1),
        "messages_per_s": round(inside / lasted, 2),
        "replies_per_s": round(replied / lasted, 2),
        "committed": figures.spread(taken),
        "replied": {
            kind: figures.spread(took for at, took in all_ if at >= began)
            for kind, all_ in sorted(ledger.took.items())
        },
        "wanted": {k: n - wanted.get(k, 0) for k, n in sorted(ledger.wanted.items())},
        "waiting_at_the_end": waiting,
        "drained_s": round(drained, 1),
        "lost": ledger.open,
        "doubled": ledger.doubled,
        "fullest_windows": figures.fullest(api.through),
        "over_the_limits": api.over_limit,
        "refused_429": api.refused,
        "disobeyed_429": api.disobeyed,
        "would_be_refused": api.violations[:5],
        "processor": round((after.processor - before.processor) / lasted, 2),
        "rss_mb": round(after.rss),
        "most_rss_mb": round(max(each["rss_mb"] for each in sampler.samples)),
        "speaker_late_s": round(late, 2),
    }


def faults(found: Figures) -> list[str]:
    """Name what must never be, whatever the load."""
    never = ("lost", "doubled", "over_the_limits", "disobeyed_429", "would_be_refused")
    wrong = (*never, "chats_out_of_order")
    return [f"{name}: {found[name]}" for name in wrong if found.get(name)]


async def hold(corpus: Corpus, folder: Path, rates: Rates, seconds: float) -> Figures:
    """Start the bot over a corpus and hold one load on it."""
    (result,) = await curve(corpus, folder, [rates], seconds)
    return result


async def curve(
    corpus: Corpus, folder: Path, several: list[Rates], seconds: float
) -> list[Figures]:
    """Start the bot over a corpus and hold one load after the other on it."""
    api = LoadApi(refuse_every=REFUSE_EVERY)
    await api.start()
    try:
        async with running(OURS, api.url, folder, corpus.data) as bot:
            crowd = Crowd(api, corpus.questions)
            await warm(crowd, bot)
            return [await held(crowd, bot, rates, seconds) for rates in several]
    finally:
        await api.stop()


async def leak(
    corpus: Corpus, folder: Path, rates: Rates, seconds: float, warming: float
) -> tuple[Figures, list[Figures]]:
    """Hold a moderate load and see what grows; gives the samples too."""
    api = LoadApi(refuse_every=REFUSE_EVERY)
    await api.start()
    try:
        async with running(OURS, api.url, folder, corpus.data) as bot:
            crowd = Crowd(api, corpus.questions)
            await warm(crowd, bot)
            sampler = Sampler(bot, crowd, seconds, every=10.0, metrics=True)
            found = await held(crowd, bot, rates, seconds, sampler)
    finally:
        await api.stop()
    rest = [each for each in sampler.samples if each["at_s"] >= warming and "tasks" in each]
    hours = [each["at_s"] / 3600 for each in rest]
    names = ("rss_mb", "anonymous_mb", "threads", "files", "tasks", "waiting")
    found["slopes"] = {name: figures.slope(hours, [each[name] for each in rest]) for name in names}
    found["first"], found["last"] = rest[0], rest[-1]
    found["warming_s"] = warming
    return found, sampler.samples
