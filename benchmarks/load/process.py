"""Bots as processes of their own, and what they take of the machine."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.load.telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

PATIENCE = 120.0
TICKS = os.sysconf("SC_CLK_TCK")
OURS = ("-c", "from bot.cli import main; main()", "bot")
UNPACED = ("-m", "benchmarks.load.unpaced_bot")
ECHO = ("-m", "benchmarks.load.echo_bot")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process takes: memory in MB, of it what is its own alone, seconds of processor."""

    rss: float
    anonymous: float
    threads: int
    files: int
    processor: float


class Bot:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process, metrics: str, log: Path) -> None:
        self.process = process
        self.log = log
        self._metrics = metrics

    def usage(self) -> Usage:
        """Give what it takes now."""
        folder = Path("/proc") / str(self.process.pid)
        rows = (line.split() for line in (folder / "status").read_text("utf-8").splitlines())
        status = {row[0]: row[1] for row in rows if len(row) > 1}
        rest = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        return Usage(
            rss=int(status["VmRSS:"]) / 1024,
            anonymous=int(status["RssAnon:"]) / 1024,
            threads=int(status["Threads:"]),
            files=sum(1 for _ in (folder / "fd").iterdir()),
            processor=(int(rest[11]) + int(rest[12])) / TICKS,
        )

    async def gauges(self) -> dict[str, float]:
        """Give what it says of itself, by name; without labels."""
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            text = (await http.get(f"http://{self._metrics}/metrics")).text
        families = text_string_to_metric_families(text)
        samples = (sample for family in families for sample in family.samples)
        return {each.name.removeprefix("accordingto_"): each.value for each in samples}

    async def emptied(self) -> None:
        """Wait until nothing waits in its inbox; returns at once where it has none."""
        async with asyncio.timeout(PATIENCE):
            with suppress(httpx.ConnectError):
                while (await self.gauges())["inbox_waiting"]:  # noqa: ASYNC110 - HTTP
                    await asyncio.sleep(0.1)

    async def until(self, condition: Callable[[], object], patience: float = PATIENCE) -> float:
        """Wait until something is so; gives when that was.

        Raises TimeoutError, and RuntimeError with the end of its log where it has ended.
        """
        async with asyncio.timeout(patience):
            while not condition():
                if self.process.returncode is not None:
                    raise RuntimeError("\n".join(self.log.read_text("utf-8").splitlines()[-5:]))
                await asyncio.sleep(0.005)
        return time.monotonic()

    async def end(self, signum: int = signal.SIGTERM) -> None:
        """Send it a signal and wait until it has ended."""
        if self.process.returncode is None:
            self.process.send_signal(signum)
            await asyncio.wait_for(self.process.wait(), PATIENCE)


async def start(
    what: Sequence[str],
    url: str,
    folder: Path,
    data: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> Bot:
    """Start a bot that speaks to the server at ``url``; it is not there yet.

    ``folder`` takes its log; ``data`` is its corpus, None where it has none; ``more`` are
    settings.
    """
    metrics = f"127.0.0.1:{_free_port()}"
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "METRICS_ADDRESS": metrics}
    given = [] if data is None else ["--data", str(data)]
    log = folder / "bot.log"
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *what,
            *given,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **settings, **(more or {})},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=errors,
        )
    return Bot(process, metrics, log)


@asynccontextmanager
async def running(
    what: Sequence[str],
    url: str,
    folder: Path,
    data: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> AsyncIterator[Bot]:
    """Run a bot until the block ends; see ``start``."""
    bot = await start(what, url, folder, data, more)
    try:
        yield bot
    finally:
        await bot.end()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
