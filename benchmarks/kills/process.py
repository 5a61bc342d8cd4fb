"""Bots in processes of their own: ``python -m benchmarks.kills.process URL DATA LOG``.

Each line of its input, ``STEP<tab>NUMBER`` (both may be empty), starts one. It is forked from a
process that has imported everything, so that it does not take seconds; and so is the process that
probes the index. Prints ``pid N``, ``open REBUILT-OR-EMPTY`` and ``exit STATUS`` for each.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from benchmarks.kills.models import TOKEN, open_library
from benchmarks.kills.steps import Kill
from bot import stopping
from bot.application import build
from bot.config import BotConfig
from bot.pacing import Limits
from retrieval import probe

OWNER, GRACE = 1, 2.0
# Telegram's own limits would stretch the run to days.
HASTE = Limits((100_000, 0.001), (100_000, 0.001), (100_000, 0.001))


def main(url: str, data: str, log: str) -> None:
    """Start a bot for each line, one after the other."""
    import chromadb  # noqa: F401 - it takes seconds
    import langchain_chroma  # noqa: F401

    assert threading.active_count() == 1
    for line in sys.stdin:
        step, number = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            _bot(url, Path(data), Path(log), Kill(step, int(number or 0)))
        say(f"pid {pid}")
        _, status = os.waitpid(pid, 0)
        say(f"exit {os.waitstatus_to_exitcode(status)}")


def say(line: str) -> None:
    """Print a line in one piece: several processes do."""
    os.write(1, f"{line}\n".encode())


def _bot(url: str, data: Path, log: Path, kill: Kill) -> None:
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    logging.basicConfig(level=logging.WARNING, force=True)
    probe.in_subprocess = _prober()
    kill.plant()
    try:
        asyncio.run(_serve(url, data, kill))
    except BaseException:
        logging.exception("it ended")
        os._exit(3)
    os._exit(0)


async def _serve(url: str, data: Path, kill: Kill) -> None:
    library = open_library(data, kill.checkpoint)
    opened, service = library.warm_up, build(_config(url), library, announce=lambda _line: None)

    def warm_up() -> None:
        opened()
        say(f"open {library.index.failure or library.index.rebuilt or ''}")

    library.warm_up = warm_up  # type: ignore[method-assign,assignment]

    def end() -> None:
        stopping.end_within(GRACE + 10)
        service.stop()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
    await service.run()
    library.close()


def _config(url: str) -> BotConfig:
    quick = {"poll_timeout": 5, "part_wait": 0.0, "grace": GRACE}
    return BotConfig(TOKEN, OWNER, url, HASTE, jobs_every=(0.1, 0.2), **quick)  # type: ignore[arg-type]


def _prober() -> Callable[[Path, int], str | None]:
    """Fork, while there are no threads, a process that probes a folder when it is asked to."""
    asks, asked = os.pipe()
    answered, answers = os.pipe()
    if os.fork() == 0:
        os.close(asked)
        os.close(answered)
        probe._end_with(os.getppid())
        wanted = os.read(asks, 4096).decode()
        if not wanted:  # the bot ended
            os._exit(0)
        folder, largest = wanted.rsplit("\t", 1)
        try:
            probe._main(Path(folder), int(largest))
        except BaseException as error:
            os.write(answers, f"it did not open: {error}".encode())
        os._exit(0)
    os.close(asks)
    os.close(answers)

    def in_subprocess(folder: Path, largest: int) -> str | None:
        os.write(asked, f"{folder}\t{largest}".encode())
        return os.read(answered, 4096).decode() or None

    return in_subprocess


if __name__ == "__main__":
    main(*sys.argv[1:])
