"""What the bot needs of the rest: small protocols, so that its tests run on fakes.

``retrieval.library.Library`` and its catalogue hold the real ones. All methods block; the bot
calls them from threads, several at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from corpus.model import Article, Claim, SourceKind
    from corpus.reading import Item, Skipped
    from retrieval.model import Answer


@dataclass(frozen=True, slots=True)
class InboxUpdate:
    """An update as it lies in the inbox: ``chat`` groups what must stay in order."""

    update_id: int
    chat: int
    payload: str


class Inbox(Protocol):
    """Updates that Telegram was told have arrived and that are not answered yet."""

    def put(self, updates: Iterable[InboxUpdate]) -> list[InboxUpdate]:
        """Commit the updates durably; give back those that were never put before."""

    def pending(self) -> list[InboxUpdate]:
        """Give what is not done, in the order of arrival."""

    def done(self, update_ids: Iterable[int]) -> None:
        """Mark updates as answered."""


class Office(Protocol):
    """Who may change the corpus, and the small facts that the bot remembers."""

    def moderators(self) -> Sequence[int]:
        """Give the ids of the users who are moderators."""

    def add_moderator(self, user_id: int) -> None:
        """Make a user a moderator."""

    def setting(self, name: str) -> str | None:
        """Give what was remembered under a name."""

    def set_setting(self, name: str, value: str | None) -> None:
        """Remember a value under a name; None forgets it."""


class KnownSource(Protocol):
    """A source with what the corpus has of it."""

    @property
    def name(self) -> str:
        """The fullest name that it goes by."""

    @property
    def kind(self) -> SourceKind:
        """What it is."""

    @property
    def role(self) -> str | None:
        """Office and affiliation, None where no article gives them."""

    @property
    def claims(self) -> int:
        """How many claims it made."""

    @property
    def articles(self) -> int:
        """How many articles quote it."""


class AddReport(Protocol):
    """What became of the items that were to be added."""

    @property
    def added(self) -> Sequence[str]:
        """Ids of the articles that are new."""

    @property
    def unchanged(self) -> Sequence[str]:
        """Ids of the articles that were there already."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """What could not be read, and why."""


class Library(Protocol):
    """The corpus: everything that the bot asks of it and does to it."""

    def ask(self, question: str, *, as_of: date | None = None, source: str | None = None) -> Answer:
        """Answer a question from the articles."""

    def add(self, items: Iterable[Item]) -> AddReport:
        """Add articles; each is searchable as a whole or not there."""

    def remove(self, ids: Iterable[str]) -> object:
        """Take articles out of the corpus; NotFound for an id it does not have."""

    def restore(self, ids: Iterable[str]) -> object:
        """Bring removed articles back; NotFound for an id that was never there."""

    def article(self, article_id: str) -> Article:
        """Give an article; NotFound where there is none."""

    def articles(self) -> Sequence[Article]:
        """Give all articles."""

    def claims(self, article_id: str) -> Sequence[Claim]:
        """Give an article's claims in reading order."""

    def sources(self) -> Sequence[KnownSource]:
        """Give everybody who is quoted."""
