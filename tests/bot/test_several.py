"""Several processes behind a webhook, sharing a real PostgreSQL; one of them is killed."""

import asyncio
import contextlib
import json
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from client import Telegram
from haste import SECOND
from server import BotApi

from bot.worker import CHATS_AT_ONCE
from corpus.catalogue import Catalogue, Postgres, Update

SCRIPT = Path(__file__).with_name("sharing_process.py")
PEOPLE, QUESTIONS, MOST = 14, 3, 20


@pytest.fixture
async def api():
    server = BotApi(flood=SECOND)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
def catalogue(postgres_url):
    catalogue = Catalogue(Postgres(postgres_url))
    yield catalogue
    catalogue.close()


@asynccontextmanager
async def process(api, url, delay):
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), api.url, url, str(delay), str(MOST)
    )
    try:
        yield bot
    finally:
        with contextlib.suppress(ProcessLookupError):
            bot.kill()
        await bot.wait()


async def until(condition, patience=90):
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.02)


def ask_all(api, catalogue):
    """Put everybody's questions into the inbox; the turns of each in their order."""
    telegram = Telegram(api, lambda: True)
    people = [telegram.person(f"P{i}") for i in range(PEOPLE)]
    number, updates = 1, []
    for turn in range(QUESTIONS):
        for person in people:
            words = f"Was the unheard of matter {turn} of {person.name} reported?"
            update = {"update_id": number, "message": person.message(words)}
            updates.append(Update(number, person.id, json.dumps(update)))
            number += 1
    catalogue.inbox.put(updates)
    return people


async def test_one_of_two_is_killed_and_every_update_is_answered_in_order(
    api, catalogue, postgres_url
):
    people = ask_all(api, catalogue)
    async with process(api, postgres_url, 0.05) as one, process(api, postgres_url, 0.05):
        await until(lambda: len(api.sent) >= 12)
        one.kill()
        await one.wait()
        await until(lambda: catalogue.inbox.waiting() == 0)
    answers = Counter(sent.chat for sent in api.sent)
    assert all(answers[person.id] >= QUESTIONS for person in people)
    assert answers.total() - PEOPLE * QUESTIONS <= CHATS_AT_ONCE
    times = sorted(sent.at for sent in api.sent)
    assert all(times[i + MOST] - times[i] >= 0.99 for i in range(len(times) - MOST))


async def test_two_processes_share_the_work_and_double_nothing(api, catalogue, postgres_url):
    people = ask_all(api, catalogue)
    async with process(api, postgres_url, 0.05) as one, process(api, postgres_url, 0.05) as two:
        await until(lambda: catalogue.inbox.waiting() == 0)
        for bot in (one, two):
            bot.terminate()
            assert await bot.wait() == 0
    answers = Counter(sent.chat for sent in api.sent)
    assert answers == {person.id: QUESTIONS for person in people}
    kept = [question for question, _ in reversed(catalogue.answers.in_vain())]
    for person in people:
        turns = [each for each in kept if f"of {person.name} reported" in each]
        assert [int(each.split()[5]) for each in turns] == list(range(QUESTIONS))
