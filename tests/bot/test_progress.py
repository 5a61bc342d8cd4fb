from __future__ import annotations

import sys

import pytest

from bot import progress as module
from bot.progress import progress


def test_without_a_terminal_nothing_is_printed_for_short_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress("Adding") as report:
        report(1, 2)
        report(2, 2)
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_long_work_prints_plain_lines_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_BETWEEN_LINES", 0.0)
    with progress("Adding") as report:
        report(1, 2)
        report(2, None)
    with progress("Adding", total=4) as report:
        report(3, None)
    assert capsys.readouterr() == ("", "Adding: 1 of 2\nAdding: 2\nAdding: 3 of 4\n")


def test_in_a_terminal_a_bar_goes_to_stderr_and_stdout_stays_clean(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Adding", total=3) as report:
        report(3, None)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Adding" in err
