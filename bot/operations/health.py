"""Whether the bot lives and is ready, and the state that the metrics show. All of it blocks."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.operations.prometheus import Gauge
    from bot.ports import Library
    from bot.worker import Worker

# An update that has waited for so long while none was done means that nothing moves, in seconds.
STUCK = 120.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bot: whether it is as it should be, and what was seen."""

    name: str
    ok: bool
    detail: str


class Health:
    """Looks at a running bot. ``data`` is its data folder, None where that is not on this disk."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        data: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library = library
        self._worker = worker
        self._data = data
        self._now = now

    def lives(self) -> bool:
        """Tell whether it goes on; does not block."""
        return not self._worker.ended

    def parts(self) -> list[Part]:
        """Tell what is needed for answering everybody in full, each with how it is."""
        looks = (("store", self._store), ("index", self._index), ("inbox", self._inbox))
        return [_looked(name, look) for name, look in looks]

    def gauges(self) -> Iterator[Gauge]:
        """Give the state in figures; what cannot be read is left out."""
        from bot.operations.prometheus import Gauge

        catalogue = self._library.catalogue
        parts = self.parts()
        yield Gauge("ready", "1 where a part is ready", {p.name: p.ok for p in parts}, "part")
        index = self._library.index_state()
        yield Gauge("index_state", "1 for the state of the vector index", {index: 1}, "state")
        if parts[0].ok:
            yield Gauge("inbox_waiting", "Updates that wait", {"": catalogue.inbox.waiting()})
            yield Gauge("inbox_oldest_seconds", "How long the oldest waits", {"": self._oldest()})
            yield Gauge("feeds", "Feeds that are followed", self._feeds(), "state")
        yield Gauge("tasks", "What is done or waited for at once", {"": self._worker.tasks})
        if self._data is not None and self._data.exists():
            free = shutil.disk_usage(self._data).free
            yield Gauge("disk_free_bytes", "Free on the disk of the data folder", {"": free})

    def _store(self) -> tuple[bool, str]:
        return True, f"{self._library.catalogue.inbox.waiting()} updates wait in the inbox"

    def _index(self) -> tuple[bool, str]:
        state, progress = self._library.index_state(), self._library.index_progress()
        how_far = f": {progress[0]} of {progress[1]} passages" if progress is not None else ""
        return state == "ready", state + how_far

    def _inbox(self) -> tuple[bool, str]:
        if not self._worker.begins:
            return False, "no new work is begun"
        oldest, still = self._oldest(), self._worker.still_for
        stuck = min(oldest, still) > STUCK
        return not stuck, f"the oldest update has waited {oldest:.0f} s"

    def _oldest(self) -> float:
        since = self._library.catalogue.inbox.oldest()
        if since is None:
            return 0.0
        return max(0.0, (self._now() - datetime.fromisoformat(since)).total_seconds())

    def _feeds(self) -> dict[str, float]:
        followed = self._library.catalogue.feeds.all()
        states = ("dead" if f.dead else "failing" if f.failures else "ok" for f in followed)
        count = Counter(states)
        return {state: float(count[state]) for state in ("ok", "failing", "dead")}


def _looked(name: str, look: Callable[[], tuple[bool, str]]) -> Part:
    try:
        return Part(name, *look())
    except Exception as error:  # whatever it is, the part is not ready
        return Part(name, False, f"{type(error).__name__}: {error}")
