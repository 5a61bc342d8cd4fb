"""One process owns a data folder, and its lock goes with it."""

import os
import signal
import subprocess
import sys

import pytest

from corpus.errors import SettingsError, StoreBusy
from retrieval.lock import DataLock

HOLD = """
import sys, time
from pathlib import Path
from retrieval.lock import DataLock
lock = DataLock(Path(sys.argv[1]), "accordingto bot")
print("held", flush=True)
time.sleep(60)
"""


def test_the_owner_is_named_by_command_and_process_until_it_is_killed(tmp_path):
    owner = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with owner:
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy) as refused:
            DataLock(tmp_path, "accordingto add")
        assert str(refused.value) == (
            f"The data folder {tmp_path} is in use by `accordingto bot` (process {owner.pid}); "
            "stop it or use --data with another folder."
        )
        os.kill(owner.pid, signal.SIGKILL)
    DataLock(tmp_path, "accordingto add").release()


def test_two_libraries_of_one_process_do_not_share_a_folder(tmp_path):
    with DataLock(tmp_path, "one"), pytest.raises(StoreBusy, match=f"process {os.getpid()}"):
        DataLock(tmp_path, "two")
    DataLock(tmp_path, "two").release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}'])
def test_an_owner_that_has_not_written_its_name_is_another_process(tmp_path, content):
    with DataLock(tmp_path, "one"):
        (tmp_path / "lock").write_text(content)
        with pytest.raises(StoreBusy, match="by another process; stop it"):
            DataLock(tmp_path, "two")


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        DataLock(tmp_path / "file" / "data", "one")
