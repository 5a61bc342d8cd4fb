"""How long an answer takes while a job adds in the background, beside how long it takes alone.

    python -m benchmarks.year.background

Questions go through the bot over HTTP, with the real models; half a corpus is there, the other
half is the job.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.year.__main__ import commit, machine
from benchmarks.year.articles import FIRST_DAY, make
from benchmarks.year.site import Site
from benchmarks.year.world import BotApi, Clock, Models, open_library, serving, until
from corpus.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.year.articles import Event
    from benchmarks.year.world import Chat
    from retrieval.library import Library

BETWEEN = 1.0  # seconds between an answer and the next question


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year.background")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--asked", type=int, default=30)
    parser.add_argument("--out", type=Path, help="where the figures go as JSON")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(options.articles, options.asked, Path(folder) / "data"))
    found |= {"commit": commit(), "machine": machine()}
    print(json.dumps(found, indent=1))
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


async def measure(articles: int, asked: int, data: Path) -> dict[str, Any]:
    """Ask before, during and after a job."""
    year = make(articles, seed=2)
    half = len(year.reports) // 2
    events = list({id(r.event): r.event for r in year.reports[:half]}.values())[:asked]
    lines = ["\n".join(r.line("https://a.example") for r in part) for part in
             (year.reports[:half], year.reports[half:])]  # fmt: skip
    clock = Clock(datetime.combine(FIRST_DAY, datetime.min.time(), UTC))
    site, api = Site([]), BotApi()
    await api.start()
    try:
        with open_library(data, Models(), clock) as library:
            began = time.perf_counter()
            library.add(list(read_bytes(lines[0].encode(), name="first.jsonl")))
            alone_rate = half / (time.perf_counter() - began)
            library.warm_up()
            async with serving(library, site, api) as chat:
                await _ask(chat, events[:3])
                alone = await _ask(chat, events)
                found = await _beside_a_job(library, chat, events, lines[1].encode())
    finally:
        await api.stop()
        site.close()
    during, rates = found["took"], {"by add": round(alone_rate, 2)} | found["rates"]
    return {
        "answer alone ms": _figures(alone),
        "answer while a job runs ms": _figures(during),
        "ratio of medians": round(_middle(during) / _middle(alone), 2),
        "the job ran to the last question": found["ran"],
        "articles a second": rates,
    }


async def _beside_a_job(
    library: Library, chat: Chat, events: list[Event], file: bytes
) -> dict[str, Any]:
    """Ask while a file is added, then let the job end; gives times and articles a second."""
    jobs = library.catalogue.jobs
    looked = (await chat.moderator.sends_file(file, "second.jsonl", "/add")).only
    await chat.moderator.presses(looked, looked.buttons["Add in the background"])
    await until(lambda: jobs.get(1).count.added > 0)
    began, before = time.perf_counter(), jobs.get(1).count.added
    took = await _ask(chat, events)
    now = jobs.get(1)
    asked = (now.count.added - before) / (time.perf_counter() - began)
    began = time.perf_counter()
    await until(lambda: not jobs.get(1).is_open)
    left = jobs.get(1).count.added - now.count.added
    alone = left / max(time.perf_counter() - began, 1e-9)
    rates = {"job, while asked": round(asked, 2), "job, nobody asks": round(alone, 2)}
    return {"took": took, "ran": now.is_open, "rates": rates}


async def _ask(chat: Chat, events: list[Event]) -> list[float]:
    took = []
    for event in events:
        began = time.perf_counter()
        await chat.reader.says(event.question)
        took.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(BETWEEN)
    return took


def _middle(took: list[float]) -> float:
    return sorted(took)[len(took) // 2]


def _figures(took: list[float]) -> dict[str, int]:
    ordered = sorted(took)
    p95 = ordered[int(0.95 * len(ordered))]
    return {"p50": round(_middle(took)), "p95": round(p95), "most": round(ordered[-1])}


if __name__ == "__main__":
    sys.exit(main())
