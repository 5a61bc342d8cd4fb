"""``/watch``: the channels that are watched, and watching and leaving one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot import markup, references
from bot.dividing import Block, divide
from bot.handlers.desk import Desk, Reply
from bot.steps import recorded
from corpus.catalogue import FeedMode, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.channels import Channel
    from bot.incoming import Incoming
    from bot.markup import Markup
    from bot.texts import Texts
    from corpus.catalogue import Watch

ADDED, REMOVED = "watch-added", "watch-removed"
_NAMED = re.compile(r"(?:https?://)?(?:t\.me/|@)(?!c/)(?P<name>[A-Za-z]\w{3,31})(?:/\d+)?")
# As it stands in links to a private channel's posts, and as bots have it.
_NUMBERED = re.compile(r"(?:https?://)?t\.me/c/(?P<bare>\d{1,13})(?:/\d+)?|(?P<id>-100\d{1,13})")


async def watch(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """List the channels; ``add @CHANNEL|ID [auto|review]`` and ``remove NUMBER``."""
    verb, *words = request.argument.split() or [""]
    if verb.lower() == "add" and words:
        return await _add(desk, request, words, texts)
    number = words[0].removeprefix("#") if words else ""
    if verb.lower() == "remove" and number.isascii() and number.isdigit():
        return await desk.run(_remove, desk, request, int(number[:9]), texts)
    if verb:
        return Reply([texts.say("watch-how")])
    return await desk.run(_listed, desk, texts)


def wanted_channel(words: str) -> int | str | None:
    """Give the id or @name of a channel as somebody wrote it, or its address; None for neither."""
    if found := _NUMBERED.fullmatch(words):
        return int(found["id"] or f"-100{found['bare']}")
    found = _NAMED.fullmatch(words)
    return f"@{found['name']}" if found else None


async def _add(desk: Desk, request: Incoming, words: list[str], texts: Texts) -> Reply:
    wanted, me = wanted_channel(words[0]), desk.me()
    mode = next((FeedMode(each.lower()) for each in words[1:2] if each.lower() in _MODES), None)
    if wanted is None or (words[1:] and mode is None):
        return Reply([texts.say("watch-how")])
    channel = await desk.channel(wanted) if me else None
    if channel is None or not channel.present:
        return Reply([texts.say("watch-not-in", bot=markup.text(f"@{me}"))])
    if not channel.is_channel:
        return Reply([texts.say("watch-no-channel")])
    return await desk.run(_follow, desk, request, channel, mode or FeedMode.REVIEW, texts)


def _follow(desk: Desk, request: Incoming, channel: Channel, mode: FeedMode, texts: Texts) -> Reply:
    catalogue = desk.library.catalogue
    before = catalogue.watches.of(channel.chat_id)
    after = {"title": channel.title, "username": channel.username, "mode": mode.value}
    step = Step(
        ADDED,
        str(channel.chat_id),
        request.user_id,
        request.chat_id,
        None if before is None else _fields(before),
        after,
    )
    recorded(catalogue, step, lambda: _put(desk, step, after))
    found = catalogue.watches.of(channel.chat_id)
    assert found is not None  # noqa: S101 - it was just put there
    said = texts.say("watch-added", undo="/undo")
    return Reply([markup.join("\n", (_line(found, texts), said))])


def _put(desk: Desk, step: Step, fields: dict[str, str | None]) -> None:
    desk.library.catalogue.watches.add(
        int(step.target),
        fields["title"] or "",
        fields["username"],
        mode=FeedMode(fields["mode"] or FeedMode.REVIEW),
        by=step.who,
        told_in=step.chat_id,
    )


def _fields(watch: Watch) -> dict[str, str | None]:
    return {"title": watch.title, "username": watch.username, "mode": watch.mode.value}


def _remove(desk: Desk, request: Incoming, number: int, texts: Texts) -> Reply:
    catalogue = desk.library.catalogue
    found = catalogue.watches.find(number)
    target = str(found.chat_id)
    step = Step(REMOVED, target, request.user_id, request.chat_id, _fields(found))
    recorded(catalogue, step, lambda: catalogue.watches.remove(found.id))
    return Reply([texts.say("watch-removed", name=name(found), undo="/undo")])


def _listed(desk: Desk, texts: Texts) -> Reply:
    watched = desk.library.catalogue.watches.all()
    if not watched:
        return Reply([texts.say("watch-none")])
    head = markup.bold(texts.say("watches", count=len(watched)))
    return Reply(divide([Block(head, tuple(_line(each, texts) for each in watched), head)]))


def name(watch: Watch) -> Markup:
    """A channel's title, linked where it has a public address."""
    url = f"https://t.me/{watch.username}" if watch.username else None
    return markup.link(references.label(watch.title), url)


def _line(watch: Watch, texts: Texts) -> Markup:
    mode = texts.plain("feed-auto" if watch.mode is FeedMode.AUTO else "feed-review")
    said = texts.say("watch-line", number=watch.id, name=name(watch), mode=mode)
    counted = texts.say("watch-posts", count=watch.posts, alone=watch.left_alone)
    lines = [said, counted]
    if watch.died_at:
        lines.append(texts.say("watch-gone", day=texts.day(watch.died_at)))
    return markup.join("\n", lines)


def undo_added(desk: Desk, step: Step) -> None:
    """Take back that a channel was watched, or watched otherwise."""
    found = desk.library.catalogue.watches.of(int(step.target))
    if found is not None and found.mode.value != (step.after or {})["mode"]:
        raise AccordingToError("It was changed since: write /watch add as you want it.")
    if step.before is not None:
        _put(desk, step, step.before)
    elif found is not None:
        desk.library.catalogue.watches.remove(found.id)


def undo_removed(desk: Desk, step: Step) -> None:
    """Watch a channel again."""
    _put(desk, step, step.before or {})


_MODES = frozenset(FeedMode)
