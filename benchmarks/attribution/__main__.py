"""The attribution benchmark: ``python -m benchmarks.attribution``.

Measures who-said-it on the shared development data (where it lies beside the project), on both
halves of our own marked articles, and its speed beside plain parsing; prints a table, writes
everything to ``--out`` as JSON, and exits 1 where a floor of ``baseline.json`` is not held.
``--blind`` measures the blind set instead, and nothing else; ``--labelled FILE`` measures articles
whose claims people put right.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.attribution import calibration, floors, labelled, polnear, score, speed, table
from benchmarks.attribution.compile import BLIND, HALVES, HERE
from benchmarks.attribution.errors import show_errors
from benchmarks.attribution.systems import SYSTEMS, System, article_of, plain_claim, system

LABELLED = "labelled"


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution", description=__doc__)
    parser.add_argument("--system", action="append", choices=SYSTEMS, help="default: combined")
    parser.add_argument("--ablation", action="store_true", help="measure every system")
    parser.add_argument(
        "--development", action="store_true", help="leave the held-out half alone; no floors"
    )
    parser.add_argument("--blind", action="store_true", help="the blind set alone; no floors")
    parser.add_argument(
        "--labelled", type=Path, help="a file of `accordingto mend export` alone; no floors"
    )
    parser.add_argument("--no-polnear", action="store_true", help="leave the shared data out")
    parser.add_argument("--no-speed", action="store_true", help="leave the speed out")
    parser.add_argument("--errors", action="store_true", help="print the development half's errors")
    parser.add_argument(
        "--calibration", action="store_true", help="print only how right each confidence is"
    )
    parser.add_argument("--bootstrap", type=int, default=1000, help="draws for the intervals")
    parser.add_argument("--out", type=Path, help="write the results here as JSON")
    parser.add_argument("--update", action="store_true", help="pin the figures as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    return parser.parse_args(given)


def parts(options: argparse.Namespace) -> tuple[str, ...]:
    """Give the sets of our marked articles that are asked for; the blind one only by name."""
    if options.labelled:
        return (LABELLED,)
    if options.blind:
        return (BLIND,)
    return HALVES[:1] if options.development else HALVES


def rows_of(half: str) -> list[dict[str, Any]]:
    """Read one set of our marked articles."""
    lines = (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def claims_of(one: System, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Give a system's claims for each article, as the scorer reads them."""
    return {row["id"]: [plain_claim(c) for c in one.claims(article_of(row))] for row in rows}


def measure(one: System, options: argparse.Namespace) -> dict[str, Any]:
    """Measure one system on all the data that is asked for and there."""
    result: dict[str, Any] = {}
    alone = options.blind or options.labelled is not None
    shared = None if options.no_polnear or alone else polnear.development()
    if shared is not None:
        result["polnear"] = polnear.score(one, shared, bootstrap=options.bootstrap)
    for half in parts(options):
        rows = labelled.rows_of(options.labelled) if half == LABELLED else rows_of(half)
        claims = claims_of(one, rows)
        result[half] = score.score(rows, claims, bootstrap=options.bootstrap)
        if options.errors and half == "development":
            show_errors(rows, claims)
    return result


def digests(sets: Sequence[str] = HALVES) -> dict[str, str]:
    """Give the SHA-256 of each file of data that is there."""
    paths = {half: HERE / f"{half}.jsonl" for half in sets}
    paths["polnear"] = polnear.FOLDER / "dev.jsonl.gz"
    return {name: floors.digest(path) for name, path in paths.items() if path.is_file()}


def machine() -> dict[str, Any]:
    """Describe where the run takes place."""
    information = Path("/proc/cpuinfo")
    models = [
        line.split(":", 1)[1].strip()
        for line in (information.read_text() if information.is_file() else "").splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def speed_texts() -> list[str]:
    """Give the texts that speed is measured on: the shared data, or else our own articles."""
    shared = polnear.development()
    rows = shared if shared is not None else [row for half in HALVES for row in rows_of(half)]
    return [row["text"] for row in rows]


def gate(result: dict[str, Any], options: argparse.Namespace) -> int:
    """Pin or check the floors of the combined system; the exit status."""
    measured = floors.figures(result)
    if options.update:
        try:
            floors.pin(measured, digests(), allow_regression=options.allow_regression)
        except floors.FloorError as refusal:
            print(refusal)
            return 1
        return 0
    faults = floors.check(measured, digests())
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


def main(given: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 where a floor is not held."""
    options = arguments(given)
    if options.calibration:
        rows = [row for half in parts(options) for row in rows_of(half)]
        print(*calibration.lines(rows, claims_of(system("combined"), rows)), sep="\n")
        return 0
    alone = options.blind or options.labelled is not None
    if polnear.development() is None and not alone:
        print(polnear.ABSENT, file=sys.stderr)
    names = SYSTEMS if options.ablation else tuple(options.system or ("combined",))
    results: dict[str, Any] = {
        "command": " ".join(["python -m benchmarks.attribution", *(given or sys.argv[1:])]),
        "machine": machine(),
        "data": digests(parts(options)),
        "systems": {name: measure(system(name), options) for name in names},
    }
    if not (options.no_speed or alone):
        results["speed"] = speed.measure(speed_texts())
    print(*table.lines(results), sep="\n")
    if options.out:
        options.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.development or alone or "combined" not in results["systems"]:
        return 0
    return gate(results["systems"]["combined"], options)


if __name__ == "__main__":
    sys.exit(main())
