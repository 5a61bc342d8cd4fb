"""Telegram or the library in trouble: nothing is lost, and people are told."""

import asyncio
import logging
import threading
import time
from functools import partial

import pytest
from server import ME, TOKEN, BotApi
from webhook_world import free_port

from bot.application import BotConfig, build
from bot.logs import Discreet
from bot.pacing import Limits
from bot.polling import A_SECOND
from bot.wire import WholeRequests
from bot.worker import CHATS_AT_ONCE
from corpus.errors import AccordingToError, ModelError, SettingsError
from retrieval.stages import stage

QUESTION = "How many containers had burned?"


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch):
    monkeypatch.setattr("bot.pacing.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("bot.polling.FIRST_PAUSE", 0.01)


async def test_an_unexpected_error_is_logged_and_the_person_gets_one_kind_sentence(world, caplog):
    world.library.failures.append(RuntimeError("the index is gone"))
    answer = await world.telegram.person("Alice").says(QUESTION)
    assert answer.only.text.startswith("Something went wrong on my side.")
    assert "the index is gone" in caplog.text


async def test_an_error_that_says_what_to_do_is_passed_on(world):
    world.library.failures.append(ModelError("The model is not there: run rebuild."))
    answer = await world.telegram.person("Alice").says(QUESTION)
    assert answer.only.text == "The model is not there: run rebuild."


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_reply_is_sent_again_when_telegram_fails(world, code):
    world.api.fail("sendMessage", code, "Internal", times=3)
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert len(world.api.called("sendMessage")) == 4


async def test_a_429_is_obeyed_for_as_long_as_telegram_says(world):
    world.api.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    before = time.monotonic()
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert time.monotonic() - before >= 1


async def test_chats_that_telegram_keeps_waiting_hold_up_nobody_else(world):
    world.api.fail("sendMessage", 429, "Too Many Requests", times=CHATS_AT_ONCE, retry_after=2)
    refused = [world.telegram.person(f"Bob {number}") for number in range(CHATS_AT_ONCE)]
    for person in refused:
        world.api.push(message=person.message("/help"))
    while len(world.api.called("sendMessage")) < CHATS_AT_ONCE:  # noqa: ASYNC110 - HTTP
        await asyncio.sleep(0.01)
    alice = world.telegram.person("Alice")
    world.api.push(message=alice.message("/help"))
    await world.telegram.settle()
    first, *rest = [sent.chat for sent in world.api.sent]
    assert first == alice.id
    assert sorted(rest) == sorted(person.id for person in refused)


async def test_a_reply_that_telegram_does_not_acknowledge_in_time_is_sent_again(
    run_bot, library, monkeypatch
):
    """It may have arrived: twice is better than never."""
    impatient = partial(WholeRequests, read_timeout=0.3)
    monkeypatch.setattr("bot.application.WholeRequests", impatient)
    async with run_bot(library) as world:
        send, tried = world.api._sendMessage, []

        async def slow(params):
            tried.append(params)
            if len(tried) == 1:
                await asyncio.sleep(1)
            return await send(params)

        world.api._sendMessage = slow
        assert (await world.telegram.person("Alice").says(QUESTION)).quotes
        assert len(tried) == 2
        assert library.catalogue.inbox.waiting() == 0


async def test_a_reply_that_telegram_refuses_becomes_an_apology(world, caplog):
    world.api.fail("sendMessage", 400, "Bad Request: can't parse entities")
    answer = await world.telegram.person("Alice").says(QUESTION)
    assert "Something went wrong" in answer.only.text
    assert "t parse entities" in caplog.text


async def test_polling_goes_on_after_telegram_failed(world):
    world.api.fail("getUpdates", 502, "Bad Gateway", times=3)
    world.api.fail("getUpdates", 429, "Too Many Requests", retry_after=1)
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes


async def test_updates_that_come_one_by_one_are_fetched_together(world):
    began, before = time.monotonic(), len(world.api.called("getUpdates"))
    people = [world.telegram.person(f"Person {number}") for number in range(60)]
    for person in people:
        world.api.push(message=person.message("/start"))
        await asyncio.sleep(0.01)
    polls = len(world.api.called("getUpdates")) - before
    assert 0 < polls <= A_SECOND * (time.monotonic() - began) + 2
    assert polls < len(people) / 2


async def test_an_update_that_cannot_be_understood_does_not_hold_up_those_after_it(world, caplog):
    world.api.push(message={"message_id": "?", "chat": {"id": 1}})
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert "could not be handled" in caplog.text


async def test_updates_that_cannot_be_kept_are_left_with_telegram(world, monkeypatch):
    inbox, failed = world.library.catalogue.inbox, []
    put = inbox.put

    def full_disk(updates):
        if len(failed) < 2:
            failed.append(1)
            raise OSError("No space left on device")
        return put(updates)

    monkeypatch.setattr(inbox, "put", full_disk)
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert len(failed) == 2


async def test_an_update_that_comes_again_after_a_restart_is_answered_once(run_bot, library):
    """It was answered, and the bot ended before Telegram was told that it had arrived."""
    async with run_bot(library) as world:
        message = world.telegram.person("Alice").message(QUESTION)
        world.api.push(update_id=5000, message=message)
        await world.telegram.settle()
        assert len([sent for sent in world.api.sent if sent.quotes]) == 1
    async with run_bot(library) as world:
        world.api.push(update_id=5000, message=message)
        await world.telegram.person("Bob").says("/help")
        assert world.api.confirmed >= 5000
        assert not [sent for sent in world.api.sent if sent.quotes]


async def test_a_refused_token_ends_the_bot_with_one_sentence(library):
    api = BotApi(token="1:another")
    await api.start()
    try:
        with pytest.raises(SettingsError, match="Telegram refuses the token"):
            await build(BotConfig(TOKEN, api_url=api.url), library).run()
    finally:
        await api.stop()


async def test_told_to_end_while_telegram_cannot_be_reached_the_bot_ends(library, caplog):
    service = build(BotConfig(TOKEN, api_url=f"http://127.0.0.1:{free_port()}"), library)
    running = asyncio.create_task(service.run())
    async with asyncio.timeout(20):
        while "did not get through" not in caplog.text:  # noqa: ASYNC110 - a log
            await asyncio.sleep(0.01)
        service.stop()
        await running


async def test_a_token_revoked_later_ends_it_too(run_bot, library):
    with pytest.raises(SettingsError, match="Telegram refuses the token"):  # noqa: PT012
        async with run_bot(library) as world:
            world.api.token = "1:another"
            world.api.push(message=world.telegram.person("A").message("x"))
            await asyncio.wait({world.task}, timeout=20)


async def test_another_poller_ends_it_with_a_clear_sentence(run_bot, library, monkeypatch, caplog):
    monkeypatch.setattr("bot.polling.CONFLICT_PATIENCE", 0.1)
    with pytest.raises(AccordingToError, match="Another program is fetching"):  # noqa: PT012
        async with run_bot(library) as world:
            world.api.fail("getUpdates", 409, "Conflict: terminated by other", times=1000)
            world.api.push(message=world.telegram.person("A").message("x"))
            await asyncio.wait({world.task}, timeout=20)
    assert "another program is fetching" in caplog.text


def test_logs_never_show_the_token():
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except RuntimeError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", 40, "f", 1, "GET %s", (f"/bot{TOKEN}/getMe",), info)
    shown = Discreet(TOKEN).format(record)
    assert TOKEN not in shown
    assert "/bot[token]/getMe" in shown


async def test_typing_is_shown_while_it_works_and_stops_with_the_answer(world):
    world.library.delay = 0.2
    alice = world.telegram.person("Alice")
    await alice.says(QUESTION)
    assert [call["action"] for call in world.api.called("sendChatAction")] == ["typing"]
    await alice.says("/help")
    assert len(world.api.called("sendChatAction")) == 1


async def test_work_that_takes_long_shows_a_draft_in_private_until_the_message(world, monkeypatch):
    monkeypatch.setattr("bot.sending.DRAFT_AFTER", 0.05)
    world.library.delay = 0.3
    alice, group = world.telegram.person("Alice"), world.telegram.group("Friends")
    await alice.says(f"/ask {QUESTION}", group=group)
    assert not world.api.called("sendMessageDraft")
    assert (await alice.says(QUESTION)).quotes
    (draft,) = world.api.called("sendMessageDraft")
    assert draft["text"] == "Looking through the articles …"
    names = [name for name, _ in world.api.calls]
    assert names.index("sendMessageDraft") < len(names) - 1 - names[::-1].index("sendMessage")


async def test_a_draft_fills_with_what_is_being_done_and_the_message_ends_it(world, monkeypatch):
    monkeypatch.setattr("bot.sending.DRAFT_AFTER", 0.02)
    monkeypatch.setattr("bot.sending.DRAFT_EVERY", 0.02)
    ask = world.library.ask

    def in_stages(question, **more):
        for name in ("search", "rerank", "claims"):
            with stage(name):
                time.sleep(0.15)
        return ask(question, **more)

    monkeypatch.setattr(world.library, "ask", in_stages)
    alice = world.telegram.person("Alice")
    assert (await alice.says(QUESTION)).quotes
    drafts = world.api.called("sendMessageDraft")
    assert [draft["text"].splitlines() for draft in drafts] == [
        ["Looking through the articles …"],
        ["Looking through the articles …", "Reading what comes nearest …"],
        [
            "Looking through the articles …",
            "Reading what comes nearest …",
            "Sorting out who said what …",
        ],
    ]
    assert len({draft["draft_id"] for draft in drafts}) == 1
    names = [name for name, _ in world.api.calls if name in {"sendMessageDraft", "sendMessage"}]
    assert names == ["sendMessageDraft"] * 3 + ["sendMessage"]


async def test_a_draft_on_its_way_does_not_come_after_the_message(world, monkeypatch):
    monkeypatch.setattr("bot.sending.DRAFT_AFTER", 0.02)
    world.library.delay = 0.1
    arrived = []

    async def slow(params):
        await asyncio.sleep(0.3)
        arrived.append(len(world.api.sent))
        return True

    world.api._sendMessageDraft = slow
    assert (await world.telegram.person("Alice").says(QUESTION)).quotes
    assert arrived == [0]


async def test_a_draft_is_ended_also_where_no_answer_could_be_made(world, monkeypatch):
    monkeypatch.setattr("bot.sending.DRAFT_AFTER", 0.02)
    world.library.delay = 0.1
    world.library.failures.append(RuntimeError("broken"))
    told = await world.telegram.person("Alice").says(QUESTION)
    assert world.api.called("sendMessageDraft")
    assert told.only.text.startswith("Something went wrong")


async def test_requests_that_nobody_waits_for_any_more_take_no_connection_for_good(world):
    requests = WholeRequests(connection_pool_size=1, pool_timeout=5.0)
    url = f"{world.api.url}/bot{TOKEN}/getMe"
    begun = [asyncio.create_task(requests.post(url)) for _ in range(3)]
    for _ in range(3):
        await asyncio.sleep(0)
        for task in begun:
            task.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
    assert all(task.cancelled() for task in begun)
    assert (await requests.post(url))["id"] == ME["id"]
    await requests.shutdown()


async def test_chats_are_served_side_by_side_and_each_in_order(world):
    world.library.delay = 0.3
    people = [world.telegram.person(name) for name in ("Alice", "Bob", "Carol", "Dan")]
    before = time.monotonic()
    for person in people:
        for question in ("containers?", "/help"):
            world.api.push(message=person.message(question))
    await world.telegram.settle()
    # Four questions of 0.3 s each in four threads.
    assert time.monotonic() - before < 1.1
    for person in people:
        first, second = (sent for sent in world.api.sent if sent.chat == person.id)
        assert first.quotes
        assert not second.quotes


async def test_telegrams_limits_hold_over_any_window(run_bot, library):
    """The server counts for itself and objects to each message that is too early."""
    api = BotApi(flood=True)
    await api.start()
    try:
        async with run_bot(library, limits=Limits(), api=api) as world:
            people = [world.telegram.person(f"P{i}") for i in range(40)]
            for person in people:
                api.push(message=person.message("/help"))
            for _ in range(3):
                api.push(message=people[0].message("/help"))
            before = time.monotonic()
            await world.telegram.settle()
            assert len(api.sent) == 43
            assert 3 <= time.monotonic() - before < 8
    finally:
        await api.stop()


async def test_a_bot_that_does_not_keep_to_the_limits_is_objected_to(run_bot, library):
    api, none = BotApi(flood=0.5), (1000, 0.001)
    await api.start()
    try:
        async with run_bot(library, limits=Limits(none, none, none), api=api) as world:
            alice = world.telegram.person("Alice")
            for _ in range(2):
                api.push(message=alice.message("/help"))
            await world.telegram.settle()
            assert api.violations == ["flood: 2 in 1.0 s (chat)"]
            api.violations.clear()
    finally:
        await api.stop()


async def test_while_the_token_is_refused_updates_wait_for_a_new_one(world):
    world.api.fail("sendMessage", 401, "Unauthorized")
    world.api.push(message=world.telegram.person("Alice").message(QUESTION))
    async with asyncio.timeout(20):
        while not world.api.called("sendMessage"):  # noqa: ASYNC110 - HTTP
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    assert world.library.catalogue.inbox.waiting() == 1


async def test_texts_are_compared_after_the_models_are_loaded(run_bot, library, monkeypatch):
    done, let = [], threading.Event()

    def warm_up(progress=None):
        let.wait(20)
        done.append("models")

    def catch_up():
        done.append("texts")
        return 0

    monkeypatch.setattr(library, "warm_up", warm_up)
    monkeypatch.setattr(library.catalogue.copies, "catch_up", catch_up)
    async with run_bot(library) as world:
        await world.telegram.person("Alice").says("/help")
        assert done == []
        let.set()
        async with asyncio.timeout(20):
            while len(done) < 2:  # noqa: ASYNC110 - threads
                await asyncio.sleep(0.01)
    assert done == ["models", "texts"]


async def test_who_looks_something_up_does_not_wait_for_those_who_ask(world, monkeypatch):
    let, ask = threading.Event(), world.library.ask

    def answer(*args, **kwargs):
        let.wait(20)
        return ask(*args, **kwargs)

    monkeypatch.setattr(world.library, "ask", answer)
    asking = [world.telegram.person(f"Bob {number}") for number in range(3 * CHATS_AT_ONCE)]
    for person in asking:
        world.api.push(message=person.message(QUESTION))
    alice = world.telegram.person("Alice")
    world.api.push(message=alice.message("/help"))
    async with asyncio.timeout(15):
        while not world.api.sent:  # noqa: ASYNC110 - HTTP
            await asyncio.sleep(0.01)
    assert world.api.sent[0].chat == alice.id
    let.set()
    await world.telegram.settle()
    assert sorted(sent.chat for sent in world.api.sent[1:]) == sorted(each.id for each in asking)


async def test_what_cannot_wait_here_is_left_with_telegram_however_few_come_at_once(
    run_bot, library, monkeypatch
):
    monkeypatch.setattr("bot.polling.MOST_WAITING", 5)
    let, ask, inbox = threading.Event(), library.ask, library.catalogue.inbox

    def answer(*args, **kwargs):
        let.wait(60)
        return ask(*args, **kwargs)

    monkeypatch.setattr(library, "ask", answer)
    async with run_bot(library) as world:
        for number in range(12):
            person = world.telegram.person(f"Bob {number}")
            world.api.push(message=person.message(QUESTION))
            while inbox.waiting() < min(number + 1, 5):  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert inbox.waiting() == 5
        let.set()
        await world.telegram.settle()
        assert len(world.api.sent) == 12
