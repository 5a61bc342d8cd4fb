"""Those who work in the background give way to those who wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Courtesy:
    """Counts the work that somebody waits for; threads share it."""

    def __init__(self) -> None:
        self._running = 0
        self._changed = Condition()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Go first for as long as the block runs."""
        with self._changed:
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def give_way(self, most: float) -> None:
        """Wait until nobody goes first, ``most`` seconds at most, so that work goes on at all."""
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, most)
