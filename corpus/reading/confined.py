"""The process in which readers work: ``python -m corpus.reading.confined DESCRIPTOR``.

It gets no secrets, writes no files, and has so much memory and so much time for a task; a hostile
file that breaks a parser breaks this process and nothing else. What it says is JSON, so that one
that was taken over can hand its parent nothing but values.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.errors import Unreadable
from corpus.reading.tasks import TASKS, Json

# Beyond what the process has when it starts, libraries of later formats included.
MEMORY = 1536 * 1024 * 1024
# The parent ends a task sooner; this is for a process whose parent was killed.
SECONDS = 60
IDLE = 300.0
# A task is the parent's; what comes is no longer than the largest file.
MOST = 64 * 1024 * 1024
TOO_MUCH, BROKEN = "memory", "broken"


def confine() -> None:
    """Set the limits, for good. macOS does not keep the one on memory."""
    # Libraries ask for a folder for files that they could write; it is looked for by writing there.
    tempfile.tempdir = "/nonexistent"
    _limit(resource.RLIMIT_AS, _size() + MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _size() -> int:
    """The process's address space in bytes, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def serve(connection: Connection) -> None:
    """Do one task after the other until the parent is gone or wants nothing for a while."""
    while connection.poll(IDLE):
        try:
            task = json.loads(connection.recv_bytes(MOST))
            data = connection.recv_bytes(MOST)
        except EOFError:
            return
        signal.alarm(SECONDS)
        answer = done(task["name"], data, task["more"])
        signal.alarm(0)
        connection.send_bytes(json.dumps(answer).encode("ascii"))
        if answer.get("failed") == TOO_MUCH:
            return


def done(name: str, data: bytes, more: Json) -> Json:
    """Do a task: ``given`` is what came of it, ``refused`` or ``failed`` why nothing did."""
    try:
        return {"given": TASKS[name](data, **more)}
    except Unreadable as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"failed": TOO_MUCH}
    except Exception as error:  # nobody lists the ways in which parsers break
        return {"failed": BROKEN, "why": _where(error)}


def _where(error: Exception) -> str:
    """What broke in which line of code; the error's own words may be the file's."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}"


if __name__ == "__main__":
    confine()
    serve(Connection(int(sys.argv[1])))
