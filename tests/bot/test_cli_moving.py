"""export, import, backup and restore on the command line, over the examples with real models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTIONS = ("Who denied the leak?", "What did the mayor say?", "How many people were hurt?")


@pytest.fixture(autouse=True)
def a_folder_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.app, [*arguments, "--data", str(data)])


def answers(data: Path, batch: Path) -> list[dict[str, object]]:
    result = run(data, "ask", "--batch", str(batch))
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [{name: each[name] for name in each if name != "took_ms"} for each in found]


@pytest.mark.timeout(400)
def test_an_imported_archive_and_a_restored_backup_give_the_same_answers(tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text("".join(json.dumps({"id": q, "question": q}) + "\n" for q in QUESTIONS))
    old, new = tmp_path / "old", tmp_path / "new"
    assert run(old, "add", str(EXAMPLES)).exit_code == 0
    before = answers(old, batch)
    assert "parts" in run(old, "export", "all.zip").stdout
    assert "Imported 12 articles" in run(new, "import", "all.zip").stdout
    assert answers(new, batch) == before
    assert "to put it back" in run(old, "backup", "saved").stdout
    first = json.loads(run(old, "articles", "--json").stdout)[0]["id"]
    assert run(old, "remove", first).exit_code == 0
    assert run(old, "restore", "--backup", "saved").exit_code == 0
    assert answers(old, batch) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "f.zip"], "There is no corpus"),
        (["backup", "f"], "There is no corpus"),
        (["import", "f.zip"], "There is no file"),
        (["restore", "--backup", "f"], "There is no file"),
    ],
)
def test_what_cannot_be_moved_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    result = run(tmp_path / "d", *arguments)
    assert words in str(result.exception)


def test_restore_wants_ids_or_a_backup_and_not_both(tmp_path: Path) -> None:
    assert run(tmp_path / "d", "restore").exit_code == 2
    assert run(tmp_path / "d", "restore", "a", "--backup", "f").exit_code == 2


def test_changes_on_the_command_line_are_on_record(tmp_path: Path) -> None:
    from corpus.catalogue import TERMINAL, Catalogue

    data, page = tmp_path / "d", tmp_path / "story.txt"
    page.write_text("The mayor said on Monday that the bridge of Orlec is closed to lorries.")
    assert run(data, "add", str(page)).exit_code == 0
    article = json.loads(run(data, "articles", "--json").stdout)[0]["id"]
    assert run(data, "remove", article).exit_code == 0
    assert run(data, "restore", article).exit_code == 0
    assert run(data, "remove", "nowhere").exit_code == 1
    catalogue = Catalogue(data / "catalogue.sqlite")
    steps = [(step.who, step.what, step.target) for step in reversed(catalogue.audit.latest())]
    catalogue.close()
    assert steps == [
        (TERMINAL, "added", str(page)),
        (TERMINAL, "removed", article),
        (TERMINAL, "restored", article),
    ]
