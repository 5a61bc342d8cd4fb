"""Updates that come to the webhook: committed before 200, and nobody else gets anything in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging

import httpx
import pytest
from haste import SECOND
from server import TOKEN, BotApi
from starlette.responses import Response
from webhook_world import HEADER, SECRET, Poster, hooked, posting

from bot.application import build
from bot.arrivals import KINDS
from bot.config import BotConfig
from bot.operations.meters import Meters
from bot.webhook import Webhook, beside
from corpus.errors import SettingsError

QUESTION = "How many containers had burned?"


@pytest.fixture
async def world(run_bot, library):
    async with run_bot(library, **hooked()) as world:
        yield world


@pytest.fixture
async def poster(world):
    async with posting(world.api.webhook["url"]) as poster:
        yield poster


def waiting(world) -> int:
    return world.library.catalogue.inbox.waiting()


async def settled(world):
    async with asyncio.timeout(20):
        while waiting(world):  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.01)


async def test_a_question_is_answered_and_telegram_is_never_asked_for_updates(world):
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert world.api.posted == [200]
    assert world.api.called("getUpdates") == []


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(world):
    (told,) = world.api.called("setWebhook")
    assert told["secret_token"] == SECRET
    assert told["allowed_updates"] == KINDS
    assert told["url"].endswith("/telegram")
    assert "drop_pending_updates" not in told


async def test_inline_queries_come_by_the_webhook_too(world):
    offered = await world.telegram.person("Alice").types_inline("containers burned")
    assert offered


async def test_without_the_secret_nothing_gets_in_and_nothing_is_said(world, poster, caplog):
    alice = world.telegram.person("Alice")
    body = json.dumps({"update_id": 7, "message": alice.message(QUESTION)}).encode()
    with caplog.at_level(logging.DEBUG):
        for given in (None, "", "wrong", SECRET[:-1], SECRET + "a"):
            headers = {} if given is None else {HEADER: given}
            response = await poster.client.post(poster.url, content=body, headers=headers)
            assert (response.status_code, response.content) == (403, b""), given
            assert "server" not in response.headers
            assert not given or given not in caplog.text
    assert waiting(world) == 0
    assert world.api.sent == []


NO_UPDATES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b"\xff\xfe{}",
    b"[" * 100_000,
    b"{}",
    b'{"update_id": "7"}',
    b'{"update_id": true}',
    b'{"update_id": -1}',
    b'{"update_id": 1.5}',
    b'{"update_id": ' + str(1 << 70).encode() + b"}",
    b'{"update_id": ' + b"9" * 5000 + b"}",
]


async def test_what_is_no_update_is_refused(world, poster):
    for body in NO_UPDATES:
        response = await poster.raw(body)
        assert (response.status_code, response.content) == (400, b""), body[:40]
    assert waiting(world) == 0


async def test_an_update_of_an_odd_shape_holds_nobody_up(world, poster):
    odd = {"message": {"chat": {"id": "x"}}, "callback_query": {"message": 7}}
    assert await poster.update({"update_id": 1, **odd}) == 200
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes


async def endless():
    while True:
        yield b" " * 65536


async def slow():
    yield b"{"
    await asyncio.sleep(0.5)
    yield b"}"


async def test_a_body_that_is_too_large_or_never_ends_does_not_hold_anybody_up(world, poster):
    for body in (b" " * ((1 << 20) + 1), b" " * (10 << 20), endless()):
        # It may be refused while it is still being sent.
        with contextlib.suppress(httpx.TransportError):
            assert (await poster.raw(body)).status_code == 413
    assert waiting(world) == 0
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes


async def test_a_body_that_is_too_large_or_too_slow_is_told_so(monkeypatch):
    monkeypatch.setattr("bot.webhook.PATIENCE", 0.1)
    taken = []

    async def take(updates):
        taken.extend(updates)

    transport = httpx.ASGITransport(Webhook(take, SECRET, Meters()))
    async with httpx.AsyncClient(transport=transport) as client:
        poster = Poster(client, "http://bot.example/telegram")
        assert await poster.update({"update_id": 7}) == 200
        assert (await poster.raw(b" " * ((1 << 20) + 1))).status_code == 413
        assert (await poster.raw(b"{}", **{"Content-Length": "-1"})).status_code == 413
        assert (await poster.raw(endless())).status_code == 413
        assert (await poster.raw(slow())).status_code == 408
    assert taken == [{"update_id": 7}]


async def test_other_methods_and_addresses_get_nothing(world, poster):
    assert (await poster.client.get(poster.url)).status_code == 405
    for path in ("/", "/telegram/", "/telegram/x", "/metrics", "/healthz"):
        response = await poster.client.post(poster.url.replace("/telegram", path), content=b"{}")
        assert (response.status_code, response.content) == (404, b"")


async def test_the_pages_stand_beside_the_webhook(run_bot, library):
    more = hooked()
    more["public_url"] = more["webhook_url"].removesuffix("/telegram")
    async with run_bot(library, **more) as world, httpx.AsyncClient(trust_env=False) as client:
        answer = (await world.telegram.person("Alice").says(QUESTION)).only
        (page, *_) = [link for link in answer.links if link.startswith(more["public_url"])]
        assert (await client.get(page)).status_code == 200
        assert (await client.post(page)).status_code == 405
        assert (await client.post(more["webhook_url"])).status_code == 403


async def test_readers_of_pages_never_keep_telegram_waiting():
    leave, most = asyncio.Event(), 3

    async def page(scope, receive, send):
        await leave.wait()
        await Response(status_code=200)(scope, receive, send)

    async def take(updates):
        pass

    app = beside(Webhook(take, SECRET, Meters()), "/telegram", page, most)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        readers = [asyncio.create_task(client.get("http://b.example/x")) for _ in range(most)]
        await asyncio.sleep(0)
        assert await Poster(client, "http://b.example/telegram").update({"update_id": 7}) == 200
        assert (await client.get("http://b.example/x")).status_code == 503
        leave.set()
        assert [(await reader).status_code for reader in readers] == [200] * most
        assert (await client.get("http://b.example/x")).status_code == 200


async def test_the_same_update_many_times_at_once_is_answered_once(world, poster):
    update = {"update_id": 7, "message": world.telegram.person("Alice").message(QUESTION)}
    assert await asyncio.gather(*(poster.update(update) for _ in range(8))) == [200] * 8
    await settled(world)
    assert await poster.update(update) == 200
    await settled(world)
    assert len(world.api.sent) == 1


async def test_updates_that_come_out_of_order_are_answered_in_order(world, poster):
    world.library.delay = 0.5
    alice = world.telegram.person("Alice")
    # The first keeps the chat busy while the others come.
    assert await poster.update({"update_id": 10, "message": alice.message(QUESTION)}) == 200
    texts = {13: "/privacy", 12: "/language", 11: "/help"}
    for number, text in texts.items():
        assert await poster.update({"update_id": number, "message": alice.message(text)}) == 200
    await settled(world)
    _, *others = [sent.text for sent in world.api.sent]
    world.api.sent.clear()
    for text in reversed(texts.values()):
        await alice.says(text)
    assert others == [sent.text for sent in world.api.sent]


async def test_200_is_answered_after_the_commit_and_not_before(world, poster, monkeypatch):
    inbox, steps = world.library.catalogue.inbox, []
    put = inbox.put

    def slow(updates):
        new = put(updates)
        steps.append("committed")
        return new

    monkeypatch.setattr(inbox, "put", slow)
    update = {"update_id": 7, "message": world.telegram.person("Alice").message("/help")}
    status = await poster.update(update)
    steps.append(status)
    assert steps == ["committed", 200]


async def test_what_cannot_be_kept_is_sent_again_by_telegram(world, monkeypatch, caplog):
    inbox, failed = world.library.catalogue.inbox, []
    put = inbox.put

    def full_disk(updates):
        if len(failed) < 2:
            failed.append(1)
            raise OSError("No space left on device")
        return put(updates)

    monkeypatch.setattr(inbox, "put", full_disk)
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert world.api.posted == [503, 503, 200]
    assert "Telegram will send it again" in caplog.text


async def test_back_to_polling_the_webhook_is_taken_away_and_nothing_that_waits_is_lost(
    run_bot, library
):
    api = BotApi(flood=SECOND)
    await api.start()
    try:
        async with run_bot(library, api=api, **hooked()) as world:
            assert api.webhook is not None
            alice = world.telegram.person("Alice")
        api.push(message=alice.message(QUESTION))
        async with run_bot(library, api=api) as world:
            await world.telegram.settle()
            assert api.webhook is None
            assert [sent.chat for sent in api.sent] == [alice.id]
    finally:
        await api.stop()


async def test_a_webhook_that_another_program_changed_is_set_again(
    run_bot, library, monkeypatch, caplog
):
    monkeypatch.setattr("bot.webhook.LOOK_EVERY", 0.05)
    async with run_bot(library, **hooked()) as world:
        world.api.webhook = {**world.api.webhook, "url": "https://elsewhere.example/hook"}
        async with asyncio.timeout(10):
            while len(world.api.called("setWebhook")) < 2:  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.01)
        assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert "another program changed the webhook" in caplog.text


async def test_what_telegram_says_of_failed_deliveries_is_logged_once(
    run_bot, library, monkeypatch, caplog
):
    monkeypatch.setattr("bot.webhook.LOOK_EVERY", 0.05)
    async with run_bot(library, **hooked()) as world:
        world.api.posted = [503]
        monkeypatch.setattr("server.time.time", lambda: 1_900_000_000)
        async with asyncio.timeout(10):
            while len(world.api.called("getWebhookInfo")) < 3:  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.01)
    assert caplog.text.count("Telegram could not deliver") == 1
    assert "Wrong response from the webhook: [503]" in caplog.text


async def test_an_address_that_telegram_refuses_ends_the_bot_with_one_sentence(library):
    api = BotApi()
    await api.start()
    api.fail("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided")
    try:
        config = BotConfig(TOKEN, api_url=api.url, **hooked())
        with pytest.raises(SettingsError, match=r"does not take WEBHOOK_URL .*Bad webhook"):
            await build(config, library).run()
    finally:
        await api.stop()


async def test_a_token_revoked_while_the_webhook_is_set_ends_the_bot(run_bot, library, monkeypatch):
    monkeypatch.setattr("bot.webhook.LOOK_EVERY", 0.05)
    with pytest.raises(SettingsError, match="Telegram refuses the token"):  # noqa: PT012
        async with run_bot(library, **hooked()) as world:
            world.api.token = "1:another"
            await asyncio.wait({world.task}, timeout=20)
