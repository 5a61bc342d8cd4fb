"""The run: bots are started and killed, and at the end everything is compared."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.kills.ledger import Ledger, Telegram, look_into
from benchmarks.kills.models import ROOT, open_library
from benchmarks.kills.people import KNOWN, People
from benchmarks.kills.process import OWNER
from benchmarks.kills.steps import STEPS
from corpus.catalogue import NoticeKind

from store_fakes import article  # type: ignore[import-not-found] # isort: skip

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from retrieval.library import Library

LIFE = (0.02, 1.5)  # seconds until a kill at random
ARRIVING = 0.03  # seconds for what was sent before the kill to arrive
PATIENCE = 60.0  # seconds for a named step to come
ENDING = 300.0  # and for what everybody began, at the end


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many kills at random moments, and at each of the named ``steps``.

    A step kills the first time that it is come to, or later, up to the ``latest``.
    """

    random: int = 1000
    each: int = 3
    seed: int = 1
    steps: tuple[str, ...] = STEPS
    latest: int = 3


class Bots:
    """Bots, one after the other."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = 0
        self.opened: Counter[str] = Counter()
        self._exit: asyncio.Future[int] = asyncio.Future()
        self._reading = asyncio.create_task(self._read())
        self._begun, self._open = asyncio.Event(), asyncio.Event()

    async def begin(self, step: str = "", nth: int = 0) -> None:
        """Start one, which kills itself the ``nth`` time that it comes to a step."""
        self._exit = asyncio.Future()
        self._begun, self._open = asyncio.Event(), asyncio.Event()
        assert self._process.stdin is not None
        self._process.stdin.write(f"{step}\t{nth}\n".encode())
        await self._begun.wait()

    async def opened_its_index(self) -> None:
        """Wait until the one that runs has."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._open.wait()

    async def ended(self, within: float | None = None) -> int | None:
        """Wait for the end of the one that runs; its status, None where it did not end."""
        done, _ = await asyncio.wait((self._exit,), timeout=within)
        return self._exit.result() if done else None

    async def kill(self) -> int | None:
        """Kill the one that runs, if it still does."""
        if not self._exit.done():
            os.kill(self.pid, signal.SIGKILL)
        return await self.ended()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            what, _, value = line.decode().rstrip("\n").partition(" ")
            if what == "pid":
                self.pid = int(value)
                self._begun.set()
            elif what == "open":
                self.opened[value or "as it was"] += 1
                self._open.set()
            elif what == "exit":
                self._exit.set_result(int(value))

    async def close(self) -> None:
        """End."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self._reading.cancel()


@asynccontextmanager
async def bots(url: str, data: Path, log: Path) -> AsyncIterator[Bots]:
    """Give what starts bots on a data folder."""
    command = (sys.executable, "-m", "benchmarks.kills.process", url, str(data), str(log))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    running = Bots(process)
    try:
        yield running
    finally:
        await running.close()


@dataclass
class Killing:
    """What is counted while bots are killed."""

    bots: Bots
    api: Telegram
    ledger: Ledger
    data: Path
    tell: Callable[[str], None]
    total: int
    began: float = field(default_factory=time.perf_counter)
    kills: Counter[str] = field(default_factory=Counter)
    ended_otherwise: Counter[str] = field(default_factory=Counter)
    not_reached: list[str] = field(default_factory=list)
    articles_lost: set[str] = field(default_factory=set)
    in_flight: int = 0

    async def at_random(self, after: float) -> None:
        """Kill after some seconds: every other time from when it has opened everything."""
        await self.bots.begin()
        if self.kills["at random"] % 2:
            await self.bots.opened_its_index()
        status = await self.bots.ended(after)
        if status is None:
            status = await self.bots.kill()
        await self._killed("at random", status)

    async def at(self, step: str, nth: int) -> None:
        """Kill at a named step."""
        await self.bots.begin(step, nth)
        if (status := await self.bots.ended(PATIENCE)) is None:
            self.not_reached.append(step)
            await self._killed("at random", await self.bots.kill())
        else:
            await self._killed(step, status)

    async def _killed(self, how: str, status: int | None) -> None:
        if status == -signal.SIGKILL:
            self.kills[how] += 1
        else:
            self.ended_otherwise[f"{how}: {status}"] += 1
        await asyncio.sleep(ARRIVING)
        while self.api.busy:  # noqa: ASYNC110 - the server's
            await asyncio.sleep(ARRIVING)
        undone, there = look_into(self.data)
        self.in_flight += self.ledger.killed(undone)
        self.articles_lost |= self.ledger.articles - there
        done = self.kills.total()
        left = (time.perf_counter() - self.began) / max(done, 1) * (self.total - done)
        self.tell(
            f"{done} of {self.total} kills, {len(self.ledger.asked)} updates, "
            f"{len(self.ledger.articles)} articles, {self.ledger.doubled()} replies doubled, "
            f"{left / 60:.0f} min left   "
        )


async def run(sizes: Sizes, folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Kill bots in a folder, and give what came of it."""
    data, ledger, chance = folder / "data", Ledger(), Random(sizes.seed)
    with open_library(data) as library:
        library.add([article(number) for number in range(KNOWN)])
        library.catalogue.moderators.put(OWNER + 1, "moderator")
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it tells of who was killed
    api = Telegram(ledger)
    await api.start()
    try:
        async with bots(api.url, data, folder / "bot.log") as running:
            people = People(api, ledger, sizes.seed)
            total = sizes.random + sizes.each * len(sizes.steps)
            killing = Killing(running, api, ledger, data, tell, total)
            people.start()
            for kill in _kills(sizes, chance):
                await (killing.at_random(kill) if isinstance(kill, float) else killing.at(*kill))
            await running.begin()
            at_rest = await people.end(ENDING)
            await _until_idle(data)
            os.kill(running.pid, signal.SIGTERM)
            last = await running.ended(30)
    finally:
        await api.stop()
    found = _figures(killing, people, sizes)
    found["faults"] |= {"people who still wait": not at_rest, "no orderly end": last != 0}
    found["faults"] |= {"calls that Telegram would refuse": len(api.violations)}
    found["faults"] |= compared(data, people)
    found["examples"] = {"calls": api.violations[:3], "lost": ledger.lost(max(ledger.asked))[:5]}
    found["examples"] |= {"still waited for": ledger.waited_for(), "differs": people.differing[:5]}
    return found


