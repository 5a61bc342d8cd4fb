"""The floors of ``baseline.json``: what a change may not fall below, on data that it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

BASELINE = Path(__file__).with_name("baseline.json")
# Of these less is better: the baseline has the most that is allowed.
CEILINGS = frozenset({"false_refusal", "unverified_quotes", "p95_ms"})


def missed(name: str, digest: str, figures: dict[str, Any], path: Path = BASELINE) -> list[str]:
    """Give a line for each floor of a set that its figures miss; empty where all hold."""
    known = json.loads(path.read_text(encoding="utf-8")).get(name)
    if known is None:
        return [f"{name}: no floors; add them with --update"]
    if known["digest"] != digest:
        return [f"{name}: the data is not what the floors were set on; look, then --update"]
    return [
        f"{name}: {figure} is {figures.get(figure)}, the floor is {floor}"
        for figure, floor in known["floors"].items()
        if not _holds(figure, figures.get(figure), floor)
    ]


def update(name: str, digest: str, path: Path = BASELINE) -> None:
    """Take the data as it is now for what the floors are about; the floors stay."""
    baseline = json.loads(path.read_text(encoding="utf-8"))
    baseline[name]["digest"] = digest
    path.write_text(json.dumps(baseline, indent=2) + "\n", encoding="utf-8")


def _holds(figure: str, value: float | None, floor: float) -> bool:
    if value is None:
        return False
    return value <= floor if figure in CEILINGS else value >= floor
