"""What those who run the bot see: metrics, health, logs by question, traces; and what not."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from server import TOKEN
from webhook_world import SECRET, free_port, hooked

from bot.logs import _TALKATIVE, AsJson, Discreet, configure
from bot.operations.health import STUCK, Health
from bot.operations.meters import Meters
from bot.operations.tracing import Tracing
from bot.operations.watching import Watch
from corpus.catalogue import FeedMode, Update
from corpus.errors import AccordingToError

QUESTION = "How many containers had burned?"
NOWHERE = "Who won the regatta?"


@pytest.fixture
async def place():
    return "127.0.0.1", free_port()


@pytest.fixture
async def world(run_bot, library, place):
    async with run_bot(library, metrics_bind=place) as world:
        yield world


@pytest.fixture
async def http(world, place):
    async with client(place) as http:
        yield http


def client(place):
    return httpx.AsyncClient(base_url=f"http://{place[0]}:{place[1]}", trust_env=False)


async def figures(http) -> dict[tuple, float]:
    """The figures by name and labels."""
    response = await http.get("/metrics")
    assert response.status_code == 200
    return {
        (sample.name.removeprefix("accordingto_"), *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_questions_are_counted_by_what_came_of_them(world, http):
    alice = world.telegram.person("Alice")
    for question in (QUESTION, "When does the strike begin?", NOWHERE):
        await alice.says(question)
    world.library.failures.append(RuntimeError("the index is gone"))
    await alice.says(QUESTION)
    seen = await figures(http)
    counted = {key[1]: value for key, value in seen.items() if key[0] == "questions_total"}
    assert counted == {"answered": 1, "disputed": 1, "not_reported": 1, "failed": 1}


async def test_stages_are_measured(world, http):
    world.library.delay = 0.06
    await world.telegram.person("Alice").says(QUESTION)
    seen = await figures(http)
    for stage in ("answer", "send", "update"):
        assert seen["stage_seconds_count", stage] == 1
    assert seen["stage_seconds_bucket", "0.05", "answer"] == 0
    assert seen["stage_seconds_bucket", "+Inf", "answer"] == 1
    assert seen["stage_seconds_sum", "update"] >= seen["stage_seconds_sum", "answer"] >= 0.06


async def test_refusals_are_counted_by_their_reason(run_bot, library, place):
    async with run_bot(library, metrics_bind=place, questions=(1, 0)) as world:
        alice = world.telegram.person("Alice")
        await alice.says("/articles")
        await alice.says(QUESTION)
        await alice.says(QUESTION)
        library.find_sources = lambda name: []
        library.failures.append(AccordingToError("Run rebuild."))
        bob = world.telegram.person("Bob")
        await bob.says(QUESTION)
        async with client(place) as http:
            seen = await figures(http)
    assert [seen["refusals_total", why] for why in ("rights", "admission", "error")] == [1, 1, 1]


async def test_sends_and_429s_are_counted(world, http, monkeypatch):
    monkeypatch.setattr("bot.pacing.FIRST_PAUSE", 0.01)
    world.api.fail("sendMessage", 429, "Too Many Requests", retry_after=1)
    world.api.fail("sendMessage", 502, "Bad Gateway")
    alice = world.telegram.person("Alice")
    await alice.says(QUESTION)
    world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await alice.says("/help")
    seen = await figures(http)
    outcomes = {o: seen["telegram_calls_total", o, "sendMessage"] for o in ("429", "network", "ok")}
    assert outcomes == {"429": 1, "network": 1, "ok": 1}
    assert seen["telegram_calls_total", "refused", "sendMessage"] == 1


async def test_the_inbox_feeds_index_and_disk_are_shown_as_they_are(
    run_bot, library, place, tmp_path
):
    feeds = library.catalogue.feeds
    for name in ("ok", "failing", "dead"):
        feed = feeds.add(f"https://{name}.example/feed", minutes=60, mode=FeedMode.REVIEW)
        feeds.fetched(feed.id, unchanged=True)
        for _ in range({"ok": 0, "failing": 1, "dead": 8}[name]):
            feeds.failed(feed.id, "no")
    library.index_state = lambda: "building"
    library.delay = 2
    async with run_bot(library, metrics_bind=place, data=tmp_path) as world, client(place) as http:
        alice = world.telegram.person("Alice")
        for _ in range(3):
            world.api.push(message=alice.message(QUESTION))
        async with asyncio.timeout(10):
            while library.catalogue.inbox.waiting() < 3:  # noqa: ASYNC110 - a database
                await asyncio.sleep(0.01)
        seen = await figures(http)
        library.delay = 0
    assert seen["inbox_waiting",] == 3
    assert seen["inbox_oldest_seconds",] < 60
    assert [seen["feeds", state] for state in ("ok", "failing", "dead")] == [1, 1, 1]
    assert seen["index_state", "building"] == 1
    assert seen["ready", "index"] == 0
    assert seen["ready", "store"] == 1
    assert seen["disk_free_bytes",] > 0
    assert seen["process_resident_memory_bytes",] > 0


async def test_updates_and_calls_of_the_webhook_are_counted(run_bot, library, place):
    async with run_bot(library, metrics_bind=place, **hooked()) as world:
        url = world.api.webhook["url"]
        async with client(place) as http:
            await world.telegram.person("Alice").says(QUESTION)
            header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            done = {"update_id": world.api.confirmed, "message": {}}
            assert (await http.post(url, json=done, headers=header)).status_code == 200
            await http.post(url, json=done)
            await http.post(url, content=b"{", headers=header)
            seen = await figures(http)
    outcomes = ("taken", "wrong_secret", "not_json")
    assert [seen["webhook_posts_total", outcome] for outcome in outcomes] == [2, 1, 1]
    assert [seen["updates_total", state] for state in ("new", "known")] == [1, 1]


async def test_the_bot_is_ready_where_store_index_and_inbox_are(world, http):
    assert (await http.get("/healthz")).text == "ok\n"
    response = await http.get("/readyz")
    assert response.status_code == 200
    assert {name: part["ok"] for name, part in response.json().items()} == {
        "store": True,
        "index": True,
        "inbox": True,
    }


async def test_without_a_whole_index_it_lives_and_is_not_ready(world, http):
    for state in ("building", "failed", "unopened"):
        world.library.index_state = lambda state=state: state
        response = await http.get("/readyz")
        assert response.status_code == 503
        assert response.json()["index"] == {"ok": False, "detail": state}
    assert (await http.get("/healthz")).status_code == 200


async def test_a_store_that_cannot_be_read_is_not_ready_and_the_metrics_say_so(
    world, http, monkeypatch
):
    def broken():
        raise OSError("No such device")

    monkeypatch.setattr(world.library.catalogue.inbox, "waiting", broken)
    response = await http.get("/readyz")
    assert response.status_code == 503
    assert response.json()["store"]["detail"] == "OSError: No such device"
    seen = await figures(http)
    assert seen["ready", "store"] == 0
    assert ("inbox_waiting",) not in seen


async def test_once_no_new_work_is_begun_it_is_neither_ready_nor_long_for_this_world(world, http):
    await world.service.worker.pause()
    assert (await http.get("/healthz")).status_code == 503
    assert (await http.get("/readyz")).json()["inbox"]["ok"] is False


@pytest.mark.parametrize(
    ("waited", "still", "moves"), [(300, 300, False), (300, 1, True), (1, 300, True)]
)
def test_an_inbox_moves_unless_an_update_waits_long_while_none_is_done(
    library, bare, waited, still, moves
):
    library.catalogue.inbox.put([Update(1, 1, "{}")])
    worker = bare(begins=True, ended=False, still_for=still)
    later = datetime.now(UTC) + timedelta(seconds=waited)
    (inbox,) = (p for p in Health(library, worker, now=lambda: later).parts() if p.name == "inbox")
    assert 1 < STUCK < 300
    assert inbox.ok is moves


async def test_metrics_are_not_served_where_pages_and_webhook_are(run_bot, library, place):
    async with run_bot(library, metrics_bind=place, **hooked()) as world:
        base = world.api.webhook["url"].removesuffix("/telegram")
        async with httpx.AsyncClient(trust_env=False) as http:
            for path in ("/metrics", "/healthz", "/readyz"):
                assert (await http.get(base + path)).status_code == 404


def test_what_is_not_asked_for_is_not_imported():
    script = (
        "import sys; sys.path.insert(0, 'tests/bot')\n"
        "from bot_fakes import FakeLibrary\n"
        "from bot.application import build\n"
        "from bot.config import BotConfig\n"
        "import bot.starting\n"
        "build(BotConfig('1:a'), FakeLibrary())\n"
        "print([m for m in ('prometheus_client', 'opentelemetry', 'starlette', 'uvicorn') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


# Logs


@contextmanager
def logged(*, as_json=True):
    """What is logged as the bot is set up to log."""
    root, stream = logging.getLogger(), io.StringIO()
    loggers = [root, *(logging.getLogger(name) for name in _TALKATIVE)]
    before = [logger.level for logger in loggers], root.handlers[:]
    configure(TOKEN, as_json=as_json, stream=stream)
    try:
        yield stream
    finally:
        root.handlers[:] = before[1]
        for logger, level in zip(loggers, before[0], strict=True):
            logger.setLevel(level)


async def test_each_line_that_a_question_causes_has_its_id_and_stages_their_milliseconds(
    run_bot, library
):
    with logged() as log:
        async with run_bot(library) as world:
            alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
            world.library.delay = 0.1
            ids = [world.api.push(message=p.message(QUESTION)) for p in (alice, bob)]
            await world.telegram.settle()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    for number in map(str, ids):
        mine = [line for line in lines if line.get("question") == number]
        stages = {line["stage"]: line["ms"] for line in mine}
        assert list(stages) == ["answer", "send", "update"]
        assert stages["update"] >= stages["answer"] >= 100
        assert [line["message"] for line in mine] == [f"{n} {ms} ms" for n, ms in stages.items()]
    assert all(line["level"] == "INFO" and line["time"].endswith("+00:00") for line in lines)


async def test_a_failure_is_logged_with_the_id_of_its_question(run_bot, library):
    library.failures.append(RuntimeError("the index is gone"))
    with logged(as_json=False) as log:
        async with run_bot(library) as world:
            number = world.api.push(message=world.telegram.person("Alice").message(QUESTION))
            await world.telegram.settle()
    assert re.search(rf"ERROR \[{number}\] bot\.conversation: no answer", log.getvalue())
    assert "RuntimeError: the index is gone" in log.getvalue()


async def test_nothing_that_anybody_wrote_or_is_called_stands_in_the_log(run_bot, library):
    words = ["containers", "regatta", "zeppelin", "Quintilla", "Velmar"]
    with logged() as log:
        async with run_bot(library, questions=(5, 0)) as world:
            alice = world.telegram.person("Quintilla")
            mara = world.moderator()
            group = world.telegram.group("Zeppelin friends")
            await alice.says(QUESTION)
            await alice.says(NOWHERE)
            await alice.says("/article zeppelin")
            await mara.says("/article zeppelin")
            await mara.says("/retract zeppelin")
            await alice.says(f"/ask {QUESTION}", group=group)
            await alice.types_inline("containers burned")
            library.failures.append(AccordingToError("There is no zeppelin."))
            await alice.says(QUESTION)
            world.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
            await alice.says("/help")
            for _ in range(3):
                await alice.says(QUESTION)
    text = log.getvalue()
    assert "answer" in text
    for word in words:
        assert word.lower() not in text.lower(), word
    for number in (alice.id, mara.id, group.id):
        assert not re.search(rf"(?<![\d.]){abs(number)}(?![\d.])", text), number


def test_no_secret_is_shown_however_it_is_written():
    secrets = (TOKEN, SECRET)
    record = logging.LogRecord(
        "x", 40, "f", 1, "%s %s %s", (f"/bot{TOKEN}/x", TOKEN.replace(":", "%3A"), SECRET), None
    )
    for shown in (Discreet(*secrets).format(record), AsJson(*secrets).format(record)):
        assert TOKEN.partition(":")[2] not in shown
        assert SECRET not in shown
    other = logging.LogRecord("x", 40, "f", 1, "bot123456789:%s", ("A" * 35,), None)
    assert "A" * 35 not in Discreet().format(other)


def test_json_lines_hold_an_error_with_its_traceback_in_one_line():
    try:
        raise ValueError("first\nsecond")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("bot.x", 40, "f", 1, "it %s", ("failed",), info)
    (line,) = AsJson().format(record).splitlines()
    found = json.loads(line)
    assert (found["message"], found["logger"], found["level"]) == ("it failed", "bot.x", "ERROR")
    assert found["error"].endswith("ValueError: first\nsecond")
    assert "question" not in found


def test_of_an_error_that_says_what_to_do_the_log_has_its_sentence_and_no_traceback():
    try:
        raise AccordingToError("The disk of /data is full or failing; nothing was lost.")
    except AccordingToError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("bot.x", 40, "f", 1, "trying again", (), info)
    text = Discreet().format(record)
    assert text.endswith("trying again\nThe disk of /data is full or failing; nothing was lost.")
    assert json.loads(AsJson().format(record))["error"] == str(info[1])


# Traces


async def test_each_stage_is_a_span_within_that_of_its_question(run_bot, library, monkeypatch):
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    sent = InMemorySpanExporter()
    monkeypatch.setattr("bot.operations.tracing._otlp", lambda endpoint: sent)
    async with run_bot(library, traces="http://127.0.0.1:1") as world:
        number = world.api.push(message=world.telegram.person("Alice").message(QUESTION))
        await world.telegram.settle()
    spans = {span.name: span for span in sent.get_finished_spans()}
    assert set(spans) == {"accordingto.answer", "accordingto.send", "accordingto.update"}
    whole = spans["accordingto.update"]
    for name in ("accordingto.answer", "accordingto.send"):
        assert spans[name].parent.span_id == whole.context.span_id
    for span in spans.values():
        assert dict(span.attributes) == {"accordingto.question": str(number)}


def test_of_what_fails_a_span_tells_nothing_but_that_it_was():
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    sent = InMemorySpanExporter()
    watch = Watch(Meters(), Tracing("", sent))
    with pytest.raises(ValueError, match="zeppelin"), watch.question("7"):
        raise ValueError("zeppelin")
    watch.close()
    (span,) = sent.get_finished_spans()
    assert "zeppelin" not in span.to_json()
