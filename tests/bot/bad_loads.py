"""Bad inputs 90 to 96: too much of it, and too little of what is needed."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bad_files import inflating_pdf
from bad_inputs import QUESTION, Stage, bad
from bot_fakes import FakeLibrary

from retrieval.lead import Lead
from retrieval.library import Library


@bad(90, "a hundred questions at once from one person")
async def _(stage: Stage) -> None:
    async with stage.run_bot(FakeLibrary(), questions=(20, 0)) as world:
        alice, bob = world.telegram.person("Alice"), world.telegram.person("Bob")
        for _ in range(100):
            world.api.push(message=alice.message("How many containers had burned?"))
        world.api.push(message=bob.message("How many containers had burned?"))
        await world.telegram.settle()
        hers = [sent for sent in world.api.sent if sent.chat == alice.id]
        assert len([sent for sent in hers if sent.quotes]) == 20
        assert len(hers) == 21  # the last says when she may ask again, once
        # Bob did not wait for the end of it.
        order = [sent.chat for sent in world.api.sent]
        assert order.index(bob.id) < 20


@bad(91, "a raid: sixty people who ask in one group")
async def _(stage: Stage) -> None:
    async with stage.run_bot(FakeLibrary(), questions=(0, 10)) as world:
        group = world.telegram.group("Raided")
        for number in range(60):
            raider = world.telegram.person(f"R{number}")
            ask = "/ask@according_bot How many containers had burned?"
            world.api.push(message=raider.message(ask, group=group))
        await world.telegram.settle()
        assert len([sent for sent in world.api.sent if sent.quotes]) == 10
        assert len(world.api.sent) == 11
        alone = await world.telegram.person("Alice").says("How many containers had burned?")
        assert alone.quotes


class Unhinged:
    """A language model that does with each question what no model should."""

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)

    def invoke(self, _messages: Any) -> Any:
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        if callable(reply):
            reply = reply()
        return SimpleNamespace(content=reply)


def _invented() -> str:
    return json.dumps({"sentences": [{"text": "99 ships sank in Atlantis.", "claims": [1]}]})


@bad(92, "a language model that hangs, is empty, invents, or is ten times as long")
async def _(stage: Stage) -> None:
    hang = threading.Event()
    replies = (
        lambda: hang.wait(5) and "",
        "",
        "no JSON {",
        "null",
        '{"sentences": 7}',
        '{"sentences": [{"text": null, "claims": ["x"]}]}',
        _invented(),
        "[" * 100_000,
        json.dumps({"sentences": [{"text": "fire " * 50_000, "claims": [1] * 5000}]}),
        RuntimeError("503"),
        TimeoutError(),
        None,
    )
    lead = Lead(Unhinged(*replies), limit=timedelta(seconds=0.3))
    stage.monkeypatch.setattr(stage.corpus._answering(), "_lead", lead)
    for number in range(len(replies)):
        told = await stage.asks(f"{QUESTION} {number}")
        assert "12 containers had burned" in told.text, number
        assert "Atlantis" not in told.text
    hang.set()


@bad(93, "an embedding model that is not there")
async def _(stage: Stage) -> None:
    folder = stage.folder / "no-model"
    folder.mkdir()
    with Library.open(stage.folder / "data", embedding_model=str(folder)) as library:
        library.catalogue.moderators.put(1, "owner")
        async with stage.run_bot(library) as world:
            told = await world.telegram.person("Alice").says(QUESTION)
            assert str(folder) in told.only.text
            assert (await world.telegram.person("Bob").says("/help")).only.text
    stage.expected.append("the models could not be loaded")


@bad(94, "a disk that is full")
async def _(stage: Stage) -> None:
    preview = await stage.adds("Full\n\nFil Full said that 51 disks were full at Fullham.")
    usage = SimpleNamespace(free=1 << 20, total=1 << 40, used=1)
    with stage.monkeypatch.context() as full:
        full.setattr("retrieval.library.shutil.disk_usage", lambda _path: usage)
        told = await stage.mara.presses(preview, preview.buttons["Publish"])
        assert "Only 1 MB are free" in told.text
        # Who asks is served all the same.
        await stage.gets_an_answer()
    assert "Full" not in {each.title for each in stage.corpus.articles()}
    await stage.publishes(preview)


@bad(95, "a second process on the data folder")
async def _(stage: Stage) -> None:
    program = Path(sys.executable).parent / "accordingto"
    command = [program, "rebuild", "--data", str(stage.corpus.data)]
    second = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False, timeout=60
    )
    assert second.returncode != 0
    assert "Traceback" not in second.stderr
    assert f"process {os.getpid()}" in second.stderr
    await stage.gets_an_answer()


@bad(96, "a file that takes more memory than there is")
async def _(stage: Stage) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await stage.file_is_refused(inflating_pdf(300 << 20), "inflates.pdf", "not a whole", "memory")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 << 10  # in KiB
    await stage.gets_an_answer()
