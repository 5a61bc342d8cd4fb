"""Who may change the corpus: moderators, the first of them by ``OWNER_ID`` or a one-time code.

Rights hang on the numeric id, which nobody else can take, and are looked up at each step.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import Store

CODE = re.compile(r"owner-[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_SETTING = "first-moderator-code"
OWNER = "owner"
# The code has 75 bits: the limits only keep a guesser from making noise.
TRIES_PER_USER, TRIES = 5, 50


class Rights:
    """Looks up and grants the right to moderate."""

    def __init__(self, store: Store, owner_id: int | None = None) -> None:
        self._store = store
        self._owner_id = owner_id
        self._tries: Counter[int] = Counter()

    def may_moderate(self, user_id: int | None) -> bool:
        """Tell whether a user may change the corpus; None has nobody's rights."""
        if user_id is None:
            return False
        return user_id == self._owner_id or self._store.moderators.get(user_id) is not None

    def new_code(self) -> str | None:
        """Make the code by which the first moderator is known; None where there is one already.

        Only its digest is kept, so each start without a moderator makes a new one, and the
        one before is void.
        """
        if self._owner_id is not None or self._store.moderators.all():
            self._store.set(_SETTING, None)
            return None
        groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
        code = "-".join(("owner", *groups))
        self._store.set(_SETTING, _digest(code))
        return code

    def is_code(self, text: str) -> bool:
        """Tell whether a text has the form of a code while one is waited for."""
        return CODE.fullmatch(text.strip().lower()) is not None and self._digest() is not None

    def claim(self, text: str, user_id: int) -> bool:
        """Make a user the first moderator if the code is right; it serves once."""
        expected = self._digest()
        self._tries[user_id] += 1
        if expected is None or self._tries[user_id] > TRIES_PER_USER:
            return False
        if self._tries.total() > TRIES:
            return False
        if not hmac.compare_digest(_digest(text.strip().lower()), expected):
            return False
        self._store.moderators.put(user_id, OWNER)
        self._store.set(_SETTING, None)
        return True

    def _digest(self) -> str | None:
        return self._store.setting(_SETTING)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
