"""What the bot needs of the rest: small protocols, so that its tests run on fakes.

``retrieval.library.Library`` and its catalogue hold the real ones. All methods block; the bot
calls them from threads, several at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from corpus.catalogue import (
        Askings,
        Audit,
        CatalogueSource,
        Copies,
        Decision,
        Delivery,
        Digests,
        Effect,
        Feeds,
        History,
        Intake,
        Jobs,
        KeptAnswer,
        Moderators,
        News,
        NoticeKind,
        Page,
        PageKind,
        People,
        Proposals,
        Renaming,
        Speaker,
        Update,
        Voiced,
        Watches,
        Wish,
    )
    from corpus.catalogue.answers import Usage
    from corpus.catalogue.sendings import Sendings
    from corpus.mending import Mending
    from corpus.model import Article, Claim, Source, SourceKind
    from corpus.reading import Item, Skipped
    from retrieval.model import Answer


class Inbox(Protocol):
    """Updates that Telegram was told have arrived; ``corpus.catalogue.Inbox``."""

    def put(self, updates: Iterable[Update]) -> int:
        """Commit updates durably and give how many were new; known ids are dropped."""

    def next(self, *, busy: Collection[int | None] = (), limit: int = 100) -> list[Update]:
        """Give the oldest waiting update of each chat that is not busy."""

    @property
    def shared(self) -> bool:
        """Whether other processes put updates in and take them."""

    def take(self, *, busy: Collection[int | None] = (), limit: int = 100) -> list[Update]:
        """Give what ``next`` gives, and keep other processes off those chats until ``free``."""

    def free(self, chat_id: int | None) -> None:
        """Let other processes work for a chat again."""

    def rest(self) -> None:
        """Let other processes work for all chats of which nothing is in work, from now on."""

    def following(self, update: Update) -> Update | None:
        """Give the next update of an update's chat that is not done, whoever put it in."""

    def done(self, *update_ids: int) -> None:
        """Mark updates as dealt with, in one commit."""

    def waiting(self) -> int:
        """Count the updates that are not done."""

    def oldest(self) -> str | None:
        """Tell since when an update has waited (ISO 8601, UTC), None where none waits."""

    def forget(self, before: str) -> int:
        """Drop the ids of updates done before a time (ISO 8601, UTC)."""


class AnswerStore(Protocol):
    """The answers that were given; ``corpus.catalogue.KeptAnswers``."""

    def put(self, asked: dict[str, Any], given: dict[str, Any]) -> str:
        """Keep an answer and give its key."""

    def get(self, key: str) -> KeptAnswer | None:
        """Give the answer behind a key."""

    def in_vain(self) -> list[tuple[str, str]]:
        """Give the questions that got no answer or a bad one, each with why."""

    def usage(self) -> Usage:
        """Count the kept answers, and what people thought of them."""

    def opine(self, key: str, who: int, opinion: str) -> bool:
        """Keep what somebody thinks of an answer."""


class ArticleHistories(Protocol):
    """What became of articles; ``corpus.catalogue.Histories``."""

    def of(self, ids: Iterable[str]) -> dict[str, History]:
        """Give the histories of those of the articles that were ever there."""

    def renamed(self, quoted: Iterable[Voiced], since: str) -> tuple[Renaming, ...]:
        """Give what decisions made of the sources of claims since a time (ISO 8601, UTC)."""

    def note(
        self, article_id: str, kind: NoticeKind, note: str | None = None, *, by: int | None = None
    ) -> None:
        """Keep a notice on an article; NotFound where it is not there."""

    def withdraw(self, article_id: str, kind: NoticeKind, note: str | None) -> None:
        """Take the latest such notice back."""


