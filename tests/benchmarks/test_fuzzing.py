"""In short what ``python -m benchmarks.fuzzing`` does at length."""

from random import Random

import pytest
from hypothesis import HealthCheck, settings

from benchmarks.fuzzing.machine import CorpusMachine
from benchmarks.fuzzing.seeds import seeds
from benchmarks.fuzzing.targets import TARGETS

TestCorpusMachine = CorpusMachine.TestCase
TestCorpusMachine.settings = settings(
    max_examples=5,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TIMES = 60


def altered(data, random):
    """Bytes with some of them changed, lost, doubled or in the place of others."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(changed) + 1)
        to = at + random.randint(0, 8)
        piece = random.choice([b"", random.randbytes(3), changed[at:to] * 2, b"<&\xff\0"])
        changed[at:to] = piece
    return bytes(changed)


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_altered_a_little_is_still_dealt_with_rightly(name):
    random = Random(name)
    for seed in seeds()[name]:
        TARGETS[name](seed)
        for _ in range(TIMES):
            TARGETS[name](altered(seed, random))
