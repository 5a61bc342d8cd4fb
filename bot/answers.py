"""The answers that were given: what stands behind the buttons, links and numbers.

A button carries only a key: a number and a few random characters. The answer itself is kept in
the catalogue as it was, so that it comes back after a restart and when the articles changed; the
numbers go round, and a button whose answer was overwritten is stale.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import asdict, dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from bot import snapshots
from bot.operations.meters import Meters
from corpus.catalogue import Voiced
from retrieval.stages import stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.ports import Library
    from corpus.model import Article
    from retrieval.model import Answer, QuotedClaim

AT_HAND = 200
KEY = re.compile(r"\d{1,5}-[\w-]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put to the library, and the chat that it was put in.

    A ``topic`` is no question: what was said about it is looked for. ``unasked`` is what the bot
    looked up by itself, for a digest. ``source`` is whose words were asked for, by name; that one
    of several of that name ``source_id`` tells, the catalogue's number, and ``called`` the words
    that somebody wrote, which others go by, too.
    """

    question: str
    chat_id: int
    as_of: str | None = None
    source: str | None = None
    topic: bool = False
    unasked: bool = False
    source_id: int | None = None
    called: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, with its key and when it was asked for (ISO 8601, UTC).

    ``versions`` are the digests of the versions of the articles that it quotes, by id.
    """

    key: str
    asked: Asked
    answer: Answer
    asked_at: str
    versions: dict[str, str]

    @property
    def quoted(self) -> list[QuotedClaim]:
        """The claims that are shown of it."""
        return [quoted for account in self.answer.accounts for quoted in account.claims]

    @property
    def voiced(self) -> list[Voiced]:
        """Whom the answer showed each of these claims under."""
        return [
            Voiced(quoted.article.id, quoted.claim.content, account.source.name)
            for account in self.answer.accounts
            for quoted in account.claims
        ]


class Answers:
    """Answers by the key in their buttons; blocks, and threads may share it."""

    def __init__(self, library: Library, meters: Meters | None = None) -> None:
        self._library = library
        self._meters = meters or Meters()
        self._store = library.catalogue
        self._at_hand: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def ask(self, asked: Asked) -> Answer:
        """Put a question to the library."""
        day = date.fromisoformat(asked.as_of) if asked.as_of else None
        with stage("answer"):
            if asked.topic:
                return self._library.about(asked.question)
            return self._library.ask(asked.question, as_of=day, source=asked.source)

    def keep(self, asked: Asked, answer: Answer) -> str:
        """Keep an answer to what was asked, and give the key to it."""
        if not asked.unasked:
            self._meters.question(answer.status.value)
        return self._store.answers.put(asdict(asked), snapshots.of(answer))

    def get(self, key: str) -> Kept | None:
        """Give the answer behind a key: whoever has it was given it. None where it is gone."""
        if KEY.fullmatch(key) is None:
            return None
        with self._lock:
            if key in self._at_hand:
                self._at_hand.move_to_end(key)
                return self._at_hand[key]
        found = self._found(key)
        if found is not None:
            with self._lock:
                self._at_hand[key] = found
                while len(self._at_hand) > AT_HAND:
                    self._at_hand.popitem(last=False)
        return found

    def drop(self, keys: Iterable[str]) -> None:
        """Have answers at hand no more that are not kept any more."""
        with self._lock:
            for key in keys:
                self._at_hand.pop(key, None)

    def mark(self, key: str, user_id: int, mark: str) -> bool:
        """Keep what somebody thinks of an answer; False where the key is stale."""
        return self._store.answers.opine(key, user_id, mark)

    def _found(self, key: str) -> Kept | None:
        kept = self._store.answers.get(key)
        if kept is None:
            return None
        histories = self._store.histories.of(snapshots.articles(kept.given))

        def version(article_id: str, digest: str) -> Article | None:
            history = histories.get(article_id)
            return history.version(digest) if history else None

        answer = snapshots.back(kept.given, version)
        versions = snapshots.versions(kept.given)
        return Kept(kept.key, Asked(**kept.asked), answer, kept.asked_at, versions)
