"""The shared attribution data (PolNeAR), read where it lies beside the project; never shipped."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import Any

from benchmarks.attribution.systems import System, plain_attribution

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "attribution"
ABSENT = (
    "The shared attribution data is not beside the project (../shared/data/attribution):"
    " its part of the benchmark is left out."
)


def development(folder: Path = FOLDER) -> list[dict[str, Any]] | None:
    """Read the development articles; None where the data is not there."""
    path = folder / "dev.jsonl.gz"
    if not path.is_file():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def score(
    system: System, rows: list[dict[str, Any]], *, bootstrap: int, folder: Path = FOLDER
) -> dict[str, Any]:
    """Score a system with the data's own scorer; its figures, with ``ci95`` where bootstrapped."""
    spec = importlib.util.spec_from_file_location("shared_scorer", folder / "score_attribution.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score_attribution.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    texts = {row["id"]: row["text"] for row in rows}
    gold = {row["id"]: row["attributions"] for row in rows}
    predicted = {
        key: [plain_attribution(found) for found in system.attributions(text)]
        for key, text in texts.items()
    }
    result: dict[str, Any] = scorer.score(texts, gold, predicted, bootstrap)
    return result
