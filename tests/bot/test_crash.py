from __future__ import annotations

import stat
from pathlib import Path

from bot.crash import record

TOKEN = "123456789:AAHfiqksKZ8WmR2zMnQvX0bB3n4c5d6e7f8"


def raised(message: str) -> Exception:
    try:
        raise RuntimeError(message)
    except RuntimeError as error:
        return error


def test_the_traceback_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    where = record(raised("boom"), folder=tmp_path)
    (log,) = tmp_path.iterdir()
    assert str(log) in where
    assert "RuntimeError: boom" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_token_is_cut_out_wherever_it_stands(tmp_path: Path) -> None:
    record(raised(f"https://api.telegram.org/bot{TOKEN}/getMe"), folder=tmp_path)
    (log,) = tmp_path.iterdir()
    assert TOKEN not in log.read_text()
    assert "/bot[token]/getMe" in log.read_text()


def test_a_log_that_cannot_be_written_is_said_and_not_raised(tmp_path: Path) -> None:
    assert "could not be written" in record(raised("boom"), folder=tmp_path / "absent")
