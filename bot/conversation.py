"""One update from beginning to end: what is asked, whether they may, the answer, the reply."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import drafts
from bot.admission import Admission
from bot.channels import Channels
from bot.drafting import Draft
from bot.handlers import (
    COMMANDS,
    MEND,
    Command,
    Desk,
    Reply,
    buttons,
    deciding,
    forgetting,
    importing,
    mending,
    proposing,
)
from bot.handlers.desk import quick
from bot.handlers.inline import sent_as
from bot.incoming import ASK, Incoming, Press, read, read_press
from bot.operations.watching import listener
from bot.reasons import in_words
from bot.rights import Role
from bot.texts import Texts
from bot.turns import Turns
from corpus.errors import AccordingToError
from retrieval.stages import stage

if TYPE_CHECKING:
    from telegram import ChosenInlineResult, Message
    from telegram.ext import ExtBot

    from bot.corrections import Corrections
    from bot.operations.watching import Watch
    from bot.sending import Sender

_log = logging.getLogger(__name__)
# Buttons that change the corpus, by the verb that they carry.
_CHANGING = {
    **dict.fromkeys(importing.VERBS, importing.pressed),
    **dict.fromkeys(proposing.VERBS, proposing.pressed),
    **dict.fromkeys(mending.VERBS, mending.pressed),
    **dict.fromkeys(deciding.VERBS, deciding.pressed),
    **dict.fromkeys(forgetting.VERBS, forgetting.pressed),
}
# What Telegram says of a place where nothing can be said any more, in lower case.
_SHUT = (
    "topic_closed",
    "topic_deleted",
    "thread not found",
    "chat not found",
    "chat_write_forbidden",
    "chat_restricted",
    "not enough rights",
    "have no rights",
    "message to be replied not found",
)


class Conversation:
    """Answers updates. Whatever goes wrong is logged, and the person gets one sentence."""

    def __init__(
        self,
        telegram: ExtBot[int],
        sender: Sender,
        desk: Desk,
        corrections: Corrections,
        watch: Watch,
    ) -> None:
        self._telegram = telegram
        self._sender = sender
        self._desk = desk
        self._corrections = corrections
        self._admission = Admission(desk)
        self._channels = Channels(telegram, desk)
        self._watch = watch
        self._meters = watch.meters
        self._turns = Turns()

    async def handle(self, payload: dict[str, Any]) -> None:
        """Answer an update given as Telegram's JSON object."""
        with self._watch.question(str(payload.get("update_id"))):
            await self._handle(payload)

    async def _handle(self, payload: dict[str, Any]) -> None:
        update = Update.de_json(payload, self._telegram)
        if update.chosen_inline_result is not None:
            await self._sent_inline(update.chosen_inline_result)
            return
        if await self._in_channel(update, payload):
            return
        press = read_press(update)
        if press is not None:
            await self._say(press, self._press(press))
            return
        quick.set(True)
        await self._moved(update.message)
        request = await self._expected(read(update, self._telegram.bot))
        if request is None or (request.command not in COMMANDS and not request.addressed):
            return
        admitted = await self._admitted(request)
        if isinstance(admitted, Reply):
            self._meters.refused("admission")
            await self._say(request, _done(admitted))
        else:
            await self._say(admitted, self._reply(admitted))

    async def _in_channel(self, update: Update, payload: dict[str, Any]) -> bool:
        """Take in what a channel posted, and whether the bot is in a chat; False for the rest."""
        if update.my_chat_member is not None:
            await self._channels.membership(update.my_chat_member)
            return True
        given = payload.get("channel_post") or payload.get("edited_channel_post")
        if given is None:
            return False
        try:
            await self._channels.posted(given)
        finally:
            self._corrections.look()
        return True

    async def _expected(self, request: Incoming | None) -> Incoming | None:
        """Take a reply that the bot asked for as that, and not as a question."""
        if request is None or request.command != ASK or not request.replied_to_bot:
            return request
        draft = await self._desk.run(
            drafts.awaiting,
            self._desk.library.catalogue,
            request.user_id or 0,
            request.chat_id,
            request.replied_id,
        )
        return request if draft is None else replace(request, command=MEND)

    async def _moved(self, message: Message | None) -> None:
        """Keep the rules and the digest of a group that became a supergroup."""
        if message is None:
            return
        before = message.migrate_from_chat_id or message.chat.id
        after = message.migrate_to_chat_id or message.chat.id
        if before != after:
            await self._desk.run(self._desk.preferences.move_group, before, after)
            await self._desk.run(self._desk.library.catalogue.digests.move, before, after)

    async def _admitted(self, request: Incoming) -> Incoming | Reply:
        try:
            texts = await self._texts(request)
            return await self._admission.admit(request, _command(request), texts)
        except TelegramError as error:
            # Whether somebody is an admin only Telegram knows.
            _log.warning("Telegram does not say who may ask: %s", error)
            return Reply([Texts(request.language).say("telegram-trouble")])
        except Exception:
            _log.exception("no admission")
            return Reply([Texts(request.language).say("sorry")])

    async def _say(self, place: Incoming | Press, answering: Coroutine[Any, Any, Reply]) -> None:
        try:
            await self._send(place, await answering)
        except Forbidden as error:
            # They blocked the bot or threw it out: there is nobody to tell.
            _log.info("nobody to reply to: %s", error)
            if isinstance(place, Incoming) and place.origin is not None:
                texts = await self._texts(place.origin)
                refusal = await self._admission.cannot_write(place.origin, texts)
                await self._say(place.origin, _done(refusal))
        except BadRequest as error:
            if any(words in str(error).lower() for words in _SHUT):
                _log.info("nowhere to reply to: %s", error)
                return
            _log.exception("Telegram refused a reply")
            await self._apologise(place, Texts(place.language))

    async def _send(self, place: Incoming | Press, reply: Reply) -> None:
        """Send a reply and record it; the words of a picture go with it, or in its place."""
        try:
            recording = self._corrections.sending(reply.shown, place.chat_id, place.thread_id)
            async with recording as sent:
                with stage("send"):
                    await self._sender.reply(place, reply, sent)
        except BadRequest as refusal:
            if reply.words is None:
                raise
            # Some groups let nobody send pictures.
            _log.info("no picture: %s", refusal)
            await self._send(place, reply.words)
            return
        for message in sent:
            if reply.about is not None:
                self._desk.talk.answered(place.chat_id, message.message_id, reply.about)
        if sent and reply.asks:
            store, last = self._desk.library.catalogue, sent[-1]
            who = place.user_id or 0
            await self._desk.run(drafts.awaits, store, who, last.chat.id, last.message_id)
        if reply.words is not None and reply.words.messages != reply.messages:
            await self._send(place, reply.words)

    async def _sent_inline(self, chosen: ChosenInlineResult) -> None:
        """Record what somebody sent to a chat of theirs, so that it can be edited."""
        if chosen.inline_message_id is None:
            return
        person = await self._desk.run(self._desk.preferences.person, chosen.from_user.id)
        texts = Texts(person.language or chosen.from_user.language_code)
        shown = await self._desk.run(sent_as, self._desk, chosen.result_id, texts)
        if shown is not None:
            await self._corrections.sent_inline(shown, chosen.inline_message_id)

    async def _texts(self, who: Incoming | Press) -> Texts:
        """The texts in the language of the group, else of the person, else of their Telegram."""
        preferences = self._desk.preferences
        if not who.private:
            rules = await self._desk.run(preferences.group, who.chat_id)
            if rules.language is not None:
                return Texts(rules.language)
        person = await self._desk.run(preferences.person, who.user_id)
        return Texts(person.language or who.language)

    async def _press(self, press: Press) -> Reply:
        texts = await self._texts(press)
        try:
            outcome = await self._pressed(press, texts)
        except AccordingToError as error:
            await self._sender.notice(press.query_id, None)
            return Reply([texts.say("refused", why=in_words(str(error), texts))])
        except TelegramError as error:
            _log.warning("Telegram failed at a press: %s", error)
            await self._sender.notice(press.query_id, texts.plain("telegram-trouble"))
            return Reply([])
        except Exception:
            _log.exception("a press failed")
            await self._sender.notice(press.query_id, None)
            return Reply([texts.say("sorry")])
        await self._sender.notice(press.query_id, outcome.notice)
        if outcome.words is not None:
            await self._sender.put_words(press, outcome.words, outcome.buttons or ())
        elif outcome.buttons is not None:
            await self._sender.put_buttons(press, outcome.buttons)
        return outcome.reply or Reply([])

    async def _pressed(self, press: Press, texts: Texts) -> buttons.Pressed:
        change = _CHANGING.get(press.data.partition(":")[0])
        if change is None:
            return await buttons.pressed(self._desk, press, texts)
        try:
            return await change(self._desk, press, texts)
        finally:
            self._corrections.look()

    async def _reply(self, request: Incoming) -> Reply:
        texts = Texts(request.language)
        try:
            texts = await self._texts(request)
            return await self._answer(request, texts)
        except AccordingToError as error:
            # The sentence may quote what was asked for.
            _log.info("refused: %s", type(error).__name__)
            self._meters.refused("error")
            return Reply([texts.say("refused", why=in_words(str(error), texts))])
        except TelegramError as error:
            _log.warning("Telegram failed before the reply: %s", error)
            return Reply([texts.say("telegram-trouble")])
        except Exception:
            _log.exception("no answer")
            if _command(request).asks(request.argument):
                self._meters.question("failed")
            return Reply([texts.say("sorry")])

    async def _answer(self, request: Incoming, texts: Texts) -> Reply:
        rights = self._desk.rights
        if await self._is_code(request):
            right = await self._desk.run(rights.claim, request.argument, request.user_id or 0)
            return Reply([texts.say("code-right" if right else "code-wrong")])
        command = _command(request)
        if not await self._desk.run(rights.may, request.user_id, command.needs, request.chat_id):
            self._meters.refused("rights")
            owners = command.needs is Role.OWNER
            return Reply([texts.say("owners-only" if owners else "moderators-only")])
        if command.moderators:
            await self._desk.run(self._desk.preferences.hear, request.chat_id, texts.language)
        try:
            if not command.slow:
                # Moderators' commands may wait for a job that changes the corpus.
                quick.set(not command.moderators)
                return await command.handle(self._desk, request, texts)
            person = await self._desk.run(self._desk.preferences.person, request.user_id)
            draft = Draft(texts)
            listener.set(draft.began)
            typing = self._sender.typing(request, draft if person.drafts else None)
            async with typing, self._turns.slow():
                quick.set(False)
                return await command.handle(self._desk, request, texts)
        finally:
            quick.set(True)
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
            _log.warning("no apology either: %s", error)


def _command(request: Incoming) -> Command:
    return COMMANDS.get(request.command, COMMANDS["unknown"])


async def _done(reply: Reply) -> Reply:
    return reply
