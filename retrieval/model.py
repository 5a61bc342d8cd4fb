"""What a search and a question give back; standard library and ``corpus.model`` only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model import Article, Claim, Passage, Source, Span, Stance


class Status(StrEnum):
    """How a question was answered; the values are those of the answer's JSON."""

    ANSWERED = "answered"
    DISPUTED = "disputed"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found.

    ``score`` falls with the rank and is comparable within one search only. ``similarity`` is
    the cosine of its vector and the question's, None where it was found by its words alone.
    """

    passage: Passage
    article: Article
    score: float
    similarity: float | None = None

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.passage.span.of(self.article.text)

    def holds(self, article_id: str, span: Span) -> bool:
        """Tell whether a span of an article lies in the passage, wholly or in part."""
        return self.article.id == article_id and self.passage.span.overlaps(span)


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim as it is shown: with the article it stands in, and who else carried it.

    ``score`` is the claim's bearing on the question (higher is better). ``repeats`` are
    claims of the same source that say no more than this one: other outlets' copies of the
    same wire story, or later repetitions.
    """

    claim: Claim
    article: Article
    score: float = 0.0
    repeats: tuple[QuotedClaim, ...] = ()

    @property
    def quote_span(self) -> Span:
        """Where the quote stands in the article's text."""
        return self.claim.quote

    @property
    def quote(self) -> str:
        """The quote, letter for letter."""
        return self.claim.quote.of(self.article.text)

    @property
    def sentence(self) -> str:
        """The whole sentence or sentences around the quote, letter for letter."""
        return self.claim.sentence.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of one source that bear on the question, the best first.

    ``superseded`` marks an older account that a later report of the same source replaces.
    """

    source: Source
    stance: Stance
    claims: tuple[QuotedClaim, ...]
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the corpus does hold, for an answer that nothing is reported.

    ``articles`` counts them all; ``first`` and ``last`` are the days (ISO 8601) between which
    they were published; ``nearest`` are the articles nearest to the question, best first, and
    ``sources`` who speaks in them. ``note`` names a false premise, or tells of a
    question in another language than the articles; None where there is neither.
    """

    articles: int
    first: str | None = None
    last: str | None = None
    outlets: tuple[str, ...] = ()
    nearest: tuple[Article, ...] = ()
    sources: tuple[Source, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LeadSentence:
    """A sentence of a lead and the numbers (from 1) of the shown claims that it rests on."""

    text: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The accounts for a question. ``took_ms`` is wall-clock milliseconds.

    ``lead`` is empty where no language model is set or nothing of its lead could be trusted.
    """

    question: str
    status: Status
    accounts: tuple[Account, ...] = ()
    passages: tuple[Hit, ...] = ()
    took_ms: int = 0
    coverage: Coverage | None = None
    lead: tuple[LeadSentence, ...] = field(default=())
