"""Killed and started again: no update is lost, and few are answered twice."""

import asyncio
import contextlib
import re
import shutil
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from client import Telegram
from haste import SECOND
from server import BotApi
from webhook_world import free_port, posting

from bot.worker import CHATS_AT_ONCE
from corpus.catalogue import Catalogue

SCRIPT = Path(__file__).with_name("bot_process.py")
PEOPLE, QUESTIONS = 12, 5


@pytest.fixture
async def api():
    server = BotApi(flood=SECOND)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@asynccontextmanager
async def process(api, folder, delay=0.02, hook="", under=()):
    """The bot, run ``under`` another program if one is given."""
    catalogue = str(folder / "catalogue.sqlite")
    arguments = (str(SCRIPT), api.url, catalogue, str(delay), hook)
    bot = await asyncio.create_subprocess_exec(*under, sys.executable, *arguments)
    try:
        yield bot
    finally:
        with contextlib.suppress(ProcessLookupError):
            bot.kill()
        await bot.wait()


async def until(condition, patience=60):
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.005)


def ask_all(api):
    telegram = Telegram(api, lambda: True)
    people = [telegram.person(f"P{i}") for i in range(PEOPLE)]
    for number in range(QUESTIONS):
        for person in people:
            api.push(message=person.message(f"Question {number}: how many containers burned?"))
    return people


async def test_killed_at_any_point_the_bot_answers_every_update(api, tmp_path):
    people = ask_all(api)
    kills = 3
    for kill in range(1, kills + 1):
        async with process(api, tmp_path) as bot:
            await until(lambda kill=kill: len(api.sent) >= kill * 15)
            bot.kill()
            await bot.wait()
    async with process(api, tmp_path):
        await until(lambda: Counter(s.chat for s in api.sent).total() >= PEOPLE * QUESTIONS)
        await until(lambda: waiting(tmp_path) == 0)
    answers = Counter(sent.chat for sent in api.sent)
    assert all(answers[person.id] >= QUESTIONS for person in people)
    assert answers.total() - PEOPLE * QUESTIONS <= kills * CHATS_AT_ONCE


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_asked_to_end_it_finishes_what_it_does_and_leaves_the_rest(api, tmp_path, way):
    hook = f"http://127.0.0.1:{free_port()}/telegram" if way == "webhook" else ""
    async with process(api, tmp_path, 0.3, hook) as bot:
        if hook:
            await until(lambda: api.called("setWebhook"))
        ask_all(api)
        # All of them came, and some were answered.
        await until(lambda: api.sent and not api._updates)
        bot.terminate()
        assert await bot.wait() == 0
    total = PEOPLE * QUESTIONS
    assert 0 < len(api.sent) < total
    assert waiting(tmp_path) == total - len(api.sent)
    async with process(api, tmp_path, 0.02, hook):
        await until(lambda: len(api.sent) >= total)
        await until(lambda: waiting(tmp_path) == 0)
    assert len(api.sent) == total


def waiting(folder):
    catalogue = Catalogue(folder / "catalogue.sqlite")
    try:
        return catalogue.inbox.waiting()
    finally:
        catalogue.close()


async def test_killed_between_200_and_the_work_an_update_that_came_by_webhook_is_not_lost(
    api, tmp_path
):
    rounds, people = 3, 6
    asked = [Telegram(api, lambda: True).person(f"P{i}") for i in range(people)]
    hook = f"http://127.0.0.1:{free_port()}/telegram"
    async with posting(hook) as poster:
        for turn in range(rounds):
            # Each answer takes longer than the process has left to live.
            async with process(api, tmp_path, 5, hook) as bot:
                await until(lambda turn=turn: len(api.called("setWebhook")) > turn)
                for number, person in enumerate(asked):
                    question = person.message(f"Question {turn}: how many containers burned?")
                    update = {"update_id": 100 * turn + number, "message": question}
                    assert await poster.update(update) == 200
                bot.kill()
                await bot.wait()
    assert api.sent == []
    assert waiting(tmp_path) == rounds * people
    async with process(api, tmp_path, 0, hook):
        await until(lambda: len(api.sent) >= rounds * people)
        await until(lambda: waiting(tmp_path) == 0)
    assert Counter(sent.chat for sent in api.sent) == {p.id: rounds for p in asked}


async def test_what_hangs_does_not_keep_the_process_from_ending(api, tmp_path):
    person = Telegram(api, lambda: True).person("Alice")
    api.push(message=person.message("How many containers burned?"))
    async with process(api, tmp_path, 60) as bot:
        await until(lambda: api.called("sendChatAction"))
        bot.terminate()
        async with asyncio.timeout(20):
            assert await bot.wait() == 0
    assert api.sent == []
    assert waiting(tmp_path) == 1


@pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_an_update_is_on_the_disk_before_telegram_is_told_that_it_arrived(api, tmp_path, way):
    """By the system calls of the running bot, in their order."""
    person, calls = Telegram(api, lambda: True).person("Alice"), tmp_path / "calls"
    # -D: the process that is told to end is the bot, not strace.
    under = ["strace", "-D", "-f", "-y", "-s", "20000", "-o", str(calls)]
    under += ["-e", "trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg"]
    message = person.message("How many quinqueremes burned?")
    hook = f"http://127.0.0.1:{free_port()}/telegram" if way == "webhook" else ""
    async with process(api, tmp_path, 0, hook, under) as bot:
        if way == "polling":
            api.push(update_id=5000, message=message)
            await until(lambda: api.confirmed >= 5000)
        else:
            await until(lambda: api.called("setWebhook"))
            async with posting(hook) as poster:
                assert await poster.update({"update_id": 5000, "message": message}) == 200
        bot.terminate()
        assert await bot.wait() == 0
    ended = re.compile(rf"^{bot.pid} +\+\+\+ exited", re.MULTILINE)
    await until(lambda: ended.search(calls.read_text(errors="replace")))
    lines = calls.read_text(errors="replace").splitlines()
    told = {"polling": "offset=5001", "webhook": "HTTP/1.1 200"}[way]

    def first(*parts, after=0):
        return next(
            i for i, line in enumerate(lines[after:], after) if all(p in line for p in parts)
        )

    written = first("pwrite64", "catalogue.sqlite-wal", "quinqueremes")
    synced = first("sync(", "catalogue.sqlite-wal", after=written)
    assert written < synced < first(told)
