"""Several processes behind a webhook, sharing a real PostgreSQL; one of them is killed."""

import asyncio
import contextlib
import json
import sys
from collections import Counter
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from client import Telegram
from haste import SECOND
from server import BotApi
from webhook_world import free_port, posting

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
async def process(api, url, delay, *port):
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), api.url, url, str(delay), str(MOST), *map(str, port)
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


def questions(api):
    """Give people, and the updates with their questions, the turns of each in their order."""
    telegram = Telegram(api, lambda: True)
    people = [telegram.person(f"P{i}") for i in range(PEOPLE)]
    updates = [
        {"message": person.message(f"Was the unheard of matter {turn} of {person.name} reported?")}
        for turn in range(QUESTIONS)
        for person in people
    ]
    return people, [{"update_id": n, **each} for n, each in enumerate(updates, 1)]


def ask_all(api, catalogue):
    """Put everybody's questions into the inbox."""
    people, updates = questions(api)
    catalogue.inbox.put(
        Update(each["update_id"], each["message"]["chat"]["id"], json.dumps(each))
        for each in updates
    )
    return people


def turns(catalogue, person):
    """The turns of somebody's questions in the order in which they were first answered."""
    kept = [question for question, _ in reversed(catalogue.answers.in_vain())]
    theirs = [int(each.split()[5]) for each in kept if f"of {person.name} reported" in each]
    return list(dict.fromkeys(theirs))


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
    assert all(turns(catalogue, person) == list(range(QUESTIONS)) for person in people)


async def test_behind_one_webhook_one_of_two_is_killed_and_what_was_posted_is_answered_in_order(
    api, catalogue, postgres_url
):
    """They are posted to in turn; what is not answered with 200 comes again, as from Telegram."""
    people, updates = questions(api)
    ports = [free_port(), free_port()]
    killed, again = False, 0
    async with (
        process(api, postgres_url, 0.05, ports[0]) as one,
        process(api, postgres_url, 0.05, ports[1]),
        posting("") as poster,
    ):
        await until(lambda: len(api.called("setWebhook")) == 2)
        for number, update in enumerate(updates):
            if len(api.sent) >= 6 and not killed:
                one.kill()
                killed = True
            for port in (ports[number % 2], ports[1]):
                poster.url = f"http://127.0.0.1:{port}/telegram"
                with contextlib.suppress(httpx.TransportError):
                    if await poster.update(update) == 200:
                        break
                again += 1
            await asyncio.sleep(0.05)
        await until(lambda: catalogue.inbox.waiting() == 0)
    assert killed
    assert again
    answers = Counter(sent.chat for sent in api.sent)
    assert all(answers[person.id] >= QUESTIONS for person in people)
    assert answers.total() - PEOPLE * QUESTIONS <= CHATS_AT_ONCE
    assert all(turns(catalogue, person) == list(range(QUESTIONS)) for person in people)
