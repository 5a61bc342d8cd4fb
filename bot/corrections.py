"""Messages that quote an article follow it: when it changes, they are edited, or replied to.

What is sent is recorded with the state in which it shows each article. A message is due for as
long as that is not the state that the article is in, so that a change reaches it whoever made it,
in this run or before it, and once.

The record is made before the message is sent, and gets its ids afterwards. Where the bot was
killed between the two, nobody knows whether the message is there: it cannot be edited, so its chat
is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import (
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bot.alone import alone
from bot.dividing import Block, divide
from bot.handlers import views
from bot.handlers.desk import Desk, Reply, Shown, View
from bot.marks import Marks
from bot.sending import PICTURE_NAME, keyboard
from bot.texts import Texts
from corpus.catalogue import Delivery, decided, unmended

if TYPE_CHECKING:
    from telegram import Message
    from telegram.ext import ExtBot

    from bot.answers import Kept
    from bot.markup import Markup
    from corpus.catalogue import History, NoticeKind

_log = logging.getLogger(__name__)
# Messages that are edited side by side, so that one slow group does not hold up the others.
AT_ONCE = 4
RETRY = 30.0
# Where others share the catalogue: how often to look, and how soon after they were at it.
LOOK_EVERY, OTHERS = 30.0, 1.0


class Corrections:
    """Records what was sent, and edits it when what it quotes has changed."""

    def __init__(self, telegram: ExtBot[int], desk: Desk, *, online: bool = True) -> None:
        """Without ``online`` nothing is recorded: what a terminal showed cannot be edited."""
        self._telegram = telegram
        self._online = online
        self._desk = desk
        self._store = desk.library.catalogue.deliveries
        self._shared = desk.library.catalogue.shared
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        # Deliveries that are being sent in this run: what became of them is known in a moment.
        self._on_way: set[int] = set()

    def start(self) -> None:
        """Begin, with what changed while the bot was not running."""
        self._changed.set()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is due stays due."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @asynccontextmanager
    async def sending(
        self, shown: Shown | None, chat_id: int, thread_id: int | None = None
    ) -> AsyncIterator[list[Message]]:
        """Record what the body sends to a chat, in a topic of it where it has them.

        The body puts the messages into the list that it is given, as they were sent. What
        ``shown`` is None quotes nothing and is not recorded.
        """
        sent: list[Message] = []
        if shown is None or not shown.states or not self._online:
            yield sent
            return
        delivery = Delivery(_kept(shown, thread_id), chat_id)
        key = await self._desk.run(self._store.put, delivery, shown.states)
        self._on_way.add(key)
        try:
            yield sent
        except (BadRequest, Forbidden):
            if not sent:
                await self._desk.run(self._store.drop, key)
            raise
        finally:
            self._on_way.discard(key)
            if sent:
                ids = [message.message_id for message in sent]
                await self._desk.run(self._store.arrived, key, sent[0].chat.id, ids)
                await self._look_again(shown)

    async def sent_inline(self, shown: Shown, inline_message_id: str) -> None:
        """Record a message that somebody sent in another chat through the bot."""
        if shown.states and self._online:
            delivery = Delivery(_kept(shown), inline_message_id=inline_message_id)
            await self._desk.run(self._store.put, delivery, shown.states)
            await self._look_again(shown)

    async def notice(
        self, article_id: str, kind: NoticeKind, note: str | None = None, *, by: int | None = None
    ) -> None:
        """Mark an article as corrected or retracted, and every message that quotes it.

        ``note`` says in a moderator's words what was wrong. NotFound where there is no such
        article. A corrected article's new text is added under its id first.
        """
        histories = self._desk.library.catalogue.histories
        await self._desk.run(histories.note, article_id, kind, note, by=by)
        self.look()

    def look(self) -> None:
        """Look for what is due: articles may have changed."""
        self._changed.set()

    async def _look_again(self, shown: Shown) -> None:
        """Look for what is due where an article changed while a message was on its way."""
        now = await self._desk.run(self._desk.library.catalogue.histories.of, list(shown.states))
        if any(state != _state(now, id_) for id_, state in shown.states.items()):
            self.look()

    async def _run(self) -> None:
        while True:
            # What is due because of others is no event here, nor what a killed process left.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY if self._shared else None):
                    await self._changed.wait()
            self._changed.clear()
            try:
                catalogue = self._desk.library.catalogue
                async with alone(self._desk.run, catalogue, "corrections") as mine:
                    if mine:
                        await self._work_off()
                if not mine:  # whoever is at it may have looked before this was due
                    self._changed.set()
                    await asyncio.sleep(OTHERS)
            except Exception:
                _log.exception("corrections could not be made; trying again")
                self._changed.set()
                await asyncio.sleep(RETRY)

    async def _work_off(self) -> None:
        failed: set[int] = set()
        while due := [
            each
            for each in await self._desk.run(self._store.due)
            if each.id not in failed | self._on_way
        ]:
            chats: dict[int | None, list[Delivery]] = {}
            for each in due:
                chats.setdefault(each.chat_id, []).append(each)
            several = asyncio.Semaphore(AT_ONCE)
            async with asyncio.TaskGroup() as group:
                for deliveries in chats.values():
                    group.create_task(self._in_chat(deliveries, several, failed))

    async def _in_chat(
        self, due: list[Delivery], several: asyncio.Semaphore, failed: set[int]
    ) -> None:
        """One after the other in a chat: Telegram makes them wait for each other anyway.

        What fails is put among the ``failed`` and does not hold up the rest.
        """
        for delivery in due:
            async with several:
                try:
                    await self._correct(delivery)
                except InvalidToken:
                    raise
                except Exception:
                    _log.exception("messages of %s could not be corrected", delivery.id)
                    failed.add(delivery.id)

    async def _correct(self, delivery: Delivery) -> None:
        """Bring a delivery's messages in line with the articles, and note that it was done."""
        given = dict(delivery.view)
        texts, thread = Texts(given.pop("language")), given.pop("thread")
        view = View(**given | {"keys": tuple(given["keys"])})
        before = await self._desk.run(self._store.articles, delivery.id)
        histories = await self._desk.run(self._desk.library.catalogue.histories.of, list(before))
        states = {id_: _state(histories, id_) for id_ in before}
        kept = await self._kept(view)
        marks = _marks(kept, before, histories)
        mended = all(unmended(states[id_]) == unmended(before[id_]) for id_ in before)
        # It may say already what became of a source, which was taken back since.
        told = any(map(decided, before.values()))
        renamed = told or bool(await self._desk.run(views.renamings, self._desk, kept))
        if mended and not marks.touched() and not renamed:
            # Claims were put right, or sources renamed, that these messages do not quote.
            await self._desk.run(self._store.settle, delivery.id, states, delivery.message_ids)
            return
        reply = await views.show(self._desk, view, texts)
        if reply is not None and reply.shown is not None:
            # What is shown now, even where the articles went on changing since.
            states |= reply.shown.states
        whole = views.whole(self._desk, view)
        sent = Messages(self._telegram, delivery, thread, texts, whole)
        try:
            await self._change(sent, reply, marks)
        except (Forbidden, BadRequest) as refusal:
            # They blocked the bot, threw it out, or closed the topic: there is nobody to tell.
            _log.info("a message could not be corrected: %s", refusal)
        await self._desk.run(self._store.settle, delivery.id, states, sent.ids)

    async def _kept(self, view: View) -> list[Kept]:
        """The answers that a view shows, those of them that are kept."""
        found = [await self._desk.run(self._desk.answers.get, key) for key in view.keys]
        return [each for each in found if each is not None]

    async def _change(self, sent: Messages, reply: Reply | None, marks: Marks) -> None:
        """Edit messages; where that is not possible any more, say briefly what changed."""
        try:
            if reply is not None and sent.known:
                await sent.edit(reply)
                return
        except ChatMigrated as moved:
            sent.move(moved.new_chat_id)
        except BadRequest as refusal:
            _log.info("a message cannot be edited: %s", refusal)
        if marks.changed():
            await sent.tell(marks)


