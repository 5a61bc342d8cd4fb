"""One update from beginning to end: what is asked, whether they may, the answer, the reply."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers import COMMANDS, Desk, Reply
from bot.incoming import ASK, Incoming, read
from bot.texts import Texts
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.sending import Sender

_log = logging.getLogger(__name__)


class Conversation:
    """Answers updates. Whatever goes wrong is logged, and the person gets one sentence."""

    def __init__(self, telegram: ExtBot[int], sender: Sender, desk: Desk) -> None:
        self._telegram = telegram
        self._sender = sender
        self._desk = desk

    async def handle(self, payload: dict[str, Any]) -> None:
        """Answer an update given as Telegram's JSON object."""
        update = Update.de_json(payload, self._telegram)
        request = read(update, self._telegram.bot)
        if request is None or (request.command not in COMMANDS and not request.addressed):
            return
        texts = Texts(request.language)
        try:
            await self._sender.reply(request, await self._reply(request, texts))
        except Forbidden as error:
            # They blocked the bot or threw it out: there is nobody to tell.
            _log.info("no reply to chat %s: %s", request.chat_id, error)
        except BadRequest:
            _log.exception("Telegram refused a reply to chat %s", request.chat_id)
            await self._apologise(request, texts)

    async def _reply(self, request: Incoming, texts: Texts) -> Reply:
        try:
            return await self._answer(request, texts)
        except AccordingToError as error:
            _log.info("refused in chat %s: %s", request.chat_id, error)
            return Reply([texts.say("refused", why=str(error))])
        except TelegramError as error:
            _log.warning("chat %s: %s", request.chat_id, error)
            return Reply([texts.say("telegram-trouble")])
        except Exception:
            _log.exception("no answer for chat %s", request.chat_id)
            return Reply([texts.say("sorry")])

    async def _answer(self, request: Incoming, texts: Texts) -> Reply:
        rights = self._desk.rights
        if await self._is_code(request):
            right = await self._desk.run(rights.claim, request.argument, request.user_id or 0)
            return Reply([texts.say("code-right" if right else "code-wrong")])
        command = COMMANDS.get(request.command, COMMANDS["unknown"])
        if command.moderators and not await self._desk.run(rights.may_moderate, request.user_id):
            return Reply([texts.say("moderators-only")])
        if not command.slow:
            return await command.handle(self._desk, request, texts)
        async with self._sender.typing(request):
            return await command.handle(self._desk, request, texts)

    async def _is_code(self, request: Incoming) -> bool:
        """Codes count in private only: in a group others read them first."""
        if request.command != ASK or not request.private or request.user_id is None:
            return False
        return await self._desk.run(self._desk.rights.is_code, request.argument)

    async def _apologise(self, request: Incoming, texts: Texts) -> None:
        try:
            await self._sender.reply(request, Reply([texts.say("sorry")]))
        except TelegramError as error:
            _log.warning("no apology to chat %s either: %s", request.chat_id, error)
