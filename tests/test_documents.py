"""The documents say what is so: commands, settings and links are compared with the code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMANDS = frozenset(get_command(app).commands)  # type: ignore[attr-defined]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_s_table_of_commands_is_the_command_line() -> None:
    table = read("README.md").partition("## Command line")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `(.+?)` \|", table, flags=re.MULTILINE)
    assert {cell.split()[0] for cell in named} == COMMANDS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_shows_exists(document: Path) -> None:
    for command in re.findall(r"accordingto (?:--data \S+ )?([a-z]+)\b", _code(document)):
        assert command in COMMANDS, f"accordingto {command}"
    targets = re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE)
    for target in re.findall(r"^make ([a-z]+)", _code(document), flags=re.MULTILINE):
        assert target in targets, f"make {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_of_the_project_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_example_of_settings_lists_each_with_its_default_and_its_line() -> None:
    found = re.findall(r"^# (.+)\n([A-Z_]+)=(.*)$", read(".env.example"), flags=re.MULTILINE)
    wanted = [
        (field.description, name.upper(), "" if field.default is None else str(field.default))
        for name, field in Settings.model_fields.items()
    ]
    assert found == wanted


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_that_a_document_names_is_one(document: Path) -> None:
    # What the Dockerfile takes, PostgreSQL in docker-compose.yml, and the tests of bad inputs.
    others = {"TORCH_INDEX", "POSTGRES_PASSWORD", "WHOLE_INPUTS"}
    named = set(re.findall(r"(?<![\w/])[A-Z]+(?:_[A-Z]+)+\b", _code(document)))
    assert named - others <= {name.upper() for name in Settings.model_fields}


def test_operators_are_told_of_every_setting_and_each_once() -> None:
    chapter = read("docs/operations.md").partition("### Settings")[2].partition("\n### ")[0]
    named = re.findall(r"`([A-Z_]+)`", chapter)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_bot_s_commands_in_the_readme_are_those_of_its_handlers() -> None:
    from bot.handlers import MODERATOR_MENU

    named = re.findall(r"^\| `/([a-z_]+)", read("README.md"), flags=re.MULTILINE)
    assert sorted(named) == sorted(MODERATOR_MENU)


def test_the_quotes_in_the_readme_stand_in_the_examples() -> None:
    from corpus.reading import Skipped, read_path

    items = [item for item in read_path(ROOT / "examples") if not isinstance(item, Skipped)]
    quoted = re.findall(r"^  │ (.+)$", read("README.md"), flags=re.MULTILINE)
    assert len(quoted) > 3
    for quote in quoted:
        assert any(quote in article.text for article in items), quote


def test_nothing_in_the_project_names_a_machine_s_own_paths_or_a_registry() -> None:
    # Put together here, so that this file does not find itself.
    forbidden = re.compile("|".join(["/wo" + "rk/", "py" + r"pi\.org", "file" + "s.pythonhosted"]))
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".safetensors", ".npz", ".gz", ".pdf", ".png"}:
            text = path.read_bytes().decode("utf-8", errors="replace")
            assert not forbidden.search(text), name


def _code(document: Path) -> str:
    """The code of a document: blocks and inline pieces, a line each."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, flags=re.DOTALL)
    return "\n".join(blocks + re.findall(r"`([^`\n]+)`", text))
