"""Progress of long work on stderr: a bar in a terminal, else a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int | None], None]
"""Told how much is done and of how much, None where that is not known."""

SECONDS_BETWEEN_LINES = 10.0


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(label, total=total)

        def report(done: int, of: int | None) -> None:
            bar.update(task, completed=done, total=of if of is not None else total)

        yield report


def _lines(label: str, total: int | None) -> Report:
    last = time.monotonic()

    def report(done: int, of: int | None) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            whole = of if of is not None else total
            sys.stderr.write(f"{label}: {done}" + (f" of {whole}\n" if whole is not None else "\n"))

    return report
