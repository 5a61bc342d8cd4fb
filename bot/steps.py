"""Changes by people: each is on record before it is made, and says so where it came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from corpus.catalogue import Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Store

R = TypeVar("R")
FAILED = "failed"


def recorded(store: Store, step: Step, work: Callable[[], R]) -> R:
    """As ``numbered``, for work that does not ask for the step's number."""
    return numbered(store, step, lambda _number: work())


def numbered(store: Store, step: Step, work: Callable[[int], R]) -> R:
    """Put a step on record and do it, with its number there; blocks.

    What was refused is recorded as taken back, so that it is not offered to be undone. A kill in
    between leaves a record of what was begun.
    """
    number = store.audit.put(step)
    try:
        return work(number)
    except AccordingToError as error:
        why = {"why": str(error)}
        target, chat = step.target, step.chat_id
        store.audit.put(Step(FAILED, target, step.who, chat, after=why, undoes=number))
        raise
