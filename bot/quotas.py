"""How much one person and one chat may ask, and that they are told once when it is too much."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING

from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from corpus.catalogue import Askings

_log = logging.getLogger(__name__)

# Over any stretch of so many seconds.
SPAN = 3600.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too much: ``most`` were asked within the span, and ``wait`` seconds are to go.

    ``by_chat`` tells whose share is used up; ``told`` that they were told so already.
    """

    most: int
    wait: float
    by_chat: bool
    told: bool


class Quotas:
    """Counts questions in the catalogue, for all processes that share it together.

    ``person`` and ``chat`` are how many they may ask within an hour, 0 for as many as they like;
    ``clock`` gives seconds since 1970.
    """

    def __init__(
        self, askings: Askings, person: int = 0, chat: int = 0, *, clock: Callable[[], float] = time
    ) -> None:
        self._askings = askings
        self._person, self._chat = person, chat
        self._clock = clock

    def take(self, user_id: int | None, chat_id: int | None) -> Refusal | None:
        """Count a question; tell why it may not be asked, None where it may.

        None stands for who is nobody in particular, and for a chat that is not counted. What
        is refused is not counted. Where the catalogue cannot be written all may ask. Blocks.
        """
        mosts = ((user_id, self._person), (chat_id, self._chat))
        shares = [(who, most) for who, most in mosts if who is not None and most]
        if not shares:
            return None
        now = self._clock()
        try:
            full = self._askings.take(shares, now, SPAN)
        except AccordingToError as error:
            _log.warning("a question is not counted: %s", error)
            return None
        if full is None:
            return None
        return Refusal(dict(shares)[full.who], full.free_at - now, full.who != user_id, full.told)

    def forget(self) -> None:
        """Drop what counts no longer, for when nobody asks any more. Blocks."""
        self._askings.forget(self._clock() - SPAN)
