"""Questions that only make sense after the one before: "And the union?", "Why?"."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from retrieval.question import OF_THAT

# How long a question in a private chat is taken to follow the one before, in seconds.
SPAN = 600.0
KEPT = 2000
_OPENS = re.compile(
    r"(?:and|but|what about|how about|who else|what else|а|и|но|или|кто ещё|кто еще|что ещё|"
    r"что еще|و|لكن|ماذا عن|من غير)\b",
    re.IGNORECASE,
)
# Only words that point back: "there", "that" and "this" mostly do not ("Was there an attack?").
_REFERS = re.compile(
    r"(?<!\bis )(?<!\bwas )\b(?:he|she|they|it|him|her|them|his|their|its|"
    r"он|она|они|оно|его|её|ее|их|ему|ей|им|هو|هي|هم)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:why|when|where|who|how|how many|since when|почему|когда|где|кто|как|сколько|"
    r"لماذا|متى|أين|من|كيف|كم)\W*",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:(?:and|but|а|и|но|или)\b[\s,]*)?(?:(?:what|how) about\b\s*)?", re.IGNORECASE
)
# Whom or what a question asks about, in whose place a follow-up puts another: "And the union?"
_COUNTED = re.compile(
    r"(how many )(.+?)( (?:were|are|have|had|did|do|will|died|live)\b.*)", re.IGNORECASE
)
_SAYING = re.compile(
    r"(what (?:do|does|did|has|have) )(.+?)( (?:say|said|claim|claimed|think)\b.*)", re.IGNORECASE
)
_MANY = re.compile(r".*(?:s|people|men|women|children|police)", re.IGNORECASE)
MOST_WORDS, MOST_NAME = 8, 4


def is_followup(question: str) -> bool:
    """Tell whether a question leans on the one before it."""
    if len(question.split()) > MOST_WORDS:
        return False
    return any(
        (
            _OPENS.match(question),
            _REFERS.search(question),
            _ALONE.fullmatch(question),
            OF_THAT.fullmatch(question),
        )
    )


def readings(before: str, question: str) -> list[str]:
    """The questions that a follow-up may mean, the likeliest first.

    With what the one before asks about; together with the one before; as what somebody says, where
    it is only a name; alone. "Who denies that?" is only taken together with it.
    """
    alone = _LINK.sub("", question).strip() or question
    found = [together(before, question)]
    words = alone.rstrip(" ?!.")
    if OF_THAT.fullmatch(question):
        return found
    if alone != question and len(words.split()) <= MOST_NAME and words.isascii():
        found[:0] = _in_place(before, words)
        found.append(f"What does {words} say?")
    if len(words.split()) > 1:
        found.append(alone[0].upper() + alone[1:])
    return found


def _in_place(before: str, words: str) -> list[str]:
    """Give the question before with these words for whom or what it asks about, if it can be."""
    if match := _SAYING.fullmatch(before):
        return [f"{match[1]}{words}{match[3]}"]
    counted = re.sub(r"^the ", "", words)
    match = _COUNTED.fullmatch(before) if _MANY.fullmatch(counted) else None
    return [f"{match[1]}{counted}{match[3]}"] if match else []


def together(before: str, question: str) -> str:
    """Put a question after the one that it leans on."""
    return f"{before.rstrip(' ?!.')}? {question}"


class Threads:
    """The last question of each person in each chat, and the question of each answer.

    Held in memory: after a restart a follow-up is taken as a question of its own.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last: OrderedDict[tuple[int, int | None], tuple[float, str]] = OrderedDict()
        self._answers: OrderedDict[tuple[int, int], str] = OrderedDict()

    def before(self, chat: int, user: int | None, replied: int | None) -> str | None:
        """The question that a new one may lean on: of the answer replied to, else the last."""
        if replied is not None and (chat, replied) in self._answers:
            return self._answers[chat, replied]
        asked_at, question = self._last.get((chat, user), (0.0, ""))
        return question if question and self._clock() - asked_at <= SPAN else None

    def asked(self, chat: int, user: int | None, question: str) -> None:
        """Remember a person's question."""
        self._put(self._last, (chat, user), (self._clock(), question))

    def answered(self, chat: int, message: int, question: str) -> None:
        """Remember what question a message of the bot answers."""
        self._put(self._answers, (chat, message), question)

    def forget(self, chat: int, user: int | None) -> None:
        """Begin anew with a person; answers can still be replied to."""
        self._last.pop((chat, user), None)

    def leave(self, user: int) -> None:
        """Forget all of a person's questions, and what was answered in their private chat."""
        for last in [key for key in self._last if user in key]:
            del self._last[last]
        for answered in [key for key in self._answers if key[0] == user]:
            del self._answers[answered]

    @staticmethod
    def _put(kept: OrderedDict, key: object, value: object) -> None:  # type: ignore[type-arg]
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > KEPT:
            kept.popitem(last=False)
