"""Named steps at which a process kills itself, planted into the code that it runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from bot import publishing
from bot.handlers import editing
from bot.rights import Rights
from bot.sending import Sender
from corpus.catalogue.audit import Audit
from corpus.catalogue.deliveries import Deliveries
from corpus.catalogue.histories import Histories
from corpus.catalogue.inbox import Inbox
from corpus.catalogue.intake import Intake
from corpus.catalogue.jobs import Jobs
from corpus.catalogue.proposals import Proposals
from retrieval.chroma import Collection
from retrieval.index import Index
from retrieval.library import Library
from retrieval.marker import Marker

# Of the library's own, which it tells a checkpoint.
OF_ADDING = ("analysed", "embedded", "catalogued", "indexed")
# Each step: what is called, and whether the kill comes before or after that.
CALLS: dict[str, tuple[Any, str, bool]] = {
    "inbox: before the commit": (Inbox, "put", False),
    "inbox: committed": (Inbox, "put", True),
    "inbox: taken to work on": (Inbox, "take", True),
    "send: before": (Sender, "reply", False),
    "send: sent": (Sender, "reply", True),
    "send: noted what was sent": (Deliveries, "arrived", True),
    "done: before": (Inbox, "done", False),
    "done: marked": (Inbox, "done", True),
    "index: opened": (Index, "open", True),
    "index: rows written": (Collection, "add", True),
    "index: rows deleted": (Collection, "delete", True),
    "index: marker written": (Marker, "write", True),
    "moderator: proposal kept": (Proposals, "put", True),
    "moderator: step on record": (Audit, "put", True),
    "publish: article in": (publishing, "_add", True),
    "publish: decided": (Proposals, "decide", True),
    "edit: article in": (editing, "put", True),
    "correct: note kept": (Histories, "note", True),
    "remove: done": (Library, "remove", True),
    "restore: done": (Library, "restore", True),
    "undo: done": (editing, "_undo_edited", True),
    "claim: dropped": (Library, "drop_claim", True),
    "role: given": (Rights, "give", True),
    "job: kept": (Jobs, "put", True),
    "job: started": (Jobs, "move", True),
    "job: counted": (Jobs, "note", True),
    "job: remembered what came in": (Intake, "put", True),
    "job: ended": (Jobs, "end", True),
}
STEPS = (*(f"article: {name}" for name in OF_ADDING), *CALLS)


class Kill:
    """Kills its process at the ``nth`` time that a step is reached."""

    def __init__(self, step: str, nth: int) -> None:
        self._step, self._left = step, nth

    def plant(self) -> None:
        """Put itself where the step is."""
        if self._step in CALLS:
            owner, name, after = CALLS[self._step]
            wrapped = self._around(getattr(owner, name), after)
            if self._step == "undo: done":
                before = editing._UNDO[editing.EDITED]
                editing._UNDO[editing.EDITED] = (before[0], wrapped)
            setattr(owner, name, wrapped)

    def checkpoint(self, name: str) -> None:
        """Hear of the library's own steps."""
        if self._step == f"article: {name}":
            self._reached()

    def _reached(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def _around(self, call: Callable[..., Any], after: bool) -> Callable[..., Any]:
        @wraps(call)
        def plain(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it is
            if not after:
                self._reached()
            given = call(*args, **kwargs)
            if after:
                self._reached()
            return given

        @wraps(call)
        async def awaited(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it is
            if not after:
                self._reached()
            given = await call(*args, **kwargs)
            if after:
                self._reached()
            return given

        return awaited if iscoroutinefunction(call) else plain
