"""An end that comes, whatever hangs.

Python waits at its end for every thread. One that analyses a long article or waits for a slow
site would hold the process up until it is killed; what it had not committed is done again at the
next start either way.
"""

from __future__ import annotations

import logging
import os
import threading

_log = logging.getLogger(__name__)
# Beyond the time for what is being answered: for closing servers, stores and the log, in seconds.
CLOSING = 10.0


def end_within(seconds: float) -> None:
    """End the process, with exit status 0, if it is still there after so many seconds."""
    timer = threading.Timer(seconds, _end, (seconds,))
    timer.daemon = True
    timer.start()


def _end(seconds: float) -> None:
    _log.warning(
        "something still runs %.0f s after the order to end and is left; what it had not "
        "finished is done again at the next start",
        seconds,
    )
    logging.shutdown()
    os._exit(0)
