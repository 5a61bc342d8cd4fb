"""Fuzz what reads, guards, divides and escapes; or the corpus against a plain model.

    python -m benchmarks.fuzzing divider --runs 1000000
    python -m benchmarks.fuzzing machine --runs 200

Targets are fuzzed by atheris, led by what is covered (`pip install '.[fuzz]'`). Exits 1 where
something broke, with the bytes that did it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.fuzzing.seeds import seeds

if TYPE_CHECKING:
    from collections.abc import Sequence

MACHINE = "machine"
STEPS = 50
# In bytes: longer inputs take longer and find little more.
LONGEST = {"divider": 512, "escaper": 256, "guard": 256}
# An input that takes longer than this, in seconds, counts as a fault.
PATIENCE = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz; 0 where nothing broke."""
    names = [*seeds(), MACHINE]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    parser.add_argument("target", choices=names)
    parser.add_argument("--runs", type=int, default=100_000, help="executions, or examples")
    parser.add_argument("--seconds", type=int, default=0, help="end after so long; 0: never")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder of inputs to go on from")
    parser.add_argument("--out", type=Path, help="add the figures to this file, a line each run")
    options = parser.parse_args(argv)
    run = _machine if options.target == MACHINE else _fuzzed
    found = {"target": options.target, "seed": options.seed, **run(options)}
    print(json.dumps(found))
    if options.out:
        with options.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")
    return 1 if found["faults"] else 0


def _fuzzed(options: argparse.Namespace) -> dict[str, Any]:
    """Run atheris in a process of its own, which it ends by itself."""
    if importlib.util.find_spec("atheris") is None:
        raise SystemExit("atheris is not installed: pip install 'accordingto[fuzz]' (on Linux).")
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()[options.target]):
            (corpus / f"seed{number}").write_bytes(seed)
        limits = [
            f"-runs={options.runs}",
            f"-seed={options.seed}",
            f"-max_len={LONGEST.get(options.target, 2048)}",
        ]
        limits += [f"-max_total_time={options.seconds}", f"-timeout={PATIENCE}"]
        limits += ["-rss_limit_mb=4096", f"-artifact_prefix={Path.cwd()}/fault-"]
        command = [sys.executable, "-m", "benchmarks.fuzzing.atheris_run", options.target]
        began = time.perf_counter()
        ran = subprocess.run(
            [*command, *limits, str(corpus)], stderr=subprocess.PIPE, text=True, check=False
        )
    done = re.findall(r"^#(\d+)", ran.stderr, flags=re.MULTILINE)
    broke = ran.returncode != 0
    if broke:
        sys.stderr.write(ran.stderr[-8000:])
    return {
        "executions": int(done[-1]) if done else 0,
        "seconds": round(time.perf_counter() - began),
        "faults": int(broke),
    }


def _machine(options: argparse.Namespace) -> dict[str, Any]:
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from benchmarks.fuzzing.machine import CorpusMachine

    wanted = settings(
        max_examples=options.runs,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=True,
    )
    began, fault = time.perf_counter(), None
    try:
        run_state_machine_as_test(seed(options.seed)(CorpusMachine), settings=wanted)
    except Exception as error:
        import traceback

        traceback.print_exc()
        fault = repr(error)
    took = round(time.perf_counter() - began)
    return {"examples": options.runs, "steps": STEPS, "seconds": took, "faults": int(bool(fault))}


if __name__ == "__main__":
    sys.exit(main())
