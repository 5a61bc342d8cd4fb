"""The bot's loop over jobs: adding in bulk in the background, while the bot answers.

A job is added in small parts, and before each part questions go first. What is done is in the
catalogue after every part, so that a killed bot goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot import bulk
from corpus.catalogue import Count, JobState, Step, digest
from corpus.errors import AccordingToError
from corpus.model import Article
from corpus.reading import Skipped, raw_bytes

if TYPE_CHECKING:
    from bot.adding import Reader
    from bot.bulk import Outcome
    from bot.courtesy import Courtesy
    from bot.ports import Library
    from corpus.catalogue import Job

_log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
# Added at once, in characters: half a second's work, for which a question waits at most.
PART_CHARS = 4_000
# For how long a part lets questions go first, in seconds: who asks without end stops no job.
GIVE_WAY = 10.0
# Between two edits of a job's message, in seconds: a group takes 20 messages a minute.
SHOW_EVERY = 5.0
# The threads that add are the last to get the processor.
NICENESS = 10
IMPORTED = "imported"
UNDONE_AT_ONCE = 100
SHOWN_OUTLETS = 5


def look_into(library: Library, data: bytes, name: str) -> dict[str, Any]:
    """Read a file's lines without keeping anything, and say what is in it; blocks.

    Gives ``reports``, ``known``, ``skipped`` (how many), ``reasons``, ``outlets`` (how many, and
    the names of the most frequent), ``first`` and ``last`` (days, None where there are none).
    """
    outlets: Counter[str] = Counter()
    days: set[str] = set()
    skipped: list[Skipped] = []
    for raw in raw_bytes(data, name=name):
        item = raw.read()
        if isinstance(item, Article):
            outlets[item.outlet] += 1
            days |= {item.published_at[:10]} if item.published_at else set()
        elif len(skipped) < bulk.MOST_SKIPPED:
            skipped.append(item)
    digests = [raw.digest for raw in raw_bytes(data, name=name) if raw.digest]
    return {
        "reports": outlets.total(),
        "known": len(library.catalogue.intake.known(digests)),
        "skipped": len(skipped),
        "reasons": [[each.count, each.reason] for each in bulk.reasons(skipped)[:SHOWN_OUTLETS]],
        "outlets": [len(outlets), [name for name, _ in outlets.most_common(SHOWN_OUTLETS)]],
        "first": min(days, default=None),
        "last": max(days, default=None),
    }


def result_of(outcome: Outcome) -> dict[str, Any]:
    """What is kept of a job's outcome."""
    skipped = [{"item": each.item, "reason": each.reason} for each in outcome.skipped]
    return {"added": outcome.added, "unchanged": outcome.unchanged, "skipped": skipped}


class JobRunner:
    """Works jobs off, one after the other. ``tell`` shows how far one is, in its chat."""

    def __init__(
        self,
        library: Library,
        reader: Reader,
        courtesy: Courtesy,
        tell: Callable[[Job], Awaitable[None]],
        *,
        every: float = LOOK_EVERY,
        show_every: float = SHOW_EVERY,
    ) -> None:
        self._library = library
        self._reader = reader
        self._courtesy = courtesy
        self._tell = tell
        self._every = every
        self._show_every = show_every
        self._thread = ThreadPoolExecutor(1, "jobs", initializer=_be_modest)
        self._stopping = threading.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, with the job that was cut short when the bot ended."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End after the part that is being added; the job goes on at the next start."""
        self._stopping.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.to_thread(self._thread.shutdown)

    async def _run(self) -> None:
        while True:
            job = None
            try:
                job = await self._in_thread(self._library.catalogue.jobs.take)
                if job is not None:
                    try:
                        await self._work_off(job)
                    finally:
                        self._library.catalogue.jobs.free(job.id)
            except Exception:
                _log.exception("a job could not be worked off; trying again")
                job = None
            if job is None:
                await asyncio.sleep(self._every)

    async def _work_off(self, job: Job) -> None:
        jobs = self._library.catalogue.jobs
        working = asyncio.ensure_future(self._in_thread(self._add, job))
        shown: Job | None = None
        while not working.done():
            now = await asyncio.to_thread(jobs.get, job.id)
            if now != shown:
                await self._show(now)
                shown = now
            await asyncio.wait((working,), timeout=self._show_every)
        state, result = await working
        if state is None:
            return
        # It is shown before it is noted: killed in between, it is shown once more, not never.
        now = await asyncio.to_thread(jobs.get, job.id)
        ended = now if not now.is_open else replace(now, state=state)
        await self._show(replace(ended, result=result))
        await self._in_thread(jobs.end, job.id, state, result)

    async def _show(self, job: Job) -> None:
        try:
            await self._tell(job)
        except Exception:
            _log.exception("how far job %s is could not be shown", job.id)

    def _add(self, job: Job) -> tuple[JobState | None, dict[str, Any]]:
        """Add what a job is of; gives how it ended, None where it is to go on another time."""
        store = self._library.catalogue
        if job.state is JobState.WAITING:
            target, after = " ".join(job.places)[:500], {"job": job.id}
            store.audit.put(Step(IMPORTED, target, job.asked_by, job.chat_id, after=after))
            store.jobs.move(job.id, JobState.WAITING, JobState.RUNNING)
        content = store.jobs.content(job.id)
        total = job.count.total
        if total is None and content is None:
            total = bulk.expected(job.places)
        wanted = True

        def told(outcome: Outcome, _ahead: int) -> None:
            nonlocal wanted
            wanted = wanted and store.jobs.note(job.id, _count(outcome, total))

        def go_on() -> bool:
            return wanted and not self._stopping.is_set()

        try:
            with self._library.adding_many():
                outcome = bulk.take_in(
                    self._library,
                    bulk.raws(self._reader, job.places, content),
                    job=job.id,
                    chars=PART_CHARS,
                    go_on=go_on,
                    give_way=lambda: self._courtesy.give_way(GIVE_WAY),
                    told=told,
                )
        except AccordingToError as error:
            return JobState.FAILED, {"trouble": str(error)}
        except Exception as error:
            _log.exception("job %s failed", job.id)
            return JobState.FAILED, {"trouble": _broken(error)}
        if outcome.stopped and wanted:
            return None, {}
        state = JobState.DONE if wanted else JobState.CANCELLED
        return state, result_of(outcome)

    async def _in_thread(self, work: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 - whatever the work gives
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, *args)


def _broken(error: Exception) -> str:
    what = type(error).__name__
    return f"It broke off ({what}): add the same again, and see the bot's log for what was wrong."


def _count(outcome: Outcome, total: int | None) -> Count:
    added, unchanged, skipped = outcome.added, outcome.unchanged, outcome.skipped
    return Count(total, outcome.done, len(added), len(unchanged), len(skipped))


def _be_modest() -> None:
    # On Linux a thread has a niceness of its own, which those that it starts inherit.
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def take_back(library: Library, job_id: int) -> None:
    """Take out what a job added, and put back what it replaced; blocks.

    What somebody changed or removed since stays as it is. A job that still runs is cancelled.
    """
    store = library.catalogue
    store.jobs.end(job_id, JobState.CANCELLED)
    taken = store.intake.added_by(job_id)
    own: dict[str, set[str]] = defaultdict(set)
    for each in taken:
        own[each.article_id].add(each.article_digest)
    since = store.jobs.get(job_id).created_at
    for start in range(0, len(taken), UNDONE_AT_ONCE):
        part = taken[start : start + UNDONE_AT_ONCE]
        histories = store.histories.of(each.article_id for each in part)
        gone: list[str] = []
        for each in part:
            history = histories.get(each.article_id)
            if history is None or history.removed_at or history.digest != each.article_digest:
                continue
            versions = [was.article for was in history.earlier if was.replaced_at >= since]
            # The first of them is what was there when the job began, if anything was.
            if versions and digest(versions[0]) not in own[each.article_id]:
                library.add(versions[:1])
            else:
                gone.append(each.article_id)
        library.remove(gone)
