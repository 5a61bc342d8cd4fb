"""Giving memory back to the system, where the C library is GNU's.

The models free large arrays all the time. GNU's allocator would raise the size from which it maps
them apart, and keep what is freed below it: adding a few dozen articles took 1.5 GB instead of
1.1. https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
"""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h
APART = 8 << 20  # bytes from which an array is mapped apart, and given back at once
KEPT = 32 << 20  # bytes free at the heap's end that are kept


def give_back_freed() -> bool:
    """Have freed memory given back from now on; False where the allocator is another."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # not GNU's; TypeError: Windows
        return False
    return bool(mallopt(_MMAP_THRESHOLD, APART)) and bool(mallopt(_TRIM_THRESHOLD, KEPT))
