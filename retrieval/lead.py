"""A lead: a few plain sentences above the quotes, by a language model, checked one by one.

The model is given numbered claims and returns sentences with claim numbers. What cannot be
checked against the claims that it cites is dropped, and where the model fails or is slow the
answer goes out without a lead.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from queue import Empty, Queue
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import ModelError
from retrieval.lead_check import supported
from retrieval.model import LeadSentence
from retrieval.prompts import LEAD_CLAIM, LEAD_QUESTION, LEAD_SYSTEM, UNKNOWN_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.model import Account, QuotedClaim

LIMIT = timedelta(seconds=10)
CLAIMS_SHOWN = 3  # of each account: those that a reader sees at a glance
MOST_SENTENCES = 3
AT_ONCE = 4  # calls that may hang at the same time before further leads are given up at once

_log = logging.getLogger(__name__)


class ChatModel(Protocol):
    """What is used of a LangChain chat model."""

    def invoke(self, messages: Any, /) -> Any:  # noqa: ANN401 - LangChain's own types
        """Answer a list of (role, text) pairs with a message that has ``content``."""


class Lead:
    """Writes leads with a chat model.

    ``model`` is LangChain's name for one ("openai:…", "anthropic:…", "ollama:…"), loaded at the
    first lead, or a chat model. ``limit`` is the longest that an answer waits for its lead.
    """

    def __init__(self, model: str | ChatModel, *, limit: timedelta = LIMIT) -> None:
        self._model = model
        self._limit = limit.total_seconds()
        self._free = BoundedSemaphore(AT_ONCE)

    def write(self, question: str, accounts: Sequence[Account]) -> tuple[LeadSentence, ...]:
        """Give the sentences that hold; none where the model fails, is slow or makes things up."""
        claims = [quoted for account in accounts for quoted in account.claims[:CLAIMS_SHOWN]]
        sources = [account.source.name for account in accounts for _ in account.claims[:3]]
        if not claims:
            return ()
        reply = self._within_limit(messages(question, claims, sources))
        if reply is None:
            return ()
        kept = [s for s in sentences(reply) if supported(s, claims, sources)]
        return tuple(kept[:MOST_SENTENCES])

    def load(self) -> ChatModel:
        """Load the model by its name; raises ModelError where that fails."""
        if isinstance(self._model, str):
            self._model = _named(self._model)
        return self._model

    def _within_limit(self, prompt: list[tuple[str, str]]) -> str | None:
        """Ask in a thread of its own, since a client may hang; None where no reply came."""
        if not self._free.acquire(blocking=False):
            _log.warning("no lead: %d earlier calls to the language model still hang", AT_ONCE)
            return None
        replies: Queue[str | Exception] = Queue()
        Thread(target=self._ask, args=(prompt, replies), daemon=True).start()
        try:
            reply = replies.get(timeout=self._limit)
        except Empty:
            _log.warning("no lead: the language model took more than %.0f s", self._limit)
            return None
        if isinstance(reply, Exception):
            # Its own words may hold the question, or a key.
            _log.warning("no lead: the language model failed: %s", type(reply).__name__)
            return None
        return reply

    def _ask(self, prompt: list[tuple[str, str]], replies: Queue[str | Exception]) -> None:
        try:
            replies.put(_text(self.load().invoke(prompt).content))
        except Exception as error:  # whatever a provider raises, the answer goes out
            replies.put(error)
        finally:
            self._free.release()


def messages(
    question: str, claims: Sequence[QuotedClaim], sources: Sequence[str]
) -> list[tuple[str, str]]:
    """Give the prompt: the rules, then the question and the numbered claims."""
    lines = [
        LEAD_CLAIM.format(
            number=number,
            source=source,
            outlet=quoted.article.outlet,
            day=(quoted.article.published_at or UNKNOWN_DAY)[:10],
            quote=json.dumps(quoted.quote, ensure_ascii=False),
        )
        for number, (quoted, source) in enumerate(zip(claims, sources, strict=True), start=1)
    ]
    asked = LEAD_QUESTION.format(question=question, claims="\n".join(lines))
    return [("system", LEAD_SYSTEM), ("human", asked)]


def sentences(reply: str) -> list[LeadSentence]:
    """Read a reply; nothing of it where it is not the JSON that was asked for."""
    bare = reply.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        found = json.loads(bare)["sentences"]
        return [
            LeadSentence(str(one["text"]).strip(), tuple(int(n) for n in one["claims"]))
            for one in found
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        _log.warning("no lead: the reply was malformed: %s", type(error).__name__)
        return []


def _named(name: str) -> ChatModel:
    from langchain.chat_models import init_chat_model

    try:
        model: ChatModel = init_chat_model(name, temperature=0)
    except (ImportError, ValueError, TypeError) as error:
        raise ModelError(f"ANSWER_MODEL: {name!r} cannot be used: {error}") from error
    return model


def _text(content: object) -> str:
    """Give the text of a message, whose content may be in blocks."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(
            block if isinstance(block, str) else str(block.get("text", "")) for block in content
        )
    return ""