class DeliveryStore(Protocol):
    """The messages that quote articles; ``corpus.catalogue.Deliveries``."""

    def put(self, delivery: Delivery, states: Mapping[str, str]) -> int:
        """Keep what is sent, with the state in which it shows each article; give its id."""

    def arrived(self, delivery_id: int, chat_id: int, message_ids: Collection[int]) -> None:
        """Note which messages of which chat a delivery became."""

    def drop(self, delivery_id: int) -> None:
        """Forget what was not sent after all."""

    def due(self, *, limit: int = 500) -> list[Delivery]:
        """Give what shows an article otherwise than it is."""

    def settle(
        self, delivery_id: int, states: Mapping[str, str], message_ids: Collection[int]
    ) -> None:
        """Note that messages show articles as they were in these states."""

    def articles(self, delivery_id: int) -> dict[str, str]:
        """Give the states in which messages show the articles that they quote."""

    def forget(self) -> int:
        """Drop the oldest, where there are too many."""


class PageTokens(Protocol):
    """The addresses of the evidence pages; ``corpus.catalogue.Pages``."""

    def tokens(self, kind: PageKind, targets: Iterable[str]) -> dict[str, str]:
        """Give the token of each target, made where there is none that holds."""

    def page(self, token: str) -> Page | None:
        """Give what a token leads to."""

    def revoke(self, kind: PageKind, target: str) -> bool:
        """Take every token of a target back; tell whether one held."""


