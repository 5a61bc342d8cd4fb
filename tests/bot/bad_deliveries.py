"""Bad inputs 42 to 51: how updates arrive and replies do not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections import defaultdict
from typing import Any

import aiohttp
import httpx
import pytest
from bad_inputs import WHOLE, Stage, bad
from bot_fakes import FakeLibrary
from client import Telegram
from haste import SECOND
from server import BotApi
from webhook_world import HEADER, SECRET, hooked, posting

from corpus.errors import AccordingToError, SettingsError

QUESTION = "How many containers had burned?"
BACKLOG = 10_000 if WHOLE else 300


async def settled(world: Any, patience: float = 8) -> None:
    async with asyncio.timeout(patience):
        while world.library.catalogue.inbox.waiting():  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.01)


@bad(42, "an update that comes twice")
async def _(stage: Stage) -> None:
    async with stage.run_bot(FakeLibrary()) as world:
        alice = world.telegram.person("Alice")
        asked = alice.message(QUESTION)
        for _time in range(3):
            world.api.push(update_id=700_000, message=asked)
        await world.telegram.settle()
        await alice.says("/help")
        assert len([sent for sent in world.api.sent if sent.quotes]) == 1


@bad(43, "updates out of order")
async def _(stage: Stage) -> None:
    library = FakeLibrary(delay=0.2)
    async with (
        stage.run_bot(library, **hooked()) as world,
        posting(world.api.webhook["url"]) as poster,
    ):
        alice = world.telegram.person("Alice")
        for number, text in ((3, "/ask fire?"), (9, "/ask strike?"), (7, "/ask containers?")):
            assert await poster.update({"update_id": number, "message": alice.message(text)}) == 200
        await settled(world)
        assert library.asked == ["fire?", "containers?", "strike?"]


@bad(44, "numbers of updates that begin anew after a week of silence")
async def _(stage: Stage) -> None:
    async with stage.run_bot(FakeLibrary(), poll_timeout=1) as world:
        alice = world.telegram.person("Alice")
        world.api.push(update_id=900_000_000, message=alice.message("/help"))
        await world.telegram.settle()
        polls = len(world.api.called("getUpdates"))
        async with asyncio.timeout(8):
            while len(world.api.called("getUpdates")) < polls + 2:  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.02)
            world.api.push(update_id=17, message=alice.message(QUESTION))
            while not any(sent.quotes for sent in world.api.sent):  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.02)


@bad(45, f"a day's backlog of {BACKLOG:,} updates")
async def _(stage: Stage) -> None:
    stage.monkeypatch.setattr("bot.polling.MOST_WAITING", 60)
    api = BotApi(flood=SECOND)
    await api.start()
    try:
        library, most = FakeLibrary(), []
        put = library.catalogue.inbox.put

        def counted(updates: Any) -> int:
            new = put(updates)
            most.append(library.catalogue.inbox.waiting())
            return new

        stage.monkeypatch.setattr(library.catalogue.inbox, "put", counted)
        people = [Telegram(api, lambda: True).person("x") for _ in range(BACKLOG // 6)]
        for number in range(BACKLOG):
            person = people[number % len(people)]
            api.push(message=person.message(f"/source case{number}"))
        async with stage.run_bot(library, api=api) as world:
            await world.telegram.settle(patience=30 + BACKLOG / 50)
        # Each is answered once, with its own number, and in each chat in order.
        answered: dict[int, list[int]] = defaultdict(list)
        for sent in api.sent:
            answered[sent.chat].append(int(re.search(r"case(\d+)", sent.text)[1]))
        assert answered == {
            person.id: [n for n in range(BACKLOG) if people[n % len(people)] is person]
            for person in people
        }
        # A batch more than the bound at most: the rest stays with Telegram.
        assert max(most) <= 160
    finally:
        await api.stop()


@bad(46, "another program that fetches the same bot's updates")
async def _(stage: Stage) -> None:
    stage.monkeypatch.setattr("bot.polling.CONFLICT_PATIENCE", 0.1)
    stage.monkeypatch.setattr("bot.polling.FIRST_PAUSE", 0.01)
    with pytest.raises(AccordingToError, match="Another program is fetching"):  # noqa: PT012
        async with stage.run_bot(FakeLibrary()) as world:
            world.api.fail("getUpdates", 409, "Conflict: terminated by other", times=1000)
            world.api.push(message=world.telegram.person("A").message("x"))
            await asyncio.wait({world.task}, timeout=9)


@bad(47, "a token that was taken back")
async def _(stage: Stage) -> None:
    with pytest.raises(SettingsError, match="Telegram refuses the token"):  # noqa: PT012
        async with stage.run_bot(FakeLibrary()) as world:
            world.api.token = "1:another"
            world.api.push(message=world.telegram.person("A").message("x"))
            await asyncio.wait({world.task}, timeout=9)


@bad(48, "429, to wait 1, 35 or 3,600 seconds")
async def _(stage: Stage) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def quick(seconds: float, *more: Any) -> Any:
        if seconds > 0.9:
            waits.append(seconds)
            seconds = 0.01
        return await sleep(seconds, *more)

    async with stage.run_bot(FakeLibrary()) as world:
        stage.monkeypatch.setattr("bot.pacing.asyncio.sleep", quick)
        alice = world.telegram.person("Alice")
        for wait in (1, 35, 3600):
            world.api.fail("sendMessage", 429, f"retry after {wait}", retry_after=wait)
            assert (await alice.says(QUESTION)).quotes
        assert [wait for wait in waits if wait in {1.0, 35.0, 3600.0}] == [1.0, 35.0, 3600.0]


@bad(49, "5xx and a broken line after a reply was sent")
async def _(stage: Stage) -> None:
    stage.monkeypatch.setattr("bot.pacing.FIRST_PAUSE", 0.01)
    async with stage.run_bot(FakeLibrary()) as world:
        keep, failures = world.api._sendMessage, ["502", "dead"]

        async def sent_and_lost(params: dict[str, Any]) -> Any:
            result = await keep(params)
            if failures:
                kind = failures.pop()
                raise aiohttp.web.HTTPBadGateway() if kind == "502" else ConnectionResetError
            return result

        world.api._sendMessage = sent_and_lost
        told = await world.telegram.person("Alice").says(QUESTION)
        # Telegram knows no key by which to tell a repeat: one copy for each that was lost.
        assert 1 <= len(told.messages) <= 3
        assert len({message.text for message in told.messages}) == 1
        await settled(world)
    # The library's own words on an answer that is no Bot API server's.
    stage.expected.append("Can not load invalid JSON data")


@bad(50, "a post to the webhook without its secret, and with a wrong one")
async def _(stage: Stage) -> None:
    async with (
        stage.run_bot(FakeLibrary(), **hooked()) as world,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        url = world.api.webhook["url"]
        update = {"update_id": 7, "message": world.telegram.person("A").message(QUESTION)}
        for given in (None, "", "wrong", SECRET + "a", SECRET[:-1], SECRET.upper(), "é" * 9):
            headers = {} if given is None else {HEADER: given.encode("latin-1")}
            response = await client.post(url, content=json.dumps(update), headers=headers)
            assert (response.status_code, response.content) == (403, b""), given
        assert world.library.catalogue.inbox.waiting() == 0
        assert world.api.sent == []


@bad(51, "a post to the webhook of 10 MB, or that is no JSON")
async def _(stage: Stage) -> None:
    async with (
        stage.run_bot(FakeLibrary(), **hooked()) as world,
        posting(world.api.webhook["url"]) as poster,
    ):
        numbered = b'{"update_id":"7"}'
        for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, numbered):
            assert (await poster.raw(body)).status_code == 400, body[:20]
        # It may be refused while it is still being sent.
        with contextlib.suppress(httpx.TransportError):
            assert (await poster.raw(b" " * (10 << 20))).status_code == 413
        assert world.library.catalogue.inbox.waiting() == 0
        assert (await world.telegram.person("Alice").says(QUESTION)).quotes
