"""Progress of long work on stderr: a bar in a terminal, else a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

Report = Callable[[int, int | None], None]
"""Told how much is done and of how much, None where that is not known."""

SECONDS_BETWEEN_LINES = 10.0
# Speed is that of the last while: what was done before is passed over at a thousand a second.
SPEED_SECONDS = 60.0


@contextmanager
def progress(label: str, *, total: int | None = None) -> Iterator[Report]:
    """Give a function to report progress with while the block runs; stdout stays clean."""
    if sys.stderr.isatty():
        with _bar(label, total) as report:
            yield report
    else:
        yield _lines(label, total)


@contextmanager
def _bar(label: str, total: int | None) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _rate())
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(
        *columns,
        *times,
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=SPEED_SECONDS,
    ) as bar:
        task = bar.add_task(label, total=total)

        def report(done: int, of: int | None) -> None:
            bar.update(task, completed=done, total=of if of is not None else total)

        yield report


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    return Rate()


def _lines(label: str, total: int | None) -> Report:
    last = time.monotonic()
    seen = deque([(last, 0)])

    def report(done: int, of: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < SECONDS_BETWEEN_LINES:
            return
        last = now
        seen.append((now, done))
        while len(seen) > 2 and now - seen[0][0] > SPEED_SECONDS:
            seen.popleft()
        whole = of if of is not None else total
        sys.stderr.write(line(label, done, whole, _speed(seen)) + "\n")

    return report


def _speed(seen: deque[tuple[float, int]]) -> float:
    (start, before), (end, now) = seen[0], seen[-1]
    return (now - before) / (end - start) if end > start else 0.0


def line(label: str, done: int, total: int | None, speed: float) -> str:
    """Say how far something is: ``speed`` is in items a second, 0 where it is not known."""
    said = f"{label}: {done}" + (f" of {total}" if total is not None else "")
    if speed <= 0:
        return said
    said += f", {speed:.1f} a second"
    if total is None or total <= done:
        return said
    return f"{said}, {_span((total - done) / speed)} left"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"about {round(seconds)} s"
    minutes = round(seconds / 60)
    return f"about {minutes} min" if minutes < 90 else f"about {minutes / 60:.1f} h"
