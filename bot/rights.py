"""Who may do what: owners, moderators, contributors; the first owner by ``OWNER_ID`` or a code.

Rights hang on the numeric id, which nobody else can take, and are looked up at each step.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

from corpus.catalogue import Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from bot.ports import Store
    from corpus.catalogue import Forgotten

CODE = re.compile(r"owner-[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_SETTING = "first-moderator-code"
_TWO_EYES = "two-pairs-of-eyes"
EVERYWHERE = 0
ROLE = "role"  # what a step is called that gives or takes one
# The code has 75 bits: the limits only keep a guesser from making noise.
TRIES_PER_USER, TRIES = 5, 50


class Role(IntEnum):
    """What somebody may do; each role may do all that those before it may."""

    USER = 0
    CONTRIBUTOR = 1
    MODERATOR = 2
    OWNER = 3

    @property
    def word(self) -> str:
        """The role as it is written in commands and kept."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Role | None:
        """Give the role of a word, None where it is none."""
        return cls.__members__.get(word.upper())


class Rights:
    """Looks up, grants and takes the roles."""

    def __init__(self, store: Store, owner_id: int | None = None) -> None:
        self._store = store
        self._owner_id = owner_id
        self._tries: Counter[int] = Counter()

    def role(self, user_id: int | None, chat_id: int = EVERYWHERE) -> Role:
        """Give a user's role in a chat: the one there or the one everywhere, if that is more."""
        if user_id is None:
            return Role.USER
        if user_id == self._owner_id:
            return Role.OWNER
        kept = (self._store.moderators.get(user_id, place) for place in {EVERYWHERE, chat_id})
        return max((Role.of(each.role) or Role.USER for each in kept if each), default=Role.USER)

    def may(self, user_id: int | None, needed: Role, chat_id: int = EVERYWHERE) -> bool:
        """Tell whether a user has a role, or a higher one; None has nobody's rights."""
        return self.role(user_id, chat_id) >= needed

    def may_moderate(self, user_id: int | None, chat_id: int = EVERYWHERE) -> bool:
        """Tell whether a user may change the corpus."""
        return self.may(user_id, Role.MODERATOR, chat_id)

    def give(self, user_id: int, role: Role, *, by: int | None, chat_id: int = EVERYWHERE) -> None:
        """Give a user a role in a chat or everywhere; ``USER`` takes every other away there.

        AccordingToError where it would be taken from the last owner, or from the settings' owner.
        """
        if user_id == self._owner_id and chat_id == EVERYWHERE and role is not Role.OWNER:
            raise AccordingToError("That owner is named in the bot's settings: change OWNER_ID.")
        people = self._store.moderators
        lasting = None if self._owner_id is not None else Role.OWNER.word
        if role is Role.USER:
            people.remove(user_id, chat_id=chat_id, lasting=lasting)
        else:
            people.put(user_id, role.word, by=by, chat_id=chat_id, lasting=lasting)

    def forget(self, user_id: int) -> Forgotten:
        """Forget all that is kept about a person, roles too (AccordingToError: the last owner)."""
        lasting = None if self._owner_id is not None else Role.OWNER.word
        return self._store.people.forget(user_id, lasting=lasting)

    @property
    def two_eyes(self) -> bool:
        """Whether who proposed an article may not publish it."""
        return self._store.setting(_TWO_EYES) is not None

    def ask_two_eyes(self, wanted: bool) -> None:
        """Let an article be published only by another than who proposed it, or by anybody."""
        self._store.set(_TWO_EYES, "on" if wanted else None)

    def new_code(self) -> str | None:
        """Make the code by which the first owner is known; None where there is one already.

        Only its digest is kept, so each start without an owner makes a new one, and the one
        before is void. An archive, or settings without their OWNER_ID, can bring moderators and
        no owner.
        """
        owners = (
            each.chat_id == EVERYWHERE and each.role == Role.OWNER.word
            for each in self._store.moderators.all()
        )
        if self._owner_id is not None or any(owners):
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
        """Make a user the first owner if the code is right; it serves once."""
        expected = self._digest()
        if expected is None or self._tries.total() >= TRIES:
            return False
        self._tries[user_id] += 1
        if self._tries[user_id] > TRIES_PER_USER:
            return False
        if not hmac.compare_digest(_digest(text.strip().lower()), expected):
            return False
        kept = self._store.moderators.get(user_id)
        before = {"role": kept.role if kept else Role.USER.word, "chat": EVERYWHERE}
        after = {"role": Role.OWNER.word, "chat": EVERYWHERE}
        self._store.audit.put(Step(ROLE, str(user_id), user_id, None, before, after))
        self._store.moderators.put(user_id, Role.OWNER.word)
        self._store.set(_SETTING, None)
        return True

    def _digest(self) -> str | None:
        return self._store.setting(_SETTING)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
