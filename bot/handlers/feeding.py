"""``/feeds``: the feeds that are followed, and following and leaving one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot import following, markup, references, telling
from bot.dividing import Block, divide
from bot.handlers.desk import Desk, Reply
from bot.markup import is_web
from bot.reasons import in_words
from bot.steps import recorded
from corpus.catalogue import FeedMode, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram.ext import ExtBot

    from bot.following import Fetched
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import FollowedFeed

ADDED, REMOVED = "feed-added", "feed-removed"
MINUTES = 30
_EVERY = re.compile(r"\bevery\s+(\d{1,6})\s*(?:min(?:ute)?s?|m)?\b", re.IGNORECASE)


async def feeds(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """List the feeds; ``add URL [every N min] [auto|review]`` and ``remove NUMBER|URL``."""
    verb, _, rest = request.argument.strip().partition(" ")
    if verb.lower() == "add" and rest.strip():
        return await desk.read(_add, desk, request, rest.split(), texts)
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
    return said + markup.text("\n⚠️ ") + in_words(feed.trouble, texts, most=references.LABEL_CHARS)


def _add(desk: Desk, request: Incoming, words: list[str], texts: Texts) -> Reply:
    url, rest = words[0], " ".join(words[1:])
    if not is_web(url):
        return Reply([texts.say("feeds-how")])
    every = _EVERY.search(rest)
    mode = FeedMode.AUTO if "auto" in rest.lower().split() else FeedMode.REVIEW
    minutes = int(every.group(1)) if every else MINUTES
    after = {"minutes": minutes, "mode": mode.value, "chat": request.chat_id}
    step = Step(ADDED, url, request.user_id, request.chat_id, _kept(desk, url), after)
    done = recorded(desk.library.catalogue, step, lambda: _begin(desk, step))
    line = _line(desk.library.catalogue.feeds.find(url), texts)
    said = Block(texts.say("feed-undo", undo="/undo"))
    return Reply(divide([Block(line), Block(came(done, texts)), said]))


def _begin(desk: Desk, step: Step) -> Fetched:
    """Follow a feed and fetch it; AccordingToError, and all is as before, where it cannot be."""
    done = following.fetch(desk.library, desk.reader, _follow(desk, step, step.after))
    if done.trouble is not None:
        # What cannot be read the first time is most likely no feed.
        undo_added(desk, step)
        raise AccordingToError(done.trouble)
    return done


def _follow(desk: Desk, step: Step, fields: Mapping[str, Any] | None) -> FollowedFeed:
    wanted = fields or {}
    return desk.library.catalogue.feeds.add(
        step.target,
        minutes=wanted["minutes"],
        mode=FeedMode(wanted["mode"]),
        by=step.who,
        chat_id=wanted.get("chat", step.chat_id),
    )


def _kept(desk: Desk, url: str) -> dict[str, Any] | None:
    """How a feed is followed, None where it is not."""
    found = (each for each in desk.library.catalogue.feeds.all() if each.url == url)
    return next(map(_fields, found), None)


def _fields(feed: FollowedFeed) -> dict[str, Any]:
    return {"minutes": feed.minutes, "mode": feed.mode.value, "chat": feed.chat_id}


def undo_added(desk: Desk, step: Step) -> None:
    """Take back that a feed was followed, or followed otherwise; what came of it stays."""
    kept, after = _kept(desk, step.target), step.after or {}
    if kept is not None and any(kept[name] != after.get(name) for name in ("minutes", "mode")):
        raise AccordingToError(f"{step.target} was changed since: write /feeds add as you want it.")
    if step.before is not None:
        _follow(desk, step, step.before)
    else:
        feeds = desk.library.catalogue.feeds
        feeds.remove(feeds.find(step.target).id)


def undo_removed(desk: Desk, step: Step) -> None:
    """Follow a feed again."""
    if _kept(desk, step.target) is not None:
        raise AccordingToError(f"{step.target} is followed again already.")
    _follow(desk, step, step.before)


def came(done: Fetched, texts: Texts) -> Markup:
    """What came of fetching a feed, in a line."""
    lines = []
    if done.published:
        lines.append(texts.say("published-all", count=len(done.published)))
    if done.proposed:
        lines.append(texts.say("feed-proposed", count=done.proposed, command="/pending"))
    if done.skipped:
        item, why = done.skipped[0]
        said = {"item": references.label(item), "why": in_words(why, texts)}
        lines.append(texts.say("feed-skipped", count=len(done.skipped), **said))
    return markup.join("\n", lines) if lines else texts.say("feed-nothing")


def trouble(done: Fetched, texts: Texts) -> Markup:
    """What moderators are told of a feed: that it is dead, or what came of it."""
    name = references.label(done.feed.title or done.feed.url)
    if done.trouble is None:
        return markup.join("\n", (markup.bold(name), came(done, texts)))
    command = f"/feeds remove {done.feed.id}"
    return texts.say("feed-dead", name=name, why=in_words(done.trouble, texts), command=command)


async def tell(telegram: ExtBot[int], desk: Desk, done: Fetched) -> None:
    """Tell the chat that follows a feed what came of it, in its language."""
    await telling.tell(telegram, desk, done.feed.chat_id, lambda texts: trouble(done, texts))


def _remove(desk: Desk, request: Incoming, given: str, texts: Texts) -> Reply:
    catalogue = desk.library.catalogue
    feed = catalogue.feeds.find(given)
    step = Step(REMOVED, feed.url, request.user_id, request.chat_id, _fields(feed))
    recorded(catalogue, step, lambda: catalogue.feeds.remove(feed.id))
    said = texts.say("feed-removed", name=references.label(feed.title or feed.url))
    return Reply([markup.join("\n", (said, texts.say("feed-undo", undo="/undo")))])
