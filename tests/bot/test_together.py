"""What several ask for at once is done in one go, and each hears what came of it."""

import asyncio

import pytest

from bot.together import Together


class Slow:
    """Works when it is let; fails at what it is told to."""

    def __init__(self, failing=()):
        self.failing = failing
        self.batches = []
        self.let = asyncio.Event()

    async def __call__(self, items):
        self.batches.append(items)
        await self.let.wait()
        if set(items) & set(self.failing):
            raise OSError("the disk is full")


async def test_what_comes_while_it_is_at_work_goes_together_and_in_order():
    work = Slow()
    together = Together(work)
    asking = [asyncio.create_task(together.add([number])) for number in range(4)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in asking)
    work.let.set()
    await asyncio.gather(*asking)
    await together.add([4, 5])
    assert [item for batch in work.batches for item in batch] == [0, 1, 2, 3, 4, 5]
    assert len(work.batches) <= 3


async def test_who_asked_together_hears_of_the_failure_and_who_asks_later_does_not():
    work = Slow(failing=[1])
    together = Together(work)
    work.let.set()
    failed = await asyncio.gather(together.add([1]), together.add([2]), return_exceptions=True)
    assert [type(each) for each in failed] == [OSError, OSError]
    await together.add([3])
    assert work.batches == [[1, 2], [3]]


async def test_one_who_waits_no_more_keeps_nobody_from_hearing():
    work = Slow()
    together = Together(work)
    gone, other = (asyncio.create_task(together.add([number])) for number in (1, 2))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    work.let.set()
    await other
