"""Put the bot under load, through the tests' Bot API server.

    python -m benchmarks.load                      all in short over the examples: 4 minutes
    python -m benchmarks.load held --corpus DIR    100 updates and 30 replies a second, 10 minutes
    python -m benchmarks.load curve --corpus DIR   questions a second against their times
    python -m benchmarks.load leak --corpus DIR    an hour at a moderate rate: what grows
    python -m benchmarks.load starts --corpus DIR  from start to first reply; --cold as root
    python -m benchmarks.load backlog              10,000 updates wait at the start: 6 minutes
    python -m benchmarks.load echo --corpus DIR    beside a plain python-telegram-bot echo bot
    python -m benchmarks.load table                what --record put into figures.json, as tables

The bot is a process of its own; the server and those who speak are another, on the same machine.
DIR is a data folder, such as `python -m benchmarks.questions.scale make` makes; it is copied first.
Exits 1 where a reply was lost or doubled, a limit of Telegram's broken or a 429 not obeyed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.load import backlog, beside, corpora, figures, held, table
from benchmarks.load.crowd import Rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.load.corpora import Corpus
    from benchmarks.load.figures import Figures

KINDS = ("short", "held", "curve", "leak", "starts", "backlog", "echo", "table")
# Of the updates and replies of the goal, what an hour of a leak test takes.
MODERATE = Rates(updates=10.0, replies=3.0, questions=1.0, in_groups=0.2)
# Below the thirty that Telegram takes: at thirty the queue is Telegram's and not the bot's.
BELOW = 26.0
# How many minutes each takes unless told otherwise.
MINUTES = {"short": 1.0, "held": 10.0, "curve": 1.5, "leak": 60.0}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a measurement; 0 where nothing was lost, doubled or against the limits."""
    given = sys.argv[1:] if argv is None else list(argv)
    options = _options(given)
    if options.what == "table":
        print(table.tables(json.loads(figures.OUT.read_text("utf-8"))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = corpora.copy(options.corpus, Path(folder), options.questions)
        found = asyncio.run(_measure(corpus, Path(folder), options))
    print(json.dumps(found, indent=1))
    if options.record:
        key = f"{options.what} {corpus.size}{' cold' if options.cold else ''}"
        origin = {"passages": corpus.passages, "data_sha256": corpus.digest}
        # Where somebody keeps their corpora is nobody's business.
        said = [Path(each).name if Path(each).is_absolute() else each for each in given]
        figures.record(key, origin | found, command=" ".join(["python -m benchmarks.load", *said]))
    runs = [found, *found.get("runs", [])]
    wrong = [line for run in runs if "lost" in run for line in held.faults(run)]
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


async def _measure(corpus: Corpus, folder: Path, options: argparse.Namespace) -> Figures:
    what, seconds = options.what, 60 * (options.minutes or MINUTES.get(options.what, 1.0))
    rates = Rates(questions=options.rates[0])
    if what == "held":
        return await held.hold(corpus, folder, rates, seconds)
    if what == "curve":
        several = [Rates(replies=BELOW, questions=each) for each in options.rates]
        return {"runs": await held.curve(corpus, folder, several, seconds)}
    if what == "leak":
        moderate = replace(MODERATE, questions=options.rates[0])
        found, samples = await held.leak(corpus, folder, moderate, seconds, options.warming)
        if options.picture:
            figures.draw(samples, options.warming, options.picture)
        return found | {"samples": samples[::6]}
    if what == "starts":
        return await beside.starts(corpus, folder, options.times, cold=options.cold)
    if what == "backlog":
        return await backlog.backlog(corpus, folder)
    if what == "echo":
        return await beside.beside(corpus, folder)
    found = await held.hold(corpus, folder, rates, seconds)
    found |= await beside.starts(corpus, folder, 2, cold=False)
    return found | await beside.beside(corpus, folder)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load", description=__doc__, formatter_class=form
    )
    parser.add_argument("what", nargs="?", choices=KINDS, default="short")
    parser.add_argument("--corpus", type=Path, help="a data folder; the examples without it")
    parser.add_argument("--questions", type=Path, help="a JSON list of questions to ask of it")
    parser.add_argument("--minutes", type=float, help="how long a load is held")
    parser.add_argument(
        "--rates", type=float, nargs="+", default=[1.0], help="questions a second; curve: several"
    )
    parser.add_argument("--times", type=int, default=5, help="how many starts")
    parser.add_argument("--cold", action="store_true", help="starts with nothing in the disk cache")
    parser.add_argument("--warming", type=float, default=600.0, help="seconds without a slope")
    parser.add_argument("--picture", type=Path, help="a PNG file for memory over time")
    parser.add_argument("--record", action="store_true", help="put it into figures.json")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