class Store(Protocol):
    """What the bot keeps beside the articles; ``corpus.catalogue.Catalogue``."""

    @property
    def inbox(self) -> Inbox:
        """The updates that wait."""

    @property
    def moderators(self) -> Moderators:
        """Those who have a role."""

    @property
    def answers(self) -> AnswerStore:
        """The answers that were given."""

    @property
    def histories(self) -> ArticleHistories:
        """What became of articles."""

    @property
    def deliveries(self) -> DeliveryStore:
        """The messages that quote articles."""

    @property
    def pages(self) -> PageTokens:
        """The addresses of the evidence pages."""

    @property
    def people(self) -> People:
        """What is kept about people."""

    @property
    def audit(self) -> Audit:
        """The record of changes."""

    @property
    def proposals(self) -> Proposals:
        """What waits to be published."""

    @property
    def feeds(self) -> Feeds:
        """The feeds that are followed."""

    @property
    def intake(self) -> Intake:
        """What was taken in."""

    @property
    def jobs(self) -> Jobs:
        """What is added in bulk."""

    @property
    def watches(self) -> Watches:
        """The channels that are watched."""

    @property
    def digests(self) -> Digests:
        """The chats that get digests."""

    @property
    def news(self) -> News:
        """What is new."""

    @property
    def copies(self) -> Copies:
        """Which articles are one report."""

    @property
    def askings(self) -> Askings:
        """How much was asked lately."""

    @property
    def sendings(self) -> Sendings | None:
        """What all processes send, None where there is only this one."""

    @property
    def shared(self) -> bool:
        """Whether several processes may use the catalogue at once."""

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Tell whether nobody else is at something while the body runs, in any process."""

    def unchanged(self, candidates: Sequence[Article]) -> set[str]:
        """Give the ids of those of the articles that are there just so."""

    def setting(self, name: str) -> str | None:
        """Give what was kept under a name."""

    def set(self, name: str, value: str | None) -> None:
        """Keep a value under a name; None forgets it."""

    def extent(self) -> Extent:
        """Tell how much there is, without reading it."""

    def outlets(self) -> Sequence[tuple[str, int]]:
        """Give the outlets with how many articles are theirs, those with the most first."""

    def latest(self, limit: int) -> Sequence[Article]:
        """Give so many articles, the latest published first."""

    def find_sources(self, name: str) -> Sequence[KnownSource]:
        """Give the sources that go by a name or by one that has all its words."""

    def speakers(self, article_id: str) -> Mapping[Source, Speaker]:
        """Give for each source of an article, as named there, the one that it is."""

    def by_digest(self, beginning: str) -> Article | None:
        """Give the article whose digest begins so; None where it was changed or removed."""


class Extent(Protocol):
    """How much the corpus holds."""

    @property
    def articles(self) -> int:
        """How many articles."""

    @property
    def first(self) -> str | None:
        """The day of the first, ISO 8601, None where none has a date."""

    @property
    def last(self) -> str | None:
        """The day of the last."""


class KnownSource(Protocol):
    """A source with what the corpus has of it."""

    @property
    def id(self) -> int:
        """Its number in the catalogue."""

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
    def place(self) -> str | None:
        """What tells it from others of its name, None where the name does."""

    @property
    def variants(self) -> Sequence[str]:
        """All the names that articles give it."""

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


class Correcting(Protocol):
    """The part of the corpus by which people put it right; ``retrieval.correcting``.

    ``by`` says who does, for the record. Claims go by their place among an article's claims.
    """

    def decide(self, wish: Wish, *, by: str) -> Decision:
        """Merge, split or rename sources as is wished (NotFound, AccordingToError)."""

    def foresee(self, wish: Wish) -> Effect:
        """Tell what a wish would change, and change nothing; raises as ``decide`` does."""

    def undo_decision(self, decision_id: int, *, by: str) -> Decision:
        """Take back what was decided on sources (NotFound where no such decision holds)."""

    def decisions(self) -> Sequence[Decision]:
        """Give what was decided on sources, undone or not."""

    def set_claim_source(
        self, article_id: str, ordinal: int, source: Source | int, *, by: str
    ) -> Mending:
        """Say who made a claim: a source by its number, or a new one (NotFound)."""

    def drop_claim(self, article_id: str, ordinal: int, *, by: str) -> Mending:
        """Say that a claim is none (NotFound)."""

    def add_claim(
        self, article_id: str, claim: Claim, source: int | None = None, *, by: str
    ) -> Mending:
        """Add a claim that was missed, of a source by its number or its own (NotFound)."""

    def undo_mending(self, mending_id: int, *, by: str) -> Mending:
        """Take back what was put right (NotFound where no such mending holds)."""

    def mendings(self, article_id: str | None = None) -> Sequence[Mending]:
        """Give what was put right, undone or not, in one article or in all."""


class Library(Correcting, Protocol):
    """The corpus: everything that the bot asks of it and does to it."""

    @property
    def catalogue(self) -> Store:
        """Where the bot keeps its own."""

    def warm_up(self) -> None:
        """Load the models now rather than at the first question."""

    def index_state(self) -> str:
        """Tell how the vector index is: "ready", "building", "failed" or "unopened"."""

    def index_progress(self) -> tuple[int, int] | None:
        """How many passages of how many a rebuild of it has put in, None: no rebuild."""

    def look_at_index(self) -> None:
        """Bring the vector index in line where that is due."""

    def ask(self, question: str, *, as_of: date | None = None, source: str | None = None) -> Answer:
        """Answer a question from the articles."""

    def about(self, topic: str) -> Answer:
        """Give who said what about a topic that is no question."""

    def beside(self, answer: Answer) -> Answer:
        """Give who else speaks in the passages that are found for an answer's question."""

    def adding_many(self) -> AbstractContextManager[None]:
        """Prepare for adding much in the block, a few articles at a time."""

    def add(
        self, items: Iterable[Item], *, progress: Callable[[int, int | None], None] | None = None
    ) -> AddReport:
        """Add articles; each is searchable as a whole or not there.

        ``progress`` is told how many items are done, and of how many where that is known.
        """

    def remove(self, ids: Iterable[str]) -> object:
        """Take articles out of the corpus; NotFound for an id it does not have."""

    def restore(self, ids: Iterable[str]) -> object:
        """Bring removed articles back; NotFound for an id that was never there."""

    def article(self, article_id: str) -> Article:
        """Give an article; NotFound where there is none."""

    def analyse(self, article: Article) -> Sequence[Claim]:
        """Give the claims that an article would have, without adding it."""

    def articles(self) -> Sequence[Article]:
        """Give all articles."""

    def claims(self, article_id: str) -> Sequence[Claim]:
        """Give an article's claims in reading order."""

    def sources(self) -> Sequence[KnownSource]:
        """Give everybody who is quoted."""

    def find_sources(self, wanted: str) -> Sequence[CatalogueSource]:
        """Give the source of a number, else those of just that name, else those with its words."""

    def claims_of(
        self, source_id: int, *, limit: int | None = None, offset: int = 0
    ) -> Sequence[tuple[Article, Claim]]:
        """Give a source's claims with their articles, the latest report first."""
