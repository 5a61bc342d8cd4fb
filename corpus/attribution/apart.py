"""Attribution at work in a process of its own, while many articles are added.

A parser holds Python's lock for most of its time: in the same process embedding would wait for
it, and so would whoever asks. The learned extractor's network stays here, where torch is already:
the other process sends what the network shall read, and parses the next articles meanwhile.
``python -m corpus.attribution.apart DESCRIPTOR`` is the process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from corpus.attribution import Attributor
from corpus.attribution.learned import LearnedExtractor
from corpus.attribution.learned_features import Reading
from corpus.attribution.parse import Parser
from corpus.errors import AccordingToError
from corpus.memory import give_back_freed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.attribution.analysis import Analysis
    from corpus.attribution.learned import Finding, Pieces
    from corpus.attribution.learned_decoding import Found, Settings
    from corpus.attribution.learned_features import Labels
    from corpus.model import Article

# What the process may know of its surroundings: it needs no secrets.
_PASSED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SYSTEMROOT", "OMP_NUM_THREADS")
# Threads that spin while they wait take the cores that embedding needs.
_THREADS = {"OPENBLAS_NUM_THREADS": "1", "GOMP_SPINCOUNT": "0"}
PATIENCE = 5  # niceness: whoever waits for an answer goes first
AHEAD = 4  # texts that the network is asked about before what it found is waited for


class AttributorApart:
    """What ``Attributor`` does, in another process, which starts at the first use.

    ``close`` ends it. An article that breaks the process is the only one that is not analysed.
    """

    def __init__(self, *, learned: bool = True) -> None:
        self._wants_learned = learned
        self._learned: LearnedExtractor | None = None
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
                yield from self._working().ask((waiting.popleft(),))
            except (OSError, EOFError) as error:
                self.close()
                raise AccordingToError(
                    "It breaks the process that analyses: paste its text without the rest."
                ) from error

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
                worker = _Worker()
                try:
                    if self._wants_learned and self._learned is None:
                        self._learned = LearnedExtractor.load()  # while the process starts
                    worker.begin(self._learned)
                except BaseException:
                    worker.end()
                    raise
                self._worker = worker
            return self._worker


class _Worker:
    """The process, as its parent sees it."""

    def __init__(self) -> None:
        self._finder: Finding | None = None
        self._network = ThreadPoolExecutor(1, "network", _take_half_the_cores)
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

    def begin(self, learned: LearnedExtractor | None) -> None:
        """Tell it the extractor whose network it may ask; to be done once, before anything else."""
        self._finder = learned.finder if learned else None
        known = learned and _Known(
            learned.finder.labels, learned.finder.settings, learned.cut, learned.fingerprint
        )
        self._connection.send(known)
        self.fingerprint: str = _received(self._connection)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, articles: tuple[Article, ...]) -> Iterator[Analysis]:
        """Give the analyses, for one thread at a time; OSError or EOFError where it ended."""
        self._connection.send(articles)
        asked = []
        try:
            for _ in articles:
                while isinstance(answer := _received(self._connection), Reading):
                    asked.append(self._network.submit(self._find, answer))
                yield answer
        finally:
            wait(asked)  # one thread at a time may write

    def _find(self, reading: Reading) -> None:
        """Tell it what the network finds in a text."""
        with _told(self._connection):
            for found in self._finder.find_many([reading]) if self._finder else ():
                self._connection.send(found)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._network.shutdown(cancel_futures=True)
        self._connection.close()


def _take_half_the_cores() -> None:
    """Leave the others to the other process, to embedding and to who asks."""
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 1) // 2))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the process must know of a learned extractor whose network it has not."""

    labels: Labels
    settings: Settings
    cut: Pieces
    fingerprint: str

    def extractor(self, connection: Connection) -> LearnedExtractor:
        """Give the extractor, which asks for the network at the other end of the connection."""
        asking = _Asking(connection, self.labels, self.settings)
        return LearnedExtractor(asking, self.cut, self.fingerprint)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The network, as the process sees it."""

    connection: Connection
    labels: Labels
    settings: Settings

    def find_many(self, readings: Iterable[Reading]) -> Iterator[list[Found]]:
        """Find what there is in each reading, in order; AHEAD of them may be under way."""
        asked = 0
        for reading in readings:
            self.connection.send(reading)
            asked += 1
            if asked > AHEAD:
                yield _received(self.connection)
                asked -= 1
        for _ in range(asked):
            yield _received(self.connection)


def serve(connection: Connection) -> None:
    """Tell the fingerprint, then do one task after the other until the parent is gone."""
    parser = Parser()
    with _told(connection):
        parser.load()  # while the parent loads the network
    known: _Known | None = connection.recv()
    attributor = Attributor(parser=parser, learned=known.extractor(connection) if known else False)
    with _told(connection):
        connection.send(attributor.fingerprint)
    while True:
        articles = connection.recv()
        if not isinstance(articles, tuple):  # found in a text after one that could not be analysed
            continue
        with _told(connection):
            for analysis in attributor.analyse_many(articles):
                connection.send(analysis)


def _received(connection: Connection) -> Any:  # noqa: ANN401 - whatever the other end tells
    """Give what the other end tells; raise what went wrong there."""
    told = connection.recv()
    if isinstance(told, AccordingToError):
        raise told
    return told


@contextmanager
def _told(connection: Connection) -> Iterator[None]:
    """Tell the other end what went wrong."""
    try:
        yield
    except BrokenPipeError:
        raise
    except AccordingToError as error:
        connection.send(error)
    except Exception as error:  # nobody lists the ways in which a parser breaks
        connection.send(
            AccordingToError(f"The analysis failed ({type(error).__name__}: {error}): see the log.")
        )


def main() -> None:
    """Be the process."""
    os.nice(PATIENCE)
    give_back_freed()
    sys.modules["torch"] = None  # type: ignore[assignment] # spaCy would load it: 180 MB for nothing
    try:
        serve(Connection(int(sys.argv[1])))
    except (OSError, EOFError):  # the parent is gone
        return


if __name__ == "__main__":
    main()
