"""Whether a request is answered, and where: the rules of its group, and nobody's too much."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from bot.handlers.desk import Button, Desk, Reply
from bot.handlers.settings import may_change
from bot.preferences import Asking, Place

if TYPE_CHECKING:
    from bot.handlers.desk import Command
    from bot.incoming import Incoming
    from bot.preferences import Rules
    from bot.quotas import Refusal
    from bot.texts import Texts

# A group is told why somebody is not answered in it once in so many seconds.
PAUSE = 3600.0
KEPT = 5000


class Admission:
    """Decides for each request. What is refused is told once in a while, and then in silence."""

    def __init__(
        self,
        desk: Desk,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """``now`` is the time of day for quiet hours, ``clock`` counts seconds."""
        self._desk = desk
        self._now = now
        self._clock = clock
        self._told: OrderedDict[Hashable, float] = OrderedDict()

    async def admit(self, request: Incoming, command: Command, texts: Texts) -> Incoming | Reply:
        """Give the request as it is to be answered, perhaps in private, or what is said to it."""
        admitted = request
        if not request.private and not command.rules:
            ruled = await self._by_rules(request, texts)
            if isinstance(ruled, Reply):
                return ruled
            admitted = ruled
        if command.asks(request.argument):
            chat = None if request.private else request.chat_id
            refusal = await self._desk.run(self._desk.quotas.take, request.user_id, chat)
            if refusal is not None:
                return too_much(refusal, texts)
        return admitted

    async def cannot_write(self, request: Incoming, texts: Texts) -> Reply:
        """What a group is told where somebody cannot be written to in private."""
        chat, user = request.chat_id, request.user_id
        rules = await self._desk.run(self._desk.preferences.group, chat)
        if ends := self._quiet_until(rules):
            if not self._first((chat, "quiet")):
                return Reply([])
            words = texts.say("quiet-now", time=ends.strftime("%H:%M"))
        elif not self._first((chat, user, "write")):
            return Reply([])
        else:
            words = texts.say("private-here")
        return Reply([words], self._way(texts), silent=True)

    async def _by_rules(self, request: Incoming, texts: Texts) -> Incoming | Reply:
        rules = await self._desk.run(self._desk.preferences.group, request.chat_id)
        if rules.asking == Asking.ADMINS and not await may_change(self._desk, request):
            if not self._first((request.chat_id, request.user_id, "admins")):
                return Reply([])
            return Reply([texts.say("admins-ask")], self._way(texts))
        quiet = self._quiet_until(rules)
        if quiet is None and rules.place == Place.HERE:
            return request
        if request.user_id is None:
            # An anonymous admin cannot be written to.
            return await self.cannot_write(request, texts) if quiet else request
        return replace(
            request, chat_id=request.user_id, private=True, thread_id=None, origin=request
        )

    def _quiet_until(self, rules: Rules) -> datetime | None:
        return rules.quiet.ends(self._now()) if rules.quiet else None

    def _way(self, texts: Texts) -> tuple[tuple[Button, ...], ...]:
        me = self._desk.me()
        if not me:
            return ()
        return ((Button(texts.plain("ask-in-private"), f"https://t.me/{me}", opens=True),),)

    def _first(self, key: Hashable) -> bool:
        """Tell whether this was not said for a while."""
        now = self._clock()
        last = self._told.get(key)
        if last is not None and now - last < PAUSE:
            return False
        self._told[key] = now
        self._told.move_to_end(key)
        while len(self._told) > KEPT:
            self._told.popitem(last=False)
        return True


def too_much(refusal: Refusal, texts: Texts) -> Reply:
    """What is said to who asks too much: when they can ask again; nothing where it was said."""
    if refusal.told:
        return Reply([])
    key = "quota-chat" if refusal.by_chat else "quota-person"
    return Reply([texts.say(key, count=refusal.most, when=texts.wait(refusal.wait))])
