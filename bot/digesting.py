"""Sending digests when they are due: each time once, late where the bot was not running.

A digest is kept before it is sent. What was kept and not noted as sent may have arrived: it is not
sent again, and the next digest tells what it told.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden

from bot import digests, telling
from bot.alone import alone
from bot.digest_times import Times
from bot.handlers.digests import shown
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.corrections import Corrections
    from bot.handlers.desk import Desk, Reply
    from bot.sending import Sender
    from corpus.catalogue import Digest

_log = logging.getLogger(__name__)
# How often the schedule is looked at, in seconds.
LOOK_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes that answers nobody's."""

    chat_id: int
    thread_id: int | None
    message_id: int = 0
    private: bool = True


class Digesting:
    """The bot's loop over the digests that are due."""

    def __init__(
        self, sender: Sender, desk: Desk, corrections: Corrections, *, every: float = LOOK_EVERY
    ) -> None:
        self._sender = sender
        self._desk = desk
        self._corrections = corrections
        self._every = every
        self._store = desk.library.catalogue.digests
        self._looking = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, with what became due while the bot was not running."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is due stays due."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """Send what is due now."""
        async with self._looking:
            for digest in await self._desk.run(self._store.due):
                try:
                    await self._deal_with(digest)
                except Exception:
                    _log.exception("a digest could not be sent; trying again")

    async def _run(self) -> None:
        while True:
            try:
                async with alone(self._desk.run, self._desk.library.catalogue, "digests") as mine:
                    if mine:
                        await self.look()
            except Exception:
                _log.exception("digests could not be looked for; trying again")
            await asyncio.sleep(self._every)

    async def _deal_with(self, digest: Digest) -> None:
        run, now = self._desk.run, self._store.now()
        if await self._is_quiet(digest, now):
            return
        chosen = await telling.language_of_chat(self._desk, digest.chat_id)
        texts = Texts(chosen or digest.language)
        times = Times(digest.weekday, digest.time, digest.zone)
        after = times.next(datetime.fromisoformat(now)).isoformat(timespec="seconds")
        made = await run(
            digests.compose, self._desk, digest.chat_id, digest.since, now, digest.zone, texts
        )
        if made is None:
            await run(self._store.settle, digest, after, now)
            return
        number = await run(self._store.claim, digest.chat_id, digest.next_at, made.facts)
        if number is None:
            _log.warning("a digest that may have been sent before is not sent again")
            await run(self._store.settle, digest, after)
            return
        reply = await run(shown, self._desk, number, made, texts)
        if (there := await self._send(digest, reply)) is not None:
            await run(self._store.settle, there, after, now)

    async def _is_quiet(self, digest: Digest, now: str) -> bool:
        if digest.chat_id > 0:
            return False
        rules = await self._desk.run(self._desk.preferences.group, digest.chat_id)
        quiet = rules.quiet
        return quiet is not None and quiet.ends(datetime.fromisoformat(now)) is not None

    async def _send(self, digest: Digest, reply: Reply) -> Digest | None:
        """Send it, and give the digest as it is then; None where it is switched off by that."""
        try:
            chat, thread = digest.chat_id, digest.thread_id
            async with self._corrections.sending(reply.shown, chat, thread) as sent:
                await self._sender.reply(Address(chat, thread), reply, sent)
        except Forbidden as error:
            await self._switch_off(digest, error)
            return None
        except BadRequest as error:
            if "chat not found" in str(error).lower():
                await self._switch_off(digest, error)
                return None
            if digest.thread_id is None:
                raise
            # Its topic is gone; the group is not.
            digest = replace(digest, thread_id=None)
            await self._desk.run(self._store.put, digest)
            return await self._send(digest, reply)
        return await self._moved(digest, sent[0].chat.id)

    async def _moved(self, digest: Digest, chat: int) -> Digest:
        """Give the digest as it is in a chat, which it may have moved to by being sent."""
        if chat != digest.chat_id:
            # The group became a supergroup.
            await self._desk.run(self._store.move, digest.chat_id, chat)
            await self._desk.run(self._desk.preferences.move_group, digest.chat_id, chat)
            digest = replace(digest, chat_id=chat, thread_id=None)
        return digest

    async def _switch_off(self, digest: Digest, error: Exception) -> None:
        """They blocked the bot, threw it out, or are not there any more."""
        _log.info("a digest is switched off: %s", error)
        await self._desk.run(self._store.remove, digest.chat_id)
