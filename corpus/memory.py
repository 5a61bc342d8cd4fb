"""Giving memory back to the system, where the C library is GNU's.

The models free large arrays all the time. GNU's allocator would raise the size from which it maps
them apart, keep what is freed below it, and do so for each thread anew; and oneDNN, which
multiplies for torch, would keep a thousand programs, one for each shape of its arrays. Adding a few
dozen articles took 1.5 GB instead of 1.0.
https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
https://uxlfoundation.github.io/oneDNN/dev_guide_primitive_cache.html
"""

from __future__ import annotations

import ctypes
import os

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of malloc.h, with M_ before each
APART = 8 << 20  # bytes from which an array is mapped apart, and given back at once
KEPT = 32 << 20  # bytes free at the heap's end that are kept
ARENAS = 1  # heaps: threads that compute hardly ever wait for one another to allocate
PROGRAMS = 32  # of oneDNN's; lengths of texts differ too much for more to be used again


def give_back_freed() -> bool:
    """Have freed memory given back from now on; False where the allocator is another.

    To be called before torch is imported.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(PROGRAMS))
    mallopt = _function("mallopt")
    if mallopt is None:
        return False
    wanted = (_MMAP_THRESHOLD, APART), (_TRIM_THRESHOLD, KEPT), (_ARENA_MAX, ARENAS)
    taken = [bool(mallopt(name, value)) for name, value in wanted]
    return all(taken)


def give_back_now() -> bool:
    """Give back what is free between what is in use; False where the allocator cannot.

    It takes some milliseconds: for the end of a piece of work.
    """
    trim = _function("malloc_trim")
    return trim is not None and bool(trim(0))


def _function(name: str) -> ctypes._NamedFuncPointer | None:
    try:
        return ctypes.CDLL(None)[name]
    except (OSError, AttributeError, TypeError):  # not GNU's; TypeError: Windows
        return None