def _kills(sizes: Sizes, chance: Random) -> Iterator[float | tuple[str, int]]:
    """Give the kills in a mixed order: seconds, or a step and how often it must come."""
    kills: list[float | tuple[str, int]] = [chance.uniform(*LIFE) for _ in range(sizes.random)]
    steps = [step for step in sizes.steps for _ in range(sizes.each)]
    kills += [(step, chance.randint(1, sizes.latest)) for step in steps]
    chance.shuffle(kills)
    yield from kills


async def _until_idle(data: Path) -> None:
    async with asyncio.timeout(ENDING):
        while look_into(data)[0]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.5)


def _figures(killing: Killing, people: People, sizes: Sizes) -> dict[str, Any]:
    ledger, api = killing.ledger, killing.ledger
    lost = ledger.lost(max(ledger.asked, default=0))
    steps = {name: killing.kills[name] for name in sizes.steps}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "minutes": round((time.perf_counter() - killing.began) / 60, 1),
        "kills": {"at random": killing.kills["at random"], "at named steps": sum(steps.values())},
        "steps": steps,
        "named steps that did not come in time": len(killing.not_reached),
        "asked": {"updates": len(api.asked), "articles": len(ledger.articles)}
        | {"moderators' steps": ledger.steps.total(), "of them": dict(ledger.steps)},
        "index": dict(killing.bots.opened),
        "replies": {"doubled": ledger.doubled(), "in flight at a kill": killing.in_flight},
        "faults": {
            "updates lost": len(lost),
            "acknowledged articles lost": len(killing.articles_lost),
            "replies doubled though done": ledger.doubled_though_done(),
            "replies out of order": ledger.out_of_order(),
            "bots that ended by themselves": killing.ended_otherwise.total(),
        },
        "roles": len(people.roles),
    }


def compared(data: Path, people: People) -> dict[str, int]:
    """Compare what is there with what people were told; gives how much differs, by kind."""
    faults: Counter[str] = Counter()
    with open_library(data) as library:
        library.index.open()
        faults["store damaged"] += not library.catalogue.is_sound()
        faults["index failed"] += library.index.failure is not None
        faults["index has other passages"] += library.index.differs()
        faults["words of other passages"] += library.catalogue.lexical_differs()
        there = {each.id for each in library.articles()}
        known = {f"a{number}" for number in range(KNOWN)}
        expected = known | {id_ for id_, kept in people.kept.items() if not kept.gone}
        faults["articles lost"] += len(expected - there)
        faults["articles that should be gone"] += len(there - expected)
        for id_ in people.kept:
            if _differs(library, people, id_):
                people.differing.append(id_)
        faults["moderators' steps lost or doubled"] = len(people.differing)
        for user_id, role in people.roles.items():
            kept = library.catalogue.moderators.get(user_id, 0)
            faults["roles lost"] += kept is None or kept.role != role
    return dict(faults)


def _differs(library: Library, people: People, id_: str) -> bool:
    kept, history = people.kept[id_], library.catalogue.histories.of([id_])[id_]
    notes = [each.note for each in history.notices if each.kind is NoticeKind.CORRECTED]
    now = history.article
    mended = [each for each in history.mendings if each.undone_at is None]
    return (now.title, now.byline, notes, history.removed_at is not None, len(mended)) != (
        kept.title,
        kept.byline,
        kept.notes,
        kept.gone,
        kept.dropped,
    )
