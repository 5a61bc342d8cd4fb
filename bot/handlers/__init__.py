"""What the bot does for each command: parse, ask the library, render."""

from __future__ import annotations

from bot.handlers import asking, browsing, buttons, checking, moderating, settings
from bot.handlers.desk import Button, Command, Desk, Reply

COMMANDS: dict[str, Command] = {
    "start": Command(asking.start),
    "help": Command(asking.help_),
    "ask": Command(asking.ask, slow=True),
    "asof": Command(asking.as_of, slow=True),
    "timeline": Command(asking.timeline, slow=True),
    "check": Command(checking.check, slow=True),
    "answer": Command(asking.answer_again, slow=True),
    "new": Command(asking.new),
    "revoke": Command(asking.revoke),
    "sources": Command(browsing.sources),
    "source": Command(browsing.source, slow=True),
    "coverage": Command(browsing.coverage),
    "language": Command(asking.language),
    "privacy": Command(asking.privacy),
    "settings": Command(settings.settings, rules=True),
    "add": Command(moderating.add, moderators=True, slow=True),
    "articles": Command(moderating.articles, moderators=True),
    "article": Command(moderating.article, moderators=True),
    "remove": Command(moderating.remove, moderators=True),
    "restore": Command(moderating.restore, moderators=True),
    "hint": Command(asking.hint),
    "unknown": Command(asking.unknown),
}
# In Telegram's menus, in this order.
MENU = (
    "ask",
    "timeline",
    "check",
    "asof",
    "new",
    "sources",
    "source",
    "coverage",
    "settings",
    "language",
    "privacy",
    "help",
)
MODERATOR_MENU = (*MENU, "add", "articles", "article", "remove", "restore", "revoke")

__all__ = ["COMMANDS", "MENU", "MODERATOR_MENU", "Button", "Command", "Desk", "Reply", "buttons"]
