"""Logging that never shows the bot's token."""

from __future__ import annotations

import logging
import sys

# These log the addresses that they call, and Telegram's hold the token.
_TALKATIVE = ("httpx", "httpcore", "telegram")


class Discreet(logging.Formatter):
    """Formats records, tracebacks included, without the secret."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as text."""
        return super().format(record).replace(self._secret, "[token]")


def configure(token: str) -> None:
    """Log to stderr, everybody else's chatter left out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