class Messages:
    """A delivery's messages in Telegram. ``ids`` are theirs, those that came later among them.

    ``whole`` is the command that brings all of what they show.
    """

    def __init__(
        self,
        telegram: ExtBot[int],
        delivery: Delivery,
        thread: int | None,
        texts: Texts,
        whole: Markup,
    ) -> None:
        self._telegram = telegram
        self._chat = delivery.chat_id
        self._inline = delivery.inline_message_id
        self._thread = thread
        self._whole = whole
        self._pictured = delivery.view["name"] in views.PICTURES
        self._texts = texts
        self.ids = list(delivery.message_ids)

    @property
    def known(self) -> bool:
        """Whether there are messages that can be edited."""
        return bool(self.ids) or self._inline is not None

    def move(self, chat_id: int) -> None:
        """The group became a supergroup: its messages have other ids there."""
        self._chat, self.ids, self._thread = chat_id, [], None

    async def edit(self, reply: Reply) -> None:
        """Put what a reply says in the messages' place (BadRequest where that is refused)."""
        buttons = keyboard(reply.buttons)
        if self._pictured:
            await self._put_picture(reply, buttons)
            return
        if self._inline is not None:
            await self._put(reply.messages[0], buttons, inline_message_id=self._inline)
            return
        kept, shown = len(self.ids), reply.messages
        for i, message in enumerate(shown[:kept]):
            last = i == len(shown) - 1
            await self._put(message, buttons if last else None, message_id=self.ids[i])
        for message_id in self.ids[len(shown) :]:
            await self._put(self._texts.say("changed-above"), None, message_id=message_id)
        for message in shown[kept:]:
            last = message is shown[-1]
            self.ids.append(await self._send(message, buttons if last else None))

    async def _put_picture(self, reply: Reply, buttons: InlineKeyboardMarkup | None) -> None:
        """Put another picture in its place, or only other words where none can be made."""
        message_id, words = self.ids[0], reply.messages[0]
        if reply.picture is None:
            words = self._texts.say("changed")
            edit = partial(
                self._telegram.edit_message_caption, caption=words.html, parse_mode=ParseMode.HTML
            )
        else:
            photo = InputMediaPhoto(
                reply.picture, caption=words.html, parse_mode=ParseMode.HTML, filename=PICTURE_NAME
            )
            edit = partial(self._telegram.edit_message_media, photo)
        try:
            await edit(chat_id=self._chat, message_id=message_id, reply_markup=buttons)
        except BadRequest as refusal:
            if "not modified" not in str(refusal):
                raise

    async def tell(self, marks: Marks) -> None:
        """Reply with what became of the articles; an inline message cannot be replied to."""
        if self._inline is not None:
            return
        lines = [views.changed_line(*each, self._texts) for each in marks.changed()]
        again = self._texts.say("changed-whole", command=self._whole)
        blocks = [Block(self._texts.say("changed-reply"), tuple(lines)), Block(again)]
        await self._send(divide(blocks)[0], None)

    async def _put(
        self,
        message: Markup,
        buttons: InlineKeyboardMarkup | None,
        *,
        message_id: int | None = None,
        inline_message_id: str | None = None,
    ) -> None:
        try:
            await self._telegram.edit_message_text(
                message.html,
                chat_id=None if inline_message_id else self._chat,
                message_id=message_id,
                inline_message_id=inline_message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=buttons,
            )
        except BadRequest as refusal:
            # It was edited before the bot was killed, and not noted as done.
            if "not modified" not in str(refusal):
                raise

    async def _send(self, message: Markup, buttons: InlineKeyboardMarkup | None) -> int:
        to = None
        if self.ids:
            to = ReplyParameters(self.ids[-1], allow_sending_without_reply=True)
        sent = await self._telegram.send_message(
            self._chat or 0,
            message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=self._thread,
            reply_parameters=to,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=buttons,
        )
        return sent.message_id


def _marks(kept: list[Kept], before: Mapping[str, str], histories: Mapping[str, History]) -> Marks:
    """What became of what answers quote, since that was last shown."""
    quoted = [each for given in kept for each in given.quoted]
    versions = {id_: state.partition("|")[0] for id_, state in before.items()}
    return Marks(histories, versions, quoted)


def _kept(shown: Shown, thread_id: int | None = None) -> dict[str, Any]:
    return {**asdict(shown.view), "language": shown.language, "thread": thread_id}


def _state(histories: Mapping[str, History], article_id: str) -> str:
    return histories[article_id].state if article_id in histories else ""
