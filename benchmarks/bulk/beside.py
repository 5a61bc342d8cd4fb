"""A job that a moderator starts from the chat, and the bot's answers while it runs."""

from __future__ import annotations

import asyncio
import json
import time
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.bulk import articles, command
from benchmarks.bulk.adding import ASKED, Figures, answers, compared, is_right
from benchmarks.load import figures, held
from benchmarks.load.crowd import Crowd
from benchmarks.load.process import OURS, running
from benchmarks.load.telegram import LoadApi, Person, Sent, Telegram

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.bulk.articles import Report
    from benchmarks.load.process import Bot

OWNER = 1
NAME = "many.jsonl"
# How often somebody asks on average, in seconds; how often it is looked how far the job is.
ASK_EVERY, LOOK_EVERY = 4.0, 20.0
# How many ask before the job begins.
ALONE = 30
PATIENCE = 600.0
OPEN = {"proposed", "waiting", "running"}


async def answering(
    base: Sequence[Report], more: Sequence[Report], data: Path, folder: Path
) -> Figures:
    """Add ``more`` as a job beside a bot that is asked about ``base``; and what came of it."""
    text, bad = articles.lines(more)
    first = folder / "base.jsonl"
    first.write_text(articles.lines(base)[0], encoding="utf-8")
    command.run(["add", str(first)], data, folder)
    api = LoadApi()
    await api.start()
    try:
        async with running(OURS, api.url, folder, data, {"OWNER_ID": str(OWNER)}) as bot:
            crowd = Crowd(api, [each.question for each in base])
            await held.warm(crowd, bot)
            asking = _Asking(crowd, bot)
            await asking.until(lambda: asking.asked >= ALONE)
            alone, asking = asking, _Asking(crowd, bot)
            found = await _job(api, asking, text.encode(), data, folder)
            found["lost"] = crowd.ledger.open
    finally:
        await api.stop()
    after = answers(more[-ASKED:], data, folder)
    right = sum(is_right(*each) for each in zip(more[-ASKED:], after, strict=True))
    job, report = found.pop("job"), found.pop("report")
    return {
        "articles": len(more),
        "bad": bad,
        "there_before": len(base),
        **found,
        "articles_a_second": round(len(more) / found["job_s"], 2),
        "alone": figures.spread(alone.took()),
        "beside_the_job": figures.spread(asking.took()),
        "most_mb": asking.most_mb,
        "asked_of_the_new": len(after),
        "right": right,
        "faults": {
            "replies that were lost": found["lost"],
            "job that did not end well": int(job["state"] != "done"),
            "counts that are not right": abs(job["added"] - len(more)) + abs(job["skipped"] - bad),
            "bad ones that the report has not": abs(report - bad),
            **compared([*base, *more], data, folder),
        },
    }


class _Asking:
    """Lets somebody ask every few seconds, until something is so."""

    def __init__(self, crowd: Crowd, bot: Bot) -> None:
        self._crowd = crowd
        self._bot = bot
        self._chance = Random(1)
        self._began = time.monotonic()
        self.asked = 0
        self.most_mb = 0

    async def until(self, condition: Callable[[], object]) -> None:
        while not condition():
            if self._bot.process.returncode is not None:
                raise RuntimeError("\n".join(self._bot.log.read_text("utf-8").splitlines()[-5:]))
            self._crowd.ask()
            self.asked += 1
            self.most_mb = max(self.most_mb, command.memory(self._bot.process.pid))
            await asyncio.sleep(self._chance.expovariate(1 / ASK_EVERY))
        await self._crowd.quiet(held.STILL)
        self._ended = time.monotonic()

    def took(self) -> list[float]:
        """Give how long the answers took that came, in seconds."""
        all_ = self._crowd.ledger.took["question"]
        return [took for at, took in all_ if self._began <= at <= self._ended]


async def _job(
    api: LoadApi, asking: _Asking, data: bytes, place: Path, folder: Path
) -> dict[str, Any]:
    """Send a file as a moderator, start its job, and ask until it has ended."""
    owner: Person = Telegram(api, lambda: True).person("Mara", user_id=OWNER)
    began = time.monotonic()
    api.push(message=owner.file(data, NAME, "/add"))
    proposed = await _message(api, lambda sent: "Add in the background" in sent.buttons)
    looked = time.monotonic() - began
    began = time.monotonic()
    api.push(callback_query=owner.press(proposed, proposed.buttons["Add in the background"]))
    watching = asyncio.create_task(_ended(place, folder))
    await asking.until(watching.done)
    ended = (await watching) - began
    report = await _message(api, lambda sent: sent.file is not None)
    job = await _latest(place, folder)
    found = {"looked_into_s": round(looked, 1), "job_s": round(ended, 1), "job": job}
    return found | {"report": len((report.file or b"").splitlines()), "asked": asking.asked}


async def _message(api: LoadApi, wanted: Callable[[Sent], bool]) -> Sent:
    async with asyncio.timeout(PATIENCE):
        while True:
            for sent in reversed(api.sent):
                if sent.chat == OWNER and wanted(sent):
                    return sent
            await asyncio.sleep(0.05)


async def _ended(data: Path, folder: Path) -> float:
    """Wait until the latest job has ended; gives when that was seen."""
    while (await _latest(data, folder))["state"] in OPEN:  # noqa: ASYNC110 - a process apart
        await asyncio.sleep(LOOK_EVERY)
    return time.monotonic()


async def _latest(data: Path, folder: Path) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *command.PROGRAM,
        *("jobs", "list", "--json", "--data", str(data)),
        cwd=command.ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    found: dict[str, Any] = json.loads(out)[0]
    return found
