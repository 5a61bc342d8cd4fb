"""Readers at work in processes of their own, which are started when they are needed and stay warm.

``run`` gives a task to one of them and takes no longer than a task may. A process that crashes,
hangs or has too little memory for a file is ended, and the next file gets a new one.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
from multiprocessing import Pipe
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any

from corpus.errors import Unreadable

_log = logging.getLogger(__name__)
Json = dict[str, Any]
# Seconds for one file, page, line or feed.
SECONDS = 20.0
# At once: one slow file does not hold up everybody else.
PROCESSES = 2
# Bytes that a task may give back: the largest file's text, in JSON.
MOST = 128 * 1024 * 1024
# A process ends after 300 idle seconds (``confined.IDLE``), and is not asked shortly before.
STALE = 240.0
# What a process may know of its surroundings: where Python is, and how text is written.
_PASSED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT")


class Confined:
    """One process."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        descriptor = theirs.fileno()
        command = [sys.executable, "-P", "-m", "corpus.reading.confined", str(descriptor)]
        known = {name: os.environ[name] for name in _PASSED if name in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very package
                command,
                env=known | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                pass_fds=(descriptor,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is the parent's to deal with
            )
        finally:
            theirs.close()
        self._used = monotonic()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_fresh(self) -> bool:
        """Whether it is there and will be for a while."""
        return self._process.poll() is None and monotonic() - self._used < STALE

    def ask(self, task: bytes, data: bytes, seconds: float) -> Json:
        """Give a task and wait for what comes of it (TimeoutError; OSError, EOFError: it died)."""
        self._connection.send_bytes(task)
        self._connection.send_bytes(data)
        if not self._connection.poll(seconds):
            raise TimeoutError
        answer: Json = json.loads(self._connection.recv_bytes(MOST))
        self._used = monotonic()
        return answer

    def end(self) -> None:
        """End it, whatever it is at."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


class Workshop:
    """A few processes; threads share it."""

    def __init__(self, processes: int = PROCESSES, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._places = BoundedSemaphore(processes)
        self._lock = Lock()
        self._idle: list[Confined] = []

    def run(self, name: str, data: bytes, about: str, /, **more: Any) -> Json:  # noqa: ANN401
        """Do a task of ``tasks.TASKS``; Unreadable, with ``about`` in it, where nothing came."""
        task = json.dumps({"name": name, "more": more}).encode("ascii")
        with self._places:
            confined = self._taken()
            try:
                answer = confined.ask(task, data, self._seconds)
            except TimeoutError:
                confined.end()
                raise Unreadable(f"{about} takes too long to be read: {_INSTEAD}") from None
            except (OSError, EOFError, ValueError):
                confined.end()
                raise Unreadable(
                    f"{about} cannot be read, it breaks its reader: {_INSTEAD}"
                ) from None
            except BaseException:
                confined.end()
                raise
            if "failed" in answer:
                confined.end()
            else:
                with self._lock:
                    self._idle.append(confined)
        return _given(answer, about)

    def processes(self) -> list[int]:
        """Give the numbers of the processes that wait for a task."""
        with self._lock:
            return [each.pid for each in self._idle]

    def close(self) -> None:
        """End the processes; whoever needs one later gets a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for each in idle:
            each.end()

    def _taken(self) -> Confined:
        while True:
            with self._lock:
                if not self._idle:
                    break
                confined = self._idle.pop()
            if confined.is_fresh:
                return confined
            confined.end()
        return Confined()


_INSTEAD = "send the report alone, or paste its text."


def _given(answer: Json, about: str) -> Json:
    if "refused" in answer:
        raise Unreadable(str(answer["refused"]))
    if answer.get("failed") == "memory":
        raise Unreadable(f"{about} takes more memory than a report does: {_INSTEAD}")
    given = answer.get("given")
    if not isinstance(given, dict):
        _log.warning("a reader broke: %.300s", answer.get("why"))
        raise Unreadable(f"{about} cannot be read, it breaks its reader: {_INSTEAD}")
    return given


# One for the whole process, so that no reader can be reached beside it.
_WORKSHOP = Workshop()
atexit.register(_WORKSHOP.close)
run = _WORKSHOP.run
