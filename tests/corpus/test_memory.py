"""Memory that is freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="the C library is not GNU's"
)

# A first large array teaches the allocator to keep arrays of its size in the heap.
SCRIPT = """
import ctypes, re, sys
from corpus.memory import give_back_freed

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
if sys.argv[1] == "yes":
    assert give_back_freed()
libc.free(libc.malloc(30 << 20))
before = resident()
held = []
for _ in range(10):
    held.append(libc.malloc(20 << 20))
    ctypes.memset(held[-1], 1, 20 << 20)
    libc.malloc(100 << 10)  # stands behind the array where that is in the heap
for each in held:
    libc.free(each)
print(resident() - before)
"""


def kept_megabytes(asked):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, asked], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_freed_arrays_are_given_back():
    assert kept_megabytes("yes") < 20


def test_without_it_they_would_be_kept():
    assert kept_megabytes("no") > 100


BETWEEN = """
import ctypes, re
from corpus.memory import give_back_freed, give_back_now

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
give_back_freed()
freed = []
for _ in range(50):
    freed.append(libc.malloc(2 << 20))
    ctypes.memset(freed[-1], 1, 2 << 20)
    libc.malloc(100 << 10)  # stays, and stands behind it
for each in freed:
    libc.free(each)
kept = resident()
assert give_back_now()
print(kept - resident())
"""


def test_what_is_free_between_what_is_used_is_given_back_when_asked():
    done = subprocess.run(
        [sys.executable, "-c", BETWEEN], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 80
