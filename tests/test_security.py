"""SECURITY.md promises what tests hold, and secrets stay where they are."""

from __future__ import annotations

import ast
import hmac
import json
import re
import tomllib
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from bot import quotas, rights, webhook, worker
from bot.cli import app
from bot.operations.meters import Meters
from corpus.catalogue import answers, deliveries

ROOT = Path(__file__).parent.parent
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
LOCKS = ("run", "gpu", "dev", "build", "tools")


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_behind_a_promise_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert name in {each.name for each in tree.body if isinstance(each, kinds)}


def test_the_promises_name_their_tests() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert len(NAMED) >= 25
    assert len(NAMED) == text.count("::test_")


def test_a_promise_says_the_limits_that_hold() -> None:
    from corpus.reading import confined, fetch

    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert f"{fetch.MAX_BYTES >> 20} MB, {fetch.SECONDS:.0f} seconds" in text
    assert f"{confined.MEMORY / 2**30:.1f} GB" in text


def test_what_is_kept_is_kept_as_long_as_is_said() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert f"its number alone {worker.REMEMBERED.days} days more" in text
    assert f"| the last {answers.KEPT:,} |" in text
    assert f"| the last {deliveries.KEPT:,} |" in text
    assert quotas.SPAN == 3600
    assert "| that somebody asked, for the quota | an hour |" in text


def test_the_version_that_is_mended_is_this_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    series = ".".join(project["version"].split(".")[:2])
    assert f"AccordingTo is at {series} and" in (ROOT / "SECURITY.md").read_text("utf-8")


def test_the_tables_have_each_of_the_ten_risks_of_both_years() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = re.findall(r"^\| (LLM\d\d) [^|]+\| (LLM\d\d) \|", text, re.MULTILINE)
    ten = [f"LLM{number:02}" for number in range(1, 11)]
    assert [one for one, _ in rows] == ten
    assert sorted(other for _, other in rows) == ten


def test_no_secret_is_compared_but_so() -> None:
    for module in (webhook, rights):
        assert "compare_digest" in Path(module.__file__).read_text("utf-8")


async def test_secrets_are_compared_in_constant_time(monkeypatch) -> None:
    compared = []

    class Watched:
        @staticmethod
        def compare_digest(one, other):
            compared.append((one, other))
            return hmac.compare_digest(one, other)

    monkeypatch.setattr(webhook, "hmac", Watched)
    receiver = webhook.Webhook(None, "secret", Meters())
    headers = [(webhook.SECRET_HEADER.encode(), b"secreT")]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    sent = []

    async def send(message):
        sent.append(message)

    await receiver(scope, None, send)
    assert compared == [(b"secreT", b"secret")]
    assert sent[0]["status"] == 403


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """What is an argument stands in the machine's list of processes."""
    commands = [get_command(app)]
    names = set()
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        names |= {word for each in command.params for word in (each.name, *each.opts)}
    assert names
    assert isinstance(app, typer.Typer)
    assert not [name for name in names if re.search(r"token|secret|password|key\b", name or "")]


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([^\s#=]+)==(\S+)", lines, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_file_has_its_sha256_and_no_index_is_named(name: str) -> None:
    text = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    blocks = re.findall(r"^[^\s#].*(?:\n .*)*", text, re.MULTILINE)
    assert blocks
    for block in blocks:
        head, *hashes = block.replace("\\\n", "").split("--hash=")
        assert "==" in head
        assert hashes, head
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in hashes), head
    assert "://" not in text
    assert "--index" not in text


def test_the_locks_have_the_versions_with_which_the_tests_pass() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    known = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    plain = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in known.items()}
    locked = pins("run") | pins("dev")
    assert {
        name: version for name, version in locked.items() if plain.get(name, version) != version
    } == {}


def test_the_locks_name_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        (pins("run"), project["dependencies"] + extras["otel"]),
        (pins("run") | pins("dev"), extras["dev"]),
        (pins("tools"), extras["tools"]),
    ):
        names = {re.split(r"[\s\[<>=;]", each)[0].lower() for each in wanted}
        assert {re.sub(r"[-_.]+", "-", name) for name in names} - set(lock) == set()


def test_the_list_of_components_is_that_of_the_lock() -> None:
    listed = json.loads((ROOT / "locks" / "sbom.cdx.json").read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert {each["name"]: each["version"] for each in listed["components"]} == pins("run")
    assert listed["metadata"]["component"]["name"] == "accordingto"
