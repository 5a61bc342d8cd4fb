"""Where updates go when Telegram gives them, by polling or by webhook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Update as Entry

if TYPE_CHECKING:
    from bot.operations.meters import Meters
    from bot.worker import Worker

KINDS = ["message", "callback_query", "inline_query", "chosen_inline_result"]
"""The kinds of updates that Telegram is asked for."""


class Arrivals:
    """Keeps updates in the inbox; inline queries are answered now or never, and not kept."""

    def __init__(
        self, worker: Worker, inline: Callable[[dict[str, Any]], None], meters: Meters
    ) -> None:
        self._worker = worker
        self._inline = inline
        self._meters = meters

    async def take(self, updates: Iterable[dict[str, Any]]) -> None:
        """Take updates given as Telegram's JSON objects; returns after they are committed.

        Those whose ids are known are dropped. Raises what the inbox raises; then Telegram must
        not be told that they arrived.
        """
        given = list(updates)
        queries = [each["inline_query"] for each in given if "inline_query" in each]
        entries = [_entry(each) for each in given if "inline_query" not in each]
        new = await self._worker.accept(entries)
        self._meters.arrived(new=new + len(queries), known=len(entries) - new)
        for query in queries:
            self._inline(query)


def _entry(update: dict[str, Any]) -> Entry:
    return Entry(update["update_id"], _chat(update), json.dumps(update))


def _chat(update: dict[str, Any]) -> int | None:
    """The chat in which an update must keep its place; None where it has none."""
    for value in update.values():
        if isinstance(value, dict):
            holder = value.get("message") if "chat" not in value else value
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return None
