"""``/feeds``: the feeds that are followed, and following and leaving one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot import following, markup, references, telling
from bot.dividing import Block, divide
from bot.handlers.desk import Desk, Reply
from bot.markup import is_web
from bot.steps import recorded
from corpus.catalogue import FeedMode, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.following import Fetched
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import FollowedFeed

MINUTES = 30
_EVERY = re.compile(r"\bevery\s+(\d{1,6})\s*(?:min(?:ute)?s?|m)?\b", re.IGNORECASE)


async def feeds(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """List the feeds; ``add URL [every N min] [auto|review]`` and ``remove NUMBER|URL``."""
    verb, _, rest = request.argument.strip().partition(" ")
    if verb.lower() == "add" and rest.strip():
        return await desk.run(_add, desk, request, rest.split(), texts)
    if verb.lower() == "remove" and rest.strip():
        return await desk.run(_remove, desk, request, rest.strip(), texts)
    if verb:
        return Reply([texts.say("feeds-how")])
    return await desk.run(_listed, desk, texts)


def _listed(desk: Desk, texts: Texts) -> Reply:
    followed = desk.library.catalogue.feeds.all()
    if not followed:
        return Reply([texts.say("feeds-none")])
    head = markup.bold(texts.say("feeds", count=len(followed)))
    return Reply(divide([Block(head, tuple(_line(each, texts) for each in followed), head)]))


def _line(feed: FollowedFeed, texts: Texts) -> Markup:
    name = markup.link(references.label(feed.title or feed.url), feed.url)
    mode = texts.plain("feed-auto" if feed.mode is FeedMode.AUTO else "feed-review")
    said = texts.say("feed-line", number=feed.id, name=name, count=feed.minutes, mode=mode)
    if feed.trouble is None:
        return said
    return said + markup.text("\n⚠️ ") + references.label(feed.trouble)


def _add(desk: Desk, request: Incoming, words: list[str], texts: Texts) -> Reply:
    url, rest = words[0], " ".join(words[1:])
    if not is_web(url):
        return Reply([texts.say("feeds-how")])
    every = _EVERY.search(rest)
    mode = FeedMode.AUTO if "auto" in rest.lower().split() else FeedMode.REVIEW
    minutes = int(every.group(1)) if every else MINUTES
    catalogue = desk.library.catalogue

    def follow() -> FollowedFeed:
        return catalogue.feeds.add(
            url, minutes=minutes, mode=mode, by=request.user_id, chat_id=request.chat_id
        )

    after = {"minutes": minutes, "mode": mode.value}
    step = Step("feed-added", url, request.user_id, request.chat_id, after=after)
    feed = recorded(catalogue, step, follow)
    done = following.fetch(desk.library, desk.reader, feed)
    if done.trouble is not None:
        # What cannot be read the first time is most likely no feed.
        catalogue.feeds.remove(feed.id)
        raise AccordingToError(done.trouble)
    return Reply(divide([Block(_line(catalogue.feeds.find(url), texts)), Block(came(done, texts))]))


def came(done: Fetched, texts: Texts) -> Markup:
    """What came of fetching a feed, in a line."""
    lines = []
    if done.published:
        lines.append(texts.say("published-all", count=len(done.published)))
    if done.proposed:
        lines.append(texts.say("feed-proposed", count=done.proposed, command="/pending"))
    if done.skipped:
        item, why = done.skipped[0]
        lines.append(
            texts.say("feed-skipped", count=len(done.skipped), item=references.label(item), why=why)
        )
    return markup.join("\n", lines) if lines else texts.say("feed-nothing")


def trouble(done: Fetched, texts: Texts) -> Markup:
    """What moderators are told of a feed: that it is dead, or what came of it."""
    name = references.label(done.feed.title or done.feed.url)
    if done.trouble is None:
        return markup.join("\n", (markup.bold(name), came(done, texts)))
    command = f"/feeds remove {done.feed.id}"
    return texts.say("feed-dead", name=name, why=done.trouble, command=command)


async def tell(telegram: ExtBot[int], desk: Desk, done: Fetched) -> None:
    """Tell the chat that follows a feed what came of it, in its language."""
    await telling.tell(telegram, desk, done.feed.chat_id, lambda texts: trouble(done, texts))


def _remove(desk: Desk, request: Incoming, given: str, texts: Texts) -> Reply:
    catalogue = desk.library.catalogue
    feed = catalogue.feeds.find(given)
    before = {"minutes": feed.minutes, "mode": feed.mode.value}
    step = Step("feed-removed", feed.url, request.user_id, request.chat_id, before)
    recorded(catalogue, step, lambda: catalogue.feeds.remove(feed.id))
    return Reply([texts.say("feed-removed", name=references.label(feed.title or feed.url))])
