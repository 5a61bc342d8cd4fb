"""What the bot does for each command: parse, ask the library, render."""

from __future__ import annotations

from bot.handlers import asking, moderating
from bot.handlers.desk import Button, Command, Desk, Reply

COMMANDS: dict[str, Command] = {
    "start": Command(asking.start),
    "help": Command(asking.help_),
    "ask": Command(asking.ask, slow=True),
    "sources": Command(asking.sources),
    "add": Command(moderating.add, moderators=True, slow=True),
    "articles": Command(moderating.articles, moderators=True),
    "article": Command(moderating.article, moderators=True),
    "remove": Command(moderating.remove, moderators=True),
    "restore": Command(moderating.restore, moderators=True),
    "hint": Command(asking.hint),
    "unknown": Command(asking.unknown),
}
# In Telegram's menus, in this order.
MENU = ("ask", "sources", "help")
MODERATOR_MENU = (*MENU, "add", "articles", "article", "remove", "restore")

__all__ = ["COMMANDS", "MENU", "MODERATOR_MENU", "Button", "Command", "Desk", "Reply"]
