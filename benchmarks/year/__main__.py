"""Simulate a year's use of the bot, and see whether everything agrees at its end.

    python -m benchmarks.year                          2,000 articles, 100 feeds, 50 corrections
    python -m benchmarks.year --articles 200 --feeds 10 --corrections 10 --weeks 12

Feeds, pages, files, moderators and questions go over HTTP on loopback; the year passes by a clock
of its own. Exits 1 where something does not agree.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.year import checks
from benchmarks.year.articles import FIRST_DAY, make
from benchmarks.year.simulation import Simulation
from benchmarks.year.site import Feed, Site
from benchmarks.year.world import BotApi, Clock, Models, open_library, serving

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much happens in the year; ``asked`` are the questions at its end."""

    articles: int = 2000
    feeds: int = 100
    corrections: int = 50
    weeks: int = 52
    asked: int = 150
    seed: int = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the year; 0 where all agrees."""
    options = _options(argv)
    names = ("articles", "feeds", "corrections", "weeks", "asked", "seed")
    sizes = Sizes(**{name: getattr(options, name) for name in names})
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(sizes, Path(folder) / "data", Models()))
    found |= {"command": "python -m benchmarks.year " + " ".join(argv or sys.argv[1:])}
    found |= {"commit": commit(), "machine": machine()}
    for part in ("sizes", "made", "served", "seconds", "corpus", "answers", "faults"):
        print(f"\n{part}")
        for name, value in found[part].items():
            print(f"  {name:44} {value}")
    for kind, examples in found["examples"].items():
        print(f"\n{kind}:", *examples, sep="\n  ")
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if any(found["faults"].values()) else 0


async def run(sizes: Sizes, data: Path, models: Models) -> dict[str, Any]:
    """Let a year go by in a data folder, and give what came of it."""
    # Each paper has a feed before one has two; reports of papers without a feed come otherwise.
    papers = min(40, sizes.feeds)
    year = make(sizes.articles, weeks=sizes.weeks, papers=papers, seed=sizes.seed)
    listing = [year.outlets[i % len(year.outlets)] for i in range(sizes.feeds)]
    site = Site([Feed(paper, number) for number, paper in enumerate(listing)])
    clock = Clock(datetime.combine(FIRST_DAY, datetime.min.time(), UTC))
    api = BotApi()
    await api.start()
    began = time.perf_counter()
    try:
        simulation = Simulation(year, data, site, clock, models, api, sizes.corrections, sizes.seed)
        await simulation.run()
        simulation.seconds["the year"] = time.perf_counter() - began  # type: ignore[assignment]
        found = await _checked(simulation, sizes)
    finally:
        await api.stop()
        site.close()
    found["sizes"] = asdict(sizes)
    found["made"] = dict(sorted(simulation.made.items()))
    found["served"] = dict(site.asked) | {"Telegram calls": len(api.calls)}
    found["faults"]["calls that Telegram would refuse"] = len(api.violations)
    found["examples"]["calls"] = api.violations[: checks.SHOWN]
    found["seconds"] = {k: round(v, 1) for k, v in simulation.seconds.items()}
    return found


async def _checked(simulation: Simulation, sizes: Sizes) -> dict[str, Any]:
    """Compare everything at the year's end, before and after the index is made anew."""
    faults, kept = checks.Faults(), simulation.kept
    events = simulation.year.events
    asked = Random(sizes.seed).sample(events, min(sizes.asked, len(events)))
    began = time.perf_counter()
    with open_library(simulation.data, simulation.models, simulation.clock) as library:
        corpus = checks.articles(library, kept, faults)
        corpus |= checks.indexes(library, faults) | checks.copies(library, kept, faults)
        answers, before = checks.ask(library, asked, kept, faults)
        async with serving(library, simulation.site, simulation.api) as chat:
            replies = [
                (url, await chat.reader.says(each.report.event.question))
                for url, each in kept.items()
                if each.notes and not each.gone
            ]
            answers["new answers with a note"] = checks.noted(simulation, replies, faults)
        answers |= checks.messages(simulation, faults)
        library.index.rebuild()
    with open_library(simulation.data, simulation.models, simulation.clock) as library:
        _, after = checks.ask(library, asked, kept, faults)
        for one, other in zip(before, after, strict=True):
            faults.note("answers otherwise after a rebuild", one["question"], is_fault=one != other)
        for finding in library.doctor():
            faults.note("doctor", f"{finding.check}: {finding.detail}", is_fault=not finding.ok)
    simulation.seconds["checks"] = time.perf_counter() - began  # type: ignore[assignment]
    size = sum(file.stat().st_size for file in simulation.data.rglob("*") if file.is_file())
    corpus |= {"data folder MB": size >> 20}
    corpus["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    examples = {kind: some for kind, some in faults.examples.items() if some}
    return {
        "corpus": corpus,
        "answers": answers,
        "faults": dict(sorted(faults.counts.items())),
        "examples": examples,
    }


def machine() -> dict[str, Any]:
    """Say what the figures were taken on."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def commit() -> str:
    """Give the commit that the figures are of."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year", description=__doc__)
    sizes = Sizes()
    for name in ("articles", "feeds", "corrections", "weeks", "asked", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(sizes, name))
    parser.add_argument("--out", type=Path, help="where the figures go as JSON")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
