"""``/digest``: what was reported, sent to a chat every day or week, or shown now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from bot import digests, markup
from bot.digest_times import Times, times
from bot.dividing import divide
from bot.handlers import views
from bot.handlers.desk import NOW, Desk, Reply, View
from bot.handlers.settings import may_change
from bot.preferences import NIGHT, UnknownZone
from bot.steps import recorded
from corpus.catalogue import Digest, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.digests import Composed
    from bot.incoming import Incoming
    from bot.texts import Texts

R = TypeVar("R")
# What is shown now goes back so far where a chat gets no digest.
WEEK = timedelta(days=7)


async def digest(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """Tell when the next is due; ``daily TIME [ZONE]``, ``weekly DAY TIME``, ``now``, ``off``."""
    words = request.argument.strip()
    if not words:
        return await desk.run(_state, desk, request, texts)
    if not await _may(desk, request):
        return Reply([texts.say("digest-admins")])
    if words.lower() == NOW:
        return await desk.run(_now, desk, request, texts)
    if words.lower() == "off":
        had = await desk.run(_end, desk, request)
        return Reply([texts.say("digest-off" if had else "digest-none")])
    return await desk.run(_schedule, desk, request, words, texts)


async def _may(desk: Desk, request: Incoming) -> bool:
    """Tell whether somebody may decide on it: for themselves, as admins, or as moderators."""
    if request.private or await may_change(desk, request):
        return True
    return await desk.run(desk.rights.may_moderate, request.user_id, request.chat_id)


def _state(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    kept = desk.library.catalogue.digests.get(request.chat_id)
    said = texts.say("digest-none") if kept is None else _described(kept, texts)
    return Reply([markup.join("\n\n", (said, texts.say("digest-how")))])


def _described(kept: Digest, texts: Texts) -> markup.Markup:
    due = datetime.fromisoformat(kept.next_at).astimezone(ZoneInfo(kept.zone)).isoformat()
    when = digests.moment(due, texts)
    if kept.weekday is None:
        return texts.say("digest-daily", time=kept.time, zone=kept.zone, next=when)
    day = texts.weekday(kept.weekday)
    return texts.say("digest-weekly", day=day, time=kept.time, zone=kept.zone, next=when)


def _schedule(desk: Desk, request: Incoming, words: str, texts: Texts) -> Reply:
    store = desk.library.catalogue.digests
    before = store.get(request.chat_id)
    try:
        wanted = times(words, _zone(desk, request, before))
    except UnknownZone as unknown:
        if unknown.near is None:
            return Reply([texts.say("zone-unknown", zone=unknown.zone)])
        return Reply([texts.say("zone-near", zone=unknown.zone, near=unknown.near)])
    if wanted is None:
        return Reply([texts.say("digest-how")])
    if not desk.me():
        return Reply([texts.say("digest-in-telegram")])
    kept = _digest(request, wanted, before, store.now(), texts)
    _on_record(desk, request, before, kept, lambda: store.put(kept))
    return Reply([_described(kept, texts)])


def _end(desk: Desk, request: Incoming) -> bool:
    store = desk.library.catalogue.digests
    before = store.get(request.chat_id)
    if before is None:
        return False
    return _on_record(desk, request, before, None, lambda: store.remove(request.chat_id))


def _on_record(
    desk: Desk,
    request: Incoming,
    before: Digest | None,
    after: Digest | None,
    work: Callable[[], R],
) -> R:
    """Change a digest; what a group gets concerns others, so it is in the audit."""
    if request.private:
        return work()
    sides = [{"when": _when(each)} if each else None for each in (before, after)]
    step = Step(
        "digest", str(request.chat_id), request.user_id, request.chat_id, sides[0], sides[1]
    )
    return recorded(desk.library.catalogue, step, work)


def _when(digest: Digest) -> str:
    return str(Times(digest.weekday, digest.time, digest.zone))


def _zone(desk: Desk, request: Incoming, before: Digest | None) -> str:
    if before is not None:
        return before.zone
    quiet = None if request.private else desk.preferences.group(request.chat_id).quiet
    return (quiet or NIGHT).zone


def _digest(
    request: Incoming, wanted: Times, before: Digest | None, now: str, texts: Texts
) -> Digest:
    """The digest as it is wanted; the first tells what came in the whole time before it."""
    due = wanted.next(datetime.fromisoformat(now))
    since = (due - wanted.span).isoformat(timespec="seconds")
    return Digest(
        request.chat_id,
        request.thread_id,
        wanted.weekday,
        wanted.time,
        wanted.zone,
        texts.language,
        request.user_id,
        since if before is None else before.since,
        due.isoformat(timespec="seconds"),
    )


def _now(desk: Desk, request: Incoming, texts: Texts) -> Reply:
    """What the next digest would be; it is not taken for it."""
    store = desk.library.catalogue.digests
    kept, until = store.get(request.chat_id), store.now()
    week = (datetime.fromisoformat(until) - WEEK).isoformat(timespec="seconds")
    since = week if kept is None else kept.since
    zone = _zone(desk, request, kept)
    made = digests.compose(desk, request.chat_id, since, until, zone, texts)
    if made is None:
        local = datetime.fromisoformat(since).astimezone(ZoneInfo(zone)).isoformat()
        return Reply([texts.say("digest-nothing", since=digests.moment(local, texts))])
    number = store.claim(request.chat_id, None, made.facts)
    return shown(desk, number or 0, made, texts)


def shown(desk: Desk, number: int, made: Composed, texts: Texts) -> Reply:
    """A digest as messages, by the number under which its facts are kept; blocks."""
    reply = views.reply(desk, View(views.DIGEST, made.keys, number), texts)
    return reply or Reply(divide(digests.blocks(made.facts, (), texts)))
