"""One update from beginning to end: what is asked, whether they may, the answer, the reply."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers import COMMANDS, Desk, Reply, buttons
from bot.handlers.inline import sent_as
from bot.incoming import ASK, Incoming, Press, read, read_press
from bot.texts import Texts
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from telegram import ChosenInlineResult
    from telegram.ext import ExtBot

    from bot.corrections import Corrections
    from bot.sending import Sender

_log = logging.getLogger(__name__)


class Conversation:
    """Answers updates. Whatever goes wrong is logged, and the person gets one sentence."""

    def __init__(
        self, telegram: ExtBot[int], sender: Sender, desk: Desk, corrections: Corrections
    ) -> None:
        self._telegram = telegram
        self._sender = sender
        self._desk = desk
        self._corrections = corrections

    async def handle(self, payload: dict[str, Any]) -> None:
        """Answer an update given as Telegram's JSON object."""
        update = Update.de_json(payload, self._telegram)
        if update.chosen_inline_result is not None:
            await self._sent_inline(update.chosen_inline_result)
            return
        press = read_press(update)
        if press is not None:
            await self._say(press, self._press(press))
            return
        request = read(update, self._telegram.bot)
        if request is None or (request.command not in COMMANDS and not request.addressed):
            return
        await self._say(request, self._reply(request))

    async def _say(self, place: Incoming | Press, answering: Coroutine[Any, Any, Reply]) -> None:
        try:
            await self._send(place, await answering)
        except Forbidden as error:
            # They blocked the bot or threw it out: there is nobody to tell.
            _log.info("no reply to chat %s: %s", place.chat_id, error)
        except BadRequest:
            _log.exception("Telegram refused a reply to chat %s", place.chat_id)
            await self._apologise(place, Texts(place.language))

    async def _send(self, place: Incoming | Press, reply: Reply) -> None:
        """Send a reply and record it; the words of a picture go with it, or in its place."""
        try:
            sent = await self._sender.reply(place, reply)
        except BadRequest as refusal:
            if reply.words is None:
                raise
            # Some groups let nobody send pictures.
            _log.info("no picture in chat %s: %s", place.chat_id, refusal)
            await self._send(place, reply.words)
            return
        for message in sent:
            if reply.about is not None:
                self._desk.talk.answered(place.chat_id, message.message_id, reply.about)
        if sent and reply.shown is not None:
            ids = [message.message_id for message in sent]
            await self._corrections.sent(reply.shown, sent[0].chat.id, ids, place.thread_id)
        if reply.words is not None and reply.words.messages != reply.messages:
            await self._send(place, reply.words)

    async def _sent_inline(self, chosen: ChosenInlineResult) -> None:
        """Record what somebody sent to a chat of theirs, so that it can be edited."""
        if chosen.inline_message_id is None:
            return
        setting = self._desk.library.catalogue.setting
        language = await self._desk.run(setting, f"language:{chosen.from_user.id}")
        texts = Texts(language or chosen.from_user.language_code)
        shown = await self._desk.run(sent_as, self._desk, chosen.result_id, texts)
        if shown is not None:
            await self._corrections.sent_inline(shown, chosen.inline_message_id)

    async def _texts(self, who: Incoming | Press) -> Texts:
        """The texts in the language that somebody chose, else in that of their Telegram."""
        chosen = None
        if who.user_id is not None:
            setting = self._desk.library.catalogue.setting
            chosen = await self._desk.run(setting, f"language:{who.user_id}")
        return Texts(chosen or who.language)

    async def _press(self, press: Press) -> Reply:
        texts = await self._texts(press)
        try:
            outcome = await buttons.pressed(self._desk, press, texts)
        except AccordingToError as error:
            await self._sender.notice(press.query_id, None)
            return Reply([texts.say("refused", why=str(error))])
        except Exception:
            _log.exception("a press in chat %s failed", press.chat_id)
            await self._sender.notice(press.query_id, None)
            return Reply([texts.say("sorry")])
        await self._sender.notice(press.query_id, outcome.notice)
        if outcome.buttons is not None:
            await self._sender.put_buttons(press, outcome.buttons)
        return outcome.reply or Reply([])

    async def _reply(self, request: Incoming) -> Reply:
        texts = Texts(request.language)
        try:
            texts = await self._texts(request)
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
        try:
            if not command.slow:
                return await command.handle(self._desk, request, texts)
            async with self._sender.typing(request, texts.plain("working")):
                return await command.handle(self._desk, request, texts)
        finally:
            if command.moderators:
                self._corrections.look()

    async def _is_code(self, request: Incoming) -> bool:
        """Codes count in private only: in a group others read them first."""
        if request.command != ASK or not request.private or request.user_id is None:
            return False
        return await self._desk.run(self._desk.rights.is_code, request.argument)

    async def _apologise(self, request: Incoming | Press, texts: Texts) -> None:
        try:
            await self._sender.reply(request, Reply([texts.say("sorry")]))
        except TelegramError as error:
            _log.warning("no apology to chat %s either: %s", request.chat_id, error)
