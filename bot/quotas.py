"""How much one person and one chat may ask, and that they are told once when it is too much."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic

# Over any stretch of so many seconds.
SPAN = 3600.0
# People and chats that are remembered; those that asked least recently are forgotten first.
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too much: ``most`` were asked within the span, and ``wait`` seconds are to go.

    ``by_chat`` tells whose share is used up; ``told`` that they were told so already.
    """

    most: int
    wait: float
    by_chat: bool
    told: bool


@dataclass(slots=True)
class _Share:
    asked: deque[float] = field(default_factory=deque)
    told: bool = False


class Quotas:
    """Counts questions in memory: after a restart everybody begins anew.

    ``person`` and ``chat`` are how many they may ask within an hour, 0 for as many as they like.
    """

    def __init__(
        self, person: int = 0, chat: int = 0, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most = {"person": person, "chat": chat}
        self._clock = clock
        self._shares: OrderedDict[tuple[str, Hashable], _Share] = OrderedDict()

    def take(self, user_id: int | None, chat_id: int | None) -> Refusal | None:
        """Count a question; tell why it may not be asked, None where it may.

        None stands for who is nobody in particular, and for a chat that is not counted. What
        is refused is not counted.
        """
        now = self._clock()
        askers = [("person", user_id), ("chat", chat_id)]
        shares = [
            (kind, self._share((kind, who), now))
            for kind, who in askers
            if who is not None and self._most[kind]
        ]
        for kind, share in shares:
            most = self._most[kind]
            if len(share.asked) >= most:
                told, share.told = share.told, True
                return Refusal(most, share.asked[0] + SPAN - now, kind == "chat", told)
        for _, share in shares:
            share.asked.append(now)
            share.told = False
        return None

    def _share(self, key: tuple[str, Hashable], now: float) -> _Share:
        share = self._shares.setdefault(key, _Share())
        self._shares.move_to_end(key)
        while len(self._shares) > KEPT:
            self._shares.popitem(last=False)
        while share.asked and share.asked[0] + SPAN <= now:
            share.asked.popleft()
        return share
