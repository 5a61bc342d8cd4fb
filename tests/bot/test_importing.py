"""Adding in bulk: from a chat and from a terminal, while the bot answers and through its end."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import sys
import threading
from pathlib import Path

import pytest
from bot_fakes import FakeLibrary
from haste import SECOND
from server import BotApi
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from store_fakes import SentenceAnalyser, WordsEmbedder

from bot import cli
from bot.adding import CorpusReader
from bot.commands import beside
from bot.courtesy import Courtesy
from corpus.catalogue import Catalogue, JobState
from retrieval.library import Library

COUNT = 60


def report(number, version=1):
    words = f"Ferry {number} was late by {version} hours, the pilots said. " * 12
    return {
        "id": f"r{number}",
        "title": f"Ferry {number} late",
        "source": f"Paper {number % 3}",
        "published_at": f"2031-03-{number % 28 + 1:02}",
        "body": words,
    }


def packed(*more, count=COUNT):
    lines = [*(json.dumps(report(n)) for n in range(count)), *more]
    return gzip.compress("\n".join(lines).encode())


class SlowLibrary(FakeLibrary):
    """Adds nothing for as long as ``gate`` is closed, but for the first part."""

    def __post_init__(self):
        super().__post_init__()
        self.gate, self.begun = threading.Event(), threading.Event()
        self.parts = 0

    def add(self, items, *, progress=None):
        self.parts += 1
        if self.parts > 1:
            self.begun.set()
            assert self.gate.wait(20)
        return super().add(items, progress=progress)


@pytest.fixture
def reader():
    return CorpusReader()


async def until(condition, patience=20):
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110 - the bot's own loop
            await asyncio.sleep(0.01)


def there(library):
    return {each.id for each in library.catalogue.articles() if each.id.startswith("r")}


async def ended(library, number=1):
    await until(lambda: not library.catalogue.jobs.get(number).is_open)
    return library.catalogue.jobs.get(number)


async def test_a_file_of_many_reports_is_looked_into_started_and_shown_to_its_end(
    run_bot, library, reader
):
    async with run_bot(library, reader=reader) as world:
        mara = world.moderator()
        looked = (await mara.sends_file(packed("no json", "[]"), "year.jsonl.gz", "/add")).only
        assert "Job 1: year.jsonl.gz – not started" in looked.text
        assert "Reports in it: 60" in looked.text
        assert "Outlets: 3 (Paper 0, Paper 1, Paper 2)" in looked.text
        assert "From March 1, 2031 to March 28, 2031" in looked.text
        assert "Cannot be read: 2" in looked.text
        assert there(library) == set()
        await mara.presses(looked, looked.buttons["Add in the background"])
        job = await ended(library)
        assert job.state is JobState.DONE
        assert "Job 1: year.jsonl.gz – done" in looked.text
        assert "62 of 62" in looked.text
        assert "Added: 60, there already: 0, skipped: 2" in looked.text
        assert looked.buttons == {}
        assert there(library) == {f"r{n}" for n in range(COUNT)}
        (sent,) = [each for each in world.api.sent if each.file]
        skipped = [json.loads(line) for line in sent.file.decode().splitlines()]
        assert [each["item"] for each in skipped] == ["year.jsonl.gz:61", "year.jsonl.gz:62"]
        assert "is not JSON" in skipped[0]["reason"]
        assert "imported year.jsonl.gz" in (await mara.says("/audit")).text
        assert "1: year.jsonl.gz – done" in (await mara.says("/jobs")).text
        assert "Added: 60" in (await mara.says("/jobs 1")).text


async def test_while_a_job_runs_questions_are_answered_and_it_can_be_cancelled(run_bot, reader):
    library = SlowLibrary()
    async with run_bot(library, reader=reader) as world:
        mara = world.moderator()
        looked = (await mara.sends_file(packed(), "year.jsonl.gz", "/add")).only
        await mara.presses(looked, looked.buttons["Add in the background"])
        await until(library.begun.is_set)
        await until(lambda: "is being added" in looked.text)
        answer = await world.telegram.person("Alice").says("How many containers burned?")
        assert answer.quotes
        await mara.presses(looked, looked.buttons["Cancel"])
        library.gate.set()
        job = await ended(library)
        assert job.state is JobState.CANCELLED
        await until(
            lambda: "cancelled" in looked.text and f"Added: {len(there(library))}," in looked.text
        )
        assert 0 < len(there(library)) < COUNT
        assert looked.buttons == {}


async def test_a_bot_that_ended_in_the_middle_goes_on_with_the_job_at_its_next_start(
    run_bot, reader
):
    library = SlowLibrary()
    async with run_bot(library, reader=reader) as world:
        mara = world.moderator()
        looked = (await mara.sends_file(packed(), "year.jsonl.gz", "/add")).only
        await mara.presses(looked, looked.buttons["Add in the background"])
        await until(library.begun.is_set)
        world.service.stop()
        await asyncio.sleep(0.05)
        library.gate.set()
    before = there(library)
    assert 0 < len(before) < COUNT
    assert library.catalogue.jobs.get(1).state is JobState.RUNNING
    parts = library.parts
    async with run_bot(library, reader=reader):
        job = await ended(library)
    assert there(library) == {f"r{n}" for n in range(COUNT)}
    assert (job.count.added, job.count.unchanged) == (COUNT, 0)
    assert len(job.result["added"]) == COUNT
    assert library.parts > parts
    assert not any(library.catalogue.revisions(each) for each in there(library))


async def test_undo_takes_out_what_a_job_added_and_puts_back_what_it_replaced(
    run_bot, library, reader
):
    old = json.dumps(report(1, version=9)).encode()
    async with run_bot(library, reader=reader) as world:
        mara = world.moderator()
        shown = (await mara.sends_file(old, "one.jsonl", "/add")).only
        await mara.presses(shown, shown.buttons["Publish"])
        looked = (await mara.sends_file(packed(), "year.jsonl.gz", "/add")).only
        await mara.presses(looked, looked.buttons["Add in the background"])
        await ended(library)
        assert "by 1 hours" in library.catalogue.article("r1").text
        await mara.says("/edit r2 title Ferry on time")
        await mara.says("/undo")
        assert "Taken back: imported" in (await mara.says("/undo")).text
        assert there(library) == {"r1"}
        assert "by 9 hours" in library.catalogue.article("r1").text


async def test_contributors_propose_a_job_and_moderators_start_it(run_bot, library, reader):
    async with run_bot(library, reader=reader) as world:
        carl, mara = world.telegram.person("Carl"), world.moderator()
        await mara.says(f"/promote {carl.id} contributor")
        looked = (await carl.sends_file(packed(), "year.jsonl.gz", "/add")).only
        assert "Add in the background" not in looked.buttons
        assert "A moderator has to start it: /jobs 1" in looked.text
        refused = await carl.presses(looked, "jst:1")
        assert not refused.messages
        assert library.catalogue.jobs.get(1).state is JobState.PROPOSED
        assert "moderators" in (await world.telegram.person("Eve").says("/jobs 1")).text
        assert "A moderator has to start it: /jobs 1" in (await mara.says("/pending")).text
        assert "Nothing waits" in (await carl.says("/pending")).text
        await mara.says("/eyes on")
        found = (await mara.says("/jobs 1")).only
        await mara.presses(found, found.buttons["Add in the background"])
        assert (await ended(library)).state is JobState.DONE
        assert len(there(library)) == COUNT


async def test_who_was_demoted_meanwhile_starts_nothing_and_with_two_eyes_not_what_is_theirs(
    run_bot, library, reader
):
    async with run_bot(library, reader=reader) as world:
        owner, mara = world.moderator("Olga"), world.telegram.person("Mara")
        await owner.says(f"/promote {mara.id} moderator")
        looked = (await mara.sends_file(packed(), "year.jsonl.gz", "/add")).only
        await owner.says("/eyes on")
        answer = await mara.presses(looked, looked.buttons["Add in the background"])
        assert "another moderator" in answer.text
        await owner.says("/eyes off")
        await owner.says(f"/demote {mara.id}")
        await mara.presses(looked, looked.buttons["Add in the background"])
        assert library.catalogue.jobs.get(1).state is JobState.PROPOSED
        assert there(library) == set()


async def test_the_terminal_beside_a_bot_hands_its_work_in_and_waits_for_it(
    run_bot, reader, tmp_path, monkeypatch
):
    monkeypatch.setattr(beside, "LOOK_EVERY", 0.02)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "year.jsonl").write_bytes(gzip.decompress(packed("no json", count=5)))

    def terminal(*words):
        arguments = [*words, "--data", str(tmp_path / "data")]
        return asyncio.to_thread(CliRunner().invoke, cli.app, arguments)

    with Library.open(
        tmp_path / "data",
        embedder=WordsEmbedder(),
        analyser=SentenceAnalyser(),
        command="accordingto bot",
    ) as library:
        monkeypatch.setattr(library, "warm_up", lambda: None)
        async with run_bot(library, reader=reader):
            done = await terminal("add", "year.jsonl", "--json")
            assert done.exit_code == 1, done.output
            said = json.loads(done.stdout)
            assert said["added"] == [f"r{n}" for n in range(5)]
            assert [each["item"] for each in said["skipped"]] == ["year.jsonl:6"]
            assert "as job 1" in done.stderr
            again = await terminal("import", "year.jsonl")
            assert "Added 0, there already 5, skipped 1." in again.stdout
            listed = json.loads((await terminal("jobs", "list", "--json")).stdout)
            assert [(each["id"], each["state"]) for each in listed] == [(2, "done"), (1, "done")]
            refused = await terminal("jobs", "cancel", "1")
            assert "has ended already" in str(refused.exception)


async def test_beside_another_command_than_the_bot_adding_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Library.open(tmp_path / "data", command="accordingto chat"):
        done = CliRunner().invoke(cli.app, ["add", "x.txt", "--data", str(tmp_path / "data")])
    assert "in use by `accordingto chat`" in str(done.exception)


def test_work_in_the_background_waits_for_those_who_go_first_but_not_for_ever():
    courtesy, order = Courtesy(), []
    with courtesy.first():
        waiting = threading.Thread(target=lambda: (courtesy.give_way(20), order.append("job")))
        waiting.start()
        order.append("question")
    waiting.join(20)
    assert order == ["question", "job"]
    with courtesy.first():
        courtesy.give_way(0.01)


async def test_a_bot_that_is_killed_in_the_middle_of_a_job_finishes_it_when_it_runs_again(tmp_path):
    path, count = tmp_path / "catalogue.sqlite", 150
    catalogue = Catalogue(path)
    job = catalogue.jobs.put(["year.jsonl.gz"], content=packed("no json", count=count))
    api = BotApi(flood=SECOND)
    await api.start()

    running = []

    async def run():
        words = [str(Path(__file__).with_name("bot_process.py")), api.url, str(path), "0"]
        running.append(await asyncio.create_subprocess_exec(sys.executable, *words))
        return running[-1]

    try:
        bot = await run()
        await until(lambda: catalogue.jobs.get(job.id).count.added > 10, 60)
        bot.kill()
        await bot.wait()
        before = {each.id for each in catalogue.articles()}
        assert catalogue.jobs.get(job.id).state is JobState.RUNNING
        assert len(before) < count
        await run()
        await until(lambda: not catalogue.jobs.get(job.id).is_open, 60)
        found = catalogue.jobs.get(job.id)
        ids = [each.id for each in catalogue.articles() if each.id.startswith("r")]
        assert sorted(ids) == sorted(f"r{n}" for n in range(count))
        assert not any(catalogue.revisions(each) for each in ids)
        assert found.count.added + found.count.unchanged == count
        assert found.count.unchanged < 50  # what was added and not yet noted
        assert len(found.result["skipped"]) == 1
        assert api.violations == []
    finally:
        for bot in running:
            with contextlib.suppress(ProcessLookupError):
                bot.kill()
            await bot.wait()
        catalogue.close()
        await api.stop()
