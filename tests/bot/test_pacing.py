"""Telegram's limits, scaled down, over any window whatever the delays."""

import asyncio
import random
from contextlib import contextmanager

import pytest

from bot.pacing import Limits, Pacer, Window, aside

LIMITS = Limits(overall=(5, 0.1), chat=(1, 0.04), group=(4, 0.4))


async def test_no_window_ever_holds_more_than_is_allowed():
    pacer, arrived, chance = Pacer(LIMITS), [], random.Random(4)
    loop = asyncio.get_running_loop()

    async def send(chat):
        async with pacer.turn(chat):
            await asyncio.sleep(chance.uniform(0, 0.03))
            arrived.append((loop.time(), chat))
            await asyncio.sleep(chance.uniform(0, 0.03))

    chats = [1, 2, 3, -4, 5, 6]
    await asyncio.gather(*(send(chats[i % 6]) for i in range(42)))
    assert len(arrived) == 42

    def most(times, seconds):
        return max(sum(t <= other < t + seconds for other in times) for t in times)

    assert most([time for time, _ in arrived], 0.1) <= 5
    for chat in chats:
        assert most([time for time, each in arrived if each == chat], 0.04) <= 1
    assert most([time for time, each in arrived if each == -4], 0.4) <= 4


def test_a_message_counts_until_the_window_has_passed_since_it_arrived():
    window = Window(1, 1.0)
    window.start()
    assert window.wait(5.0) is None
    window.end(7.0)
    assert window.wait(7.5) == 0.5
    assert window.wait(8.0) == 0.0


@pytest.mark.parametrize(("chat", "steps"), [(1, ["aside", "back"]), (2, [])])
async def test_what_waits_for_its_own_chat_steps_aside_and_what_waits_for_all_does_not(chat, steps):
    pacer, taken = Pacer(Limits((1, 0.02), (1, 0.03), (9, 1.0))), []

    @contextmanager
    def step():
        taken.append("aside")
        yield
        taken.append("back")

    async with pacer.turn(1):
        pass
    aside.set(step)
    async with pacer.turn(chat):
        pass
    assert taken == steps


async def test_chats_that_are_quiet_are_forgotten():
    pacer = Pacer(Limits((1000, 0.001), (1, 0.001), (1, 0.001)))
    for chat in range(1, 50):
        async with pacer.turn(chat):
            pass
        await asyncio.sleep(0.002)
    assert len(pacer._chats) < 5
