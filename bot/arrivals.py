"""Where updates go when Telegram gives them, by polling or by webhook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Update as Entry

if TYPE_CHECKING:
    from bot.worker import Worker

MOST_ID = 2**63 - 1  # what a database takes as a number
KINDS = [
    "message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "channel_post",
    "edited_channel_post",
    "my_chat_member",
]
"""The kinds of updates that Telegram is asked for."""


class Arrivals:
    """Keeps updates in the inbox; inline queries are answered now or never, and not kept."""

    def __init__(self, worker: Worker, inline: Callable[[dict[str, Any]], None]) -> None:
        self._worker = worker
        self._inline = inline

    async def take(self, updates: Iterable[dict[str, Any]]) -> None:
        """Take updates given as Telegram's JSON objects; returns after they are committed.

        Those whose ids are known are dropped. Raises what the inbox raises; then Telegram must
        not be told that they arrived.
        """
        given = list(updates)
        queries = [each["inline_query"] for each in given if "inline_query" in each]
        entries = [_entry(each) for each in given if "inline_query" not in each]
        await self._worker.accept(entries)
        for query in queries:
            self._inline(query)


def _entry(update: dict[str, Any]) -> Entry:
    given = json.dumps(update, ensure_ascii=False)
    # Half of a pair of surrogates is no text: nothing could keep, read or send it. What stands
    # in its place is as long, so that entities stay where they are.
    payload = given.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Entry(update["update_id"], _chat(update), payload)


def _chat(update: dict[str, Any]) -> int | None:
    """The chat in which an update must keep its place; None where it has none."""
    for value in update.values():
        if isinstance(value, dict):
            holder = value.get("message") if "chat" not in value else value
            chat = holder.get("chat") if isinstance(holder, dict) else None
            number = chat.get("id") if isinstance(chat, dict) else None
            if isinstance(number, int) and abs(number) < MOST_ID:
                return number
    return None
