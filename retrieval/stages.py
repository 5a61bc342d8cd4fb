"""The stages of a question, for whoever watches how long each takes; by default nobody does.

Who watches is set for a context (PEP 567), so that threads answer for different watchers; it is
passed on to a thread by ``contextvars.copy_context``.
"""

from __future__ import annotations

from contextlib import nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

P = ParamSpec("P")
R = TypeVar("R")


class Watcher(Protocol):
    """Whoever wants to know."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Give what is entered when a stage begins and left when it ends."""


watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def stage(name: str) -> AbstractContextManager[None]:
    """Mark the body as a stage."""
    watching = watcher.get()
    return nullcontext() if watching is None else watching.stage(name)


def staged(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as a stage."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def marked(*args: P.args, **kwargs: P.kwargs) -> R:
            with stage(name):
                return function(*args, **kwargs)

        return marked

    return mark
