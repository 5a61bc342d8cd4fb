"""Tells whether a Chroma folder can be used, in a process of its own.

A torn folder can end its process, hang it, or fill the disk; ``in_subprocess`` lets that happen
to a child with limits on time and on the size of files.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection as Ids
    from collections.abc import Mapping

    from retrieval.chroma import Collection

SAMPLE = 64
SECONDS = 60
# Chroma was seen to write a file of one index without end. The largest file of a sound one, its
# database, has some 5 kB for each passage.
FILE_BYTES, ROW_BYTES = 256 << 20, 20_000
DATABASE = "chroma.sqlite3"
PR_SET_PDEATHSIG = 1  # of Linux' prctl.h
SAME = 1e-3  # what storing and normalising may change in a component or a similarity


def sampled(ids: Ids[int]) -> list[int]:
    """Give up to ``SAMPLE`` of the ids, at random."""
    ordered = sorted(ids)
    return random.sample(ordered, min(SAMPLE, len(ordered)))  # nosec B311


def wrong(collection: Collection, vectors: Mapping[int, np.ndarray]) -> str | None:
    """Say what is wrong with rows that should have these vectors; None where nothing is.

    Each must be kept as it is, and a search for it must find a vector like it.
    """
    kept = collection.vectors(vectors)
    for id_, vector in vectors.items():
        if id_ not in kept:
            return f"passage {id_} could not be read"
        if not np.allclose(kept[id_], vector, atol=SAME):
            return f"passage {id_} had another vector"
        nearest = collection.query(vector, 3)
        # Of the same text in two articles either may come first, so it is not the id that counts.
        if not nearest or nearest[0][1] < 1 - SAME:
            return f"passage {id_} was not found by its vector"
    return None


def largest_file(passages: int) -> int:
    """Give how large a file of an index of so many passages can be, in bytes, and some more."""
    return FILE_BYTES + ROW_BYTES * passages


def in_subprocess(folder: Path, largest: int) -> str | None:
    """Open a folder and read a sample in another process; say why it failed, None if it did not.

    That process can write no file beyond ``largest`` bytes.
    """
    command = [sys.executable, "-m", __name__, str(folder), str(largest)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it did not open within {SECONDS} s"
    if done.returncode == 0:
        return None
    last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
    return f"it did not open: {last[0]}"


def _main(folder: Path, largest: int) -> None:
    _end_with(os.getppid())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        sys.exit(f"its database is damaged ({found})")
    from retrieval.chroma import in_folder

    collection = in_folder(folder, None)
    why = wrong(collection, collection.vectors(sampled(collection.ids())))
    collection.close()
    if why is not None:
        sys.exit(why)


def _end_with(parent: int) -> None:
    """Have this process killed when its parent ends, however that ends, on Linux.

    The next one to open the folder would else find two at it.
    """
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError, TypeError):  # another system
        return
    if os.getppid() != parent:  # it ended before that
        sys.exit("nobody waits for it any more")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
