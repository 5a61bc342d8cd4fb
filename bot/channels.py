"""Channels that are watched: what is posted becomes a proposal or an article, edits its revision.

A post is kept as it is before it is read, and what was read in it after it was dealt with: killed
in between, the bot reads it again and finds the same.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Chat, ChatMember, ChatMemberUpdated, Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot import markup, posts, publishing
from bot.handlers.channels import name
from bot.handlers.editing import EDITED
from bot.reasons import in_words
from bot.steps import recorded
from bot.telling import tell
from corpus.catalogue import FeedMode, Step, digest
from corpus.errors import AccordingToError
from corpus.reading.doubts import doubts

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.handlers.desk import Desk
    from bot.markup import Markup
    from bot.ports import Library
    from bot.texts import Texts
    from corpus.catalogue import Proposal, Watch
    from corpus.model import Article

_log = logging.getLogger(__name__)
GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


@dataclass(frozen=True, slots=True)
class Channel:
    """A chat as Telegram describes it; ``present`` tells whether the bot is in it."""

    chat_id: int
    title: str
    username: str | None
    is_channel: bool
    present: bool


async def look_up(telegram: ExtBot[int], wanted: int | str) -> Channel | None:
    """Ask Telegram for a chat by its id or @name; None where it shows the bot none."""
    try:
        chat = await telegram.get_chat(wanted)
    except (BadRequest, Forbidden):
        return None
    try:
        member = await telegram.get_chat_member(chat.id, telegram.id)
    except (BadRequest, Forbidden):
        present = False
    else:
        present = member.status not in GONE
    is_channel = chat.type == Chat.CHANNEL
    return Channel(chat.id, chat.title or str(wanted), chat.username, is_channel, present)


@dataclass(slots=True)
class Came:
    """What came of a post: ids that were published, and what now waits.

    ``emptied`` tells that a report is no report any more.
    """

    published: list[str] = field(default_factory=list)
    proposed: list[Proposal] = field(default_factory=list)
    emptied: bool = False


class Channels:
    """Takes in what channels post, and whether the bot is in them."""

    def __init__(self, telegram: ExtBot[int], desk: Desk) -> None:
        self._telegram = telegram
        self._desk = desk
        self._store = desk.library.catalogue

    async def posted(self, given: dict[str, Any]) -> None:
        """Take in a post, new or edited, given as Telegram's JSON object."""
        message = Message.de_json(given, None)
        watch = await self._desk.run(self._store.watches.of, message.chat.id)
        if watch is None or not _says(message):
            return
        watches, chat, name = self._store.watches, message.chat, posts.name_of(message)
        if (watch.title, watch.username) != (chat.title, chat.username):
            await self._desk.run(watches.called, watch.id, chat.title or "", chat.username)
        await self._desk.run(watches.keep, watch.id, name, given)
        kept = await self._desk.run(watches.messages, watch.id, name)
        post = posts.post_of(posts.messages_of(kept))
        try:
            await self._take_in(watch, name, post)
        except (AccordingToError, TelegramError) as error:
            _log.warning("a channel's post could not be taken in: %s", type(error).__name__)
            await self._tell(watch, partial(_failed, watch, post, error))

    async def _take_in(self, watch: Watch, name: str, post: posts.Post) -> None:
        files = {number: await self._desk.download(file.file_id) for number, file in post.files}
        found = await self._desk.read(posts.reports, self._desk.reader, post, files)
        waited = await self._desk.run(waits, self._desk.library, watch)
        came = await self._desk.run(settle, self._desk.library, watch, name, found)
        if came.proposed and not waited:
            await self._tell(watch, partial(_proposed, watch, len(came.proposed)))
        if came.emptied:
            await self._tell(watch, partial(_emptied, watch, post))

    async def membership(self, change: ChatMemberUpdated) -> None:
        """Note that the bot was taken into a chat, or put out of it."""
        chat, gone = change.chat.id, change.new_chat_member.status in GONE
        watch = await self._desk.run(self._store.watches.lives, chat, not gone)
        if gone:
            await self._desk.run(self._store.digests.remove, chat)
        if gone and watch is not None:
            await self._tell(watch, partial(_dead, watch))

    async def _tell(self, watch: Watch, say: Say) -> None:
        await tell(self._telegram, self._desk, watch.told_in, say)


