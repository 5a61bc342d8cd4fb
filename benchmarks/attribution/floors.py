"""Floors under the figures, pinned in ``baseline.json`` with the digests of the data.

A figure under its floor, or data other than was pinned, fails the benchmark. ``pin`` renews
both, and refuses to lower a floor unless it is told that this is meant.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).parent / "baseline.json"
OWN = ("recall", "name", "precision", "credited_f1")


class FloorError(RuntimeError):
    """A figure fell under its floor, or a floor was to be lowered; the text says which."""


def digest(path: Path) -> str:
    """Give a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def figures(result: Mapping[str, Any]) -> dict[str, float]:
    """Pick from a system's results the figures that have floors, by name."""
    out: dict[str, float] = {}
    for half in ("development", "heldout"):
        out |= {f"{half}.{key}": result[half][key] for key in OWN if half in result}
    if "polnear" in result:
        out["polnear.attribution_f1"] = result["polnear"]["all"]["attribution"]["f1"]
        out["polnear.who_f1"] = result["polnear"]["who"]["f1"]
    return out


def check(
    measured: Mapping[str, float], data: Mapping[str, str], baseline: Path = BASELINE
) -> list[str]:
    """Give a sentence for each floor that is not held and each file that is not the pinned one.

    Floors whose figure was not measured in this run (data absent) are passed over.
    """
    if not baseline.is_file():
        return ["No floors are pinned yet: run with --update."]
    pinned = json.loads(baseline.read_text(encoding="utf-8"))
    faults = [
        f"The data {name} is not that of the floors: run with --update."
        for name, value in data.items()
        if pinned["data"].get(name, value) != value
    ]
    faults += [
        f"{name} is {measured[name]:.3f}, under its floor of {floor:.3f}."
        for name, floor in pinned["floors"].items()
        if name in measured and measured[name] < floor
    ]
    return faults


def pin(
    measured: Mapping[str, float],
    data: Mapping[str, str],
    baseline: Path = BASELINE,
    *,
    allow_regression: bool = False,
) -> None:
    """Write floors (figures rounded down to three places) and digests. Raises FloorError."""
    old = json.loads(baseline.read_text(encoding="utf-8")) if baseline.is_file() else {}
    floors = {name: math.floor(value * 1000) / 1000 for name, value in measured.items()}
    before = old.get("floors", {})
    lower = [name for name in floors if floors[name] < before.get(name, 0.0)]
    if lower and not allow_regression:
        raise FloorError(
            f"This would lower {', '.join(lower)}: add --allow-regression where that is meant."
        )
    new = {"data": {**old.get("data", {}), **data}, "floors": {**before, **floors}}
    baseline.write_text(json.dumps(new, indent=2, sort_keys=True) + "\n", encoding="utf-8")
