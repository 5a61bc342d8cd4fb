"""Answers inline queries as they come: only the last one that somebody typed matters.

They do not go through the inbox: Telegram takes an answer for some seconds only, and every
letter that is typed is a new query.
"""

from __future__ import annotations

import asyncio
import logging
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.handlers.inline import Offer, offers
from bot.sending import keyboard
from bot.texts import Texts

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.handlers import Desk
    from bot.operations.watching import Watch

_log = logging.getLogger(__name__)
# Seconds without another letter before a query is taken for a question.
STILL = 0.5
CACHED = 60


class InlineQueries:
    """The queries that are being answered, one for each person."""

    def __init__(
        self, telegram: ExtBot[int], desk: Desk, watch: Watch, *, still: float = STILL
    ) -> None:
        self._telegram = telegram
        self._desk = desk
        self._watch = watch
        self._still = still
        self._running: dict[int, asyncio.Task[None]] = {}

    def take(self, query: dict[str, Any]) -> None:
        """Answer a query given as Telegram's JSON object, in place of that person's last."""
        user = int(query["from"]["id"])
        if before := self._running.get(user):
            before.cancel()
        task = asyncio.create_task(self._answer(query, user))
        self._running[user] = task
        task.add_done_callback(lambda done: self._forget(user, done))

    async def stop(self) -> None:
        """Leave what is not answered yet."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, user: int, done: asyncio.Task[None]) -> None:
        if self._running.get(user) is done:
            del self._running[user]

    async def _answer(self, query: dict[str, Any], user: int) -> None:
        await asyncio.sleep(self._still)
        # Telegram's ids of queries are too long to read; nobody asks again for the same one.
        with self._watch.question(f"inline-{token_hex(4)}"):
            await self._answer_now(query, user)

    async def _answer_now(self, query: dict[str, Any], user: int) -> None:
        try:
            person = await self._desk.run(self._desk.preferences.person, user)
            texts = Texts(person.language or query["from"].get("language_code"))
            found, way = [], texts.plain("ask-in-private")
            if refusal := await self._desk.run(self._desk.quotas.take, user, None):
                way = texts.plain("quota-inline", when=texts.wait(refusal.wait))
            else:
                found = await offers(self._desk, str(query["query"]), user, texts)
            await self._telegram.answer_inline_query(
                str(query["id"]),
                [_result(offer) for offer in found],
                cache_time=CACHED if found else 0,
                is_personal=True,
                button=InlineQueryResultsButton(way, start_parameter="inline"),
                rate_limit_args=1,
            )
        except TelegramError as error:
            _log.info("an inline query could not be answered: %s", error)
        except Exception:
            _log.exception("an inline query failed")


def _result(offer: Offer) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        offer.reply.messages[0].html,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(
        offer.id,
        offer.title,
        content,
        description=offer.description,
        # Only of a message with buttons does Telegram tell the id by which it can be edited.
        reply_markup=keyboard(offer.reply.buttons),
    )
