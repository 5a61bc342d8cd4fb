"""Killed and started again: no update is lost, and few are answered twice."""

import asyncio
import contextlib
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from client import Telegram
from server import BotApi

from bot.worker import CHATS_AT_ONCE
from corpus.catalogue import Catalogue

SCRIPT = Path(__file__).with_name("bot_process.py")
PEOPLE, QUESTIONS = 12, 5


@pytest.fixture
async def api():
    server = BotApi()
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@asynccontextmanager
async def process(api, folder, delay=0.02):
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), api.url, str(folder / "catalogue.sqlite"), str(delay)
    )
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


async def test_asked_to_end_it_finishes_what_it_does_and_leaves_the_rest(api, tmp_path):
    ask_all(api)
    async with process(api, tmp_path, delay=0.3) as bot:
        await until(lambda: api.sent)
        bot.terminate()
        assert await bot.wait() == 0
    total = PEOPLE * QUESTIONS
    assert 0 < len(api.sent) < total
    assert waiting(tmp_path) == total - len(api.sent)
    async with process(api, tmp_path):
        await until(lambda: len(api.sent) >= total)
        await until(lambda: waiting(tmp_path) == 0)
    assert len(api.sent) == total


def waiting(folder):
    catalogue = Catalogue(folder / "catalogue.sqlite")
    try:
        return catalogue.inbox.waiting()
    finally:
        catalogue.close()
