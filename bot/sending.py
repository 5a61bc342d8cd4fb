"""Sending replies to where they belong: the chat, its topic, the message that asked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.drafting import Draft
    from bot.handlers import Button, Reply
    from bot.markup import Markup

_log = logging.getLogger(__name__)
PICTURE_NAME = "who-said-what.png"
# Telegram shows "typing" for five seconds.
TYPING_EVERY = 4.5
# Most answers are there sooner and need no draft.
DRAFT_AFTER = 1.0
# Between two looks for what there is more to say, and until the same is said again: Telegram shows
# a draft for thirty seconds.
DRAFT_EVERY, DRAFT_RENEWED = 0.7, 20.0
# How long a message waits for a draft that is on its way, so that it does not come after it.
DRAFT_ENDS = 1.0


class Place(Protocol):
    """Where a message stands that is answered: an ``Incoming`` or a ``Press``."""

    @property
    def chat_id(self) -> int:
        """Its chat."""

    @property
    def message_id(self) -> int:
        """Its id there."""

    @property
    def private(self) -> bool:
        """Whether the chat is with one person."""

    @property
    def thread_id(self) -> int | None:
        """Its topic, None outside of forums."""


class Sender:
    """Sends through a bot. Raises what Telegram refuses (TelegramError)."""

    def __init__(self, telegram: ExtBot[int]) -> None:
        self._telegram = telegram

    async def reply(
        self, request: Place, reply: Reply, sent: list[Message] | None = None
    ) -> list[Message]:
        """Send a reply's messages in order; in groups the first replies to the request.

        A picture goes with the first of them as the words below it. What was sent is put into
        ``sent`` one by one, so that it is known also where a later message is refused.
        """
        sent = [] if sent is None else sent
        chat = request.chat_id
        for i, message in enumerate(reply.messages):
            last = i == len(reply.messages) - 1
            below = _below(reply) if last else None
            answers = None if request.private or i else request.message_id
            send = self._send if reply.picture is None else partial(self._show, reply.picture)
            send = partial(send, silent=reply.silent)
            try:
                sent.append(await send(chat, request.thread_id, answers, message, below))
            except ChatMigrated as moved:
                # A group became a supergroup while we were at work: message ids are new there.
                chat = moved.new_chat_id
                sent.append(await send(chat, None, None, message, below))
        return sent

    async def _send(
        self,
        chat: int,
        thread: int | None,
        answers: int | None,
        message: Markup,
        below: InlineKeyboardMarkup | ForceReply | None,
        *,
        silent: bool,
    ) -> Message:
        return await self._telegram.send_message(
            chat_id=chat,
            text=message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=thread,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=_replying(answers),
            disable_notification=silent or None,
            reply_markup=below,
        )

    async def _show(
        self,
        picture: bytes,
        chat: int,
        thread: int | None,
        answers: int | None,
        words: Markup,
        below: InlineKeyboardMarkup | ForceReply | None,
        *,
        silent: bool,
    ) -> Message:
        return await self._telegram.send_photo(
            chat_id=chat,
            photo=picture,
            filename=PICTURE_NAME,
            caption=words.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=thread,
            reply_parameters=_replying(answers),
            disable_notification=silent or None,
            reply_markup=below,
        )

    async def notice(self, query_id: str, words: str | None) -> None:
        """Answer a press: with a few words on the screen, or only by ending its waiting sign."""
        try:
            await self._telegram.answer_callback_query(query_id, words, rate_limit_args=1)
        except TelegramError as error:
            # Telegram takes this for a few minutes only; the rest has been done all the same.
            _log.info("a press could not be acknowledged: %s", error)

    async def put_buttons(self, place: Place, buttons: Sequence[Sequence[Button]]) -> None:
        """Put other buttons under a message, or none."""
        try:
            await self._telegram.edit_message_reply_markup(
                place.chat_id, place.message_id, reply_markup=keyboard(buttons)
            )
        except BadRequest as error:
            # Pressed twice, or the message is gone: there is nothing to mend.
            _log.info("buttons could not be changed: %s", error)

    async def put_words(
        self, place: Place, words: Markup, buttons: Sequence[Sequence[Button]]
    ) -> None:
        """Put other words in a message's place, with other buttons."""
        try:
            await self._telegram.edit_message_text(
                words.html,
                chat_id=place.chat_id,
                message_id=place.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(buttons),
            )
        except BadRequest as error:
            _log.info("words could not be changed: %s", error)

    @asynccontextmanager
    async def typing(self, place: Place, draft: Draft | None) -> AsyncIterator[None]:
        """Show that something is being written, for as long as the body runs.

        In a private chat a ``draft``, if there is one, appears where the message will be, where
        that takes more than a moment, and fills as it grows; the message takes its place.
        """
        ended = asyncio.Event()
        tasks = [asyncio.create_task(self._keep_typing(place))]
        if place.private and draft is not None:
            tasks.append(asyncio.create_task(self._fill(place, draft, ended)))
        try:
            yield
        finally:
            ended.set()
            for drafting in tasks[1:]:
                await asyncio.wait({drafting}, timeout=DRAFT_ENDS)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_typing(self, place: Place) -> None:
        while True:
            try:
                await self._telegram.send_chat_action(
                    place.chat_id,
                    ChatAction.TYPING,
                    message_thread_id=place.thread_id,
                    rate_limit_args=1,
                )
            except TelegramError as error:
                _log.debug("no typing action: %s", error)
            await asyncio.sleep(TYPING_EVERY)

    async def _fill(self, place: Place, draft: Draft, ended: asyncio.Event) -> None:
        """Show a draft, again whenever it says more, until it has ended."""
        shown, renewed, pause = "", 0.0, DRAFT_AFTER
        while not await _within(ended, pause):
            pause, now = DRAFT_EVERY, time.monotonic()
            if draft.text != shown or now - renewed > DRAFT_RENEWED:
                shown, renewed = draft.text, now
                await self._draft(place, shown)

    async def _draft(self, place: Place, words: str) -> None:
        try:
            await self._telegram.send_message_draft(
                place.chat_id,
                draft_id=place.message_id,
                text=words,
                message_thread_id=place.thread_id,
                rate_limit_args=1,
            )
        except TelegramError as error:
            _log.debug("no draft: %s", error)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Wait until an event or so many seconds are over; tell whether it came."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _replying(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)


def _below(reply: Reply) -> InlineKeyboardMarkup | ForceReply | None:
    """What stands under a reply: buttons, or that an answer is asked of who it is for."""
    return ForceReply(selective=True) if reply.asks else keyboard(reply.buttons)


def keyboard(buttons: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Telegram's form of rows of buttons; None for none."""
    if not buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in buttons])


def _button(button: Button) -> InlineKeyboardButton:
    if button.shares:
        return InlineKeyboardButton(button.caption, switch_inline_query=button.data)
    if button.opens:
        return InlineKeyboardButton(button.caption, url=button.data)
    return InlineKeyboardButton(button.caption, callback_data=button.data)
