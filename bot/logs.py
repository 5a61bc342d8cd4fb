"""Logging that never shows a secret, with the id of the question that a line belongs to."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from bot.crash import TOKEN
from bot.operations.watching import question_id
from corpus.errors import AccordingToError

# These log the addresses that they call, and Telegram's hold the token; or that they are there.
_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn")
# What stages add to a record, and JSON lines pass on.
FIELDS = ("stage", "ms")
HIDDEN = "[token]"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Formats records for people, tracebacks included, without the secrets."""

    def __init__(self, *secrets: str) -> None:
        super().__init__("%(asctime)s %(levelname)s%(question)s %(name)s: %(message)s")
        written = {form for each in secrets for form in (each, quote(each, safe=""))}
        self._secrets = sorted(filter(None, written), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Give the record as text."""
        return self.hidden(self.line(record))

    def line(self, record: logging.LogRecord) -> str:
        """Give the record as text in which secrets may still stand."""
        number = question_id.get()
        record.question = "" if number is None else f" [{number}]"
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's name for it
        """Give an error's traceback; of one of ours its sentence, which says what to do."""
        return str(ei[1]) if isinstance(ei[1], AccordingToError) else super().formatException(ei)

    def hidden(self, text: str) -> str:
        """Give a text without the secrets, and without anything like a bot's token."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)


class AsJson(Discreet):
    """Formats records as one JSON object a line, for machines."""

    def line(self, record: logging.LogRecord) -> str:
        """Give the record as JSON; ``question`` stands where there is one, times are UTC."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"time": at, "level": record.levelname, "logger": record.name}
        said["message"] = record.getMessage()
        if (number := question_id.get()) is not None:
            said["question"] = number
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(
            said | {name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
            ensure_ascii=False,
        )


def configure(*secrets: str, as_json: bool = False, stream: TextIO | None = None) -> None:
    """Log to ``stream`` (None: stderr), everybody else's chatter left out."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(AsJson(*secrets) if as_json else Discreet(*secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
