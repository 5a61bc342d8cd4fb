"""How long the vector index of a library takes to be made anew, and what it takes."""

from __future__ import annotations

import os
import resource
import shutil
import time
from typing import TYPE_CHECKING, Any

from retrieval.library import CATALOGUE, Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rebuilt(folder: Path, corpus: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Copy a library's catalogue, and fill an index from it.

    ``load`` is how many processes wanted the processor in the last five minutes.
    """
    data = folder / "data"
    data.mkdir()
    shutil.copy(corpus / CATALOGUE, data)
    with Library.open(data) as library:
        began, worked = time.perf_counter(), time.process_time()
        library.index.open(lambda done, total: tell(f"{done} of {total} passages"))
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        if library.index.failure is not None or library.index.differs():
            raise RuntimeError(f"The index is not whole: {library.index.failure}")
        passages = library.catalogue.count()[2]
    size = sum(path.stat().st_size for path in (data / "index").rglob("*") if path.is_file())
    return {
        "passages": passages,
        "seconds": round(seconds, 1),
        "processor seconds": round(worked, 1),
        "load": round(os.getloadavg()[1], 1),
        "passages a second": round(passages / seconds),
        "index MB": size >> 20,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }
