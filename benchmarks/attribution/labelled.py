"""Articles whose claims people put right, as ``accordingto mend export`` writes them.

Only what was set by hand is a statement to be found. The rest of an article's claims are as an
engine found them: finding them again costs and earns nothing. What was dropped is no claim, so
that a prediction of it is wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read the articles as rows of marked ones (benchmarks/attribution/README.md)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [row(json.loads(line)) for line in lines if line.strip()]


def row(article: dict[str, Any]) -> dict[str, Any]:
    """Turn one line of the export into a marked article."""
    names = ("id", "title", "outlet", "published_at", "text")
    return {name: article[name] for name in names} | {
        "style": "mended",
        "claims": [_claim(each) for each in article["attributions"]],
    }


def _claim(attribution: dict[str, Any]) -> dict[str, Any]:
    source = {name: attribution[name] for name in ("name", "role", "kind")}
    return {
        "source": {**source, "aliases": []},
        "mention": next(iter(attribution["source"]), None),
        "cue": next(iter(attribution["cue"]), None),
        "content": attribution["content"],
        "stance": attribution["stance"],
        "act": "says" if attribution["by_hand"] else "aside",
        "via": None,
    }
