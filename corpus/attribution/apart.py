"""Attribution at work in a process of its own, while many articles are added.

A parser holds Python's lock for most of its time: in the same process embedding would wait for
it, and so would whoever asks. ``python -m corpus.attribution.apart DESCRIPTOR`` is the process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from corpus.attribution import Attributor
from corpus.errors import AccordingToError
from corpus.memory import give_back_freed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.attribution.analysis import Analysis
    from corpus.model import Article

# What the process may know of its surroundings: it needs no secrets.
_PASSED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT", "OMP_NUM_THREADS")
# Threads that spin while they wait take the cores that embedding needs.
_THREADS = {"OPENBLAS_NUM_THREADS": "1", "GOMP_SPINCOUNT": "0"}
PATIENCE = 5  # niceness: whoever waits for an answer goes first


class AttributorApart:
    """What ``Attributor`` does, in another process, which starts at the first use.

    ``close`` ends it. An article that breaks the process is the only one that is not analysed.
    """

    def __init__(self, *, learned: bool = True) -> None:
        self._options = {"learned": learned}
        self._lock = Lock()
        self._worker: _Worker | None = None

    @property
    def fingerprint(self) -> str:
        """What tells this attribution's claims from another's, as ``Attributor`` gives it."""
        return self._working().fingerprint

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._working().pid

    def analyse_many(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles in order; whatever error one of them fails with."""
        waiting = deque(articles)
        try:
            for analysis in self._working().ask(tuple(waiting)):
                waiting.popleft()
                yield analysis
        except (OSError, EOFError):  # it was killed, or one of the articles was too much for it
            self.close()
        while waiting:
            try:
                yield from self._working().ask([waiting.popleft()])
            except (OSError, EOFError) as error:
                self.close()
                raise AccordingToError("It breaks the process that analyses.") from error

    def close(self) -> None:
        """End the process."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _working(self) -> _Worker:
        with self._lock:
            if self._worker is None:
                self._worker = _Worker(self._options)
            return self._worker


class _Worker:
    """The process, as its parent sees it."""

    def __init__(self, options: dict[str, bool]) -> None:
        self._connection, theirs = Pipe()
        descriptor = theirs.fileno()
        known = {name: os.environ[name] for name in _PASSED if name in os.environ}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very module
                [sys.executable, "-P", "-m", "corpus.attribution.apart", str(descriptor)],
                env=known | _THREADS | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                pass_fds=(descriptor,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is the parent's to deal with
            )
        finally:
            theirs.close()
        self._connection.send(options)
        self.fingerprint: str = self._answer()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, articles: Sequence[Article]) -> Iterator[Analysis]:
        """Give the analyses, for one thread at a time; OSError or EOFError where it ended."""
        self._connection.send(articles)
        for _ in articles:
            yield self._answer()

    def _answer(self) -> Any:  # noqa: ANN401 - a string at first, then analyses
        answer = self._connection.recv()
        if isinstance(answer, AccordingToError):
            raise answer
        return answer

    def end(self) -> None:
        """End it, whatever it is at."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


def serve(connection: Connection) -> None:
    """Tell the fingerprint, then do one task after the other until the parent is gone."""
    attributor = Attributor(**connection.recv())
    with _told(connection):
        connection.send(attributor.fingerprint)
    while True:
        articles: Sequence[Article] = connection.recv()
        with _told(connection):
            for analysis in attributor.analyse_many(articles):
                connection.send(analysis)


@contextmanager
def _told(connection: Connection) -> Iterator[None]:
    """Tell the parent what went wrong."""
    try:
        yield
    except BrokenPipeError:
        raise
    except AccordingToError as error:
        connection.send(error)
    except Exception as error:  # nobody lists the ways in which a parser breaks
        connection.send(AccordingToError(f"{type(error).__name__}: {error}"))


def main() -> None:
    """Be the process."""
    os.nice(PATIENCE)
    give_back_freed()
    try:
        serve(Connection(int(sys.argv[1])))
    except (OSError, EOFError):  # the parent is gone
        return


if __name__ == "__main__":
    main()