def waits(library: Library, watch: Watch) -> bool:
    """Tell whether something of a channel waits for a moderator already."""
    read = library.catalogue.watches.read(watch.id)
    return any(each.article.id in read for each in library.catalogue.proposals.waiting())


def settle(library: Library, watch: Watch, name: str, found: dict[str, Article]) -> Came:
    """Deal with what a post has now: new reports, changed ones, and those that went; blocks."""
    watches, came = library.catalogue.watches, Came()
    known, auto = watches.reports(watch.id, name), watch.mode is FeedMode.AUTO
    for part, read in found.items():
        # A channel may get another address; its reports stay the ones that they were.
        article = replace(read, id=known[part].id) if part in known else read
        if part not in known:
            published, waiting = publishing.arrive(library, [article], auto=auto)
            came.published += published
            came.proposed += waiting
        elif article != known[part]:
            _change(library, watch, known[part], article, came)
        watches.report(watch.id, name, part, article)
    for part in known.keys() - found.keys():
        watches.forget(watch.id, name, part)
        came.emptied = True
    return came


def _change(library: Library, watch: Watch, before: Article, after: Article, came: Came) -> None:
    """Bring what a post's edit changed into its proposal, or into a later version of its article.

    What moderators changed in other fields stays.
    """
    edits = publishing.difference(before, after)[1]
    waiting = library.catalogue.proposals.waiting(article_id=after.id)
    if waiting:
        _change_proposal(library, watch, waiting[-1], replace(waiting[-1].article, **edits))
        return
    history = library.catalogue.histories.of([after.id]).get(after.id)
    now = before if history is None else history.article
    changed = replace(now, **edits)
    if history is not None and history.version(digest(changed)) is not None:
        return
    untouched = history is not None and history.removed_at is None
    untouched = untouched and all(getattr(now, name) == getattr(before, name) for name in edits)
    (proposal,) = publishing.propose(library, [changed], by=None)
    if watch.mode is FeedMode.AUTO and untouched and not doubts(changed):
        came.published += publishing.publish(library, [proposal], publishing.NOBODY)
    else:
        came.proposed.append(proposal)


def _change_proposal(library: Library, watch: Watch, proposal: Proposal, article: Article) -> None:
    change = publishing.difference(proposal.article, article)
    step = Step(EDITED, f"#{proposal.id}", None, watch.chat_id, *change)
    proposals = library.catalogue.proposals
    recorded(library.catalogue, step, lambda: proposals.change(proposal.id, article))


def _says(message: Message) -> bool:
    """Tell a post from what Telegram notes in a channel: a new title, a pinned post."""
    return bool(message.text or message.caption or message.effective_attachment)


def _proposed(watch: Watch, count: int, texts: Texts) -> Markup:
    waits = texts.say("feed-proposed", count=count, command="/pending")
    return markup.join("\n", (markup.bold(name(watch)), waits))


def _emptied(watch: Watch, post: posts.Post, texts: Texts) -> Markup:
    return texts.say("watch-emptied", name=name(watch), post=_address(post))


def _failed(watch: Watch, post: posts.Post, error: Exception, texts: Texts) -> Markup:
    ours = isinstance(error, AccordingToError)
    why = in_words(str(error), texts) if ours else texts.say("telegram-trouble")
    return texts.say("watch-failed", name=name(watch), post=_address(post), why=why)


def _dead(watch: Watch, texts: Texts) -> Markup:
    return texts.say("watch-dead", name=name(watch), command=f"/watch remove {watch.id}")


def _address(post: posts.Post) -> Markup:
    return markup.link(markup.text(post.address), post.address)


if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[Texts], Markup]
