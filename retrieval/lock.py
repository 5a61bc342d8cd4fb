"""One process owns a data folder: a lock on a file in it, which says who holds it.

The lock is the kernel's (``flock``), so that it goes with the process, however that ends.
"""

from __future__ import annotations

import fcntl
import json
import os
from typing import TYPE_CHECKING, Self

from corpus.errors import SettingsError, StoreBusy

if TYPE_CHECKING:
    from pathlib import Path

NAME = "lock"


class DataLock:
    """Holds a data folder, making it if need be, until it is released.

    ``command`` is how the owner calls itself ("accordingto bot"). Raises StoreBusy, naming the
    owner, where another process or another lock of this one holds the folder, and SettingsError
    where the folder cannot be written.
    """

    def __init__(self, folder: Path, command: str) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = (folder / NAME).open("a+", encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                f"The data folder {folder} cannot be written ({error.strerror}); "
                "choose another with --data."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = self._owner()
            self._file.close()
            raise StoreBusy(
                f"The data folder {folder} is in use by {owner}; "
                "stop it or use --data with another folder."
            ) from error
        self._file.truncate(0)
        self._file.write(json.dumps({"pid": os.getpid(), "command": command}))
        self._file.flush()

    def _owner(self) -> str:
        try:
            self._file.seek(0)
            owner = json.loads(self._file.read())
            return f"`{owner['command']}` (process {owner['pid']})"
        except (ValueError, KeyError, TypeError, OSError):
            return "another process"  # it has locked the file and not yet written its name

    def release(self) -> None:
        """Let the folder go."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def owner(folder: Path) -> str | None:
    """Give the command of who holds a data folder, None where nobody does or it is not known.

    For a moment it takes the lock, if nobody has it: not to be asked all the time.
    """
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return str(json.loads(file.read())["command"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None
