"""Changes by people: each is on record before it is made, and says so where it came to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot import markup
from corpus.catalogue import FAILED, Step
from corpus.errors import AccordingToError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.markup import Markup
    from bot.ports import Store
    from bot.texts import Texts

R = TypeVar("R")
UNDID = "undid "  # before what a step is called that takes another back


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


def named(what: str, texts: Texts) -> Markup:
    """What a step is called, in the language of whoever reads; as on record where it has no name.

    Some are only made in a terminal, and an archive may bring those of another version.
    """
    name = markup.text(texts.plain("step", what=what.removeprefix(UNDID)))
    return texts.say("step-undid", what=name) if what.startswith(UNDID) else name


def was_done(store: Store, who: int | None, what: str, ids: Sequence[str], *, gone: bool) -> bool:
    """Tell whether a person's last step was just this, and the articles are as it left them.

    A message comes again where the bot was killed before it was marked as done.
    """
    last = store.audit.last_of(who) if who is not None else None
    if last is None or (last.what, last.target) != (what, " ".join(ids)):
        return False
    found = store.histories.of(ids)
    return all(id_ in found and (found[id_].removed_at is not None) == gone for id_ in ids)
