"""The commands in Telegram's menus, in the languages that the bot speaks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.handlers import MENU, MODERATOR_MENU
from bot.texts import DEFAULT, LANGUAGES, Texts

if TYPE_CHECKING:
    from telegram.ext import ExtBot

_log = logging.getLogger(__name__)


async def put(telegram: ExtBot[int], owner_id: int | None) -> None:
    """Set the menus: everybody's, and the owner's own."""
    try:
        for language in LANGUAGES:
            await telegram.set_my_commands(
                menu(MENU, language), language_code="" if language == DEFAULT else language
            )
        if owner_id is not None:
            scope = BotCommandScopeChat(owner_id)
            await telegram.set_my_commands(menu(MODERATOR_MENU, DEFAULT), scope=scope)
    except TelegramError as error:
        # The owner may never have spoken to the bot; the commands work all the same.
        _log.info("the command menu could not be set: %s", error)


def menu(commands: tuple[str, ...], language: str) -> list[BotCommand]:
    """The commands with their descriptions, for Telegram's menu."""
    texts = Texts(language)
    return [BotCommand(name, texts.plain(f"menu-{name}")) for name in commands]
