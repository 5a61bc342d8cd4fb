"""What the measurements come to: shares, windows, slopes, a picture, and the file they go into."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.load.telegram import LIMITS
from benchmarks.year.__main__ import commit, machine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OUT = Path(__file__).parent / "figures.json"
# Residuals are drawn again in blocks of so many samples, as neighbours are alike; so often.
BLOCK, DRAWS = 30, 2000

Figures = dict[str, Any]


def spread(seconds: Iterable[float]) -> Figures:
    """Give how many there are, their median, 95 %, 99 % and most, in milliseconds."""
    values = 1000 * np.array(list(seconds))
    if not len(values):
        return {"count": 0}
    p50, p95, p99 = np.percentile(values, [50, 95, 99])
    names = {"p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "most_ms": values.max()}
    return {"count": len(values)} | {name: round(float(ms)) for name, ms in names.items()}


def most_within(times: Sequence[float], seconds: float) -> int:
    """Give how many of the ascending times lie in the fullest window of so many seconds."""
    if not len(times):
        return 0
    ends = np.searchsorted(times, np.array(times) + seconds, side="left")
    return int((ends - np.arange(len(times))).max())


def fullest(through: Sequence[tuple[float, int]]) -> Figures:
    """Give the most messages that Telegram saw within any window of each of its limits."""
    of_chats: dict[int, list[float]] = defaultdict(list)
    for at, chat in through:
        of_chats[chat].append(at)
    found: Figures = {}
    for _, seconds, scope in LIMITS:
        chats = (times for chat, times in of_chats.items() if scope == "chat" or chat < 0)
        times = [[at for at, _ in through]] if scope == "overall" else chats
        most = max((most_within(each, seconds) for each in times), default=0)
        found[f"{scope} in {seconds:.0f} s"] = most
    return found


def slope(hours: Sequence[float], values: Sequence[float]) -> Figures:
    """Give how much values rise in an hour, by least squares, with the 95 % interval.

    The interval is from a moving block bootstrap of the residuals (Künsch 1989).
    """
    x, y = np.array(hours), np.array(values)
    rise, level = np.polyfit(x, y, 1)
    rest = y - (rise * x + level)
    block = max(1, min(BLOCK, len(y) // 4))
    chance = np.random.default_rng(0)
    rises = []
    for _ in range(DRAWS):
        firsts = chance.integers(len(y) - block + 1, size=-(-len(y) // block))
        drawn = np.concatenate([rest[first : first + block] for first in firsts])[: len(y)]
        rises.append(np.polyfit(x, rise * x + level + drawn, 1)[0])
    low, high = np.percentile(rises, [2.5, 97.5])
    return {
        "per_hour": round(float(rise), 2),
        "low": round(float(low), 2),
        "high": round(float(high), 2),
    }


def draw(samples: Sequence[Figures], warm: float, path: Path) -> None:
    """Draw memory over time into a PNG file; ``warm`` is where the slope begins, in seconds."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    minutes = [each["at_s"] / 60 for each in samples]
    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axes.plot(minutes, [each["rss_mb"] for each in samples], label="resident")
    axes.plot(minutes, [each["anonymous_mb"] for each in samples], label="of it the process' own")
    axes.axvline(warm / 60, color="grey", linestyle=":", label="the slope begins")
    axes.set(xlabel="minutes", ylabel="MB", ylim=(0, None))
    axes.legend(loc="lower right")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def record(key: str, found: Figures, *, command: str, out: Path = OUT) -> None:
    """Put a measurement into the file, in place of its predecessor, with when and where it was."""
    known: Figures = json.loads(out.read_text("utf-8")) if out.exists() else {}
    today = datetime.now(UTC).date().isoformat()
    origin = {"command": command, "commit": commit(), "date": today, "machine": machine()}
    known[key] = origin | found
    out.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
