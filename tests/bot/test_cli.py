"""The command line as a process would see it: output, errors and exit statuses."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.settings import Settings

COMMANDS = (
    *("bot", "chat", "add", "articles", "show", "remove", "restore", "sources", "claims"),
    *("attributions", "ask", "search", "export", "import", "rebuild", "backup", "doctor"),
)
runner = CliRunner()


@pytest.fixture(autouse=True)
def an_empty_folder_and_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_design_has_help_and_takes_a_data_folder(command: str) -> None:
    result = runner.invoke(cli.app, [command, "--help"])
    assert result.exit_code == 0
    assert "--data DIR" in result.output


def test_help_comes_without_loading_what_is_heavy() -> None:
    heavy = "torch sentence_transformers chromadb spacy langchain_core telegram sqlalchemy pydantic"
    code = (
        "import sys; from bot.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        f"loaded = [n for n in '{heavy}'.split() if n in sys.modules]\n"
        "assert not loaded, loaded"
    )
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
    assert time.monotonic() - started < 10  # about 0.1 s where the machine is quiet


def test_the_version_is_the_distribution_s() -> None:
    result = runner.invoke(cli.app, ["--version"])
    assert result.output == "accordingto 0.1.0\n"


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["ask"], ["ask", "x", "--batch", "y"], ["ask", "x", "--as-of", "yesterday"]],
)
def test_wrong_usage_is_exit_status_2(arguments: list[str]) -> None:
    assert runner.invoke(cli.app, arguments).exit_code == 2


def test_an_unknown_setting_stops_every_command_and_is_named() -> None:
    Path(".env").write_text("OWNER_IDD=1\n")
    for arguments in (["articles"], ["attributions"], ["claims", "x"]):
        result = run(*arguments)
        assert result.returncode == 1
        assert "OWNER_IDD" in result.stderr
        assert result.stderr.count("\n") == 1


def test_an_error_that_nobody_expected_is_one_sentence_that_names_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert "details are in" in err
    assert "Traceback" not in err
    assert "secret detail" not in err


def test_ctrl_c_ends_quietly_with_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupted)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 130
    assert "Traceback" not in capsys.readouterr().err
