"""What the bot does for each command: parse, ask the library, render."""

from __future__ import annotations

from bot.handlers import (
    asking,
    browsing,
    buttons,
    checking,
    editing,
    feeding,
    moderating,
    proposing,
    settings,
    trust,
)
from bot.handlers.desk import Button, Command, Desk, Reply
from bot.rights import Role

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
    "add": Command(proposing.add, needs=Role.CONTRIBUTOR, slow=True),
    "pending": Command(proposing.pending, needs=Role.CONTRIBUTOR, slow=True),
    "edit": Command(editing.edit, needs=Role.CONTRIBUTOR, slow=True),
    "undo": Command(editing.undo, needs=Role.CONTRIBUTOR, slow=True),
    "articles": Command(moderating.articles, needs=Role.MODERATOR),
    "article": Command(moderating.article, needs=Role.MODERATOR),
    "revisions": Command(editing.revisions, needs=Role.MODERATOR),
    "remove": Command(moderating.remove, needs=Role.MODERATOR),
    "restore": Command(moderating.restore, needs=Role.MODERATOR),
    "correct": Command(editing.correct, needs=Role.MODERATOR),
    "retract": Command(editing.retract, needs=Role.MODERATOR),
    "feeds": Command(feeding.feeds, needs=Role.MODERATOR, slow=True),
    "mods": Command(trust.moderators, needs=Role.MODERATOR),
    "audit": Command(trust.audit, needs=Role.MODERATOR),
    "promote": Command(trust.promote, needs=Role.OWNER),
    "demote": Command(trust.demote, needs=Role.OWNER),
    "eyes": Command(trust.eyes, needs=Role.OWNER),
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
MODERATOR_MENU = (
    *MENU,
    "add",
    "pending",
    "articles",
    "article",
    "edit",
    "revisions",
    "correct",
    "retract",
    "remove",
    "restore",
    "undo",
    "feeds",
    "mods",
    "promote",
    "demote",
    "eyes",
    "audit",
    "revoke",
)

__all__ = ["COMMANDS", "MENU", "MODERATOR_MENU", "Button", "Command", "Desk", "Reply", "buttons"]
