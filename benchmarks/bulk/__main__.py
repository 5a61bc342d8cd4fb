"""Add ten thousand articles, in each way that there is, and see what comes of it.

    python -m benchmarks.bulk                    10,000 articles: over two hours on two cores
    python -m benchmarks.bulk --articles 300 --only folder

``folder`` adds a folder with a SIGKILL in the middle, and again; ``archive`` exports that and
imports it into an empty data folder; ``job`` adds a file that a moderator sends in the chat while
somebody asks every few seconds. The real program with the real models, only through its commands
and the chat. Exits 1 where anything was lost, doubled or wrongly reported.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bulk import adding, articles, beside
from benchmarks.year.__main__ import commit, machine

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES = Path(__file__).with_name("figures.json")
PARTS = ("folder", "archive", "job")
# Articles that are there before a job begins, of which people ask: a share, and how many at most.
BASE, MOST_BASE = 0.1, 300


def main(argv: Sequence[str] | None = None) -> int:
    """Run the parts; 0 where nothing was lost."""
    options = _options(argv)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS if options.only is None else _with_needed(options.only):
            print(part, file=sys.stderr)
            began = time.monotonic()
            found[part] = _run(part, options, Path(folder))
            found[part]["whole_s"] = round(time.monotonic() - began)
    print(json.dumps(found, indent=1))
    if options.record:
        _record(found, options.articles, argv or sys.argv[1:])
    faults = {f"{part}: {name}": n for part in found for name, n in found[part]["faults"].items()}
    wrong = [f"{name}: {n}" for name, n in faults.items() if n]
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def _run(part: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    place = folder / part
    place.mkdir()
    base = min(MOST_BASE, max(20, int(options.articles * BASE)))
    reports = articles.make(options.articles + base, options.seed)
    if part == "folder":
        return adding.killed_and_again(reports[base:], folder / "data", place)
    if part == "archive":
        return adding.moved(reports[base:], folder / "data", place)
    return asyncio.run(beside.answering(reports[:base], reports[base:], place / "data", place))


def _with_needed(part: str) -> tuple[str, ...]:
    return ("folder", "archive") if part == "archive" else (part,)


def _record(found: dict[str, Any], count: int, argv: Sequence[str]) -> None:
    """Put figures into the file in place of the same part's over as many articles."""
    known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    origin = {"command": " ".join(["python -m benchmarks.bulk", *argv]), "commit": commit()}
    for part, figures in found.items():
        known[f"{part} {count:,}"] = origin | {"machine": machine()} | figures
    FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bulk", description=__doc__, formatter_class=form
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--only", choices=PARTS, help="one part, and what it needs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help=f"put them into {FIGURES.name}")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
