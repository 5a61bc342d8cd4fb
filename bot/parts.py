"""A long paste arrives as several messages, since Telegram's apps cut at 4,096 characters.

They are put together again before anybody looks at them. Pure, on updates as JSON objects.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bot.markup import utf16

# Apps cut at a space or line before the limit: a message this long may go on in the next.
NEARLY_FULL, FULL = 3000, 4096
SECONDS_APART = 2
MOST_PARTS = 50
Update = dict[str, Any]


def may_go_on(update: Update) -> bool:
    """Tell whether a message is long enough to be continued by the next."""
    return utf16(_text(update)) >= NEARLY_FULL


def goes_on(before: Update, after: Update) -> bool:
    """Tell whether ``after`` continues ``before``: same person and chat, at once, only text."""
    first, second = before.get("message", {}), after.get("message", {})
    return (
        may_go_on(before)
        and bool(_text(after))
        and not _is_command(second)
        and "reply_to_message" not in second
        and _author(first) == _author(second)
        and 0 < second["message_id"] - first["message_id"] <= 2
        and 0 <= second["date"] - first["date"] <= SECONDS_APART
    )


def joined(parts: list[Update]) -> Update:
    """Put parts together as one update, the first with the text of all."""
    whole = _text(parts[0])
    for before, after in pairwise(parts):
        whole += _gap(_text(before)) + _text(after)
    return {**parts[0], "message": {**parts[0]["message"], "text": whole}}


def _gap(before: str) -> str:
    """What stood between two parts; the apps drop the white space at which they cut."""
    if utf16(before) >= FULL:
        return ""
    return "\n\n" if before.rstrip().endswith((".", "!", "?", "…", '"', "”", "»")) else " "


def _text(update: Update) -> str:
    return str(update.get("message", {}).get("text", ""))


def _is_command(message: Update) -> bool:
    return any(
        entity["type"] == "bot_command" and entity["offset"] == 0
        for entity in message.get("entities", ())
    )


def _author(message: Update) -> tuple[Any, Any]:
    return message.get("chat", {}).get("id"), message.get("from", {}).get("id")
