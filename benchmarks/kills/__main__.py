"""Kill the bot at random moments and at each named step, and count what is lost.

    python -m benchmarks.kills                      1,000 kills at random, 3 at each named step
    python -m benchmarks.kills --random 200 --each 0 --seed 2 --out FILE    a piece, added to FILE

People ask and moderate without end over the tests' Bot API server; the bot behind it is real, over
a real catalogue and a real Chroma, with fakes of the models. Exits 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.kills.killing import Sizes, run
from benchmarks.year.__main__ import commit, machine

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES = Path(__file__).with_name("figures.json")


def main(argv: Sequence[str] | None = None) -> int:
    """Kill; 0 where nothing was lost."""
    options = _options(argv)
    sizes = Sizes(options.random, options.each, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(sizes, Path(folder), _tell))
        if options.log:
            options.log.write_bytes((Path(folder) / "bot.log").read_bytes())
    print(file=sys.stderr)
    found |= {"command": "python -m benchmarks.kills " + " ".join(argv or sys.argv[1:])}
    found |= {"commit": commit(), "machine": machine(), "runs": 1}
    print(json.dumps(found, indent=1))
    if options.out:
        before = json.loads(options.out.read_text("utf-8")) if options.out.exists() else {}
        both = json.dumps(summed(before, found), indent=1)
        options.out.write_text(both + "\n", encoding="utf-8")
    return 1 if any(found["faults"].values()) else 0


def summed(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Add the figures of two runs; what is no figure is the other's."""
    both = dict(one)
    for name, value in other.items():
        before = one.get(name)
        if before is None or isinstance(value, str) or name == "machine":
            both[name] = value
        elif isinstance(value, dict):
            both[name] = summed(before, value)
        elif isinstance(value, float):
            both[name] = round(before + value, 1)
        else:
            both[name] = before + value
    return both


def _tell(line: str) -> None:
    print(f"\r{line}", end="", file=sys.stderr, flush=True)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    sizes = Sizes()
    parser.add_argument("--random", type=int, default=sizes.random, help="kills at random")
    parser.add_argument("--each", type=int, default=sizes.each, help="kills at each named step")
    parser.add_argument("--seed", type=int, default=sizes.seed)
    parser.add_argument(
        "--out", type=Path, help=f"where figures are added to those there, as in {FIGURES.name}"
    )
    parser.add_argument("--log", type=Path, help="where the bots' log goes")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
