"""Each question has an id, which stands in every line of the log that it causes.

The id is the update's number, so that a question that is answered again after a restart keeps it.
What is logged of a stage is its name and how long it took: nothing that anybody wrote.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Protocol

from bot.operations.meters import Meters
from retrieval.stages import watcher

_log = logging.getLogger(__name__)
question_id: ContextVar[str | None] = ContextVar("question_id", default=None)
"""The id of the question that is being answered, None outside of any."""
listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)
"""Hears the name of each stage of a question as it begins, in the thread that it runs in."""


class Tracer(Protocol):
    """Records spans; ``bot.operations.tracing`` has the one that sends them somewhere."""

    def span(self, name: str, question: str | None) -> AbstractContextManager[object]:
        """Give what is entered when a span begins and left when it ends."""

    def close(self) -> None:
        """Send what is left."""


class NoTracer:
    """Records nothing."""

    def span(self, name: str, question: str | None) -> AbstractContextManager[object]:
        """Give nothing to enter."""
        return nullcontext()

    def close(self) -> None:
        """Nothing is held."""


class Watch:
    """Times the stages of questions: for the log, the meters and the traces."""

    def __init__(self, meters: Meters, tracer: Tracer) -> None:
        self.meters = meters
        self._tracer = tracer

    @contextmanager
    def question(self, number: str) -> Iterator[None]:
        """Take what the body does as the question with that id, all of it one stage."""
        named, watched = question_id.set(number), watcher.set(self)
        try:
            with self.stage("update"):
                yield
        finally:
            watcher.reset(watched)
            question_id.reset(named)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the body."""
        began = time.perf_counter()
        if hear := listener.get():
            hear(name)
        with self._tracer.span(name, question_id.get()):
            try:
                yield
            finally:
                took = time.perf_counter() - began
                self.meters.stage(name, took)
                milliseconds = round(took * 1000, 1)
                _log.info(
                    "%s %.1f ms", name, milliseconds, extra={"stage": name, "ms": milliseconds}
                )

    def close(self) -> None:
        """Send what was recorded and not yet sent."""
        self._tracer.close()
