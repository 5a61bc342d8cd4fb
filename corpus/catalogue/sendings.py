"""What all processes that share a catalogue send, so that they keep limits together.

A message counts from before it is sent until a window has passed since its reply came, by the
database's clock. What a process was sending when it was killed counts for ``LEFT`` seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import text

from corpus.catalogue.locks import SPACE, key_of

if TYPE_CHECKING:
    from corpus.catalogue.engine import Database

# Seconds: few requests to Telegram take longer, and a chat whose process was killed in the middle
# of one hears nothing for as long.
LEFT = 10.0
SOON = 0.05  # to look again where the wait hangs on messages that are on their way

_LOCK = text("SELECT pg_advisory_xact_lock(:space, :key)")
# Nobody needs it on the disk before the message goes.
_IN_HASTE = text("SET LOCAL synchronous_commit TO off")
_FORGET = text(
    "DELETE FROM sendings WHERE ended < clock_timestamp() - make_interval(secs => :longest) "
    "OR (ended IS NULL AND began < clock_timestamp() - make_interval(secs => :left))"
)
_COUNT = text(
    "SELECT count(*) AS messages, extract(epoch FROM min(ended) + make_interval(secs => :seconds) "
    "- clock_timestamp()) AS wait FROM sendings WHERE (:chat = '' OR chat = :chat) "
    "AND (ended IS NULL OR ended > clock_timestamp() - make_interval(secs => :seconds))"
)
_BEGIN = text("INSERT INTO sendings (chat, began) VALUES (:chat, clock_timestamp()) RETURNING id")
_END = text("UPDATE sendings SET ended = clock_timestamp() WHERE id = :id")

Window = tuple[int, float]
"""At most so many messages in any stretch of so many seconds."""


class Sendings:
    """The messages of all processes; for a catalogue in PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self, chat: str, overall: Window, windows: Sequence[Window]
    ) -> tuple[int | None, float]:
        """Count a message to a chat that is sent now, and give its number.

        Where it may not be sent yet give None, and in how many seconds to ask again. ``windows``
        are the chat's own limits.
        """
        limits = [("", *overall), *((chat, *each) for each in windows)]
        with self._database.writing(beside=True) as connection:
            connection.execute(_IN_HASTE)
            connection.execute(_LOCK, {"space": SPACE, "key": key_of("sending")})
            longest = max(seconds for _, _, seconds in limits)
            connection.execute(_FORGET, {"longest": max(longest, 60.0), "left": LEFT})
            for whose, most, seconds in limits:
                row = connection.execute(_COUNT, {"chat": whose, "seconds": seconds}).one()
                if row.messages >= most:
                    return None, max(SOON, float(row.wait or 0.0))
            return int(connection.execute(_BEGIN, {"chat": chat}).scalar_one()), 0.0

    def end(self, number: int) -> None:
        """Note that a message has arrived, or was given up."""
        with self._database.writing(beside=True) as connection:
            connection.execute(_IN_HASTE)
            connection.execute(_END, {"id": number})
