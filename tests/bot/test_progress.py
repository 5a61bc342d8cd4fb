from __future__ import annotations

import sys

import pytest

from bot import progress as module
from bot.progress import line, progress


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
    out, err = capsys.readouterr()
    assert out == ""
    said = [each.partition(",")[0] for each in err.splitlines()]
    assert said == ["Adding: 1 of 2", "Adding: 2", "Adding: 3 of 4"]


@pytest.mark.parametrize(
    ("done", "total", "speed", "said"),
    [
        (5, 10, 0.0, "Adding: 5 of 10"),
        (5, None, 2.0, "Adding: 5, 2.0 a second"),
        (10, 10, 2.0, "Adding: 10 of 10, 2.0 a second"),
        (5, 10, 2.0, "Adding: 5 of 10, 2.0 a second, about 2 s left"),
        (100, 1000, 2.5, "Adding: 100 of 1000, 2.5 a second, about 6 min left"),
        (100, 20000, 2.0, "Adding: 100 of 20000, 2.0 a second, about 2.8 h left"),
    ],
)
def test_a_line_says_how_fast_it_goes_and_how_long_it_takes(
    done: int, total: int | None, speed: float, said: str
) -> None:
    assert line("Adding", done, total, speed) == said


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
