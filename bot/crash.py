"""Keeps the details of an error that nobody expected, for whoever will mend it."""

from __future__ import annotations

import os
import re
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")
"""What the bot's token looks like, wherever it stands (in an address, say)."""


def record(error: BaseException, *, folder: Path | None = None) -> str:
    """Append the error to a log file; return the part of a sentence that says where.

    The log is in ``folder``, by default the system's for temporary files: the data folder may
    be the very thing that failed. Anything like a bot's token is cut out.
    """
    path = (folder or Path(tempfile.gettempdir())) / f"accordingto-errors-{os.getuid()}.log"
    details = "".join(traceback.format_exception(error))
    details = TOKEN.sub("[token]", details)
    try:
        # Others on the machine may read that folder, or have laid a link there.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()}\n{details}\n")
    except OSError:
        return "its details could not be written down."
    return f"its details are in {path}."
