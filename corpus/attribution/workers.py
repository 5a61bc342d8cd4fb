"""Analysing over several processes, in order."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.attribution import Attributor
    from corpus.attribution.analysis import Analysis
    from corpus.model import Article

BATCH = 16  # articles parsed together: more gains nothing and holds more in memory

_attributor: list[Attributor] = []  # of a worker process, filled when it starts


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Divide articles into batches, in order."""
    incoming = iter(articles)
    while batch := list(itertools.islice(incoming, BATCH)):
        yield batch


def in_processes(
    articles: Iterable[Article], processes: int, options: Mapping[str, bool]
) -> Iterator[Analysis]:
    """Analyse articles in ``processes`` processes; at most two batches wait for each."""
    # Started anew rather than forked: threads of torch do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (dict(options),)) as pool:
        running: deque[Future[list[Analysis]]] = deque()
        for batch in batches(articles):
            running.append(pool.submit(_analyse, batch))
            if len(running) >= 2 * processes:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _start(options: dict[str, bool]) -> None:
    from corpus.attribution import Attributor

    _attributor[:] = [Attributor(**options)]


def _analyse(batch: list[Article]) -> list[Analysis]:
    return list(_attributor[0].analyse_many(batch))
