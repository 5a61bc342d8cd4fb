"""Telling a chat what nobody there asked for just now, in its language."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.texts import Texts

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.handlers.desk import Desk
    from bot.markup import Markup

_log = logging.getLogger(__name__)


async def tell(
    telegram: ExtBot[int], desk: Desk, chat: int | None, say: Callable[[Texts], Markup]
) -> None:
    """Tell a chat what ``say`` says in its language; None is told nothing.

    Where nobody can be told that is no failure.
    """
    if chat is None:
        return
    words = say(Texts(await language_of_chat(desk, chat)))
    preview = LinkPreviewOptions(is_disabled=True)
    try:
        await telegram.send_message(
            chat, words.html, parse_mode=ParseMode.HTML, link_preview_options=preview
        )
    except TelegramError as error:
        _log.info("nobody could be told: %s", error)


async def language_of_chat(desk: Desk, chat: int) -> str | None:
    """Give the language that a group or a person chose, else a moderator's there, else None."""
    if chat < 0:
        rules = await desk.run(desk.preferences.group, chat)
        return rules.language or rules.heard
    person = await desk.run(desk.preferences.person, chat)
    return person.language or person.heard
