"""``add`` and ``import`` of much: killed and taken up again, stopped, with a report at the end."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "retrieval"))

from store_fakes import SentenceAnalyser, WordsEmbedder

from bot import bulk, cli
from bot.commands import adding
from corpus.catalogue import Catalogue
from corpus.errors import AccordingToError
from corpus.reading import Raw, Skipped
from retrieval.library import Library

SCRIPT = Path(__file__).with_name("kill_bulk.py")
COUNT = 150


def report(number: int, version: int = 1) -> dict[str, str]:
    return {
        "id": f"r{number}",
        "title": f"Ferry {number} late",
        "source": "Velmar Radio",
        "published_at": "2031-03-04",
        "body": f"Ferry {number} was late by {version} hours. Pilot {number} said that it blew.",
    }


@pytest.fixture
def much(tmp_path: Path) -> Path:
    """A folder with files, packed and plain lines, a copy, a later version, and what is wrong."""
    folder = tmp_path / "much"
    folder.mkdir()
    rows = [json.dumps(report(n)) for n in range(COUNT)]
    wrong = ["no json", "[]", '{"title": "x"}'] * 5
    (folder / "a.jsonl").write_text("\n".join(rows[:80] + wrong[:7] + rows[:5]) + "\n")
    packed = "\n".join(rows[80:] + wrong[7:]) + "\n"
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(packed.encode()))
    (folder / "c.txt").write_text("The mole\n\nThe mole of Velmar was mended, the mayor said.\n")
    (folder / "empty.txt").write_text("")
    return folder


def cut_short(data: Path, folder: Path, step: str, number: int) -> Any:
    """Add in a process that is killed, or gets Ctrl-C, after a step."""
    words = [step, number, "--", "add", folder, "--data", data, "--json"]
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture
def analyser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SentenceAnalyser:
    """What the commands here analyse with, over fakes of the models."""
    analyser = SentenceAnalyser()

    @contextmanager
    def opened(data: Path, command: str) -> Iterator[Library]:
        with Library.open(
            data, embedder=WordsEmbedder(), analyser=analyser, command=command
        ) as library:
            yield library

    monkeypatch.setattr(adding, "open_library", opened)
    monkeypatch.chdir(tmp_path)
    return analyser


def add(data: Path, *arguments: object) -> Any:
    return CliRunner().invoke(cli.app, ["add", *map(str, arguments), "--data", str(data)])


def kept(data: Path) -> tuple[set[str], int]:
    """The articles that are there, and how many revisions they had."""
    catalogue = Catalogue(data / "catalogue.sqlite")
    try:
        ids = [each.id for each in catalogue.articles()]
        assert len(set(ids)) == len(ids)
        return set(ids), sum(len(catalogue.revisions(each)) for each in ids)
    finally:
        catalogue.close()


def test_killed_and_begun_again_nothing_is_missing_and_nothing_is_there_twice(
    tmp_path: Path, much: Path, analyser: SentenceAnalyser
) -> None:
    data = tmp_path / "data"
    assert cut_short(data, much, "catalogued", 2).returncode == -9
    before, _ = kept(data)
    assert 0 < len(before) < COUNT
    done = add(data, much, "--json")
    assert done.exit_code == 1, done.stderr
    said = json.loads(done.stdout)
    assert len(said["added"]) == len(analyser.analysed) == COUNT + 1 - len(before)
    assert not set(said["added"]) & before
    assert len(said["skipped"]) == 16
    ids, revisions = kept(data)
    assert ids == {*(f"r{n}" for n in range(COUNT)), *said["added"]}
    assert (len(ids), revisions) == (COUNT + 1, 0)


def test_what_is_added_again_is_passed_over_unread_and_what_was_skipped_is_told_by_its_reason(
    tmp_path: Path, much: Path, analyser: SentenceAnalyser
) -> None:
    data, file = tmp_path / "data", tmp_path / "skipped.jsonl"
    add(data, much)
    analyser.analysed.clear()
    again = add(data, much, "--report", file)
    assert again.exit_code == 1
    assert analyser.analysed == []
    assert f"{COUNT + 6} had been taken in before and were passed over unread." in again.stderr
    assert f"Added 0, there already {COUNT + 6}, skipped 16." in again.stdout
    assert "  5 × … is not JSON: give one object a line. (a.jsonl:81, a.jsonl:84," in again.stderr
    assert "  1 × … is empty: send a file with a report in it." in again.stderr
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert len(lines) == 16
    why = "a.jsonl:81 is not JSON: give one object a line."
    assert lines[0] == {"item": "a.jsonl:81", "reason": why}


def test_after_ctrl_c_what_was_begun_is_finished_and_said(tmp_path: Path, much: Path) -> None:
    stopped = cut_short(tmp_path / "data", much, "sigint", 1)
    assert stopped.returncode == 130, stopped.stderr
    said = json.loads(stopped.stdout)
    assert set(said["added"]) == kept(tmp_path / "data")[0]
    assert 0 < len(said["added"]) < COUNT
    assert "The same command goes on from here." in stopped.stderr


def test_a_report_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    done = add(tmp_path / "data", "x.txt", "--report", tmp_path / "no" / "such.jsonl")
    assert "such.jsonl cannot be written" in str(done.exception)
    assert not (tmp_path / "data").exists()


def test_reasons_leave_out_what_only_one_item_says() -> None:
    skipped = [
        Skipped("in.jsonl:1", "in.jsonl:1 is not JSON: give one object a line."),
        Skipped("in.jsonl:9", "in.jsonl:9 is not JSON: give one object a line."),
        Skipped("/srv/a.pdf", "a.pdf has no text."),
        Skipped("in.jsonl:3", "The id 'a b' cannot be used: give at most 64."),
        Skipped("in.jsonl:4", "The id 'c/d' cannot be used: give at most 64."),
        Skipped("in.jsonl:5", "The id 'e f' cannot be used: give at most 64."),
    ]
    assert [(each.reason, each.count) for each in bulk.reasons(skipped)] == [
        ("The id … cannot be used: give at most 64.", 3),
        ("… is not JSON: give one object a line.", 2),
        ("… has no text.", 1),
    ]


def test_what_has_faults_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_SKIPPED", 10)
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    library = SimpleNamespace(catalogue=catalogue)
    endless = (Raw.of(Skipped("a", "It is empty.")) for _ in iter(int, 1))
    with pytest.raises(AccordingToError, match="could not be read, the first of them: It is empty"):
        bulk.take_in(library, endless)
    catalogue.close()
